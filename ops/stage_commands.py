"""The commands `python -m ops stage`."""

import tempfile
from pathlib import Path

import boto3
import typer

from ops import chalice_commands
from ops.console import confirm, explaining, show, waiting
from ops.options import AsJson, DryRun, SettingsFile, Stage, Yes
from ops.package import host_architecture, package_stage
from ops.stage import deploy_stage, read_stage
from ops.stage_config import SETTINGS_FILE, read_stage_config
from ops.stage_names import StageNames

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


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


app.command()(chalice_commands.prepare)
app.command()(chalice_commands.render)
app.command()(chalice_commands.forget)
