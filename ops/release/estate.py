"""Routing, stacks, queues, logs and ledger of an environment, as `ops release` knows them.

Everything is asked anew each time: nothing that a former command knew is used.
"""

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from ops.clients import Aws
from ops.cloudformation import StackError, describe_stack, parameters_of, read_outputs
from ops.edge.routing import Routing, RoutingError, RoutingStore, open_routing_store
from ops.package import host_architecture, package_stage, read_package, refuse_other_python
from ops.package_template import Package
from ops.release.gate import Figures
from ops.release.history import Entry, Step, name_operator, read_entries, record, standing_of
from ops.release.logs import LogReader
from ops.release.probes import Prober
from ops.release.sources import AwsSource, LegacySource
from ops.release.state import ColourState, ReleaseError, ReleaseState, StackState, Standing
from ops.release.steps import Tell, refuse_other_weights
from ops.release.verification import verify_colour
from ops.release.watch import Source, WatchOptions
from ops.site.deployment import deploy_site
from ops.site.release import read_build
from ops.site.shown import open_site
from ops.stage import deploy_stage
from ops.stage_config import PROJECT, SETTINGS_FILE, StageConfig, read_stage_config
from ops.stage_names import API_HANDLER, EnvironmentNames, StageNames
from ops.stage_plan import plan_stage
from ops.stage_switches import ASLEEP, AWAKE, Switches, switch_stage, switches_of

_COUNTS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a deployment brings."""

    site: Path
    """Folder of the built site."""
    package: Path | None = None
    """Folder that `ops package` wrote to, or the one that holds such folders, named by stage. None
    has the code packaged now."""


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
        if len(self._names.stages) < 2:
            raise ReleaseError(
                f"{environment} has one stage and no colours, so nothing is shifted there; "
                f"`ops stage deploy {environment}` replaces what runs"
            )
        self._settings_file = settings_file
        self._url = url
        self._delivery = delivery
        self._prepared: Package | None = None
        self._aws = Aws()
        # chalicelib is imported after this: its tables are named by the stage's settings.
        os.environ.update(self._config(self._names.stages[0]).variables)

    @property
    def first_colour(self) -> str:
        """Name the colour that an environment begins with."""
        return StageNames(self._names.stages[0]).colour

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
        routing = self._read_routing()
        known = routing.colours if routing else {}
        entries = self._entries_if_there()
        found = {}
        for stage in self._names.stages:
            names = StageNames(stage)
            stack = self._read_stack(names)
            entry = known.get(names.colour)
            found[names.colour] = ColourState(
                name=names.colour,
                weight=entry.weight if entry else None,
                site=entry.release if entry else None,
                stack=stack,
                standing=standing_of(names.colour, stack.code, entries) if stack else Standing.NEW,
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
        routing = self._read_routing()
        return {name: each.weight for name, each in routing.colours.items()} if routing else {}

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
        switch_stage(self._aws, self._stage(colour), switches, progress=tell)

    def count_messages(self, colour: str) -> int:
        """Count what waits in the queues that workers take from."""
        names = self._stage(colour)
        return sum(self._count(queue) for queue in (names.emails_queue, names.reports_queue))

    def count_dead_letters(self, colour: str) -> int:
        """Count what workers gave up."""
        names = self._stage(colour)
        queues = (names.emails_queue, names.reports_queue)
        return sum(self._count(names.dead_letter_queue(queue)) for queue in queues)

    def preview(self, colour: str, *, is_first: bool, tell: Tell) -> Iterator[str]:
        """Say what `deploy` would change, stack by stack, and what of it reaches all viewers.

        The code is packaged for that, if no package was named, and kept for `deploy`.

        Raises: ReleaseError, BuildError, StackError.
        """
        if self._delivery is None:
            raise AssertionError("a command that deploys says what")
        config = self._config(self._stage(colour).stage)
        read_build(self._delivery.site)
        package = self._package_once(config, self._delivery, tell)
        switches = AWAKE if is_first else ASLEEP
        stacks = plan_stage(self._aws, config, package, switches=switches)
        shared = (self._names.data_stack, self._names.edge_stack)
        for stack in stacks:
            yield from stack.lines()
            if stack.stack in shared and stack.kind in ("changed", "busy"):
                yield "  both colours share it: this reaches all viewers at once"

    def deploy(self, colour: str, *, is_first: bool, tell: Tell) -> None:
        """Bring code and site to a colour; viewers are sent there by nobody but `weigh`."""
        if self._delivery is None:
            raise AssertionError("a command that deploys says what")
        config = self._config(self._stage(colour).stage)
        # Read before anything changes: a site that is not built is found out at once.
        build = read_build(self._delivery.site)
        deploy_stage(
            self._aws,
            config,
            self._package_once(config, self._delivery, tell),
            switches=AWAKE if is_first else ASLEEP,
            progress=tell,
        )
        deploy_site(open_site(self._aws, self._names), build, colour, tell=tell)

    def verify(self, colour: str, tell: Tell) -> str | None:
        """Run the contract suite against a colour; give what failed, None if nothing did."""
        names = self._stage(colour)
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
        legacy = [colour for colour in colours if not self._is_ours(colour)]
        prober = Prober(self.url, self._token(), probed, options.probes_per_second, legacy)
        now_ms = int(time.time() * 1000)
        with prober.running():
            yield {colour: self._source(colour, prober, now_ms) for colour in colours}

    def note(
        self,
        step: Step,
        state: ReleaseState,
        colour: str,
        *,
        other: str | None = None,
        percent: int | None = None,
        reason: str | None = None,
        figures: Mapping[str, Figures] | None = None,
    ) -> None:
        """Note a step in the ledger."""
        about = state.colours[colour]
        record(
            step,
            name_operator(self._aws.caller["Arn"]),
            colour,
            other=other,
            code=about.stack.code if about.stack else None,
            site=about.site,
            percent=percent,
            reason=reason,
            figures=figures,
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

    def _stage(self, colour: str) -> StageNames:
        for stage in self._names.stages:
            if StageNames(stage).colour == colour:
                return StageNames(stage)
        raise ReleaseError(f"{colour} is none of our stages")

    def _is_ours(self, colour: str) -> bool:
        return any(StageNames(stage).colour == colour for stage in self._names.stages)

    def _read_routing(self) -> Routing | None:
        try:
            return self._store.read()
        except StackError:
            return None  # There is no edge yet.

    def _token(self) -> str:
        routing = self._read_routing()
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
        queues = {"emails": names.emails_queue, "reports": names.reports_queue}
        return StackState(
            status=stack["StackStatus"],
            code=parameters.get("Release", ""),
            has_event_sources=switches.event_sources,
            has_schedules=switches.schedules,
            waiting={role: self._count(queue) for role, queue in queues.items()},
            dead_letters=self.count_dead_letters(names.colour),
        )

    def _count(self, queue: str) -> int:
        try:
            url = self._sqs.get_queue_url(QueueName=queue)["QueueUrl"]
            found = self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(_COUNTS))
        except self._sqs.exceptions.QueueDoesNotExist:
            return 0
        return sum(int(found["Attributes"].get(name, 0)) for name in _COUNTS)

    def _source(self, colour: str, prober: Prober, since_ms: int) -> Source:
        if not self._is_ours(colour):
            return LegacySource(colour, prober)
        group = self._stage(colour).log_group(API_HANDLER)
        reader = LogReader(self._aws.client("logs"), group, since_ms)
        return AwsSource(colour, prober, reader, lambda: self.count_dead_letters(colour))

    def _package_once(self, config: StageConfig, delivery: Delivery, tell: Tell) -> Package:
        if self._prepared is None:
            self._prepared = self._package(config, delivery, tell)
        return self._prepared

    def _package(self, config: StageConfig, delivery: Delivery, tell: Tell) -> Package:
        stage = config.names.stage
        is_local = self._aws.is_emulated
        if delivery.package is None:
            if not is_local:
                refuse_other_python(config)
            folder = PROJECT / "build" / "release" / stage
            return package_stage(
                config,
                folder,
                architecture=host_architecture() if is_local else "arm64",
                progress=tell,
            )
        by_stage = delivery.package / stage
        folder = by_stage if by_stage.is_dir() else delivery.package
        try:
            package = read_package(folder)
        except FileNotFoundError as missing:
            raise ReleaseError(
                f"{folder} has no package: ops package --stage {stage} --out {folder}"
            ) from missing
        made_for = json.loads(package.template_text())["Parameters"]["Stage"]["Default"]
        if made_for != stage:
            raise ReleaseError(
                f"{delivery.package} was packaged for {made_for}, and {stage} is the idle colour; "
                f"package it: ops package --stage {stage} --out DIR/{stage}"
            )
        if not is_local:
            refuse_other_python(config, package)
        return package
