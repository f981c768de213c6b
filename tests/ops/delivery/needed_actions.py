"""Which actions deploying needs: what CloudFormation's schemas and the calls in ops/ say.

Each resource type's schema lists the permissions of its handlers, for all that the type can do.
What our templates don't use of it is left out here, each with its reason, so that nothing is left
out by oversight.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from botocore import xform_name
from botocore.session import Session
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from ops.stages.config import PROJECT
from tests.ops.delivery.deployer_policies import matches

HANDLERS = ("create", "read", "update", "delete")

UNUSED: Mapping[str, str] = {
    "kms:*": "no customer key",
    "kinesis:*": "no stream",
    "ec2:*": "no VPC",
    "elasticfilesystem:*": "no file system",
    "s3files:*": "no file system",
    "s3tables:*": "no tables in S3",
    "firehose:*": "no delivery of logs",
    "iam:CreateServiceLinkedRole": "no autoscaling of tables and no replicas",
    "iam:DeleteRolePermissionsBoundary": "a boundary is never taken off",
    "dynamodb:*Replica": "one region",
    "dynamodb:*Import*": "tables begin empty",
    "dynamodb:EnableKinesisStreamingDestination": "no stream",
    "dynamodb:DisableKinesisStreamingDestination": "no stream",
    "dynamodb:UpdateKinesisStreamingDestination": "no stream",
    "dynamodb:UpdateContributorInsights": "costs, and is not asked for",
    "dynamodb:PutResourcePolicy": "tables have no policy",
    "dynamodb:DeleteResourcePolicy": "tables have no policy",
    "dynamodb:*Item": "only for an import or a replica",
    "dynamodb:Query": "only for an import or a replica",
    "dynamodb:Scan": "only for an import or a replica",
    "logs:*LogStream*": "only for an import",
    "logs:PutLogEvents": "only for an import",
    "logs:AssociateKmsKey": "no customer key",
    "logs:DisassociateKmsKey": "no customer key",
    "logs:PutDataProtectionPolicy": "costs, and is not asked for",
    "logs:DeleteDataProtectionPolicy": "there is none",
    "logs:CreateLogDelivery": "no delivery of logs",
    "logs:PutIndexPolicy": "not asked for",
    "logs:DeleteIndexPolicy": "not asked for",
    "logs:PutResourcePolicy": "not asked for",
    "logs:DeleteResourcePolicy": "not asked for",
    "logs:PutBearerTokenAuthentication": "not asked for",
    "logs:PutLogGroupDeletionProtection": "not asked for",
    "s3:PutAnalyticsConfiguration": "not asked for",
    "s3:PutInventoryConfiguration": "not asked for",
    "s3:PutMetricsConfiguration": "not asked for",
    "s3:PutIntelligentTieringConfiguration": "not asked for",
    "s3:PutAccelerateConfiguration": "not asked for",
    "s3:PutBucketAbac": "not asked for",
    "s3:PutBucketAcl": "ACLs are off",
    "s3:PutObjectAcl": "ACLs are off",
    "s3:PutBucketCORS": "one origin",
    "s3:PutBucketLogging": "would cost",
    "s3:PutBucketNotification": "not asked for",
    "s3:PutBucketReplication": "one region",
    "s3:PutReplicationConfiguration": "one region",
    "s3:PutBucketWebsite": "CloudFront reads the bucket",
    "s3:*ObjectLock*": "not asked for",
    "s3:*MetadataTable*": "not asked for",
    "s3:*Metadata*TableConfiguration": "not asked for",
    "s3:DeleteBucketAnalyticsConfiguration": "there is none",
    "s3:DeleteBucketCors": "there is none",
    "s3:DeleteBucketMetricsConfiguration": "there is none",
    "s3:DeleteBucketEncryption": "stays",
    "s3:DeleteBucketLifecycle": "stays",
    "s3:DeleteBucketReplication": "there is none",
    "s3:DeleteBucketWebsite": "there is none",
    "s3:GetObjectMetadata": "no such action; the store begins empty",
    "s3:HeadObject": "no such action; the store begins empty",
    "s3:REST.PUT.OBJECT": "no such action; no delivery of logs",
    "s3:GetBucketLocation": "the store begins empty",
    "s3:GetObjectVersion": "packages are named by their content, not by a version",
    "s3:DeleteObject": "CloudFormation deletes empty buckets; ops empties them",
    "ses:PutConfigurationSetTrackingOptions": "mail is not tracked",
    "ses:PutConfigurationSetDeliveryOptions": "no pool of addresses",
    "ses:PutConfigurationSetVdmOptions": "costs, and is not asked for",
    "ses:PutConfigurationSetArchivingOptions": "costs, and is not asked for",
    "ses:PutEmailIdentityConfigurationSetAttributes": "mail names its configuration set",
    "sns:PutDataProtectionPolicy": "not asked for",
    "lambda:*CodeSigningConfig": "code is not signed",
    "lambda:PutFunctionRecursionConfig": "the default stays",
    "lambda:PutFunctionScalingConfig": "nothing provisioned",
    "lambda:PassCapacityProvider": "nothing provisioned",
    "lambda:AssociateRuntimeAlias": "no such action in the Service Authorization Reference",
    "lambda:PublishVersion": "functions have one version",
    "cloudfront:*ConnectionGroup": "only for distributions with tenants",
    "cloudfront:CreateDistributionWithTags": "no such action: CreateDistribution and TagResource",
    "cloudfront:GetVpcOrigin": "no VPC",
    "cloudfront:UpdateDistributionWithStagingConfig": "no staging distribution",
}
"""Patterns of permissions that handlers list and our templates never need."""

STILL_READ = ("lambda:GetFunctionCodeSigningConfig", "s3:Get*")
"""Read by a handler whatever a template asks for."""

ACTIONS_BY_CALL: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("cloudformation", "CreateChangeSet"): (
        "cloudformation:CreateChangeSet",
        "cloudformation:TagResource",
    ),
    ("s3", "DeleteObjects"): ("s3:DeleteObject", "s3:DeleteObjectVersion"),
    ("s3", "HeadObject"): ("s3:GetObject", "s3:ListBucket"),
    ("s3", "ListObjectVersions"): ("s3:ListBucketVersions",),
    ("s3", "ListObjectsV2"): ("s3:ListBucket",),
    ("ssm", "PutParameter"): ("ssm:PutParameter", "ssm:AddTagsToResource"),
    ("sts", "GetCallerIdentity"): (),
}
"""Where the actions are not simply service:Operation.

Without s3:ListBucket S3 says 403 of an object that is missing. Everybody may ask who he is.
Source: docs.aws.amazon.com/service-authorization/latest/reference/, 2026-11.
"""

BESIDE_CALLS: Mapping[str, str] = {
    "cloudformation:UntagResource": "an end that is taken off",
    "lambda:GetFunctionConfiguration": "CloudFormation waits by it until a function is ready",
    "dynamodb:DeleteItem": "test_deployer_data.py records it",
    "dynamodb:PutItem": "the same",
    "dynamodb:Query": "the same",
    "dynamodb:UpdateItem": "the same",
    "cloudfront:GetInvalidation": "whoever waits for an invalidation by hand",
    "cloudfront-keyvaluestore:UpdateKeys": "one write of several keys, as repairs by hand need",
    "ses:PutConfigurationSetSendingOptions": "stopping mail by hand",
    "lambda:ListTags": "tags of functions and triggers",
}
"""Allowed although neither a handler nor a call found in ops/ asks for it, with the reason."""

_SERVICES = (
    "cloudformation",
    "cloudfront",
    "cloudfront-keyvaluestore",
    "dynamodb",
    "lambda",
    "logs",
    "s3",
    "sqs",
    "ssm",
    "sts",
)
_CLIENTS = {"functions": "lambda"}
"""Names of clients that are not the name of the service, which is a keyword of Python."""

_CLIENTS_OF_STORE = ("describe_key_value_store",)
"""Methods of `client` that two services have: here it is the store's data plane."""


def actions_of_type(kind: str) -> set[str]:
    """Give what the handlers of a resource type need for what our templates ask of it."""
    return {permission for permission in listed_actions({kind}) if not is_unused(permission)}


def listed_actions(kinds: set[str]) -> set[str]:
    """Give every permission that the schemas of types list."""
    found = set()
    for kind in kinds:
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema
        for handler in HANDLERS:
            found |= set(schema["handlers"].get(handler, {}).get("permissions", []))
    return found


def is_unused(permission: str) -> bool:
    """Tell whether a permission is one that our templates never need."""
    if any(matches(pattern, permission) for pattern in STILL_READ):
        return permission in UNUSED or permission == "s3:GetObjectMetadata"
    return any(matches(pattern, permission) for pattern in UNUSED)


def calls_in_ops() -> set[tuple[str, str]]:
    """Find the calls of AWS in ops/, the local platform's apart, as (service, operation).

    A call is a method whose name is an operation of a service that ops uses; whose, its receiver's
    name says, unless only one service has it.
    """
    found = set()
    for path in sorted((PROJECT / "ops").rglob("*.py")):
        if "local" not in path.relative_to(PROJECT / "ops").parts:
            found |= set(_calls_in(path))
    return found


def _calls_in(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name = node.func.attr
        if name in ("get_paginator", "get_waiter") and node.args:
            assert isinstance(node.args[0], ast.Constant), f"{path}: {ast.unparse(node)}"
            name = str(node.args[0].value)
        services = _SERVICES_BY_METHOD.get(name, {})
        receiver = _name_of(node.func.value)
        service = _service_named(receiver, name, services)
        if services:
            assert service, f"{path}: whose {name} is {ast.unparse(node.func)}?"
            yield service, services[service]


def _service_named(receiver: str, method: str, services: Mapping[str, str]) -> str | None:
    bare = receiver.strip("_")
    for service in services:
        if _CLIENTS.get(bare, bare) == service.replace("-", "_"):
            return service
    if bare != "client":
        return None
    if method in _CLIENTS_OF_STORE:
        return "cloudfront-keyvaluestore"
    assert len(services) < 2, f"say whose {method} this is: name the client by its service"
    return next(iter(services), None)


def _name_of(value: ast.expr) -> str:
    if isinstance(value, ast.Name):
        return value.id
    if isinstance(value, ast.Attribute):
        return value.attr
    if isinstance(value, ast.Call):  # aws.client("sts").get_caller_identity()
        first = value.args[0] if value.args else None
        return str(first.value) if isinstance(first, ast.Constant) else ""
    return ""


def _methods() -> dict[str, dict[str, str]]:
    session, by_method = Session(), {}
    for service in _SERVICES:
        for operation in session.get_service_model(service).operation_names:
            by_method.setdefault(xform_name(operation), {})[service] = operation
    return by_method


_SERVICES_BY_METHOD = _methods()


def actions_of_call(call: tuple[str, str]) -> tuple[str, ...]:
    """Give the actions that a call needs."""
    service, operation = call
    return ACTIONS_BY_CALL.get(call, (f"{service}:{operation}",))
