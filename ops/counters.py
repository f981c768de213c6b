"""Compare the counts that pages show with what they count, and correct them.

Counts move in the transactions that change what they count, so they are right whatever gets lost or
comes twice. This is for the day after somebody changed a table by hand, or restored one of them.

To count is to read the whole table of inquiries. What is counted may move meanwhile: every move
raises the `changes` of its counts, so those that moved are told from those that can be compared,
and a correction is written under the condition that nothing has moved since.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pynamodb.exceptions import UpdateError

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.gateways import get_gateways
from chalicelib.models.head_changes import is_lost_race, name_counts
from chalicelib.models.inquiry import HEAD, InquiryEmail, InquiryHead
from chalicelib.models.ledger import (
    INQUIRY_COUNTS,
    correct_counts,
    list_counts_with_changes,
    mail_counts_key,
)
from ops.clients import Aws

NANO_USD_PER_READ_UNIT = 125
"""Source: price list of DynamoDB on demand, us-east-1, as of 2026-09-11: $0.125 a million."""

_BYTES_PER_READ_UNIT = 4096
_MOST_ROUNDS = 3
_READ = (
    *("pk", "sk", "status", "report_state", "assignee", "debts", "deleted_at", "synthetic"),
    *("kind", "at", "listed"),
)

CountsKey = tuple[str, str]
Progress = Callable[[int], None]
"""Told how many items were read so far."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What it takes to read the table once, consistently. Before it was read: an estimate."""

    items: int
    read_units: float

    @property
    def nano_usd(self) -> int:
        """Give the price."""
        return round(self.read_units * NANO_USD_PER_READ_UNIT)


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that is not what it should be."""

    key: CountsKey
    name: str
    shown: int
    counted: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found. `moving` are counts that moved each time they were compared."""

    differences: list[Difference]
    moving: list[CountsKey]
    effort: Effort
    changes: dict[CountsKey, int] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        """Tell whether every count is known to be right."""
        return not (self.differences or self.moving)


def estimate_effort() -> Effort:
    """Estimate what one reading takes, from what AWS says of the table every six hours or so."""
    dynamodb = Aws().client("dynamodb")
    table = dynamodb.describe_table(TableName=get_settings().inquiries_table)["Table"]
    units = -(-int(table["TableSizeBytes"]) // _BYTES_PER_READ_UNIT)
    return Effort(int(table["ItemCount"]), units)


def compare_counts(progress: Progress = lambda _: None) -> Comparison:
    """Count, and compare; up to three times while counts move."""
    items, units = 0, 0.0
    for _ in range(_MOST_ROUNDS):
        before = _shown()
        counted, effort = count_data(progress)
        after = _shown()
        items, units = effort.items, units + effort.read_units
        moving = sorted(key for key in before | after if before.get(key) != after.get(key))
        if not moving:
            break
    shown = {key: counts for key, (counts, _) in after.items()}
    keys = sorted((shown.keys() | counted.keys()) - set(moving))
    return Comparison(
        [
            difference
            for key in keys
            for difference in _differences(key, shown.get(key, {}), counted.get(key, Counter()))
        ],
        moving,
        Effort(items, units),
        {key: changes for key, (_, changes) in after.items()},
    )


def correct(comparison: Comparison) -> list[CountsKey]:
    """Correct what differs, and give the counts that were left alone since they moved meanwhile."""
    now = get_gateways().clock.now()
    moved = []
    for key in sorted({difference.key for difference in comparison.differences}):
        by = {
            difference.name: difference.counted - difference.shown
            for difference in comparison.differences
            if difference.key == key
        }
        try:
            correct_counts(key, by, comparison.changes.get(key, 0), now)
        except UpdateError as refused:
            if not is_lost_race(refused):
                raise
            moved.append(key)
    return moved


def count_data(progress: Progress = lambda _: None) -> tuple[dict[CountsKey, Counter[str]], Effort]:
    """Count inquiries and mails by reading them all: 1 consistent Scan a megabyte."""
    counted: dict[CountsKey, Counter[str]] = {}
    items, units = 0, 0.0
    for page in _scan():
        for item in page["Items"]:
            for key, names in _count_item(item):
                counted.setdefault(key, Counter()).update(names)
        items += int(page["ScannedCount"])
        units += float(page["ConsumedCapacity"]["CapacityUnits"])
        progress(items)
    return counted, Effort(items, units)


def _count_item(item: dict[str, Any]) -> Iterator[tuple[CountsKey, list[str]]]:
    if item["sk"]["S"] == HEAD:
        names = name_counts(InquiryHead.from_raw_data(item))
        if names:
            yield INQUIRY_COUNTS, sorted(names)
        return
    email = InquiryEmail.from_raw_data(item)
    if email.listed is not None:
        yield mail_counts_key(email.at.date(), email.kind), [email.status]


def _scan() -> Iterator[dict[str, Any]]:
    placeholders = {f"#{name}": name for name in _READ}
    start: dict[str, Any] = {}
    while True:
        page = aws.client("dynamodb").scan(
            TableName=get_settings().inquiries_table,
            ConsistentRead=True,
            ProjectionExpression=", ".join(placeholders),
            ExpressionAttributeNames=placeholders,
            FilterExpression="#sk = :head OR begins_with(#sk, :email)",
            ExpressionAttributeValues={":head": {"S": HEAD}, ":email": {"S": "EMAIL#"}},
            **start,
        )
        yield page
        if "LastEvaluatedKey" not in page:
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def _shown() -> dict[CountsKey, tuple[dict[str, int], int]]:
    return {key: (counts, changes) for key, counts, changes in list_counts_with_changes()}


def _differences(
    key: CountsKey, shown: dict[str, int], counted: Counter[str]
) -> Iterator[Difference]:
    for name in sorted(shown.keys() | counted.keys()):
        if shown.get(name, 0) != counted[name]:
            yield Difference(key, name, shown.get(name, 0), counted[name])
