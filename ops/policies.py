"""What each function may do, compared with what it does.

The policies lie in .chalice/policies, one per function, and are parts of the app's template as they
are. Tests record the calls of each function at the door to AWS, with the resource of each, and ask
here which permissions are missing and which are never used.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from chalicelib.config import Settings
from ops.stage_config import PROJECT
from ops.stage_names import StageNames

_ARN = "arn:aws"
_REGION, _ACCOUNT = "us-east-1", "123456789012"
_ANY = "*"


class Call(NamedTuple):
    """A request to AWS: service and operation as botocore names them, and what was sent."""

    service: str
    operation: str
    params: Mapping[str, Any]


class Permission(NamedTuple):
    """An action on a resource. In a policy the resource may be a pattern with asterisks."""

    action: str
    resource: str


@dataclass(frozen=True, slots=True)
class PolicyGaps:
    """How a policy differs from what its function does."""

    missing: frozenset[Permission]
    unused: frozenset[Permission]


class UnknownCall(Exception):
    """Nobody has said yet which permission a call needs."""


def read_policy(handler: str) -> dict[str, Any]:
    """Give the policy document of a handler's function."""
    path = PROJECT / ".chalice" / "policies" / f"{handler}.json"
    policy: dict[str, Any] = json.loads(path.read_text())
    return policy


def list_permissions(policy: Mapping[str, Any], settings: Settings) -> frozenset[Permission]:
    """Give what a policy grants on a stage, each action on each resource by itself."""
    return frozenset(
        Permission(action, resource)
        for statement in policy["Statement"]
        for action in statement["Action"]
        for resource in _resources(statement["Resource"], settings)
    )


def compare_policy(
    granted: Iterable[Permission], calls: Iterable[Call], handler: str, settings: Settings
) -> PolicyGaps:
    """Name the permissions that a function lacks, and those that it never uses.

    Raises: UnknownCall.
    """
    needed = {permission for call in calls for permission in permissions_of(call)}
    needed |= set(permissions_of_lambda(handler, StageNames(settings.stage)))
    granted = frozenset(granted)
    return PolicyGaps(
        missing=frozenset(need for need in needed if not any(_covers(g, need) for g in granted)),
        unused=frozenset(g for g in granted if not any(_covers(g, need) for need in needed)),
    )


def permissions_of(call: Call) -> frozenset[Permission]:
    """Give what a call needs.

    Raises: UnknownCall.
    Source: docs.aws.amazon.com/service-authorization/latest/reference/, 2026-11.
    """
    params = call.params
    match call.service:
        case "dynamodb":
            return frozenset(_of_table(call.operation, params))
        case "s3":
            bucket = f"{_ARN}:s3:::{params['Bucket']}"
            if call.operation in ("HeadBucket", "ListObjectsV2"):
                return frozenset({Permission("s3:ListBucket", bucket)})
            return frozenset({Permission(f"s3:{call.operation}", f"{bucket}/{params['Key']}")})
        case "sqs":
            name = params.get("QueueName") or params["QueueUrl"].rpartition("/")[2]
            action = call.operation.removesuffix("Batch")
            return frozenset({Permission(f"sqs:{action}", _queue(name))})
        case "sesv2":
            return frozenset(_of_mail(call))
        case "bedrock-runtime" if call.operation == "Converse":
            model = f"{_ARN}:bedrock:{_REGION}::foundation-model/{params['modelId']}"
            return frozenset({Permission("bedrock:InvokeModel", model)})
        case _:
            raise UnknownCall(f"{call.service} {call.operation}")


def permissions_of_lambda(handler: str, names: StageNames) -> Iterator[Permission]:
    """Give what Lambda itself does in the name of a function, which no door of ours sees.

    It writes the log of each, polls the queue of each worker, and puts events that it gives up
    into a queue.
    """
    logs = f"{_ARN}:logs:{_REGION}:{_ACCOUNT}:log-group:{names.log_group(handler)}:{_ANY}"
    yield Permission("logs:CreateLogStream", logs)
    yield Permission("logs:PutLogEvents", logs)
    polled = {"send_emails": names.emails_queue, "generate_reports": names.reports_queue}
    if handler in polled:
        for operation in ("DeleteMessage", "GetQueueAttributes", "ReceiveMessage"):
            yield Permission(f"sqs:{operation}", _queue(polled[handler]))
    if handler == "record_mail_event":
        yield Permission("sqs:SendMessage", _queue(f"consulting-{names.stage}-mail-events-dead"))


def _of_table(operation: str, params: Mapping[str, Any]) -> Iterator[Permission]:
    if operation == "TransactWriteItems":
        # A transaction needs the permissions of its parts and has none of its own.
        for part in params["TransactItems"]:
            ((kind, item),) = part.items()
            action = {"ConditionCheck": "ConditionCheckItem"}.get(kind, f"{kind}Item")
            yield Permission(f"dynamodb:{action}", _table(item["TableName"]))
        return
    if operation in ("BatchGetItem", "BatchWriteItem"):
        for table in params["RequestItems"]:
            yield Permission(f"dynamodb:{operation}", _table(table))
        return
    table = _table(params["TableName"])
    index = params.get("IndexName")
    yield Permission(f"dynamodb:{operation}", f"{table}/index/{index}" if index else table)


def _of_mail(call: Call) -> Iterator[Permission]:
    if call.operation != "SendEmail":
        yield Permission(f"ses:{call.operation}", _ANY)
        return
    arn = f"{_ARN}:ses:{_REGION}:{_ACCOUNT}"
    sender = call.params["FromEmailAddress"]
    # SES looks for the address among its identities, and for the domain when only that is one.
    for identity in (sender, sender.partition("@")[2]):
        yield Permission("ses:SendEmail", f"{arn}:identity/{identity}")
    used = call.params["ConfigurationSetName"]
    yield Permission("ses:SendEmail", f"{arn}:configuration-set/{used}")


def _table(name: str) -> str:
    return f"{_ARN}:dynamodb:{_REGION}:{_ACCOUNT}:table/{name}"


def _queue(name: str) -> str:
    return f"{_ARN}:sqs:{_REGION}:{_ACCOUNT}:{name}"


def _covers(granted: Permission, needed: Permission) -> bool:
    return granted.action == needed.action and fnmatchcase(needed.resource, granted.resource)


def _resources(resource: Any, settings: Settings) -> Iterator[str]:
    """Resolve what a template says of resources, for a stage that asks its model directly."""
    if isinstance(resource, list):
        for each in resource:
            yield from _resources(each, settings)
    elif isinstance(resource, str):
        yield resource
    elif "Fn::If" in resource:
        condition, _, without = resource["Fn::If"]
        if condition != "UsesInferenceProfile":
            raise ValueError(f"The condition {condition} is not known")
        yield from _resources(without, settings)
    else:
        yield _fill(resource["Fn::Sub"], settings)


def _fill(text: str, settings: Settings) -> str:
    sender = settings.email_sender
    values = {
        "AWS::Partition": "aws",
        "AWS::Region": _REGION,
        "AWS::AccountId": _ACCOUNT,
        "Environment": settings.environment,
        "Stage": settings.stage,
        "FoundationModel": settings.ai_model_id,
        "SenderAddress": sender,
        "SenderDomain": sender.partition("@")[2],
    }
    for name, value in values.items():
        text = text.replace(f"${{{name}}}", value)
    if "${" in text:
        raise ValueError(f"{text} has a parameter that is not known")
    return text
