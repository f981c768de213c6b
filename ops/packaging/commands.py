"""The command `python -m ops package`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ops.console import explaining, say, show, waiting
from ops.options import AsJson, DryRun, SettingsFile
from ops.packaging.bundle import RUNTIME
from ops.packaging.package import host_architecture, package_stage, refuse_other_python
from ops.stages.config import AWS_ARCHITECTURE, SETTINGS_FILE, Architecture, read_stage_config

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def package(
    stage: Annotated[str, typer.Option(help="Chalice stage, such as prod-blue or local.")],
    out: Annotated[Path, typer.Option(help="Folder for deployment.zip, layer.zip, template.json.")],
    arch: Annotated[
        Literal[Architecture, "host"], typer.Option(help="arm64 for AWS, host for the emulator.")
    ] = AWS_ARCHITECTURE,
    settings_file: SettingsFile = SETTINGS_FILE,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Write the code and the template of a stage into a folder."""
    with explaining():
        config = read_stage_config(stage, settings_file=settings_file)
        if arch == AWS_ARCHITECTURE:  # others are for an emulator
            refuse_other_python(config)
        if dry_run:
            say(f"would write deployment.zip, layer.zip and template.json of {stage} into {out}")
            show(
                {"stage": stage, "out": str(out), "arch": arch, "runtime": RUNTIME}, as_json=as_json
            )
            return
        architecture = host_architecture() if arch == "host" else arch
        with waiting(f"packaging {stage}") as tell:
            package = package_stage(config, out, architecture=architecture, progress=tell)
        facts = {
            "zip": str(package.zip_path),
            "template": str(package.template_path),
            "sha256": package.sha256,
            "size_bytes": package.size_bytes,
            "layer": str(package.layer_path),
            "layer_sha256": package.layer_sha256,
            "layer_size_bytes": package.layer_size_bytes,
        }
        lines = (
            f"{package.zip_path}: {package.size_bytes:,} bytes, sha256 {package.sha256}",
            f"{package.layer_path}: {package.layer_size_bytes:,} bytes, "
            f"sha256 {package.layer_sha256}",
        )
        show(facts, as_json=as_json, lines=lines)
