"""Nothing that costs without a visitor gets into a template unseen."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from ops.cost.resolution import Stack
from tests.ops.cost.conftest import Mutate, alarms, resource
from tests.ops.cost.forbidden import MOST_ALARMS, list_forbidden

DATA = "consulting-prod-data"
APP = "consulting-prod-blue-app"
EDGE = "consulting-prod-edge"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:consulting-prod-blue-third"


def with_properties(logical_id: str, **properties: Any) -> Callable[[dict[str, Any]], None]:
    def change(resources: dict[str, Any]) -> None:
        resources[logical_id]["Properties"].update(properties)

    return change


ADDED: dict[str, tuple[str, dict[str, dict[str, Any]], str]] = {
    "NAT gateway": (DATA, {"New": resource("AWS::EC2::NatGateway")}, "NAT gateway"),
    "VPC endpoint": (DATA, {"New": resource("AWS::EC2::VPCEndpoint")}, "VPC endpoint"),
    "secret": (DATA, {"New": resource("AWS::SecretsManager::Secret")}, "secret"),
    "customer key": (DATA, {"New": resource("AWS::KMS::Key")}, "customer key"),
    "firewall": (EDGE, {"New": resource("AWS::WAFv2::WebACL")}, "web application firewall"),
    "provisioned database": (DATA, {"New": resource("AWS::RDS::DBInstance")}, "provisioned"),
    "provisioned concurrency": (
        APP,
        {
            "New": resource(
                "AWS::Lambda::Alias",
                ProvisionedConcurrencyConfig={"ProvisionedConcurrentExecutions": 1},
            )
        },
        "provisioned",
    ),
    "third live queue trigger": (
        APP,
        {"New": resource("AWS::Lambda::EventSourceMapping", EventSourceArn=QUEUE)},
        "live queue trigger 3",
    ),
    "eleventh alarm": (DATA, alarms(MOST_ALARMS + 1), "alarm 11"),
    "second dashboard": (
        DATA,
        {name: resource("AWS::CloudWatch::Dashboard") for name in ("First", "Second")},
        "dashboard 2",
    ),
}
CHANGED: dict[str, tuple[str, Callable[[dict[str, Any]], None], str]] = {
    "provisioned capacity": (
        DATA,
        with_properties("LedgerTable", ProvisionedThroughput={"ReadCapacityUnits": 1}),
        "provisioned",
    ),
    "provisioned billing": (
        DATA,
        with_properties("LedgerTable", BillingMode="PROVISIONED"),
        "provisioned",
    ),
    "provisioned pollers": (
        APP,
        with_properties("SendEmailsSqsEventSource", ProvisionedPollerConfig={"MinimumPollers": 2}),
        "provisioned",
    ),
    "provisioned cache": (
        APP,
        with_properties("ApiStage", CacheClusterEnabled=True),
        "provisioned",
    ),
    "firewall on the distribution": (
        EDGE,
        lambda resources: resources["Distribution"]["Properties"]["DistributionConfig"].update(
            WebACLId="arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b"
        ),
        "web application firewall",
    ),
    "customer key on a topic": (
        DATA,
        with_properties("MailEventsTopic", KmsMasterKeyId={"Ref": "Key"}),
        "customer key",
    ),
    "customer key on a table": (
        DATA,
        with_properties("LedgerTable", SSESpecification={"KMSMasterKeyId": {"Ref": "Key"}}),
        "customer key",
    ),
    "customer key on a bucket": (
        DATA,
        with_properties(
            "DocumentsBucket",
            BucketEncryption={
                "ServerSideEncryptionConfiguration": [
                    {"ServerSideEncryptionByDefault": {"KMSMasterKeyID": {"Ref": "Key"}}}
                ]
            },
        ),
        "customer key",
    ),
    "secret in a variable": (
        APP,
        lambda resources: resources["APIHandler"]["Properties"]["Environment"]["Variables"].update(
            TOKEN="{{resolve:secretsmanager:token}}"
        ),
        "secret",
    ),
}


def test_nothing_forbidden_is_in_a_template(stacks: Sequence[Stack]) -> None:
    assert list_forbidden(stacks) == []


@pytest.mark.parametrize(("stack", "added", "expected"), ADDED.values(), ids=list(ADDED))
def test_rule_names_what_is_added(
    mutated: Mutate, stack: str, added: dict[str, dict[str, Any]], expected: str
) -> None:
    (fault,) = list_forbidden(mutated(stack, added))

    assert fault.startswith(f"{stack}: ")
    assert fault.endswith(f": {expected}")
    assert list(added)[-1] in fault


@pytest.mark.parametrize(("stack", "change", "expected"), CHANGED.values(), ids=list(CHANGED))
def test_rule_names_what_is_changed(
    mutated: Mutate, stack: str, change: Callable[[dict[str, Any]], None], expected: str
) -> None:
    (fault,) = list_forbidden(mutated(stack, changed=change))

    assert fault.startswith(f"{stack}: ")
    assert fault.endswith(f": {expected}")


def test_rule_lets_pass_what_is_allowed(mutated: Mutate) -> None:
    allowed = {
        **alarms(MOST_ALARMS),
        "Dashboard": resource("AWS::CloudWatch::Dashboard"),
        "Topic": resource("AWS::SNS::Topic", KmsMasterKeyId="alias/aws/sns"),
    }

    assert list_forbidden(mutated(DATA, allowed)) == []


def test_rule_sees_what_a_condition_hides_today(mutated: Mutate) -> None:
    hidden = {"New": {**resource("AWS::EC2::NatGateway"), "Condition": "OwnsSenderIdentity"}}

    assert len(list_forbidden(mutated("consulting-staging-data", hidden))) == 1
