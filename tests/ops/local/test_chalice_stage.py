"""A stage by Chalice's own commands, on the emulator: deploy, use, deploy again, logs, delete."""

import json
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ops.local.aws_environment import child_environment
from ops.packaging.package import host_architecture
from ops.stages.chalice_stage import (
    ChaliceStageError,
    find_place,
    find_surroundings,
    forget_stage,
    prepare_deployment,
    remove_report_layers,
)
from ops.stages.config import PROJECT, StageConfig, read_stage_config
from ops.stages.deployment import deploy_data, deploy_queues
from ops.stages.names import HANDLERS
from tests.factories import inquiry_body
from tests.ops.local.conftest import RunningEmulator, running_emulator
from tests.platform import PATIENCE_SECONDS, wait_until

pytestmark = pytest.mark.xdist_group("chalice")


@dataclass(frozen=True, slots=True)
class ChaliceProject:
    """A copy of the project, and the emulator that Chalice deploys it to."""

    folder: Path
    emulator: RunningEmulator
    config: StageConfig

    def chalice(self, *arguments: str) -> str:
        """Run Chalice as its users do; give what it said."""
        done = subprocess.run(
            [
                *(sys.executable, "-c"),
                "from chalice.cli import main; raise SystemExit(main())",
                *("--project-dir", str(self.folder), *arguments),
            ],
            env=child_environment(self.emulator.url),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def functions(self) -> dict[str, dict[str, Any]]:
        found = self.emulator.client("lambda").list_functions()["Functions"]
        return {function["FunctionName"]: function for function in found}

    def request(self, path: str, body: Any = None) -> tuple[int, Any]:
        record = json.loads((self.folder / ".chalice" / "deployed" / "local.json").read_text())
        (api,) = (item for item in record["resources"] if item["name"] == "rest_api")
        request = urllib.request.Request(
            f"{self.emulator.url}/_aws/execute-api/{api['rest_api_id']}/live{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())


@pytest.fixture(scope="module")
def project(
    tmp_path_factory: pytest.TempPathFactory,
    model: tuple[Any, str],
) -> Iterator[ChaliceProject]:
    root = tmp_path_factory.mktemp("chalice")
    folder = root / "project"
    folder.mkdir()
    for name in ("app.py", "requirements.txt", "requirements-layer.txt"):
        shutil.copyfile(PROJECT / name, folder / name)
    ignored = shutil.ignore_patterns("__pycache__", "deployments", "deployed")
    for name in ("chalicelib", ".chalice", "report_fonts"):
        shutil.copytree(PROJECT / name, folder / name, ignore=ignored)
    with running_emulator("shimmed", root / "emulator", model[1]) as emulator:
        place = find_place(emulator.aws)
        yield ChaliceProject(folder, emulator, read_stage_config("local", place=place))


def prepare(project: ChaliceProject) -> None:
    """Do what `ops stage render` does, in the copy of the project."""
    aws = project.emulator.aws
    prepare_deployment(
        aws,
        project.config,
        find_place(aws),
        find_surroundings(project.config, aws.client("cloudformation")),
        host_architecture(),
        project=project.folder,
    )


def test_stage_lives_by_the_commands_of_chalice(project: ChaliceProject) -> None:
    names, emulator = project.config.names, project.emulator
    cloudformation = emulator.client("cloudformation")

    with pytest.raises(ChaliceStageError, match="ops stage prepare local"):
        find_surroundings(project.config, cloudformation)
    deploy_data(emulator.aws, project.config)
    deploy_queues(emulator.aws, project.config)
    prepare(project)
    said = project.chalice("deploy", "--stage", "local")

    assert "Reusing existing deployment package" in said
    functions = project.functions()
    assert set(functions) == {names.function(handler) for handler in HANDLERS}
    sizes = {function["CodeSize"] for function in functions.values()}
    assert max(sizes) == min(sizes) <= 5_000_000
    _have_the_settings_of_the_stage(project, functions)
    _have_the_policies_of_the_stage(project)
    rules = emulator.client("events").list_rules()["Rules"]
    assert {rule["Name"] for rule in rules} == {
        names.rule("settle_owed_work"),
        names.rule("apply_retention"),
    }

    status, health = project.request("/api/v1/health")
    assert (status, health["stage"]) == (200, "local")
    inquiry = _submit(project)
    _await_confirmation(project, inquiry)

    again = project.chalice("deploy", "--stage", "local")
    assert "Updating rest API" in again
    assert "Creating" not in again.replace("Creating deployment package", "")
    assert project.request("/api/v1/health")[0] == 200
    _await_confirmation(project, _submit(project))
    subscriptions = emulator.client("sns").list_subscriptions()["Subscriptions"]
    assert len(subscriptions) == 1

    assert inquiry["id"] in project.chalice("logs", "--stage", "local", "--name", "send_emails")

    with pytest.raises(ChaliceStageError, match="chalice delete --stage local"):
        forget_stage(names, project.folder)
    project.chalice("delete", "--stage", "local")
    assert project.functions() == {}
    assert emulator.client("apigateway").get_rest_apis()["items"] == []
    assert emulator.client("lambda").list_event_source_mappings()["EventSourceMappings"] == []
    assert emulator.client("events").list_rules()["Rules"] == []
    assert emulator.client("sns").list_subscriptions()["Subscriptions"] == []
    tables = emulator.client("dynamodb").list_tables()["TableNames"]
    assert names.inquiries_table in tables

    assert remove_report_layers(names, emulator.client("lambda")) == 1
    forget_stage(names, project.folder)
    assert not (project.folder / ".chalice" / "policies" / "local").exists()


def _have_the_settings_of_the_stage(
    project: ChaliceProject, functions: dict[str, dict[str, Any]]
) -> None:
    names, config = project.config.names, project.config
    for handler in HANDLERS:
        function = functions[names.function(handler)]
        assert function["Timeout"] == config.timeout_seconds(handler)
        assert function["MemorySize"] == config.memory_megabytes(handler)
        assert function["TracingConfig"] == {"Mode": "PassThrough"}
        assert bool(function.get("Layers")) == (handler == "generate_reports")
        variables = function["Environment"]["Variables"]
        assert set(variables) == {*config.variables, "RELEASE"}
        assert {**variables, **config.variables} == variables


def _have_the_policies_of_the_stage(project: ChaliceProject) -> None:
    roles = project.emulator.client("iam")
    for handler in HANDLERS:
        name = f"consulting-local-{handler}"
        text = json.dumps(roles.get_role_policy(RoleName=name, PolicyName=name)["PolicyDocument"])
        assert "Fn::" not in text
        assert "${" not in text
        log_group = project.config.names.log_group(handler)
        assert f"arn:aws:logs:us-east-1:000000000000:log-group:{log_group}:*" in text


def _submit(project: ChaliceProject) -> dict[str, Any]:
    status, inquiry = project.request("/api/v1/inquiries", inquiry_body())
    assert status == 201, inquiry
    found: dict[str, Any] = inquiry
    return found


def _await_confirmation(project: ChaliceProject, inquiry: dict[str, Any]) -> None:
    """Wait for the mail that the queue's function sends."""

    def is_sent() -> bool:
        journal = project.emulator.folder.mail_journal
        return journal.is_file() and inquiry["reference"] in journal.read_text()

    wait_until(is_sent, PATIENCE_SECONDS, f"a mail about {inquiry['reference']}")
