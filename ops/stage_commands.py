"""The commands `python -m ops stage`."""

import json
import tempfile
from pathlib import Path
from typing import Annotated

import boto3
import typer

from ops.console import confirm, explaining, fail, show, waiting
from ops.options import AsJson, DryRun, SettingsFile, Stage, Yes
from ops.package import host_architecture, package_stage
from ops.stage import deploy_stage, read_stage
from ops.stage_config import (
    COMMITTED_STAGE,
    EMULATED_ACCOUNT,
    PROJECT,
    SETTINGS_FILE,
    chalice_config,
    read_stage_config,
)
from ops.stage_names import StageNames

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

_CHALICE_CONFIG = PROJECT / ".chalice" / "config.json"


@app.command()
def deploy(
    stage: Stage,
    settings_file: SettingsFile = SETTINGS_FILE,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Create or update data, queues, functions and API of a stage.

    Where is decided by the usual variables and profiles of AWS; AWS_ENDPOINT_URL names an emulator.
    """
    with explaining(), tempfile.TemporaryDirectory() as scratch:
        session = boto3.session.Session()
        is_emulated = session.client("sts").meta.endpoint_url.startswith("http://")
        config = read_stage_config(stage, settings_file=settings_file)
        with waiting(f"packaging {stage}") as tell:
            package = package_stage(
                config,
                Path(scratch),
                architecture=host_architecture() if is_emulated else "arm64",
                progress=tell,
            )
        confirm([f"would deploy {stage}"], yes=yes or dry_run)
        if dry_run:
            return
        with waiting(f"deploying {stage}") as tell:
            outcome = deploy_stage(config, package, session=session, progress=tell)
        show(outcome, as_json=as_json)


@app.command()
def outputs(stage: Stage, as_json: AsJson = False) -> None:
    """Tell where the parts of a deployed stage are."""
    with explaining():
        show(read_stage(StageNames(stage)), as_json=as_json)


@app.command()
def render(
    stage: Stage,
    check: Annotated[bool, typer.Option(help="Change nothing; fail when it would.")] = False,
    settings_file: SettingsFile = SETTINGS_FILE,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Write a stage into .chalice/config.json, for `chalice local` and its like."""
    with explaining():
        config = read_stage_config(stage, account=_account_of(stage), settings_file=settings_file)
        rendered = chalice_config(config)
        present = json.loads(_CHALICE_CONFIG.read_text()) if _CHALICE_CONFIG.is_file() else {}
        rendered["stages"] = {**present.get("stages", {}), **rendered["stages"]}
        is_current = rendered == present
        if not is_current and check:
            fail(f"run `python -m ops stage render {stage}`")
        path = str(_CHALICE_CONFIG.relative_to(PROJECT))
        if not is_current and not dry_run:
            _CHALICE_CONFIG.write_text(json.dumps(rendered, indent=2) + "\n")
        done = "up to date" if is_current else f"{'would be ' * dry_run}written to {path}"
        show(
            {"stage": stage, "path": path, "written": not (is_current or dry_run)},
            as_json=as_json,
            lines=[f"{stage}: {done}"],
        )


def _account_of(stage: str) -> str:
    """Ask AWS for the account, which is part of a bucket's name; the emulator's is known."""
    if stage == COMMITTED_STAGE:
        return EMULATED_ACCOUNT
    return str(boto3.session.Session().client("sts").get_caller_identity()["Account"])
