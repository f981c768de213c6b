"""The commands, as an operator sees them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ops.packaging import commands as package_commands
from ops.stages import commands as stage_commands

runner = CliRunner()


@pytest.mark.parametrize("command", ["deploy", "outputs", "render"])
def test_each_stage_command_explains_itself(command: str) -> None:
    shown = runner.invoke(stage_commands.app, [command, "--help"])

    assert shown.exit_code == 0
    assert "Chalice stage" in shown.output


def test_package_command_writes_and_tells(tmp_path: Path) -> None:
    done = runner.invoke(
        package_commands.app,
        ["--stage", "local", "--out", str(tmp_path), "--arch", "host", "--json"],
    )

    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert Path(facts["zip"]) == tmp_path / "deployment.zip"
    assert facts["size_bytes"] == (tmp_path / "deployment.zip").stat().st_size
    assert (tmp_path / "template.json").is_file()
    assert Path(facts["layer"]) == tmp_path / "layer.zip"
    assert facts["layer_size_bytes"] == (tmp_path / "layer.zip").stat().st_size


@pytest.mark.parametrize(
    ("stage", "fault"),
    [("prod", "is no stage"), ("staging", "has no table [staging]")],
)
def test_stage_that_can_not_be_packaged_is_refused_in_a_line(
    tmp_path: Path, production_settings: Path, stage: str, fault: str
) -> None:
    out = tmp_path / "out"
    asked = ["--stage", stage, "--out", str(out), "--settings", str(production_settings)]

    done = runner.invoke(package_commands.app, asked)

    assert done.exit_code == 1
    assert fault in done.stderr
    assert "Traceback" not in done.output
    assert not out.exists()


@pytest.mark.parametrize(("arch", "status"), [("arm64", 1), ("x86_64", 0)])
def test_package_of_another_python_is_refused_for_aws_only(
    tmp_path: Path, production_settings: Path, arch: str, status: int
) -> None:
    production_settings.write_text(
        production_settings.read_text() + '[prod.stack]\npython = "2.7"\n'
    )
    asked = ["--stage", "prod-blue", "--out", str(tmp_path), "--settings", str(production_settings)]

    done = runner.invoke(package_commands.app, [*asked, "--arch", arch, "--dry-run"])

    assert done.exit_code == status, done.output
    assert ("pinned to Python 2.7" in done.stderr) == (status == 1)


def test_unknown_architecture_is_refused(tmp_path: Path) -> None:
    done = runner.invoke(
        package_commands.app, ["--stage", "local", "--out", str(tmp_path), "--arch", "mips"]
    )

    assert done.exit_code == 2
    assert all(f"'{known}'" in done.stderr for known in ("arm64", "x86_64", "host"))


def test_render_finds_the_committed_stage_up_to_date() -> None:
    done = runner.invoke(stage_commands.app, ["render", "local", "--check"])

    assert done.exit_code == 0
    assert "up to date" in done.output


def test_outputs_without_credentials_explain_themselves(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    done = runner.invoke(stage_commands.app, ["outputs", "local"])

    assert done.exit_code == 1
    assert "error: there are no AWS credentials" in done.stderr
    assert len(done.stderr.splitlines()) == 1
