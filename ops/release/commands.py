"""The commands `python -m ops release`."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from ops.cloudformation import StackError
from ops.console import confirm, explaining, say, show, waiting
from ops.options import AsJson, DryRun, SettingsFile, Yes
from ops.release.gate import describe_thresholds, read_thresholds
from ops.release.history import Entry, passed_percent
from ops.release.picture import draw
from ops.release.plan import (
    DEFAULT_STEPS,
    Action,
    Deploy,
    Weigh,
    plan_deploy,
    plan_promote,
    plan_rollback,
    plan_shift,
    plan_verify,
)
from ops.release.state import ReleaseError, ReleaseState
from ops.release.steps import Release, ReleaseOptions, Tell
from ops.release.watch import WatchOptions
from ops.site.release import BUILT_SITE
from ops.stages.config import SETTINGS_FILE
from ops.stages.names import PRODUCTION

if TYPE_CHECKING:  # what AWS needs is imported only when it is asked
    from ops.release.delivery import Delivery
    from ops.release.estate import AwsEstate

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

_SHOWN_ENTRIES = 8
_AFTER_THE_ROUTING = "then read the stacks, and let queues and schedules follow"
_DEFAULTS = ReleaseOptions()

Environment = Annotated[str, typer.Option(help="Environment with two colours.")]
Url = Annotated[
    str | None, typer.Option(help="Origin that viewers use. Default: the edge's, or site_url.")
]
Watch = Annotated[float, typer.Option(min=0, help="Seconds that the gate looks after each step.")]
Probes = Annotated[
    float, typer.Option(min=0, help="Read-only requests a second to each colour; 0: none.")
]
Gate = Annotated[
    list[str] | None,
    typer.Option(
        "--gate",
        metavar="NAME=VALUE",
        help="Another threshold than " + ", ".join(describe_thresholds()) + ".",
    ),
]
Drain = Annotated[
    float,
    typer.Option(min=0, help="Most seconds to wait for queues to be empty; 0 leaves messages."),
]
Quiet = Annotated[float, typer.Option(min=0, help="Seconds that queues must look empty.")]
Unverified = Annotated[
    bool, typer.Option("--unverified", help="Go on although the colour is not verified.")
]


@app.command()
def status(
    environment: Environment = PRODUCTION,
    settings_file: SettingsFile = SETTINGS_FILE,
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Show colours, shares, releases, queues and the last steps. Changes nothing."""
    with explaining():
        estate = _estate(environment, settings_file, url)
        _show_state(estate, estate.read(), as_json=as_json)


@app.command()
def deploy(
    package: Annotated[
        Path | None,
        typer.Option(help="Folder of `ops package`, or of such folders by stage; else: now."),
    ] = None,
    site: Annotated[
        Path, typer.Option(help="Folder of the built site.", file_okay=False, exists=True)
    ] = BUILT_SITE,
    environment: Environment = PRODUCTION,
    settings_file: SettingsFile = SETTINGS_FILE,
    drain: Drain = _DEFAULTS.drain_seconds,
    quiet: Quiet = _DEFAULTS.quiet_seconds,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Bring code and site to the idle colour, where no viewer is sent.

    The first colour of an environment serves at once. What both colours share, data and edge, is
    changed for all viewers at once: the plan marks it.
    """
    from ops.release.delivery import Delivery

    with explaining():
        estate = _estate(environment, settings_file, None, Delivery(site, package))
        state = estate.read()
        plan = plan_deploy(state, estate.first_colour)
        options = ReleaseOptions(drain_seconds=drain, quiet_seconds=quiet)
        with waiting("looking at what would change") as tell:
            lines = list(_preview(estate, plan, tell))
        _carry_out(
            estate, state, plan, options, yes=yes, dry_run=dry_run, as_json=as_json, lines=lines
        )


@app.command()
def verify(
    environment: Environment = PRODUCTION,
    settings_file: SettingsFile = SETTINGS_FILE,
    url: Url = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Wake the workers of the new colour and run the contract suite against it.

    It reads, and makes synthetic records that reach no people and no counts. A colour that fails
    goes back to sleep.
    """
    with explaining():
        estate = _estate(environment, settings_file, url)
        state = estate.read()
        plan = plan_verify(state)
        _carry_out(estate, state, plan, ReleaseOptions(), yes=yes, dry_run=dry_run, as_json=as_json)


@app.command()
def shift(
    percent: Annotated[int, typer.Option(help="Share of the viewers that the new colour gets.")],
    unverified: Unverified = False,
    environment: Environment = PRODUCTION,
    settings_file: SettingsFile = SETTINGS_FILE,
    url: Url = None,
    watch: Watch = _DEFAULTS.watch.seconds,
    probes: Probes = _DEFAULTS.watch.probes_per_second,
    gate: Gate = None,
    quiet: Quiet = _DEFAULTS.quiet_seconds,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Send a share of the viewers to the new colour and watch; go back if it fails."""
    with explaining():
        estate = _estate(environment, settings_file, url)
        state = estate.read()
        plan = plan_shift(state, percent, is_unverified_allowed=unverified)
        options = ReleaseOptions(
            watch=WatchOptions(watch, probes, read_thresholds(gate or [])), quiet_seconds=quiet
        )
        _carry_out(estate, state, plan, options, yes=yes, dry_run=dry_run, as_json=as_json)


@app.command()
def promote(
    steps: Annotated[str, typer.Option(help="Shares in per cent, one after the other.")] = ",".join(
        map(str, DEFAULT_STEPS)
    ),
    unverified: Unverified = False,
    environment: Environment = PRODUCTION,
    settings_file: SettingsFile = SETTINGS_FILE,
    url: Url = None,
    watch: Watch = _DEFAULTS.watch.seconds,
    probes: Probes = _DEFAULTS.watch.probes_per_second,
    gate: Gate = None,
    drain: Drain = _DEFAULTS.drain_seconds,
    quiet: Quiet = _DEFAULTS.quiet_seconds,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Carry a release to its end: shares in steps, then schedules, then the former colour's sleep.

    A release that was interrupted is continued, and one that was taken back is tidied up.
    """
    with explaining():
        estate = _estate(environment, settings_file, url)
        state = estate.read()
        new = state.other()
        passed = passed_percent(new.name, estate.last_entries(_SHOWN_ENTRIES)) if new else None
        plan = plan_promote(
            state, _read_steps(steps), passed=passed, is_unverified_allowed=unverified
        )
        options = ReleaseOptions(
            watch=WatchOptions(watch, probes, read_thresholds(gate or [])),
            drain_seconds=drain,
            quiet_seconds=quiet,
        )
        _carry_out(estate, state, plan, options, yes=yes, dry_run=dry_run, as_json=as_json)


@app.command()
def rollback(
    to: Annotated[
        str | None, typer.Option(help="Colour to go back to. Default: the former.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why, for the ledger.")] = None,
    environment: Environment = PRODUCTION,
    settings_file: SettingsFile = SETTINGS_FILE,
    quiet: Quiet = _DEFAULTS.quiet_seconds,
    drain: Annotated[
        float,
        typer.Option(min=0, help="Most seconds to wait for the queues of the colour given up."),
    ] = _DEFAULTS.rejected_drain_seconds,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Send all viewers back to the former colour, in one write that takes effect within seconds.

    Then, if need be: its workers and schedules, and the sleep of the colour that is given up. With
    --to nothing but the routing is read before it is changed, so the plan is shown by --dry-run.
    """
    with explaining():
        estate = _estate(environment, settings_file, None)
        if to is None or dry_run:
            plan = plan_rollback(estate.read(), to)
            lines = list(map(str, plan))
        else:
            plan = [Weigh({to: 100})]
            lines = [str(plan[0]), _AFTER_THE_ROUTING]
        first = next((each for each in plan if isinstance(each, Weigh)), None)
        target = to or (max(first.weights, key=lambda name: first.weights[name]) if first else None)
        if dry_run:
            show({"plan": lines, "done": False}, as_json=as_json, lines=lines)
            return
        confirm(lines, yes=yes)
        options = ReleaseOptions(rejected_drain_seconds=drain, quiet_seconds=quiet)
        with waiting("rolling back") as tell:
            Release(estate, options, tell).roll_back(target, reason)
        _show_state(estate, estate.read(), as_json=as_json, plan=plan)


def _estate(
    environment: str, settings_file: Path, url: str | None, delivery: "Delivery | None" = None
) -> "AwsEstate":
    """Open an environment; what AWS needs is imported only now."""
    from ops.release.estate import AwsEstate

    return AwsEstate(environment, settings_file=settings_file, url=url, delivery=delivery)


def _preview(estate: "AwsEstate", plan: Sequence[Action], tell: Tell) -> Iterator[str]:
    """Say what would be done, and below a deployment what it would change."""
    for action in plan:
        yield str(action)
        if isinstance(action, Deploy):
            changes = estate.preview(action.colour, is_first=action.is_first, tell=tell)
            yield from (f"  {line}" for line in changes)


def _carry_out(
    estate: "AwsEstate",
    state: ReleaseState,
    plan: Sequence[Action],
    options: ReleaseOptions,
    *,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    lines: Sequence[str] | None = None,
) -> None:
    lines = lines or list(map(str, plan)) or ["there is nothing to do"]
    if dry_run:
        show({"plan": lines, "done": False}, as_json=as_json, lines=lines)
        return
    if plan:
        confirm(lines, yes=yes)
        with waiting("releasing") as tell:
            Release(estate, options, tell).run(plan, state.weights)
    _show_state(estate, estate.read(), as_json=as_json, plan=plan)


def _show_state(
    estate: "AwsEstate", state: ReleaseState, *, as_json: bool, plan: Sequence[Action] = ()
) -> None:
    entries = _last_entries(estate) if state.settled else []
    url = _url_of(estate)
    facts = {
        "environment": state.environment,
        "url": url,
        "phase": str(state.phase),
        "explanation": state.explain(),
        "settled": state.settled.name if state.settled else None,
        "next": other.name if (other := state.other()) else None,
        "colours": {name: asdict(colour) for name, colour in state.colours.items()},
        "history": [asdict(entry) for entry in entries],
        "done": [str(action) for action in plan],
    }
    show(facts, as_json=as_json, lines=draw(state, url or "no address yet", entries))


def _last_entries(estate: "AwsEstate") -> list[Entry]:
    """Give the last steps; what was done is no worse for a ledger that is away."""
    try:
        return estate.last_entries(_SHOWN_ENTRIES)
    except (ClientError, BotoCoreError, PynamoDBException) as error:
        say(f"the ledger can't be read, so the last steps are not shown: {error}")
        return []


def _url_of(estate: "AwsEstate") -> str | None:
    try:
        return estate.url
    except StackError:
        return None  # The edge is deployed with the first colour.


def _read_steps(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError as error:
        raise ReleaseError(f"--steps takes numbers with commas, not {text!r}") from error
