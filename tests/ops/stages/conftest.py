"""An emulator of its own, and an operator who runs commands on it."""

import json
import os
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner, Result
from typer.main import get_command

from ops.__main__ import app
from ops.local.aws_environment import point_at, without_aws
from tests.ops.local.conftest import RunningEmulator, running_emulator
from tests.platform import PATIENCE_SECONDS

NO_MODEL = "http://127.0.0.1:9"
"""Nothing listens there; no stage of these tests drafts anything."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody with a shell, and ways to see what became of it."""

    emulator: RunningEmulator

    def run(self, *arguments: str, status: int = 0) -> Result:
        """Run `python -m ops ARGUMENTS` in this process."""
        done = CliRunner().invoke(get_command(app), list(arguments))
        assert done.exit_code == status, f"{done.output}\n{done.exception!r}"
        return done

    def json(self, *arguments: str) -> Any:
        """Run a command for its result."""
        return json.loads(self.run(*arguments, "--json").stdout)

    def lines(self, *arguments: str, status: int = 0) -> list[str]:
        """Run a command for what it says to people."""
        done = self.run(*arguments, status=status)
        return _COLOURS.sub("", done.stdout + done.stderr).splitlines()

    def stages(self) -> dict[str, dict[str, Any]]:
        """Give what `ops stage list` tells, by stage."""
        return {entry["stage"]: entry for entry in self.json("stage", "list")["stages"]}

    def stacks(self) -> set[str]:
        """Name the stacks that there are."""
        pages = self.emulator.client("cloudformation").get_paginator("describe_stacks").paginate()
        return {stack["StackName"] for page in pages for stack in page["Stacks"]}

    def ask_api(self, stage: str, environment: str | None = None) -> tuple[int, Any]:
        """Ask a stage's API how it is, as the edge would."""
        cloudformation = self.emulator.client("cloudformation")
        (stack,) = cloudformation.describe_stacks(StackName=f"consulting-{stage}-app")["Stacks"]
        outputs = {item["OutputKey"]: item["OutputValue"] for item in stack["Outputs"]}
        keys = self.emulator.client("ssm").get_parameter(
            Name=f"/consulting/{environment or stage}/edge", WithDecryption=True
        )
        request = urllib.request.Request(
            f"{self.emulator.url}/_aws/execute-api/{outputs['RestApiId']}/{outputs['ApiStage']}"
            "/api/v1/health",
            headers={"X-Origin-Secret": json.loads(keys["Parameter"]["Value"])["secret"]},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    with (
        running_emulator("shimmed", tmp_path_factory.mktemp("stages"), NO_MODEL) as emulator,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name in os.environ.keys() - without_aws(os.environ).keys():
            patch.delenv(name)
        for name, value in point_at(emulator.url).items():
            patch.setenv(name, value)
        yield Operator(emulator)
