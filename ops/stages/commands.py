"""The commands `python -m ops stage`."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from botocore.exceptions import BotoCoreError, ClientError

from ops.clients import Aws
from ops.cloudformation import describe_stack
from ops.console import confirm, confirm_by_name, explaining, show, waiting
from ops.cost.flood import Flood, price_flood
from ops.errors import OpsError
from ops.options import AsJson, DryRun, SettingsFile, Stage, Yes
from ops.packaging.package import choose_architecture, package_stage, refuse_other_python
from ops.packaging.template import Package
from ops.stack_changes import StackChanges
from ops.stages import chalice_commands
from ops.stages.config import SETTINGS_FILE, StageConfig, StageConfigError, read_stage_config
from ops.stages.deployment import deploy_stage, read_stage
from ops.stages.expiry import format_expiry, parse_expiry, read_expiry
from ops.stages.listing import StageEntry, list_stages, stages_on
from ops.stages.names import StageNames
from ops.stages.plan import plan_stage
from ops.stages.removal import RemovalPlan, plan_removal, remove
from ops.stages.switches import ASLEEP, AWAKE, Switches, read_switches, switch_stage
from ops.stages.verification import verify

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(verify)
app.command()(chalice_commands.prepare)
app.command()(chalice_commands.render)
app.command()(chalice_commands.forget)


Expires = Annotated[
    str | None,
    typer.Option(help="When it may be pruned: 12h, 3d, 2w. Stages without a table need it once."),
]
Awake = Annotated[
    bool | None,
    typer.Option(
        "--awake/--asleep",
        help="Whether queues and schedules run. Unless given: as before; for a new stage as the "
        "settings say, and asleep beside another colour.",
        show_default=False,
    ),
]


@app.command()
def deploy(
    stage: Stage,
    expires: Expires = None,
    awake: Awake = None,
    settings_file: SettingsFile = SETTINGS_FILE,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Create or update data, queues, functions and API of a stage.

    Where is decided by the usual variables and profiles of AWS; AWS_ENDPOINT_URL names an emulator.
    If a resource fails, its reason is shown and the former version goes on running.
    """
    with explaining(), tempfile.TemporaryDirectory() as scratch:
        proposal = _propose(stage, expires, awake, settings_file, Path(scratch))
        if dry_run:
            _show_proposal(proposal, as_json=as_json)
            return
        confirm(proposal.lines(), yes=yes, question=f"Deploy {stage}?")
        with waiting(f"deploying {stage}") as tell:
            outcome = deploy_stage(
                proposal.aws,
                proposal.config,
                proposal.package,
                switches=proposal.switches,
                expires_at=proposal.expires_at,
                progress=tell,
            )
        show(outcome, as_json=as_json)


@app.command()
def diff(
    stage: Stage,
    expires: Expires = None,
    awake: Awake = None,
    settings_file: SettingsFile = SETTINGS_FILE,
    as_json: AsJson = False,
) -> None:
    """Say what `deploy` would change. Changes nothing."""
    with explaining(), tempfile.TemporaryDirectory() as scratch:
        _show_proposal(
            _propose(stage, expires, awake, settings_file, Path(scratch)), as_json=as_json
        )


@app.command()
def outputs(stage: Stage, as_json: AsJson = False) -> None:
    """Tell where the parts of a deployed stage are."""
    with explaining():
        show(read_stage(Aws(), StageNames(stage)), as_json=as_json)


@app.command()
def sleep(stage: Stage, yes: Yes = False, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Stop queue triggers, mail events and schedules of a stage, which then costs nothing idle.

    Its API goes on answering; what it queues waits for up to four days.
    """
    _switch(stage, ASLEEP, yes=yes, dry_run=dry_run, as_json=as_json)


@app.command()
def wake(stage: Stage, yes: Yes = False, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Start queue triggers, mail events and schedules of a stage."""
    _switch(stage, AWAKE, yes=yes, dry_run=dry_run, as_json=as_json)


def _switch(stage: str, wanted: Switches, *, yes: bool, dry_run: bool, as_json: bool) -> None:
    with explaining():
        aws, names = Aws(), StageNames(stage)
        former = read_switches(aws.client("cloudformation"), names)
        facts = {"stage": stage, "former": former.state if former else None, "state": wanted.state}
        if former == wanted:
            show({**facts, "changed": False}, as_json=as_json, lines=[f"{stage} is {wanted.state}"])
            return
        if former:
            plan = [f"{stage}: {former.state} -> {wanted.state}"]
            if dry_run:
                show({**facts, "changed": False}, as_json=as_json, lines=plan)
                return
            confirm(plan, yes=yes)
        with waiting(f"{stage}: {wanted.state}") as tell:
            switch_stage(aws, names, wanted, progress=tell)
        show({**facts, "changed": True}, as_json=as_json, lines=[f"{stage} is {wanted.state}"])


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List every stage of the account and region."""
    with explaining():
        aws, now = Aws(), datetime.now(UTC)
        entries = list_stages(aws.client("cloudformation"))
        show(
            {"region": aws.region, "stages": [_entry_facts(entry, now) for entry in entries]},
            as_json=as_json,
            lines=_entry_lines(entries, now) if entries else [f"There is no stage in {aws.region}"],
        )


@app.command()
def destroy(
    stage: Stage,
    confirmed: Annotated[
        str | None,
        typer.Option(
            "--confirm", metavar="NAME", help="Name of what goes, instead of typing it when asked."
        ),
    ] = None,
    keep_data: Annotated[
        bool, typer.Option("--keep-data", help="Keep the environment, although no stage is left.")
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Delete a stage, and with the last stage its environment with all data.

    A protected environment is refused; the refusal says how to go on.
    """
    with explaining():
        aws = Aws()
        plan = plan_removal(aws, StageNames(stage), keep_data=keep_data)
        if dry_run:
            show(plan, as_json=as_json, lines=plan.lines())
            return
        confirm_by_name(plan.lines(), plan.typed, given=confirmed)
        with waiting(f"destroying {stage}") as tell:
            remove(aws, plan, progress=tell)
        show(plan, as_json=as_json, lines=[f"{stage} is gone"])


@app.command()
def prune(yes: Yes = False, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Destroy every stage whose end is past.

    One that can't be destroyed keeps none of the others; the command fails at the end.
    """
    with explaining():
        aws, now = Aws(), datetime.now(UTC)
        entries = list_stages(aws.client("cloudformation"))
        expired = [entry for entry in entries if entry.is_expired(now)]
        if not expired:
            show({"pruned": []}, as_json=as_json, lines=["no stage has expired"])
            return
        plans: list[RemovalPlan] = []
        lines: list[str] = []
        failures: list[str] = []
        for entry in expired:
            stage = entry.stage or entry.environment
            with _noting_failure(stage, failures):
                plan = plan_removal(aws, StageNames(stage))
                plans.append(plan)
                lines += _prune_lines(entry, plan)
        pruned = plans
        if plans and not dry_run:
            confirm([*lines, *failures], yes=yes, question="Destroy them?")
            pruned = list(_remove_each(aws, plans, failures))
            lines = [f"{plan.stage} is gone" for plan in pruned]
        show({"pruned": [asdict(plan) for plan in pruned]}, as_json=as_json, lines=lines)
        if failures:
            raise OpsError("; ".join(failures))


def _remove_each(aws: Aws, plans: list[RemovalPlan], failures: list[str]) -> Iterator[RemovalPlan]:
    """Do what each plan says, and give those that were done."""
    for plan in plans:
        with _noting_failure(plan.stage, failures), waiting(f"destroying {plan.stage}") as tell:
            remove(aws, plan, progress=tell)
            yield plan


@contextmanager
def _noting_failure(stage: str, failures: list[str]) -> Iterator[None]:
    """Have one stage that can't go keep none of the others."""
    try:
        yield
    except (OpsError, ClientError, BotoCoreError) as error:
        failures.append(f"{stage} stays: {error}")


@dataclass(frozen=True, slots=True)
class _Proposal:
    """What a deployment would do."""

    aws: Aws
    config: StageConfig
    package: Package
    stacks: tuple[StackChanges, ...]
    switches: Switches | None
    """None leaves them as they are."""
    state: str
    expires_at: datetime | None

    @property
    def flood(self) -> Flood:
        """Give what the throttle lets a flood cost."""
        return price_flood(self.config.throttle_rate, self.config.memory_megabytes("api_handler"))

    def lines(self) -> Iterator[str]:
        """Say it to people."""
        for stack in self.stacks:
            yield from stack.lines()
        yield f"{self.config.names.stage} will be {self.state}"
        yield self.flood.describe()
        if self.expires_at:
            yield f"it may be pruned from {format_expiry(self.expires_at)} on"


def _propose(
    stage: str, expires: str | None, awake: bool | None, settings_file: Path, scratch: Path
) -> _Proposal:
    """Package a stage and look at what deploying it would change."""
    config = read_stage_config(stage, settings_file=settings_file)
    aws = Aws()
    cloudformation = aws.client("cloudformation")
    if not aws.is_emulated:
        refuse_other_python(config)
    expires_at = parse_expiry(expires) if expires else None
    known = read_expiry(describe_stack(cloudformation, config.names.data_stack))
    if config.is_ephemeral and not (expires_at or known):
        raise StageConfigError(
            f"{settings_file.name} has no table [{config.names.environment}], so {stage} would be "
            f"an ephemeral stage and needs an end: ops stage deploy {stage} --expires 3d"
        )
    with waiting(f"packaging {stage}") as tell:
        package = package_stage(
            config,
            scratch,
            architecture=choose_architecture(aws),
            progress=tell,
        )
    former = read_switches(cloudformation, config.names)
    switches = _choose_switches(config, cloudformation, former, awake)
    with waiting("looking at what would change"):
        stacks = plan_stage(aws, config, package, switches=switches, expires_at=expires_at)
    chosen = switches or former or AWAKE
    return _Proposal(aws, config, package, stacks, switches, chosen.state, expires_at or known)


def _choose_switches(
    config: StageConfig, cloudformation: Any, former: Switches | None, awake: bool | None
) -> Switches | None:
    """Give the switches to set, None to leave them as they are."""
    if awake is not None:
        return AWAKE if awake else ASLEEP
    if former is not None:
        return None
    others = stages_on(list_stages(cloudformation), config.names.environment)
    is_second = any(other != config.names.stage for other in others)
    return ASLEEP if config.sleeps_at_first or is_second else AWAKE


def _show_proposal(proposal: _Proposal, *, as_json: bool) -> None:
    facts = {
        "stage": proposal.config.names.stage,
        "environment": proposal.config.names.environment,
        "state": proposal.state,
        "expires_at": format_expiry(proposal.expires_at) if proposal.expires_at else None,
        "flood_usd_per_day": round(float(proposal.flood.usd), 2),
        "package": proposal.package.sha256,
        "stacks": [asdict(stack) for stack in proposal.stacks],
    }
    show(facts, as_json=as_json, lines=proposal.lines())


def _entry_facts(entry: StageEntry, now: datetime) -> dict[str, Any]:
    return {
        "environment": entry.environment,
        "stage": entry.stage,
        "state": entry.state,
        "release": entry.release,
        "created_at": entry.created_at.isoformat(),
        "age_days": (now - entry.created_at).days,
        "expires_at": format_expiry(entry.expires_at) if entry.expires_at else None,
        "expired": entry.is_expired(now),
        "unsettled": entry.unsettled,
    }


def _entry_lines(entries: list[StageEntry], now: datetime) -> Iterator[str]:
    rows = [("ENVIRONMENT", "STAGE", "STATE", "RELEASE", "AGE", "EXPIRES")]
    for entry in entries:
        end = format_expiry(entry.expires_at) if entry.expires_at else "-"
        rows.append(
            (
                entry.environment,
                entry.stage or "-",
                entry.state,
                entry.release or "-",
                _age(now - entry.created_at),
                f"{end} (past)" if entry.is_expired(now) else end,
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
    for entry in entries:
        yield from (f"{stack} is {status}" for stack, status in entry.unsettled.items())


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


def _prune_lines(entry: StageEntry, plan: RemovalPlan) -> Iterator[str]:
    yield f"{plan.stage} has expired at {format_expiry(entry.expires_at or entry.created_at)}"
    yield from (f"  {line}" for line in plan.lines())
