"""The commands `python -m ops stage`."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError

from ops.cloudformation import StackError
from ops.package import host_architecture, package_stage
from ops.package_bundle import BundleError
from ops.package_template import TemplateError
from ops.stage import StageOutputs, deploy_stage, read_stage
from ops.stage_config import (
    COMMITTED_STAGE,
    EMULATED_ACCOUNT,
    PROJECT,
    StageConfigError,
    chalice_config,
    read_stage_config,
)
from ops.stage_names import StageNameError, StageNames

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

_CHALICE_CONFIG = PROJECT / ".chalice" / "config.json"
_EXPLAINED = (
    *(StageNameError, StageConfigError, StackError, BundleError, TemplateError),
    *(ClientError, BotoCoreError),
)

Stage = Annotated[str, typer.Argument(help="Chalice stage, such as prod-blue, staging, local.")]
AsJson = Annotated[bool, typer.Option("--json", help="Only JSON on standard output.")]


@app.command()
def deploy(stage: Stage, as_json: AsJson = False) -> None:
    """Create or update data, queues, functions and API of a stage.

    Where is decided by the usual variables and profiles of AWS; AWS_ENDPOINT_URL names an emulator.
    """
    with _explaining(), tempfile.TemporaryDirectory() as scratch:
        session = boto3.session.Session()
        is_emulated = session.client("sts").meta.endpoint_url.startswith("http://")
        config = read_stage_config(stage)
        package = package_stage(
            config,
            Path(scratch),
            architecture=host_architecture() if is_emulated else "arm64",
            progress=_tell,
        )
        _show(deploy_stage(config, package, session=session, progress=_tell), as_json)


@app.command()
def outputs(stage: Stage, as_json: AsJson = False) -> None:
    """Tell where the parts of a deployed stage are."""
    with _explaining():
        _show(read_stage(StageNames(stage)), as_json)


@app.command()
def render(
    stage: Stage,
    check: Annotated[bool, typer.Option(help="Change nothing; fail when it would.")] = False,
) -> None:
    """Write a stage into .chalice/config.json, for `chalice local` and its like."""
    with _explaining():
        config = read_stage_config(stage, account=_account_of(stage))
        rendered = chalice_config(config)
        present = json.loads(_CHALICE_CONFIG.read_text()) if _CHALICE_CONFIG.is_file() else {}
        rendered["stages"] = {**present.get("stages", {}), **rendered["stages"]}
        if rendered == present:
            typer.echo(f"{stage}: up to date")
        elif check:
            typer.echo(f"error: run `python -m ops stage render {stage}`", err=True)
            raise typer.Exit(1)
        else:
            _CHALICE_CONFIG.write_text(json.dumps(rendered, indent=2) + "\n")
            typer.echo(f"{stage}: written to {_CHALICE_CONFIG.relative_to(PROJECT)}")


def _account_of(stage: str) -> str:
    """Ask AWS for the account, which is part of a bucket's name; the emulator's is known."""
    if stage == COMMITTED_STAGE:
        return EMULATED_ACCOUNT
    return str(boto3.session.Session().client("sts").get_caller_identity()["Account"])


def _show(found: StageOutputs, as_json: bool) -> None:
    facts = asdict(found)
    if as_json:
        typer.echo(json.dumps(facts, indent=2))
        return
    for name, value in facts.items():
        for key, part in value.items() if isinstance(value, dict) else [("", value)]:
            typer.echo(f"{name}{'.' if key else ''}{key}: {part}")


def _tell(line: str) -> None:
    typer.echo(line, err=True)


@contextmanager
def _explaining() -> Iterator[None]:
    """Turn what may go wrong into one line and a failing status."""
    try:
        yield
    except _EXPLAINED as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from error
