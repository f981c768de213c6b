"""Policies: as much as each function needs, on named resources, and no more."""

import json
from typing import Any

import pytest

from ops.package_template import handler_of
from ops.policies import Call, compare_policy, read_policy
from ops.stage_names import HANDLERS, StageNames

CALLS: dict[str, set[Call]] = {
    "api_handler": {
        ("bedrock-runtime", "Converse"),
        ("dynamodb", "BatchGetItem"),
        ("dynamodb", "DeleteItem"),
        ("dynamodb", "GetItem"),
        ("dynamodb", "PutItem"),
        ("dynamodb", "Query"),
        ("dynamodb", "TransactWriteItems"),
        ("dynamodb", "UpdateItem"),
        ("s3", "GetObject"),
        ("s3", "HeadBucket"),
        ("s3", "PutObject"),
        ("sesv2", "GetAccount"),
        ("sqs", "GetQueueAttributes"),
        ("sqs", "GetQueueUrl"),
        ("sqs", "SendMessage"),
        ("sqs", "SendMessageBatch"),
    },
    "send_emails": {
        ("dynamodb", "GetItem"),
        ("dynamodb", "Query"),
        ("dynamodb", "TransactWriteItems"),
        ("dynamodb", "UpdateItem"),
        ("s3", "GetObject"),
        ("s3", "PutObject"),
        ("sesv2", "SendEmail"),
        ("sqs", "GetQueueUrl"),
        ("sqs", "SendMessage"),
    },
    "generate_reports": {
        ("bedrock-runtime", "Converse"),
        ("dynamodb", "BatchGetItem"),
        ("dynamodb", "BatchWriteItem"),
        ("dynamodb", "GetItem"),
        ("dynamodb", "Query"),
        ("dynamodb", "TransactWriteItems"),
        ("dynamodb", "UpdateItem"),
        ("s3", "DeleteObject"),
        ("s3", "GetObject"),
        ("s3", "ListObjectsV2"),
        ("s3", "PutObject"),
        ("sqs", "GetQueueUrl"),
        ("sqs", "SendMessage"),
    },
    "record_mail_event": {
        ("sqs", "SendMessage"),  # Lambda itself, of an event that it gives up.
        ("dynamodb", "GetItem"),
        ("dynamodb", "PutItem"),
        ("dynamodb", "Query"),
        ("dynamodb", "UpdateItem"),
    },
    "apply_retention": {
        ("dynamodb", "DeleteItem"),
        ("dynamodb", "GetItem"),
        ("dynamodb", "PutItem"),
        ("dynamodb", "Query"),
        ("dynamodb", "UpdateItem"),
        ("s3", "DeleteObject"),
    },
    "settle_owed_work": {
        ("dynamodb", "GetItem"),
        ("dynamodb", "Query"),
        ("dynamodb", "UpdateItem"),
        ("sqs", "GetQueueUrl"),
        ("sqs", "SendMessage"),
    },
}
"""What each function calls, listed by hand from the gateways and models that it reaches."""

WITHOUT_RESOURCE = {"ses:GetAccount"}
"""Actions that AWS takes no resource for.

Source: docs.aws.amazon.com/service-authorization/latest/reference/, Amazon SES v2, 2026-11.
"""


@pytest.mark.parametrize("handler", HANDLERS)
def test_policy_grants_what_is_called_and_no_more(handler: str) -> None:
    gaps = compare_policy(handler, CALLS[handler])

    assert not gaps.missing
    assert not gaps.unused


@pytest.mark.parametrize("handler", HANDLERS)
def test_policy_names_resources(handler: str) -> None:
    for statement in read_policy(handler)["Statement"]:
        assert all("*" not in action for action in statement["Action"])
        if not set(statement["Action"]) <= WITHOUT_RESOURCE:
            assert '"*"' not in json.dumps(statement["Resource"])
            assert "arn:${AWS::Partition}:" in json.dumps(statement["Resource"])


@pytest.mark.parametrize("handler", HANDLERS)
def test_policy_reaches_only_its_own_stage(handler: str) -> None:
    for statement in read_policy(handler)["Statement"]:
        for arn in _texts(statement["Resource"]):
            if any(service in arn for service in (":dynamodb:", ":s3:::")):
                assert "consulting-${Environment}-" in arn
            if ":sqs:" in arn:
                assert "consulting-${Stage}-" in arn
            if ":logs:" in arn:
                group = StageNames("staging").log_group(handler)
                assert arn.replace("${Stage}", "staging").endswith(f":log-group:{group}:*")


def test_each_role_has_the_policy_of_its_function(app_template: dict[str, Any]) -> None:
    resources = app_template["Resources"].values()
    functions = [found for found in resources if found["Type"] == "AWS::Lambda::Function"]

    for function in functions:
        role_id = function["Properties"]["Role"]["Fn::GetAtt"][0]
        role = app_template["Resources"][role_id]["Properties"]
        (policy,) = role["Policies"]
        assert policy["PolicyDocument"] == read_policy(handler_of(function["Properties"]))
        assert "ManagedPolicyArns" not in role


def test_missing_and_unused_permissions_are_named() -> None:
    calls = (CALLS["settle_owed_work"] - {("dynamodb", "Query")}) | {("s3", "PutObject")}

    gaps = compare_policy("settle_owed_work", calls)

    assert gaps.missing == {"s3:PutObject"}
    assert gaps.unused == {"dynamodb:Query"}


def _texts(resource: Any) -> list[str]:
    if isinstance(resource, str):
        return [resource]
    values = resource.values() if isinstance(resource, dict) else resource
    return [text for value in values for text in _texts(value)]
