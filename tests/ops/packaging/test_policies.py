"""Policies: as much as each function needs, on named resources, and no more.

What a function needs is recorded at the door to AWS (tests/functional/every_path.py).
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.config import get_settings
from ops.packaging.template import handler_of
from ops.stages.config import StageConfig
from ops.stages.names import HANDLERS, StageNames
from ops.stages.policy_rendering import read_policy
from tests.permissions import Call, Permission, compare_policy, list_permissions
from tests.templates import INFRASTRUCTURE, load_template, texts_of

# The recording (fixture `calls`) is made once, by the worker that has these tests.
pytestmark = pytest.mark.xdist_group("policies")

WITHOUT_RESOURCE = {"ses:GetAccount"}
"""Actions that AWS takes no resource for.

Source: docs.aws.amazon.com/service-authorization/latest/reference/, Amazon SES v2, 2026-11.
"""

NAMES = StageNames("local")
LOG_GROUPS = {
    handler: StageNames("x").log_group(handler).replace("consulting-x", "consulting-${Stage}")
    for handler in HANDLERS
}

WIDE = {
    "arn:${AWS::Partition}:s3:::consulting-${Environment}-documents-${AWS::AccountId}/*": (
        "Objects of one bucket; each inquiry has keys of its own"
    ),
    "arn:${AWS::Partition}:bedrock:*::foundation-model/${FoundationModel}": (
        "One model; a cross-region profile chooses the region"
    ),
    **{
        "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"
        f"{LOG_GROUPS[handler]}:*": "Streams of one log group"
        for handler in HANDLERS
    },
}
"""Patterns in the resources of roles, each with the reason why it can't be a name."""


def granted(handler: str) -> frozenset[Permission]:
    """Give what a policy grants on the stage that tests run on."""
    return list_permissions(handler, StageConfig(NAMES, get_settings(), variables={}, stack={}))


@pytest.mark.parametrize("handler", HANDLERS)
def test_policy_grants_what_is_called_and_no_more(
    calls: dict[str, list[Call]], handler: str
) -> None:
    gaps = compare_policy(granted(handler), calls[handler], handler, NAMES)

    assert sorted(gaps.missing) == [], "missing: called and not granted"
    assert sorted(gaps.unused) == [], "unused: granted and never called"


@pytest.mark.parametrize("handler", HANDLERS)
def test_each_permission_of_a_policy_is_missed_without_it(
    calls: dict[str, list[Call]], handler: str
) -> None:
    for permission in granted(handler):
        gaps = compare_policy(granted(handler) - {permission}, calls[handler], handler, NAMES)

        assert {missed.action for missed in gaps.missing} == {permission.action}
        assert not gaps.unused


def test_permission_on_another_resource_is_both_missing_and_unused() -> None:
    index = "arn:aws:dynamodb:us-east-1:123456789012:table/consulting-local-inquiries/index"
    right = granted("settle_owed_work")
    wrong = right - {("dynamodb:Query", f"{index}/owed")} | {
        Permission("dynamodb:Query", f"{index}/by_time"),
        Permission("s3:PutObject", "arn:aws:s3:::consulting-local-documents-123456789012/*"),
    }
    call = Call(
        *("dynamodb", "Query"), {"TableName": "consulting-local-inquiries", "IndexName": "owed"}
    )

    gaps = compare_policy(wrong, [call], "settle_owed_work", NAMES)

    assert gaps.missing == {("dynamodb:Query", f"{index}/owed")}
    assert {("dynamodb:Query", f"{index}/by_time")} < gaps.unused
    assert "s3:PutObject" in {unused.action for unused in gaps.unused}


def statements_of_roles(template: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give what roles and policies of a template allow.

    Policies of buckets, topics and queues are no part of it: they belong to the one resource that
    they are attached to, which an asterisk there can't leave.
    """
    for name, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        documents = [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
        if resource["Type"] in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
            documents.append(properties["PolicyDocument"])
        for document in documents:
            for statement in document["Statement"]:
                yield name, statement


def faults_of(statement: dict[str, Any]) -> list[str]:
    """Say what is too wide in a statement that allows something."""
    if statement["Effect"] != "Allow":
        return []
    faults = [part for part in ("NotAction", "NotResource") if part in statement]
    actions = texts_of(statement.get("Action", []))
    faults += [action for action in actions if "*" in action]
    for text in texts_of(statement.get("Resource", [])):
        if text == "*" and set(actions) <= WITHOUT_RESOURCE:
            continue
        if "*" in text and text not in WIDE:
            faults.append(text)
    return faults


def templates(app_template: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give what is deployed with a stage. Who may deploy it: tests/ops/delivery."""
    names = sorted(path.name for path in INFRASTRUCTURE.glob("*.yaml"))
    found = {name: load_template(name) for name in names if name != "deployer.yaml"}
    return {**found, "app": app_template}


def test_no_role_of_any_template_has_an_asterisk_where_a_resource_can_be_named(
    app_template: dict[str, Any],
) -> None:
    statements = [
        (f"{template}: {role}", statement)
        for template, content in templates(app_template).items()
        for role, statement in statements_of_roles(content)
    ]

    assert len(statements) > len(HANDLERS)
    assert [(role, faults) for role, each in statements if (faults := faults_of(each))] == []


def test_each_wide_resource_is_still_in_a_policy(app_template: dict[str, Any]) -> None:
    used = {
        text
        for content in templates(app_template).values()
        for _, statement in statements_of_roles(content)
        for text in texts_of(statement["Resource"])
    }

    assert set(WIDE) <= used


@pytest.mark.parametrize(
    "change",
    [
        {"Resource": "*"},
        {"Action": ["dynamodb:*"]},
        {"Action": ["*"]},
        {"Resource": [{"Fn::Sub": "arn:${AWS::Partition}:dynamodb:*:*:table/*"}]},
        {"Resource": {"Fn::If": ["UsesInferenceProfile", ["*"], []]}},
        {"NotAction": ["s3:PutObject"]},
        {"NotResource": "arn:aws:s3:::mine"},
    ],
    ids=lambda change: next(iter(change.items()))[0],
)
def test_asterisk_is_found(change: dict[str, Any]) -> None:
    statement = {
        "Effect": "Allow",
        "Action": ["dynamodb:GetItem"],
        "Resource": {"Fn::Sub": "arn:${AWS::Partition}:dynamodb:x:y:table/z"},
    }
    assert faults_of(statement) == []

    assert faults_of(statement | change)


@pytest.mark.parametrize("handler", HANDLERS)
def test_policy_reaches_only_its_own_stage(handler: str) -> None:
    for statement in read_policy(handler)["Statement"]:
        for arn in texts_of(statement["Resource"]):
            if any(service in arn for service in (":dynamodb:", ":s3:::")):
                assert "consulting-${Environment}-" in arn
            if ":sqs:" in arn:
                assert "consulting-${Stage}-" in arn
            if ":logs:" in arn:
                assert arn.endswith(f":log-group:{LOG_GROUPS[handler]}:*")


def test_model_behind_a_profile_is_reached_in_every_region_of_the_profile() -> None:
    """Bedrock checks the profile and the model in the region that the profile chose."""
    for handler in ("api_handler", "generate_reports"):
        (statement,) = (
            each
            for each in read_policy(handler)["Statement"]
            if each["Action"] == ["bedrock:InvokeModel"]
        )
        condition, with_profile, without = statement["Resource"]["Fn::If"]
        assert condition == "UsesInferenceProfile"
        assert [re.sub(r".*:", "", text) for text in texts_of(with_profile)] == [
            *("inference-profile/${InferenceProfile}", "foundation-model/${FoundationModel}"),
        ]
        assert len(texts_of(without)) == 1


def test_each_role_has_the_policy_of_its_function(app_template: dict[str, Any]) -> None:
    resources = app_template["Resources"].values()
    functions = [found for found in resources if found["Type"] == "AWS::Lambda::Function"]

    for function in functions:
        role_id = function["Properties"]["Role"]["Fn::GetAtt"][0]
        role = app_template["Resources"][role_id]["Properties"]
        (policy,) = role["Policies"]
        assert policy["PolicyDocument"] == read_policy(handler_of(function["Properties"]))
        assert "ManagedPolicyArns" not in role
