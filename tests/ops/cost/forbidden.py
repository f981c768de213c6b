"""The rule over all templates: what may never be in one, because it costs without a visitor."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ops.cost.resolution import Stack, list_resources
from ops.stages.switches import AWAKE

MOST_LIVE_TRIGGERS = 2
MOST_ALARMS = 10
MOST_DASHBOARDS = 1

_KINDS = {
    "AWS::EC2::NatGateway": "NAT gateway",
    "AWS::EC2::VPCEndpoint": "VPC endpoint",
    "AWS::SecretsManager::": "secret",
    "AWS::KMS::Key": "customer key",
    "AWS::KMS::ReplicaKey": "customer key",
    "AWS::WAF": "web application firewall",
    "AWS::ApplicationAutoScaling::": "provisioned",
    "AWS::DAX::": "provisioned",
    "AWS::EC2::Instance": "provisioned",
    "AWS::ECS::Service": "provisioned",
    "AWS::ElastiCache::": "provisioned",
    "AWS::ElasticLoadBalancing": "provisioned",
    "AWS::OpenSearchService::": "provisioned",
    "AWS::RDS::": "provisioned",
    "AWS::Redshift": "provisioned",
}
"""Beginnings of types, and what they are."""

_PROPERTIES = {
    "ProvisionedConcurrencyConfig": "provisioned",
    "ProvisionedConcurrencyConfiguration": "provisioned",
    "ProvisionedPollerConfig": "provisioned",
    "ProvisionedThroughput": "provisioned",
    "WarmThroughput": "provisioned",
    "SnapStart": "provisioned",
    "VpcConfig": "VPC",
    "WebACLId": "web application firewall",
    "KmsKeyArn": "customer key",
    "KmsKeyId": "customer key",
    "KmsMasterKeyId": "customer key",
}
"""Properties, wherever they are, and what they bring. An alias of AWS's own keys is allowed."""
_MEANINGS = {name.casefold(): meaning for name, meaning in _PROPERTIES.items()}
"""Compared without regard to capitals: a topic has a KmsMasterKeyId, a table a KMSMasterKeyId and a
bucket a KMSMasterKeyID."""


def list_forbidden(stacks: Sequence[Stack]) -> list[str]:
    """Name what is forbidden, each with its stack and resource."""
    return [
        *(fault for stack in stacks for fault in _faults_of(stack)),
        *_faults_of_triggers(stacks),
        *_faults_of_number(stacks, "AWS::CloudWatch::Alarm", MOST_ALARMS, "alarm"),
        *_faults_of_number(stacks, "AWS::CloudWatch::Dashboard", MOST_DASHBOARDS, "dashboard"),
    ]


def _faults_of(stack: Stack) -> Iterator[str]:
    """Look at everything declared, whether its condition holds today or not."""
    for logical_id, resource in stack.template["Resources"].items():
        kind = resource["Type"]
        for beginning, meaning in _KINDS.items():
            if kind.startswith(beginning):
                yield f"{stack.name}: {logical_id} ({kind}): {meaning}"
        for meaning in _faults_of_value(resource.get("Properties", {})):
            yield f"{stack.name}: {logical_id} ({kind}): {meaning}"


def _faults_of_value(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _faults_of_value(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            meaning = _MEANINGS.get(key.casefold())
            if meaning and not str(part).startswith("alias/aws/"):
                yield meaning
            if (key, part) in (("BillingMode", "PROVISIONED"), ("CacheClusterEnabled", True)):
                yield "provisioned"
            yield from _faults_of_value(part)
    elif isinstance(value, str) and "{{resolve:secretsmanager:" in value:
        yield "secret"


def _faults_of_triggers(stacks: Sequence[Stack]) -> Iterator[str]:
    """Count the queue triggers that a stage has when it is awake."""
    for stack in stacks:
        if "EventSources" not in stack.parameters:
            continue
        awake = replace(stack, parameters={**stack.parameters, **AWAKE.as_parameters()})
        live = [
            resource.logical_id
            for resource in list_resources(awake)
            if resource.kind == "AWS::Lambda::EventSourceMapping"
            and resource.properties.get("Enabled", True)
        ]
        if len(live) > MOST_LIVE_TRIGGERS:
            yield f"{stack.name}: {', '.join(live)}: live queue trigger {len(live)}"


def _faults_of_number(stacks: Sequence[Stack], kind: str, most: int, name: str) -> Iterator[str]:
    found = [
        f"{stack.name}: {logical_id}"
        for stack in stacks
        for logical_id, resource in stack.template["Resources"].items()
        if resource["Type"] == kind
    ]
    for number, where in enumerate(found[most:], most + 1):
        yield f"{where}: {name} {number}"
