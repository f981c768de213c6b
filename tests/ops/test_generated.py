"""What is generated from the code and committed, so that no description drifts from it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chalicelib.config import Settings, read_settings
from ops import generate_commands
from ops.docs import generate_errors_doc, generate_settings_doc
from tests.conftest import ROOT

GENERATED = ["chalicelib/api/openapi.json", "docs/settings.md", "docs/errors.md"]


def test_generate_committed_files_are_up_to_date() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "ops", "generate", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_generate_writes_what_is_not_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(generate_commands, "_ROOT", tmp_path)
    (tmp_path / "chalicelib" / "api").mkdir(parents=True)
    command = CliRunner()

    stale = command.invoke(generate_commands.app, ["--check"])
    untouched = [path for path in GENERATED if (tmp_path / path).exists()]
    written = command.invoke(generate_commands.app, [])
    again = command.invoke(generate_commands.app, ["--check"])

    assert (stale.exit_code, written.exit_code, again.exit_code) == (1, 0, 0), stale.output
    assert untouched == []
    assert all(path in stale.output for path in GENERATED)
    for path in GENERATED:
        assert (tmp_path / path).read_text() == (ROOT / path).read_text()


def test_settings_doc_and_chalice_config_name_the_same_variables() -> None:
    documented = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", generate_settings_doc(), re.MULTILINE))
    config = json.loads((ROOT / ".chalice" / "config.json").read_text())

    assert documented == {name.upper() for name in Settings.__dataclass_fields__}
    for name, stage in config["stages"].items():
        variables = stage["environment_variables"]
        assert variables.keys() <= documented
        assert read_settings(variables).stage == name


def test_errors_doc_tells_who_raises_each_code() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (\d+) \| (.+) \| (.*) \|$", generate_errors_doc(), re.MULTILINE
    )
    by_code = {code: (status, meaning, raised) for code, status, meaning, raised in rows}

    assert by_code["SuppressionNotFound"] == (
        "404",
        "No such address is suppressed.",
        "`services/mail_monitor.py`",
    )
    assert [
        code for code, (_, meaning, raised) in by_code.items() if not (meaning and raised)
    ] == []
