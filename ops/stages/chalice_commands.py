"""The commands `python -m ops stage prepare|render|forget`, for who deploys by Chalice itself."""

from pathlib import Path
from typing import Annotated

import typer

from ops.clients import Aws
from ops.console import confirm, explaining, fail, show, waiting
from ops.options import AsJson, DryRun, SettingsFile, Stage, Yes
from ops.packaging.package import choose_architecture, refuse_other_python
from ops.stages.chalice_stage import (
    ChaliceStageError,
    find_place,
    find_surroundings,
    forget_stage,
    has_text,
    prepare_deployment,
    refuse_deployed,
    remove_report_layers,
    render_stage,
    stages_besides_the_committed,
    write_files,
)
from ops.stages.config import (
    COMMITTED_STAGE,
    EMULATOR,
    PROJECT,
    SETTINGS_FILE,
    Place,
    read_stage_config,
)
from ops.stages.deployment import deploy_data, deploy_queues
from ops.stages.names import StageNames

ForLocal = Annotated[
    bool, typer.Option("--local", help="Only what `chalice local` needs; asks AWS for no more.")
]
Check = Annotated[
    bool,
    typer.Option(help="Change nothing; fail unless the configuration may be committed as it is."),
]


def prepare(
    stage: Stage,
    settings_file: SettingsFile = SETTINGS_FILE,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Create or update what `chalice deploy` expects: data, queues and log groups of a stage."""
    with explaining():
        config = read_stage_config(stage, settings_file=settings_file)
        if config.is_ephemeral:
            raise ChaliceStageError(
                f"{stage} would be ephemeral, and nobody would remove what Chalice makes: give it "
                f"a table [{stage}] in {settings_file.name}, or use `python -m ops stage deploy`"
            )
        aws = Aws()
        place = find_place(aws)
        names = config.names
        plan = [
            f"in the account {place.account}, {place.region}:",
            f"  create or update the stack {names.data_stack}",
            f"  create or update the stack {names.stage_stack}",
        ]
        if dry_run:
            _show_plan(stage, place, plan, as_json=as_json)
            return
        confirm(plan, yes=yes)
        with waiting(f"preparing {stage}") as tell:
            outcomes = [
                deploy_data(aws, config, progress=tell),
                deploy_queues(aws, config, progress=tell),
            ]
        show({outcome.name: outcome.action for outcome in outcomes}, as_json=as_json)


def render(
    stage: Stage,
    check: Check = False,
    for_local: ForLocal = False,
    settings_file: SettingsFile = SETTINGS_FILE,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Make a stage known to Chalice: chalice deploy, delete, logs and local.

    Writes the stage into .chalice/config.json and its policies beside it, publishes the layer of
    the report function, and puts the bundle where `chalice deploy` takes it from. Data and queues
    must be there: ops stage prepare. Render again when code, settings or policies have changed.
    """
    with explaining():
        if check:
            _check(stage, settings_file)
        elif for_local:
            _render_for_local(stage, settings_file, dry_run=dry_run, as_json=as_json)
        else:
            _render_for_deployment(stage, settings_file, yes=yes, dry_run=dry_run, as_json=as_json)


def _check(stage: str, settings_file: Path) -> None:
    files = render_stage(read_stage_config(stage, settings_file=settings_file))
    if not all(has_text(path, text) for path, text in files.items()):
        fail(f"run `python -m ops stage render {stage} --local`")
    if others := stages_besides_the_committed():
        fail(
            f".chalice/config.json names an account in the stages {', '.join(others)}, which may "
            "not be committed; `python -m ops stage forget` takes a stage out"
        )
    typer.echo(f"{stage}: up to date")


def _render_for_local(stage: str, settings_file: Path, *, dry_run: bool, as_json: bool) -> None:
    place = EMULATOR if stage == COMMITTED_STAGE else find_place(Aws())
    config = read_stage_config(stage, place=place, settings_file=settings_file)
    files = render_stage(config)
    changed = [path for path, text in files.items() if not has_text(path, text)]
    if not dry_run:
        write_files(files)
    _show_files(stage, changed, dry_run=dry_run, as_json=as_json)


def _render_for_deployment(
    stage: str, settings_file: Path, *, yes: bool, dry_run: bool, as_json: bool
) -> None:
    aws = Aws()
    place = find_place(aws)
    config = read_stage_config(stage, place=place, settings_file=settings_file)
    if not aws.is_emulated:
        refuse_other_python(config)
    surroundings = find_surroundings(config, aws.client("cloudformation"))
    architecture = choose_architecture(aws)
    plan = [
        f"write {stage} of the account {place.account}, {place.region}, "
        f"into .chalice/config.json and .chalice/policies/{stage}",
        f"publish the layer {config.names.report_layer}, unless it is there",
        "put the bundle into .chalice/deployments",
    ]
    if dry_run:
        _show_plan(stage, place, plan, as_json=as_json)
        return
    confirm(plan, yes=yes)
    with waiting(f"rendering {stage}") as tell:
        changed = prepare_deployment(aws, config, place, surroundings, architecture, progress=tell)
    _show_files(stage, changed, dry_run=False, as_json=as_json)


def forget(
    stage: Stage,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take a stage that Chalice has deleted out of its configuration, and delete its layer.

    Data, queues and log groups stay.
    """
    with explaining():
        names = StageNames(stage)
        refuse_deployed(names)
        aws = Aws()
        place = find_place(aws)
        plan = [
            f"take {stage} out of .chalice/config.json, remove .chalice/policies/{stage}",
            f"delete the layer {names.report_layer} in the account {place.account}, {place.region}",
        ]
        if dry_run:
            _show_plan(stage, place, plan, as_json=as_json)
            return
        confirm(plan, yes=yes)
        layers = remove_report_layers(names, aws.client("lambda"))
        changed = forget_stage(names)
        show(
            {"stage": stage, "changed": _names_of(changed), "layers_deleted": layers},
            as_json=as_json,
        )


def _show_plan(stage: str, place: Place, plan: list[str], *, as_json: bool) -> None:
    facts = {"stage": stage, "account": place.account, "region": place.region}
    steps = [line.strip() for line in plan]
    show({**facts, "plan": steps, "changed": False}, as_json=as_json, lines=plan)


def _show_files(stage: str, changed: list[Path], *, dry_run: bool, as_json: bool) -> None:
    names = _names_of(changed)
    done = "would write" if dry_run else "wrote"
    show(
        {"stage": stage, "changed": names, "written": bool(names) and not dry_run},
        as_json=as_json,
        lines=[f"{stage}: {done} {', '.join(names)}" if names else f"{stage}: up to date"],
    )


def _names_of(paths: list[Path]) -> list[str]:
    return [path.relative_to(PROJECT).as_posix() for path in paths]
