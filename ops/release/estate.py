"""Routing, stacks, queues, logs and ledger of an environment, as `ops release` knows them.

Everything is asked anew each time: nothing that a former command knew is used.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from ops.clients import Aws
from ops.cloudformation import (
    StackError,
    describe_stack,
    parameters_of,
    read_outputs,
    read_parameters,
)
from ops.edge.routing import Colour, Routing, RoutingError, RoutingStore, open_routing_store
from ops.release.delivery import Delivery
from ops.release.history import Entry, name_operator, read_entries, record, standing_of
from ops.release.logs import LogReader
from ops.release.plan import Note
from ops.release.probes import Prober
from ops.release.sources import AwsSource, LegacySource
from ops.release.state import ColourState, ReleaseError, ReleaseState, StackState, Standing
from ops.release.steps import Tell, refuse_other_weights
from ops.release.verification import verify_colour
from ops.release.watch import UNREACHABLE, Source, WatchOptions
from ops.site.deployment import deploy_site
from ops.site.release import read_build
from ops.site.shown import open_site
from ops.stages.config import SETTINGS_FILE, StageConfig, read_stage_config
from ops.stages.deployment import deploy_stage
from ops.stages.names import API_HANDLER, EnvironmentNames, StageNames
from ops.stages.plan import plan_stage
from ops.stages.switches import ASLEEP, AWAKE, Switches, switch_stage, switches_of

_COUNTS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)


class AwsEstate:
    """An environment with two colours.

    Raises: ReleaseError for an environment that has no colours.
    """

    def __init__(
        self,
        environment: str,
        *,
        settings_file: Path = SETTINGS_FILE,
        url: str | None = None,
        delivery: Delivery | None = None,
    ) -> None:
        self._names = EnvironmentNames(environment)
        self._stages = {StageNames(stage).colour: StageNames(stage) for stage in self._names.stages}
        if len(self._stages) < 2:
            raise ReleaseError(
                f"{environment} has one stage and no colours, so nothing is shifted there; "
                f"`ops stage deploy {environment}` replaces what runs"
            )
        self._settings_file = settings_file
        self._url = url
        self._delivery = delivery or Delivery()
        self._aws = Aws()
        self._queue_urls: dict[str, str] = {}
        # chalicelib is imported after this: its tables are named by the stage's settings.
        os.environ.update(self._config(self._names.stages[0]).variables)

    @property
    def first_colour(self) -> str:
        """Name the colour that an environment begins with."""
        return next(iter(self._stages))

    @cached_property
    def url(self) -> str:
        """Give the origin that viewers use.

        Raises: StackError when the edge is not deployed.
        """
        configured = self._config(self._names.stages[0]).site_url
        if self._url or configured:
            return (self._url or configured).rstrip("/")
        return read_outputs(self._cloudformation, self._names.edge_stack)["SiteUrl"].rstrip("/")

    def read(self) -> ReleaseState:
        """Give how things stand; a ledger that can't be read tells nothing of colours."""
        known = self._read_colours()
        entries = self._entries_if_there()
        found = {}
        for colour, names in self._stages.items():
            stack = self._read_stack(names)
            entry = known.get(colour)
            found[colour] = ColourState(
                name=colour,
                weight=entry.weight if entry else None,
                site=entry.release if entry else None,
                stack=stack,
                standing=standing_of(colour, stack.code, entries) if stack else Standing.NEW,
            )
        for name, entry in known.items():
            if name not in found:
                found[name] = ColourState(name, entry.weight, is_legacy=entry.is_legacy)
        return ReleaseState(self._names.environment, found)

    def last_entries(self, most: int) -> list[Entry]:
        """Give the last steps, newest first."""
        return read_entries(most)

    def read_weights(self) -> Mapping[str, int]:
        """Give the weights that the routing has, none before there is one."""
        return {name: each.weight for name, each in self._read_colours().items()}

    def weigh(
        self, weights: Mapping[str, int], *, instead_of: Mapping[str, int] | None = None
    ) -> None:
        """Change the weights, whatever else is changed in the routing meanwhile.

        Raises: MovedMeanwhile if it has other weights than those to be replaced; RoutingError.
        """

        def decide(routing: Routing | None) -> Routing:
            if routing is None:
                raise RoutingError(f"{self._names.environment} has no routing yet")
            if instead_of is not None:
                found = {name: each.weight for name, each in routing.colours.items()}
                refuse_other_weights(found, instead_of)
            return routing.with_weights(weights)

        self._store.change(decide)

    def switch(self, colour: str, *, event_sources: bool, schedules: bool, tell: Tell) -> None:
        """Turn event sources and schedules on or off, and wait until they are."""
        switches = Switches(event_sources=event_sources, schedules=schedules)
        switch_stage(self._aws, self._stages[colour], switches, progress=tell)

    def count_messages(self, colour: str) -> int:
        """Count what waits in the queues that workers take from."""
        queues = _queues_by_role(self._stages[colour])
        return sum(self._count(queue) for queue in queues.values())

    def count_dead_letters(self, colour: str) -> int:
        """Count what workers gave up."""
        names = self._stages[colour]
        queues = _queues_by_role(names)
        return sum(self._count(names.dead_letter_queue(queue)) for queue in queues.values())

    def preview(self, colour: str, *, is_first: bool, tell: Tell) -> Iterator[str]:
        """Say what `deploy` would change, stack by stack, and what of it reaches all viewers.

        The code is packaged for that, if no package was named, and kept for `deploy`.

        Raises: ReleaseError, BuildError, StackError.
        """
        config = self._config(self._stages[colour].stage)
        read_build(self._delivery.site)
        package = self._delivery.prepare(self._aws, config, tell)
        switches = AWAKE if is_first else ASLEEP
        stacks = plan_stage(self._aws, config, package, switches=switches)
        shared = (self._names.data_stack, self._names.edge_stack)
        for stack in stacks:
            yield from stack.lines()
            if stack.stack in shared and stack.kind in ("changed", "busy"):
                yield "  both colours share it: this reaches all viewers at once"

    def deploy(self, colour: str, *, is_first: bool, tell: Tell) -> None:
        """Bring code and site to a colour; viewers are sent there by nobody but `weigh`."""
        config = self._config(self._stages[colour].stage)
        # Read before anything changes: a site that is not built is found out at once.
        build = read_build(self._delivery.site)
        deploy_stage(
            self._aws,
            config,
            self._delivery.prepare(self._aws, config, tell),
            switches=AWAKE if is_first else ASLEEP,
            progress=tell,
        )
        deploy_site(open_site(self._aws, self._names), build, colour, tell=tell)

    def verify(self, colour: str, tell: Tell) -> str | None:
        """Run the contract suite against a colour; give what failed, None if nothing did."""
        names = self._stages[colour]
        stack = self._read_stack(names)
        if stack is None:
            raise ReleaseError(f"{colour} is not deployed")
        return verify_colour(
            self.url,
            stage=names.stage,
            code=stack.code,
            header=("X-Colour", f"{self._token()}.{colour}"),
            tell=tell,
        )

    @contextmanager
    def sources(
        self, colours: Sequence[str], options: WatchOptions
    ) -> Iterator[Mapping[str, Source]]:
        """Give where the figures of colours come from, from now on; probes run meanwhile."""
        probed = colours if options.probes_per_second else ()
        legacy = [colour for colour in colours if colour not in self._stages]
        prober = Prober(self.url, self._token(), probed, options.probes_per_second, legacy)
        now_ms = int(time.time() * 1000)
        with prober.running():
            yield {colour: self._source(colour, prober, now_ms) for colour in colours}

    def note(self, note: Note) -> None:
        """Note a step in the ledger; code or site that can't be looked up are left out."""
        record(
            Entry(
                at=datetime.now(UTC),
                who=name_operator(self._aws.caller["Arn"]),
                step=note.step,
                colour=note.colour,
                other=note.other,
                code=_unless_away(lambda: self._read_code(note.colour)),
                site=_unless_away(lambda: self._read_site(note.colour)),
                percent=note.percent,
                reason=note.reason,
                figures={name: asdict(each) for name, each in note.figures.items()},
            )
        )

    def sweep_minutes(self) -> float:
        """Give how long owed work may lie about before the sweep queues it again."""
        settings = self._config(self._names.stages[0]).settings
        return settings.sweep_minutes + settings.sweep_grace_seconds / 60

    @cached_property
    def _cloudformation(self) -> Any:
        return self._aws.client("cloudformation")

    @cached_property
    def _sqs(self) -> Any:
        return self._aws.client("sqs")

    @cached_property
    def _store(self) -> RoutingStore:
        return open_routing_store(self._aws, self._names)

    def _config(self, stage: str) -> StageConfig:
        return read_stage_config(stage, settings_file=self._settings_file)

    def _read_colours(self) -> Mapping[str, Colour]:
        try:
            routing = self._store.read()
        except StackError:
            return {}  # There is no edge yet.
        return routing.colours if routing else {}

    def _read_code(self, colour: str) -> str | None:
        if colour not in self._stages:
            return None
        stack = self._stages[colour].app_stack
        return read_parameters(self._cloudformation, stack).get("Release")

    def _read_site(self, colour: str) -> str | None:
        entry = self._read_colours().get(colour)
        return entry.release if entry else None

    def _token(self) -> str:
        routing = self._store.read()
        if routing is None:
            raise RoutingError(f"{self._names.environment} has no routing yet")
        return routing.token

    def _entries_if_there(self) -> list[Entry]:
        try:
            return read_entries()
        except (ClientError, BotoCoreError, PynamoDBException):
            return []  # Before the first deployment there is no ledger.

    def _read_stack(self, names: StageNames) -> StackState | None:
        stack = describe_stack(self._cloudformation, names.app_stack)
        if stack is None:
            return None
        parameters = parameters_of(stack)
        switches = switches_of(parameters) or ASLEEP
        return StackState(
            status=stack["StackStatus"],
            code=parameters.get("Release", ""),
            has_event_sources=switches.event_sources,
            has_schedules=switches.schedules,
            waiting={role: self._count(queue) for role, queue in _queues_by_role(names).items()},
            dead_letters=self.count_dead_letters(names.colour),
        )

    def _count(self, queue: str) -> int:
        try:
            if queue not in self._queue_urls:
                self._queue_urls[queue] = self._sqs.get_queue_url(QueueName=queue)["QueueUrl"]
            found = self._sqs.get_queue_attributes(
                QueueUrl=self._queue_urls[queue], AttributeNames=list(_COUNTS)
            )
        except self._sqs.exceptions.QueueDoesNotExist:
            return 0
        return sum(int(found["Attributes"].get(name, 0)) for name in _COUNTS)

    def _source(self, colour: str, prober: Prober, since_ms: int) -> Source:
        if colour not in self._stages:
            return LegacySource(colour, prober)
        group = self._stages[colour].log_group(API_HANDLER)
        reader = LogReader(self._aws.client("logs"), group, since_ms)
        return AwsSource(colour, prober, reader, lambda: self.count_dead_letters(colour))


def _queues_by_role(names: StageNames) -> dict[str, str]:
    return {"emails": names.emails_queue, "reports": names.reports_queue}


def _unless_away(look_up: Callable[[], str | None]) -> str | None:
    """Give what a look-up finds, None if it fails: what it is a part of must not wait for it."""
    try:
        return look_up()
    except UNREACHABLE:
        return None
