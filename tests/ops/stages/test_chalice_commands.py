"""What `ops stage prepare|render|forget` say when they can't do what they are asked."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config
from moto import mock_aws
from typer.testing import CliRunner

from ops.__main__ import app
from ops.clients import Aws
from ops.stages import chalice_commands
from ops.stages.chalice_stage import (
    ChaliceStageError,
    find_surroundings,
    render_stage,
    stages_besides_the_committed,
    write_files,
)
from ops.stages.config import PROJECT, SETTINGS_FILE, Place, read_stage_config
from ops.stages.names import StageNames


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody who is not logged in."""
    known = {name: os.environ[name] for name in ("PATH",)}
    unknown = {
        "HOME": "/nowhere",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_DEFAULT_REGION": "eu-central-1",
    }
    return subprocess.run(
        [sys.executable, "-m", "ops", "stage", *arguments],
        cwd=PROJECT,
        env={**known, **unknown},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["prepare", "render", "forget"])
def test_command_without_credentials_says_so_and_changes_nothing(command: str) -> None:
    before = (PROJECT / ".chalice" / "config.json").read_text()

    done = run(command, "staging", "--yes")

    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("error: there are no AWS credentials")
    assert (PROJECT / ".chalice" / "config.json").read_text() == before


@pytest.fixture
def prepared_account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give an account that has what a stage finds there before Chalice comes."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setattr(chalice_commands, "Aws", _PreparedAws)
    with mock_aws():
        yield


@pytest.mark.parametrize("command", ["prepare", "render", "forget"])
@pytest.mark.usefixtures("prepared_account")
def test_dry_run_gives_the_plan_to_programs_and_changes_nothing(command: str) -> None:
    before = (PROJECT / ".chalice" / "config.json").read_text()
    arguments = ["stage", command, "staging", "--dry-run"]

    done = CliRunner().invoke(app, [*arguments, "--json"])
    read = CliRunner().invoke(app, arguments)

    assert done.exit_code == 0, done.stderr
    facts = json.loads(done.stdout)
    assert (facts["stage"], facts["region"], facts["changed"]) == ("staging", "us-east-1", False)
    assert facts["plan"] == [line.strip() for line in read.stdout.splitlines()]
    assert any("staging" in step for step in facts["plan"])
    assert (PROJECT / ".chalice" / "config.json").read_text() == before


@pytest.mark.parametrize(
    ("is_emulated", "more", "is_refused"),
    [(False, [], True), (True, [], False), (False, ["--local"], False)],
    ids=["for AWS", "for an emulator", "for chalice local"],
)
@pytest.mark.usefixtures("prepared_account")
def test_render_for_another_python_than_the_pinned_is_refused_on_aws(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    is_emulated: bool,
    more: list[str],
    is_refused: bool,
) -> None:
    settings = tmp_path / "settings.toml"
    table = "[staging.stack]"
    settings.write_text(SETTINGS_FILE.read_text().replace(table, f'{table}\npython = "2.7"'))
    monkeypatch.setattr(_PreparedAws, "is_emulated", is_emulated)
    arguments = ["stage", "render", "staging", "--dry-run", "--settings", str(settings)]

    done = CliRunner().invoke(app, [*arguments, *more])

    assert done.exit_code == (1 if is_refused else 0), done.output
    assert ("staging is pinned to Python 2.7" in done.stderr) == is_refused


class _Stacks:
    """CloudFormation, as far as stacks and their outputs."""

    def __init__(self, outputs: dict[str, dict[str, str]]) -> None:
        self._outputs = outputs

    def describe_stacks(self, *, StackName: str) -> dict[str, Any]:  # noqa: N803
        from botocore.exceptions import ClientError

        if StackName not in self._outputs:
            error = {"Code": "ValidationError", "Message": f"Stack {StackName} does not exist"}
            raise ClientError({"Error": error}, "DescribeStacks")
        found = [
            {"OutputKey": key, "OutputValue": value}
            for key, value in self._outputs[StackName].items()
        ]
        return {"Stacks": [{"StackStatus": "CREATE_COMPLETE", "Outputs": found}]}


class _PreparedAws(Aws):
    """An account that has the stacks that Chalice needs."""

    def client(self, service: str, config: Config | None = None) -> Any:
        if service == "cloudformation":
            return _Stacks(_READY)
        return super().client(service, config)


_READY = {
    "consulting-staging-data": {"ArtefactsBucket": "artefacts"},
    "consulting-staging-stage": {},
    "consulting-staging-edge": {"SiteUrl": "https://d1.cloudfront.example"},
}


@pytest.mark.parametrize(
    ("without", "more", "reason"),
    [
        ("consulting-staging-data", {}, "no stack consulting-staging-data yet"),
        ("consulting-staging-stage", {}, "no stack consulting-staging-stage yet"),
        ("consulting-staging-edge", {}, "nobody knows the address of the site"),
        (None, {"consulting-staging-app": {}}, "deployed by the stack consulting-staging-app"),
    ],
    ids=["no data", "no queues", "no site", "deployed by CloudFormation"],
)
def test_stage_that_chalice_can_not_deploy_is_refused(
    without: str | None, more: dict[str, dict[str, str]], reason: str
) -> None:
    stacks = {name: found for name, found in _READY.items() if name != without}

    with pytest.raises(ChaliceStageError, match=reason):
        find_surroundings(read_stage_config("staging"), _Stacks({**stacks, **more}))


def test_site_of_a_stage_is_that_of_its_edge() -> None:
    found = find_surroundings(read_stage_config("staging"), _Stacks(_READY))

    assert found.site_url == "https://d1.cloudfront.example"
    assert found.artefacts_bucket == "artefacts"


def test_rendered_stage_is_beside_the_committed_one_and_is_told(tmp_path: Path) -> None:
    place = Place(account="123456789012", region="eu-central-1")
    config = read_stage_config("staging", place=place)
    write_files(render_stage(read_stage_config("local"), "arm64", project=tmp_path))
    assert stages_besides_the_committed(tmp_path) == []

    written = write_files(render_stage(config, "arm64", place=place, project=tmp_path))

    assert len(written) == 7
    assert stages_besides_the_committed(tmp_path) == ["staging"]
    assert write_files(render_stage(config, "arm64", place=place, project=tmp_path)) == []
    text = (tmp_path / ".chalice" / "config.json").read_text()
    assert StageNames("staging").mail_events_topic_arn("eu-central-1", "123456789012") in text
