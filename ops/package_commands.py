"""The command `python -m ops package`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ops.package import host_architecture, package_stage
from ops.package_bundle import BundleError
from ops.package_template import TemplateError
from ops.stage_config import Architecture, StageConfigError, read_stage_config
from ops.stage_names import StageNameError

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_ARCHITECTURES: dict[str, Architecture] = {
    "arm64": "arm64",
    "x86_64": "x86_64",
    "host": host_architecture(),
}


@app.command()
def package(
    stage: Annotated[str, typer.Option(help="Chalice stage, such as prod-blue or local.")],
    out: Annotated[Path, typer.Option(help="Folder for deployment.zip, layer.zip, template.json.")],
    arch: Annotated[str, typer.Option(help="arm64 for AWS, host for the emulator.")] = "arm64",
    as_json: Annotated[bool, typer.Option("--json", help="Tell the result as JSON.")] = False,
) -> None:
    """Write the code and the template of a stage into a folder."""
    if arch not in _ARCHITECTURES:
        raise typer.BadParameter(f"one of {', '.join(_ARCHITECTURES)}", param_hint="--arch")
    try:
        package = package_stage(
            read_stage_config(stage),
            out,
            architecture=_ARCHITECTURES[arch],
            progress=lambda line: typer.echo(line, err=True),
        )
    except (StageNameError, StageConfigError, BundleError, TemplateError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from error
    facts = {
        "zip": str(package.zip_path),
        "template": str(package.template_path),
        "sha256": package.sha256,
        "size_bytes": package.size_bytes,
        "layer": str(package.layer_path),
        "layer_sha256": package.layer_sha256,
        "layer_size_bytes": package.layer_size_bytes,
    }
    if as_json:
        typer.echo(json.dumps(facts))
    else:
        typer.echo(f"{package.zip_path}: {package.size_bytes:,} bytes, sha256 {package.sha256}")
        typer.echo(
            f"{package.layer_path}: {package.layer_size_bytes:,} bytes, "
            f"sha256 {package.layer_sha256}"
        )
