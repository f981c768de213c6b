"""Changes of a head and of everything that belongs to the change, in one write.

Jobs and people change inquiries at the same time. Each reads the head, decides by a pure function,
and writes under the condition that the head is still as it was read; who was slower decides anew.
What the lists and the counts show of an inquiry moves with it.
"""

import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import uniform
from typing import Any

from pynamodb.exceptions import PynamoDBException, TransactWriteError
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from chalicelib.domain.counts import inquiry_counts, moves
from chalicelib.domain.debts import Debt, DebtName, DebtState
from chalicelib.domain.times import to_text
from chalicelib.errors import Unavailable
from chalicelib.models.inquiry import HEAD, InquiryHead, get_any_head, list_keys
from chalicelib.models.ledger import INQUIRY_COUNTS, move_counts
from chalicelib.models.table import Item, write_together

INQUIRIES = "inquiry"
"""The list that inquiries are in."""

OWED_PARTITIONS = 8
_CHANGE_ATTEMPTS = 20
_LONGEST_PAUSE_SECONDS = 0.64

CountMoves = Mapping[tuple[str, str], Mapping[str, int]]
"""By the key of the counts in the ledger, by how much each of them moves."""


@dataclass(frozen=True, slots=True)
class HeadChange:
    """What changes at once: debts, attributes of the head, and other items.

    A debt of None is forgotten. `is_edit` raises the version, which counts people's edits, and
    `forgets_unknown` removes what a newer release stored on the head.
    """

    debts: Mapping[str, Debt | None] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)
    items: Sequence[Item] = ()
    removed: Sequence[Item] = ()
    counts: CountMoves = field(default_factory=dict)
    is_edit: bool = False
    forgets_unknown: bool = False


def set_keys(head: InquiryHead) -> None:
    """Set what the indexes need, from id, time, status, debts and synthetic mark."""
    for name, value in _keys_of(head, {}, head.debts).items():
        setattr(head, name, value)


def change_head(
    pk: str, decide: Callable[[InquiryHead], HeadChange | None]
) -> tuple[InquiryHead, HeadChange] | None:
    """Read, decide, write if nobody was faster; give the head as it was and what changed.

    `decide` gives None to leave everything alone; it runs again when somebody else won the race.
    Raises: InquiryNotFound; Unavailable when the race is lost too often.
    """
    for attempt in range(_CHANGE_ATTEMPTS):
        head = get_any_head(pk, is_consistent=True)
        change = decide(head)
        if change is None:
            return None
        try:
            _write(head, change)
        except PynamoDBException as lost:
            if not is_lost_race(lost):
                raise
            time.sleep(uniform(0, min(0.02 * 2**attempt, _LONGEST_PAUSE_SECONDS)))
        else:
            return head, change
    raise Unavailable("The inquiry is being changed by too many at once. Try again.")


def name_counts(head: InquiryHead) -> frozenset[str]:
    """Name the counts that an inquiry is in now."""
    return _counted(head, {}, head.debts)


def list_owed(partition: int, now: datetime, limit: int) -> list[str]:
    """Name the heads of a partition whose debts the sweep has to look at: 1 Query."""
    page = InquiryHead._get_connection().query(
        f"owed#{partition}",
        InquiryHead.owed_key <= to_text(now),
        index_name="owed",
        limit=limit,
    )
    return [str(item["pk"]["S"]) for item in page["Items"]]


def is_lost_race(error: PynamoDBException) -> bool:
    """Tell whether a write was refused because somebody else was faster."""
    if isinstance(error, TransactWriteError):
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        return bool(codes & {"ConditionalCheckFailed", "TransactionConflict"})
    return error.cause_response_code in (
        "ConditionalCheckFailedException",
        "TransactionConflictException",
    )


def _write(head: InquiryHead, change: HeadChange) -> None:
    debts = {
        name: debt for name, debt in {**head.debts, **change.debts}.items() if debt is not None
    }
    actions = list(_actions(head, change, debts))
    is_current = InquiryHead.revision == head.revision
    counted = moves(name_counts(head), _counted(head, change.attributes, debts))
    count_moves = {**change.counts, INQUIRY_COUNTS: counted} if counted else change.counts
    if not (change.items or change.removed or count_moves):
        # Not on `head` itself, which would take up the new values: it says how it was.
        InquiryHead(head.pk, HEAD).update(actions=actions, condition=is_current)
        return
    now = change.attributes.get("updated_at") or head.updated_at
    with write_together() as transaction:
        transaction.update(head, actions=actions, condition=is_current)
        for item in change.items:
            transaction.save(item)
        for item in change.removed:
            transaction.delete(item)
        for key, by in count_moves.items():
            move_counts(transaction, key, by, now)


def _actions(head: InquiryHead, change: HeadChange, debts: dict[str, Debt]) -> Iterator[Action]:
    yield InquiryHead.revision.set(int(head.revision) + 1)
    if change.is_edit:
        yield InquiryHead.version.set(int(head.version) + 1)
    if change.debts:
        yield InquiryHead.debts.set(debts)
    keys = _keys_of(head, change.attributes, debts)
    moved = {name: value for name, value in keys.items() if value != getattr(head, name)}
    if change.forgets_unknown:
        for name in head.unknown_attributes:
            yield Path([name]).remove()
    for name, value in {**change.attributes, **moved}.items():
        attribute = getattr(InquiryHead, name)
        yield attribute.remove() if value is None else attribute.set(value)


def _keys_of(
    head: InquiryHead, attributes: Mapping[str, Any], debts: Mapping[str, Debt]
) -> dict[str, str | None]:
    """Give the attributes that the indexes need of a head as it will be."""
    is_hidden = bool(head.synthetic or attributes.get("deleted_at", head.deleted_at) or head.export)
    status = str(attributes.get("status", head.status))
    partition, key = _owed_keys(head.pk, debts)
    return {
        **list_keys(INQUIRIES, status, head.created_at, head.pk, is_synthetic=is_hidden),
        "owed_partition": partition,
        "owed_key": key,
    }


def _counted(
    head: InquiryHead, attributes: Mapping[str, Any], debts: Mapping[str, Debt]
) -> frozenset[str]:
    """Name the counts that the inquiry is in, as it is or will be: none before it is indexed."""
    index = debts.get(DebtName.INDEX)
    is_deleted = attributes.get("deleted_at", head.deleted_at) is not None
    if index is None or index.state is not DebtState.DONE or is_deleted:
        return frozenset()
    values = {
        name: attributes.get(name, getattr(head, name))
        for name in ("status", "report_state", "assignee")
    }
    return inquiry_counts(**values)


def _owed_keys(pk: str, debts: Mapping[str, Debt]) -> tuple[str | None, str | None]:
    moments = [debt.sweep_at for debt in debts.values() if debt.sweep_at is not None]
    if not moments:
        return None, None
    return f"owed#{zlib.crc32(pk.encode()) % OWED_PARTITIONS}", to_text(min(moments))
