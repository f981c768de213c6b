"""What each function may do, compared with what it does.

The policies lie in .chalice/policies, one per function, and are parts of the app's template as they
are. A test records the calls of each function at the door to AWS and asks here which permissions
are missing and which are never used.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ops.stage_config import PROJECT

Call = tuple[str, str]
"""Service and operation as botocore names them: ("s3", "PutObject")."""

_ACTIONS_BY_CALL = {
    ("bedrock-runtime", "Converse"): "bedrock:InvokeModel",
    ("s3", "HeadBucket"): "s3:ListBucket",
    ("s3", "ListObjectsV2"): "s3:ListBucket",
    ("sesv2", "GetAccount"): "ses:GetAccount",
    ("sesv2", "SendEmail"): "ses:SendEmail",
    ("sqs", "SendMessageBatch"): "sqs:SendMessage",
}
"""Where the action is not simply service:Operation.

Source: docs.aws.amazon.com/service-authorization/latest/reference/, 2026-11.
"""

_PARTS_OF_TRANSACTIONS = frozenset(
    f"dynamodb:{operation}"
    for operation in ("ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem")
)
"""A transaction needs the permissions of its parts and has none of its own."""

_TRANSACTION = ("dynamodb", "TransactWriteItems")

_ACTIONS_OF_LAMBDA = frozenset(
    {
        *("logs:CreateLogStream", "logs:PutLogEvents"),
        *("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
    }
)
"""What Lambda itself does in the name of a function: writing its log, polling its queue."""


@dataclass(frozen=True, slots=True)
class PolicyGaps:
    """How a policy differs from what its function does."""

    missing: frozenset[str]
    unused: frozenset[str]


def read_policy(handler: str) -> dict[str, Any]:
    """Give the policy document of a handler's function."""
    path = PROJECT / ".chalice" / "policies" / f"{handler}.json"
    policy: dict[str, Any] = json.loads(path.read_text())
    return policy


def granted_actions(handler: str) -> frozenset[str]:
    """Name what a function may do."""
    statements = read_policy(handler)["Statement"]
    return frozenset(action for statement in statements for action in statement["Action"])


def compare_policy(handler: str, calls: Iterable[Call]) -> PolicyGaps:
    """Name the permissions that a function lacks, and those that it never uses."""
    made = set(calls)
    granted = granted_actions(handler)
    needed = {_action(call) for call in made - {_TRANSACTION}}
    excused = _ACTIONS_OF_LAMBDA | (_PARTS_OF_TRANSACTIONS if _TRANSACTION in made else set())
    return PolicyGaps(
        missing=frozenset(needed - granted),
        unused=frozenset(granted - needed - excused),
    )


def _action(call: Call) -> str:
    service, operation = call
    return _ACTIONS_BY_CALL.get(call, f"{service}:{operation}")
