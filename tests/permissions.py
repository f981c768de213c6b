"""What a policy grants, compared with what its function does.

The calls of each function are recorded at the door to AWS, with the resource of each. From them
comes which permissions are missing and which are never used.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from ops.stages.config import Place, StageConfig
from ops.stages.names import StageNames
from ops.stages.policy_rendering import read_policy, render_policy
from tests.templates import texts_of

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


def list_permissions(handler: str, config: StageConfig) -> frozenset[Permission]:
    """Give what the policy of a handler grants on a stage, each action on each resource."""
    policy = render_policy(read_policy(handler), config, Place(_ACCOUNT, _REGION))
    return frozenset(
        Permission(action, resource)
        for statement in policy["Statement"]
        for action in texts_of(statement["Action"])
        for resource in texts_of(statement["Resource"])
    )


def compare_policy(
    granted: Iterable[Permission], calls: Iterable[Call], handler: str, names: StageNames
) -> PolicyGaps:
    """Name the permissions that a function lacks, and those that it never uses.

    Raises: UnknownCall.
    """
    needed = {permission for call in calls for permission in permissions_of(call)}
    needed |= set(permissions_of_lambda(handler, names))
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
