"""What all operators' commands have in common."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from ops.__main__ import app
from ops.stages.config import PROJECT, SETTINGS_FILE

READING = {
    "cost idle",
    "counters check",
    "release status",
    "site releases",
    "stage diff",
    "stage list",
    "stage outputs",
}
"""Commands that change nothing, so that a dry run would be the same."""

WITHOUT_RESULT = {"local up", "local dev", "local edge"}
"""They run in the foreground until Ctrl-C: nothing to plan, and the lines that they print for
programs are told in the README."""


def commands() -> Iterator[tuple[str, Any]]:
    groups = get_command(app)
    assert isinstance(groups, TyperGroup)
    context: Any = None
    for name in groups.list_commands(context):
        group = groups.get_command(context, name)
        if isinstance(group, TyperCommand):
            yield name, group
            continue
        for command in group.list_commands(context):
            yield f"{name} {command}", group.get_command(context, command)


COMMANDS = dict(commands())


def options_of(command: Any) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts}


def test_groups_are_listed_without_importing_one() -> None:
    look = """
import sys
from ops.__main__ import app
try:
    app(["--help"])
finally:
    print([name for name in sys.modules if name.startswith("ops.") and name != "ops.__main__"])
"""
    done = subprocess.run([sys.executable, "-c", look], cwd=PROJECT, capture_output=True, text=True)

    *shown, imported = done.stdout.splitlines()
    for group in {name.partition(" ")[0] for name in COMMANDS}:
        assert any(group in line.split()[:2] for line in shown), done.stdout
    assert imported == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_command_explains_itself(name: str) -> None:
    shown = CliRunner().invoke(get_command(app), [*name.split(), "--help"])

    assert shown.exit_code == 0, shown.output
    assert COMMANDS[name].help, "a command says what it does"
    for parameter in COMMANDS[name].params:
        assert getattr(parameter, "help", None) or parameter.name in ("data", "help"), (
            f"{parameter.name} is not explained"
        )


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - WITHOUT_RESULT))
def test_command_has_a_result_for_programs(name: str) -> None:
    assert "--json" in options_of(COMMANDS[name])


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - WITHOUT_RESULT - READING))
def test_command_that_changes_something_can_be_tried(name: str) -> None:
    assert "--dry-run" in options_of(COMMANDS[name])


def test_exemptions_are_commands() -> None:
    assert COMMANDS.keys() >= READING | WITHOUT_RESULT


def test_command_without_credentials_says_so_in_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(variable, raising=False)
    for variable in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(variable, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    asked = [
        ["stage", "list"],
        ["stage", "outputs", "staging"],
        ["stage", "sleep", "staging", "--yes"],
        ["stage", "deploy", "staging", "--yes"],
        ["stage", "destroy", "pr-1", "--confirm", "pr-1"],
        ["stage", "prune", "--yes", "--json"],
    ]

    for arguments in asked:
        done = CliRunner().invoke(get_command(app), arguments)

        assert done.exit_code == 1, done.output
        assert done.stderr.startswith("error: there are no AWS credentials"), arguments
        assert len(done.stderr.splitlines()) == 1
        assert done.stdout == ""


@pytest.mark.parametrize("stage", ["prod", "Staging", "staging-green"])
def test_wrong_stage_is_refused_before_anything_is_asked(stage: str) -> None:
    for command in ("deploy", "diff", "sleep", "wake", "destroy", "outputs"):
        done = CliRunner().invoke(get_command(app), ["stage", command, stage])

        assert done.exit_code == 1
        assert "is no stage" in done.stderr


def test_production_is_not_deployed_from_another_python_than_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    settings = tmp_path / "settings.toml"
    settings.write_text(SETTINGS_FILE.read_text().replace('python = "3.13"', 'python = "3.0"'))

    done = CliRunner().invoke(
        get_command(app), ["stage", "diff", "prod-blue", "--settings", str(settings)]
    )

    assert done.exit_code == 1
    assert "prod is pinned to Python 3.0" in done.stderr
    assert "PYTHON=python3.0" in done.stderr


def test_dry_run_of_a_package_is_for_programs_too(tmp_path: Any) -> None:
    out = tmp_path / "out"
    arguments = ["package", "--stage", "local", "--out", str(out), "--dry-run", "--json"]

    done = CliRunner().invoke(get_command(app), arguments)

    assert json.loads(done.stdout)["out"] == str(out)
    assert not out.exists()
