"""The command `python -m ops generate`: everything in the repository that code describes."""

import importlib
import os
from pathlib import Path
from typing import Annotated

import typer

from ops.stage_config import COMMITTED_STAGE, read_stage_config

_ROOT = Path(__file__).parent.parent

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def generate(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when a file is not up to date.")
    ] = False,
) -> None:
    """Write the API's description, docs/settings.md and docs/errors.md from the code."""
    stale = {path: text for path, text in _generate_files().items() if _read(path) != text}
    for path, text in stale.items():
        typer.echo(f"{path} {'is not up to date' if check else 'written'}")
        if not check:
            (_ROOT / path).parent.mkdir(exist_ok=True)
            (_ROOT / path).write_text(text, encoding="utf-8")
    if check and stale:
        typer.echo("Run: python -m ops generate", err=True)
        raise typer.Exit(1)


def _generate_files() -> dict[str, str]:
    """Give each generated file's text by its path."""
    # The tables of chalicelib are named by the stage's settings, so those come first. app.py is
    # imported by name: it is the one module that nothing may depend on.
    os.environ.update(read_stage_config(COMMITTED_STAGE).variables)
    from ops.docs import generate_errors_doc, generate_settings_doc
    from ops.openapi import describe_api

    return {
        "chalicelib/api/openapi.json": describe_api(importlib.import_module("app").app),
        "docs/settings.md": generate_settings_doc(),
        "docs/errors.md": generate_errors_doc(),
    }


def _read(path: str) -> str | None:
    file = _ROOT / path
    return file.read_text(encoding="utf-8") if file.exists() else None
