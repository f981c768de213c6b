"""The command `python -m ops generate`: everything in the repository that code describes."""

import importlib
import os
from pathlib import Path
from typing import Annotated

import typer

from ops.console import explaining, fail, show
from ops.options import AsJson, DryRun
from ops.stages.config import COMMITTED_STAGE, read_stage_config

_ROOT = Path(__file__).parent.parent

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def generate(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when a file is not up to date.")
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Write the API's description, docs/settings.md and docs/errors.md from the code."""
    with explaining():
        stale = {path: text for path, text in _generate_files().items() if _read(path) != text}
        is_written = not (check or dry_run)
        for path, text in stale.items() if is_written else ():
            (_ROOT / path).parent.mkdir(exist_ok=True)
            (_ROOT / path).write_text(text, encoding="utf-8")
        show(
            {"written" if is_written else "stale": list(stale)},
            as_json=as_json,
            lines=[f"{path} {'written' if is_written else 'is not up to date'}" for path in stale],
        )
        if check and stale:
            fail("run: python -m ops generate")


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
