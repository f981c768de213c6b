"""Rules over the templates of what is kept and what a stage owns."""

import json
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import lint

from chalicelib.models.indexes import ByAssignee, ByMessage, ByStatus, ByTime, ByToken, Owed
from ops.stages.config import read_stage_config
from ops.stages.names import HANDLERS, StageNames
from tests.templates import INFRASTRUCTURE, load_template

PAID_PER_USE = {
    "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    # A request costs, ten million a month are free; a distribution without viewers does not.
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::Function",
    "AWS::CloudFront::KeyValueStore",  # reads by the function, and writes, are paid one by one
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::DynamoDB::Table",
    "AWS::Events::Rule",
    "AWS::IAM::Role",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
    "AWS::Lambda::LayerVersion",  # code storage is free below 75 GB
    "AWS::Lambda::Permission",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::SES::ConfigurationSet",
    "AWS::SES::ConfigurationSetEventDestination",
    "AWS::SES::EmailIdentity",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::Queue",
}
"""Resource types that cost nothing while nobody uses them. A new one is added with its reason."""

WITHOUT_TAGS = {
    "AWS::ApiGateway::Deployment",
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::LayerVersion",
    "AWS::Lambda::Permission",
    "AWS::S3::BucketPolicy",
    "AWS::SES::ConfigurationSetEventDestination",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
}
"""Types that AWS has no tags for."""

IF_PROTECTED_RETAIN = {"Fn::If": ["IsProtected", "Retain", "Delete"]}
IF_PROTECTED = {"Fn::If": ["IsProtected", True, False]}


def resources_of(template: str, kind: str) -> dict[str, dict[str, Any]]:
    resources = load_template(template)["Resources"]
    return {
        logical_id: resource
        for logical_id, resource in resources.items()
        if resource["Type"] == kind
    }


@pytest.mark.parametrize("name", ["data.yaml", "edge.yaml", "stage.yaml"])
def test_template_has_no_lint(name: str) -> None:
    findings = lint((INFRASTRUCTURE / name).read_text(), regions=["us-east-1"])

    assert [str(finding) for finding in findings] == []


def test_app_template_has_no_lint(app_template: dict[str, Any]) -> None:
    findings = lint(json.dumps(app_template), regions=["us-east-1"])

    assert [str(finding) for finding in findings] == []


def test_everything_is_paid_per_use(app_template: dict[str, Any]) -> None:
    files = ("data.yaml", "edge.yaml", "stage.yaml")
    templates = [*(load_template(name) for name in files), app_template]

    kinds = {
        resource["Type"] for template in templates for resource in template["Resources"].values()
    }

    assert kinds <= PAID_PER_USE


def test_everything_that_can_have_tags_has_them(app_template: dict[str, Any]) -> None:
    templates = {
        "data": (load_template("data.yaml"), {"application", "environment"}),
        "edge": (load_template("edge.yaml"), {"application", "environment"}),
        "stage": (load_template("stage.yaml"), {"application", "environment", "stage"}),
        "app": (app_template, {"application", "environment", "stage"}),
    }

    untagged = [
        f"{name}: {logical_id}"
        for name, (template, expected) in templates.items()
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] not in WITHOUT_TAGS
        and not expected <= {tag["Key"] for tag in resource["Properties"].get("Tags", [])}
    ]

    assert untagged == []


def test_tables_are_on_demand_and_protected_in_production() -> None:
    tables = resources_of("data.yaml", "AWS::DynamoDB::Table")

    assert set(tables) == {"InquiriesTable", "AccessTable", "LedgerTable"}
    for table in tables.values():
        properties = table["Properties"]
        assert properties["BillingMode"] == "PAY_PER_REQUEST"
        assert "ProvisionedThroughput" not in properties
        assert properties["DeletionProtectionEnabled"] == IF_PROTECTED
        assert properties["PointInTimeRecoverySpecification"] == {
            "PointInTimeRecoveryEnabled": IF_PROTECTED
        }
        assert table["DeletionPolicy"] == IF_PROTECTED_RETAIN
        assert table["UpdateReplacePolicy"] == IF_PROTECTED_RETAIN


INDEXES: dict[Any, list[str]] = {
    ByTime: ["listed", "created_key"],
    ByStatus: ["listed_status", "created_key"],
    ByAssignee: ["assignee", "created_key"],
    ByMessage: ["message_id"],
    ByToken: ["token_initial", "token_key"],
    Owed: ["owed_partition", "owed_key"],
}


def indexes_of_inquiries() -> dict[str, dict[str, Any]]:
    table = resources_of("data.yaml", "AWS::DynamoDB::Table")["InquiriesTable"]["Properties"]
    return {index["IndexName"]: index for index in table["GlobalSecondaryIndexes"]}


def test_indexes_are_those_of_the_models() -> None:
    keys = {
        name: [key["AttributeName"] for key in index["KeySchema"]]
        for name, index in indexes_of_inquiries().items()
    }

    assert keys == {model.Meta.index_name: names for model, names in INDEXES.items()}
    assert all(
        getattr(model, name).attr_name == name for model, names in INDEXES.items() for name in names
    )


def test_indexes_of_lists_have_what_rows_show_and_no_more_than_dynamodb_takes() -> None:
    # docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html
    indexes = indexes_of_inquiries()
    shown = {
        name: indexes[name]["Projection"]["NonKeyAttributes"]
        for name in ("by_time", "by_status", "by_assignee")
    }
    rows = {
        *("reference", "name", "company", "email", "services", "priority", "status", "source"),
        *("assignee", "updated_at", "report_state", "report_number", "version"),
    }

    assert all(len(attributes) <= 20 for attributes in shown.values())
    assert rows <= set(shown["by_time"])
    assert set(shown["by_time"]) == set(shown["by_status"])
    assert rows - {"assignee"} == set(shown["by_assignee"])
    assert indexes["owed"]["Projection"] == {"ProjectionType": "KEYS_ONLY"}
    assert indexes["by_message"]["Projection"] == {"ProjectionType": "KEYS_ONLY"}


def test_access_expires() -> None:
    table = resources_of("data.yaml", "AWS::DynamoDB::Table")["AccessTable"]["Properties"]

    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


def test_buckets_are_private_encrypted_and_tidy() -> None:
    buckets = resources_of("data.yaml", "AWS::S3::Bucket")

    assert set(buckets) == {"DocumentsBucket", "ArtefactsBucket"}
    for bucket in buckets.values():
        properties = bucket["Properties"]
        assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
        assert len(properties["PublicAccessBlockConfiguration"]) == 4
        encryption = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert encryption == [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
        rules = properties["LifecycleConfiguration"]["Rules"]
        assert {rule["Status"] for rule in rules} == {"Enabled"}
        assert any("AbortIncompleteMultipartUpload" in rule for rule in rules)
        assert bucket["DeletionPolicy"] == IF_PROTECTED_RETAIN
    documents = buckets["DocumentsBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert any("NoncurrentVersionExpiration" in rule for rule in documents)


def test_buckets_and_topic_refuse_plain_http() -> None:
    policies = {
        **resources_of("data.yaml", "AWS::S3::BucketPolicy"),
        **resources_of("data.yaml", "AWS::SNS::TopicPolicy"),
    }

    assert len(policies) == 3
    for policy in policies.values():
        statements = policy["Properties"]["PolicyDocument"]["Statement"]
        denied = [statement for statement in statements if statement["Effect"] == "Deny"]
        assert [statement["Condition"] for statement in denied] == [
            {"Bool": {"aws:SecureTransport": "false"}}
        ]


def test_only_our_configuration_set_publishes_mail_events() -> None:
    policy = resources_of("data.yaml", "AWS::SNS::TopicPolicy")["MailEventsTopicPolicy"]
    statements = policy["Properties"]["PolicyDocument"]["Statement"]
    (allowed,) = [statement for statement in statements if statement["Effect"] == "Allow"]

    assert allowed["Principal"] == {"Service": "ses.amazonaws.com"}
    assert allowed["Action"] == "sns:Publish"
    assert set(allowed["Condition"]["StringEquals"]) == {"aws:SourceAccount", "aws:SourceArn"}


def test_mail_events_are_those_that_the_platform_follows() -> None:
    kind = "AWS::SES::ConfigurationSetEventDestination"
    (destination,) = resources_of("data.yaml", kind).values()

    followed = set(destination["Properties"]["EventDestination"]["MatchingEventTypes"])
    assert {"send", "delivery", "bounce", "complaint", "deliveryDelay"} <= followed


def test_every_queue_has_a_dead_letter_queue_that_keeps_two_weeks() -> None:
    queues = resources_of("stage.yaml", "AWS::SQS::Queue")
    dead = {logical_id for logical_id in queues if logical_id.endswith("DeadQueue")}

    # SNS hands mail events to their function directly; only what it gives up lies in a queue.
    assert dead == {"EmailsDeadQueue", "ReportsDeadQueue", "MailEventsDeadQueue"}
    assert set(queues) - dead == {"EmailsQueue", "ReportsQueue"}
    for logical_id, queue in queues.items():
        properties = queue["Properties"]
        assert properties["SqsManagedSseEnabled"] is True
        if logical_id in dead:
            assert properties["MessageRetentionPeriod"] == 14 * 24 * 3600
            assert "RedrivePolicy" not in properties
            continue
        redrive = properties["RedrivePolicy"]
        assert redrive["maxReceiveCount"] == 3
        assert redrive["deadLetterTargetArn"]["Fn::GetAtt"][0] in dead


def test_default_visibility_is_that_of_the_default_timeouts(production_settings: Path) -> None:
    parameters = load_template("stage.yaml")["Parameters"]
    asked = read_stage_config("prod-blue", settings_file=production_settings).queue_parameters()

    assert asked == {name: str(parameters[name]["Default"]) for name in asked}


def test_every_function_has_a_log_group_with_a_retention() -> None:
    groups = resources_of("stage.yaml", "AWS::Logs::LogGroup").values()

    found = {group["Properties"]["LogGroupName"]["Fn::Sub"] for group in groups}
    assert {name.replace("${Stage}", "staging") for name in found} == {
        StageNames("staging").log_group(handler) for handler in HANDLERS
    }
    for group in groups:
        assert group["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}
