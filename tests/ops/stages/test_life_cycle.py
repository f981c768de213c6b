"""The life of stages on the emulator: side by side, asleep, failed, expired, destroyed.

Shown on the emulator. It deletes a stack at once, keeps no queue's name for a minute, as AWS does,
and has no budgets, which the plan of production says.
"""

import dataclasses
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ops.clients import Aws
from ops.cloudformation import StackError, apply_stack
from ops.edge.routing import open_routing_store
from ops.packaging.package import host_architecture, package_stage
from ops.stages.config import SETTINGS_FILE, read_stage_config
from ops.stages.deployment import deploy_data, deploy_stage
from ops.stages.names import EnvironmentNames
from ops.stages.stacks import alerts_request
from tests.ops.stages.conftest import Operator
from tests.platform import PATIENCE_SECONDS

pytestmark = pytest.mark.xdist_group("life of stages")

ROOT = Path(__file__).resolve().parents[3]
ONE, OTHER = "pr-1", "pr-2"


@pytest.fixture(scope="module")
def stages(operator: Operator) -> Operator:
    """Have two stages deployed."""
    operator.run("stage", "deploy", ONE, "--expires", "3d", "--yes")
    operator.run("stage", "deploy", OTHER, "--expires", "2w", "--yes")
    return operator


@pytest.fixture
def changed_settings(tmp_path: Path) -> Path:
    """Give the settings with another throttle and another address for ephemeral stages."""
    text = SETTINGS_FILE.read_text()
    start = text.index("[ephemeral]")
    changed = text[start:].replace("throttle_rate = 20", "throttle_rate = 7")
    changed = changed.replace('"inquiries@', '"offers@')
    assert changed != text[start:]
    path = tmp_path / "settings.toml"
    path.write_text(text[:start] + changed)
    return path


def switches_on_aws(operator: Operator, stage: str) -> dict[str, Any]:
    """Tell what of a stage runs by itself, as Lambda, SNS and EventBridge see it."""
    triggers = operator.emulator.client("lambda").list_event_source_mappings()
    rules = operator.emulator.client("events").list_rules(NamePrefix=f"consulting-{stage}-")
    topics = operator.emulator.client("sns").list_subscriptions()
    return {
        "triggers": {
            trigger["State"]
            for trigger in triggers["EventSourceMappings"]
            if f":consulting-{stage}-" in trigger["FunctionArn"]
        },
        "rules": {rule["State"] for rule in rules["Rules"]},
        "subscriptions": sum(
            f":consulting-{stage}-" in subscription["Endpoint"]
            for subscription in topics["Subscriptions"]
        ),
    }


AWAKE = {"triggers": {"Enabled"}, "rules": {"ENABLED"}, "subscriptions": 1}
ASLEEP = {"triggers": {"Disabled"}, "rules": {"DISABLED"}, "subscriptions": 0}


def test_stages_stand_side_by_side(stages: Operator) -> None:
    listed = stages.stages()

    assert {ONE, OTHER} <= listed.keys()
    for stage in (ONE, OTHER):
        status, answer = stages.ask_api(stage)
        assert (status, answer["stage"]) == (200, stage)
        assert listed[stage]["state"] == "awake"
        assert listed[stage]["unsettled"] == {}
        assert switches_on_aws(stages, stage) == AWAKE
    assert listed[ONE]["expires_at"] < listed[OTHER]["expires_at"]


def test_every_stack_of_a_stage_says_when_it_ends(stages: Operator) -> None:
    cloudformation = stages.emulator.client("cloudformation")
    end = stages.stages()[ONE]["expires_at"]

    for kind in ("data", "edge", "stage", "app"):
        (stack,) = cloudformation.describe_stacks(StackName=f"consulting-{ONE}-{kind}")["Stacks"]
        tags = {tag["Key"]: tag["Value"] for tag in stack["Tags"]}
        assert tags["expires"] == end
        assert tags["application"] == "consulting"
        assert tags["environment"] == ONE


def test_stage_without_a_table_wants_an_end(stages: Operator) -> None:
    (line,) = stages.lines("stage", "deploy", "pr-9", "--yes", status=1)

    assert "has no table [pr-9]" in line
    assert "--expires 3d" in line
    assert "pr-9" not in stages.stages()


def test_diff_of_what_is_deployed_is_nothing(stages: Operator) -> None:
    facts = stages.json("stage", "diff", ONE)

    assert [stack["kind"] for stack in facts["stacks"]] == ["unchanged"] * 4
    assert facts["flood_usd_per_day"] > 0


def test_diff_says_what_would_change_and_changes_nothing(
    stages: Operator, changed_settings: Path
) -> None:
    cloudformation = stages.emulator.client("cloudformation")
    name = f"consulting-{ONE}-app"
    (before,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    sets_before = cloudformation.list_change_sets(StackName=name)["Summaries"]

    lines = stages.lines("stage", "diff", ONE, "--settings", str(changed_settings))

    (after,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    assert "  ThrottleRate: 20 -> 7" in lines
    assert any(line.endswith("ApiStage (AWS::ApiGateway::Stage): MethodSettings") for line in lines)
    assert "  follows RestAPI (AWS::ApiGateway::RestApi): APIHandler" in lines
    assert "  changed APIHandler (AWS::Lambda::Function): Environment" in lines
    assert f"consulting-{ONE}-data: nothing to change" in lines
    assert any("a flood of the API costs at most" in line for line in lines)
    assert after == before
    assert cloudformation.list_change_sets(StackName=name)["Summaries"] == sets_before


def test_sleeping_stage_polls_nothing_and_answers(stages: Operator) -> None:
    asleep = stages.json("stage", "sleep", OTHER, "--yes")
    again = stages.json("stage", "sleep", OTHER)  # nothing to do, so nothing to ask

    assert (asleep["changed"], again["changed"]) == (True, False)
    assert switches_on_aws(stages, OTHER) == ASLEEP
    assert switches_on_aws(stages, ONE) == AWAKE
    assert stages.stages()[OTHER]["state"] == "asleep"
    assert stages.ask_api(OTHER)[0] == 200

    stages.run("stage", "deploy", OTHER, "--yes")
    assert stages.stages()[OTHER]["state"] == "asleep", "a deployment wakes nobody"

    dry = stages.json("stage", "wake", OTHER, "--dry-run")
    assert (dry["changed"], switches_on_aws(stages, OTHER)) == (False, ASLEEP)
    stages.run("stage", "wake", OTHER, "--yes")
    assert switches_on_aws(stages, OTHER) == AWAKE


def test_failed_deployment_names_the_reason_and_keeps_the_former_version(
    stages: Operator, tmp_path: Path
) -> None:
    config = read_stage_config(ONE)
    package = package_stage(config, tmp_path, architecture=host_architecture())
    template = json.loads(package.template_text())
    template["Resources"]["Broken"] = {
        "Type": "AWS::SQS::Queue",
        "Properties": {
            "RedrivePolicy": {
                "deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:nowhere",
                "maxReceiveCount": 3,
            }
        },
    }
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(template))
    former = stages.ask_api(ONE)

    with pytest.raises(StackError) as failure:
        deploy_stage(
            Aws(), config, dataclasses.replace(package, template_path=broken), release="broken"
        )

    assert f"consulting-{ONE}-app is UPDATE_ROLLBACK_COMPLETE: Broken (AWS::SQS::Queue): " in str(
        failure.value
    )
    assert former[0] == 200
    assert stages.ask_api(ONE) == former
    assert stages.stages()[ONE]["release"] != "broken"
    assert stages.stages()[ONE]["unsettled"] == {
        f"consulting-{ONE}-app": "UPDATE_ROLLBACK_COMPLETE"
    }
    deploy_stage(Aws(), config, package, release="mended")
    assert stages.stages()[ONE]["release"] == "mended"
    assert stages.stages()[ONE]["unsettled"] == {}


@pytest.fixture
def continued(stages: Operator) -> str:
    """Give a stage whose first deployment was interrupted by Ctrl-C, and the second finished."""
    command = [sys.executable, "-m", "ops", "stage", "deploy", "pr-3", "--expires", "1h", "--yes"]
    said = []
    with subprocess.Popen(
        command, cwd=ROOT, env=dict(os.environ), stderr=subprocess.PIPE, text=True
    ) as program:
        for line in program.stderr or ():
            said.append(line)
            if line.startswith("consulting-pr-3-stage: created"):
                program.send_signal(signal.SIGINT)
        status = program.wait(PATIENCE_SECONDS)

    assert status == 130, "".join(said)
    assert "run the same command again" in said[-1], "".join(said)
    assert "Traceback" not in "".join(said)
    assert {"consulting-pr-3-data", "consulting-pr-3-stage"} <= stages.stacks()

    stages.run("stage", "deploy", "pr-3", "--yes")
    return "pr-3"


def test_interrupted_deployment_is_continued_and_destroyed_with_its_data_alone(
    stages: Operator, continued: str
) -> None:
    s3, ssm = stages.emulator.client("s3"), stages.emulator.client("ssm")
    for number in range(3):
        s3.put_object(
            Bucket="consulting-pr-3-documents-000000000000", Key=f"report-{number}", Body=b"text"
        )

    refused = stages.lines("stage", "destroy", continued, "--confirm", "pr-1", status=1)

    assert "'pr-1' is not 'pr-3'; nothing has been changed" in refused[-1]
    assert "  table consulting-pr-3-inquiries with all its items" in refused
    assert "  bucket consulting-pr-3-documents-000000000000 with all its objects" in refused
    assert stages.ask_api(continued)[0] == 200

    told = stages.lines("stage", "destroy", continued, "--confirm", continued)

    assert "consulting-pr-3-documents-000000000000: 3 objects deleted" in told
    assert told[0].startswith("pr-3 is gone")
    assert not [name for name in stages.stacks() if continued in name]
    buckets = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    assert not [name for name in buckets if continued in name]
    assert "consulting-pr-1-documents-000000000000" in buckets
    parameters = ssm.get_parameters_by_path(Path="/consulting/", Recursive=True)["Parameters"]
    assert not [one["Name"] for one in parameters if continued in one["Name"]]
    tables = stages.emulator.client("dynamodb").list_tables()["TableNames"]
    assert not [name for name in tables if continued in name]
    (line,) = stages.lines("stage", "destroy", continued, "--confirm", continued, status=1)
    assert "There is nothing of pr-3 in us-east-1" in line


def test_expired_stage_is_pruned_and_no_other(stages: Operator, tmp_path: Path) -> None:
    config = read_stage_config("pr-4")
    package = package_stage(config, tmp_path, architecture=host_architecture())
    deploy_stage(Aws(), config, package, expires_at=datetime.now(UTC) - timedelta(minutes=1))
    before = stages.stacks()

    planned = stages.json("stage", "prune", "--dry-run")
    refused = stages.lines("stage", "prune", status=1)

    assert [plan["stage"] for plan in planned["pruned"]] == ["pr-4"]
    assert "pr-4 has expired" in refused[0]
    assert stages.stacks() == before
    assert stages.stages()["pr-4"]["expired"]

    stages.run("stage", "prune", "--yes")

    assert before - stages.stacks() == {
        f"consulting-pr-4-{kind}" for kind in ("data", "edge", "stage", "app")
    }
    assert stages.json("stage", "prune", "--yes") == {"pruned": []}


def test_a_stage_that_can_not_be_pruned_keeps_none_of_the_others(
    stages: Operator, tmp_path: Path
) -> None:
    past = datetime.now(UTC) - timedelta(minutes=1)
    for stage, is_protected in (("pr-5", True), ("pr-6", False)):
        config = read_stage_config(stage)
        package = package_stage(config, tmp_path / stage, architecture=host_architecture())
        deploy_stage(Aws(), config, package, protection=is_protected, expires_at=past)

    said = stages.lines("stage", "prune", "--yes", status=1)

    assert "pr-6 is gone" in said
    assert said[-1].startswith("error: pr-5 stays: pr-5 is protected")
    assert {"pr-5", "pr-6"} & stages.stages().keys() == {"pr-5"}
    config = read_stage_config("pr-5")
    deploy_data(Aws(), config, protection=False)
    stages.run("stage", "prune", "--yes")
    assert "pr-5" not in stages.stages()


def test_production_is_destroyed_in_steps_that_nobody_takes_by_mistake(
    operator: Operator, tmp_path: Path
) -> None:
    planned = operator.lines("stage", "deploy", "prod-blue", "--yes")
    operator.run("stage", "deploy", "prod-green", "--yes")
    listed = operator.stages()
    (data,) = operator.emulator.client("cloudformation").describe_stacks(
        StackName="consulting-prod-data"
    )["Stacks"]

    assert "  without its budget, a type that the emulator refuses" in planned
    assert (listed["prod-blue"]["state"], listed["prod-green"]["state"]) == ("awake", "asleep")
    assert data["EnableTerminationProtection"]

    operator.run("stage", "sleep", "prod-blue", "--yes")
    live = operator.lines("stage", "destroy", "prod-blue", "--confirm", "prod-blue", status=1)
    assert "prod-blue has 100 % of the viewers. Send them to another colour first" in live[0]
    operator.run("stage", "wake", "prod-blue", "--yes")
    operator.run("stage", "wake", "prod-green", "--yes")
    working = operator.lines("stage", "destroy", "prod-green", "--confirm", "prod-green", status=1)
    assert "prod-green has no viewers, and its workers or schedules are on" in working[0]
    operator.run("stage", "sleep", "prod-green", "--yes")

    told = operator.lines("stage", "destroy", "prod-green", "--dry-run")
    green = operator.json("stage", "destroy", "prod-green", "--confirm", "prod-green")
    assert told[0] == "takes green out of the routing"
    assert [stack["name"] for stack in green["stacks"]] == [
        "consulting-prod-green-app",
        "consulting-prod-green-stage",
    ]
    routing = open_routing_store(Aws(), EnvironmentNames("prod")).read()
    assert {name: each.weight for name, each in (routing.colours if routing else {}).items()} == {
        "blue": 100
    }
    assert operator.ask_api("prod-blue", "prod")[0] == 200
    kept = operator.lines("stage", "destroy", "prod-blue", "--keep-data", "--dry-run")
    assert kept[0] == "takes blue out of the routing, and nobody is left to answer viewers"

    last = operator.lines("stage", "destroy", "prod-blue", "--confirm", "prod", status=1)
    assert "prod is protected" in last[0]
    assert "protection = false" in last[0]

    unprotected = tmp_path / "settings.toml"
    unprotected.write_text(
        SETTINGS_FILE.read_text().replace("[prod.stack]", "[prod.stack]\nprotection = false")
    )
    operator.run("stage", "deploy", "prod-blue", "--yes", "--settings", str(unprotected))
    misnamed = operator.lines("stage", "destroy", "prod-blue", "--confirm", "prod-blue", status=1)
    assert "'prod-blue' is not 'prod'" in misnamed[-1]
    operator.run("stage", "destroy", "prod-blue", "--confirm", "prod")
    assert not [name for name in operator.stacks() if "prod" in name]


def test_emulator_still_refuses_budgets(operator: Operator) -> None:
    request = alerts_request(read_stage_config("prod-blue"), None, has_budgets=True)

    with pytest.raises(StackError, match="AWS::Budgets::Budget"):
        apply_stack(
            operator.emulator.client("cloudformation"),
            dataclasses.replace(request, name="with-a-budget", tags={}),
            progress=lambda line: None,
        )
