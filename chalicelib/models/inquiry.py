"""The table of inquiries: everything about one inquiry lies in one partition.

    sk HEAD             who, what, status, and what is owed; about 1 KB
       TEXT             the client's words; apart, since a change of status would rewrite them
       OUTLINE          the outline made by rules, when AI was away
       REPORT#0001      a report's metadata; its body lies in S3
       EMAIL#<kind>     what became of a mail

Items are chosen by their sort key and not by PynamoDB's discriminator, which would add a filter
and drop the kinds that a newer release wrote.

The head carries the token of the visitor's status page as it is and not its hash: mails have to
repeat the link, and whoever can read the item can read all that the token opens.
"""

import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import uniform
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.exceptions import PynamoDBException, TransactWriteError
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.config import get_settings
from chalicelib.domain.debts import Debt
from chalicelib.domain.times import from_text, to_text
from chalicelib.errors import InquiryNotFound, Unavailable
from chalicelib.models.debts_attribute import DebtsAttribute
from chalicelib.models.table import Item, TextsAttribute, TimeAttribute, raw_text, write_together

HEAD, TEXT, OUTLINE = "HEAD", "TEXT", "OUTLINE"
OWED_PARTITIONS = 8
_LISTED = "inquiry"
_CHANGE_ATTEMPTS = 12
_LONGEST_ID = 64


class InquiryItem(Item):
    """An item of an inquiry's partition."""

    class Meta:
        """Where inquiries lie."""

        table_name = get_settings().inquiries_table


class ByTime(GlobalSecondaryIndex["InquiryHead"]):  # type: ignore[no-untyped-call]  # PynamoDB's
    """Every inquiry that people may see, by time of submission."""

    class Meta:
        """How the template names it."""

        index_name = "by_time"
        projection = AllProjection()  # Never used: infrastructure/data.yaml makes the index.

    listed = UnicodeAttribute(hash_key=True)
    created_key = UnicodeAttribute(range_key=True)


class Owed(GlobalSecondaryIndex["InquiryHead"]):  # type: ignore[no-untyped-call]  # PynamoDB's
    """What the sweep has to look at, by the time from which it has to."""

    class Meta:
        """How the template names it."""

        index_name = "owed"
        projection = KeysOnlyProjection()

    owed_partition = UnicodeAttribute(hash_key=True)
    owed_key = UnicodeAttribute(range_key=True)


class InquiryHead(InquiryItem):
    """What lists show of an inquiry, and what it is owed.

    `version` counts people's edits, `owed_version` the changes of debts by jobs: neither makes the
    other stale. A synthetic inquiry has no `listed` and so is in no list.
    """

    by_time = ByTime()
    owed = Owed()

    reference = UnicodeAttribute()
    name = UnicodeAttribute()
    email = UnicodeAttribute()
    company = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    services = TextsAttribute()
    source = UnicodeAttribute()
    status = UnicodeAttribute()
    priority = UnicodeAttribute()
    priority_reason = UnicodeAttribute(null=True)
    assignee = UnicodeAttribute(null=True)
    created_at = TimeAttribute()
    updated_at = TimeAttribute()
    version = NumberAttribute(default=1)
    status_token = UnicodeAttribute()
    synthetic = BooleanAttribute(default=False)
    report_state = UnicodeAttribute()
    drafted_at = TimeAttribute(null=True)
    confirmation_status = UnicodeAttribute(null=True)
    confirmation_at = TimeAttribute(null=True)
    debts = DebtsAttribute()
    owed_version = NumberAttribute(default=1)
    owed_partition = UnicodeAttribute(null=True)
    owed_key = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    created_key = UnicodeAttribute()


class InquiryText(InquiryItem):
    """The client's words."""

    message = UnicodeAttribute()


class InquiryOutline(InquiryItem):
    """The outline made by rules, in Markdown."""

    markdown = UnicodeAttribute()
    created_at = TimeAttribute()


class InquiryReport(InquiryItem):
    """A version of the report. The body lies in S3 under `body_key`, with its digest."""

    number = NumberAttribute()
    title = UnicodeAttribute()
    status = UnicodeAttribute()
    origin = UnicodeAttribute()
    model = UnicodeAttribute()
    prompt_version = UnicodeAttribute()
    input_tokens = NumberAttribute()
    output_tokens = NumberAttribute()
    body_key = UnicodeAttribute()
    body_sha256 = UnicodeAttribute()
    created_at = TimeAttribute()

    @property
    def report_id(self) -> str:
        """Give the id that the API names the report by."""
        return f"{self.pk}.{int(self.number)}"


class InquiryEmail(InquiryItem):
    """What became of a mail; `message_id` is the provider's."""

    kind = UnicodeAttribute()
    to = UnicodeAttribute()
    subject = UnicodeAttribute()
    status = UnicodeAttribute()
    at = TimeAttribute()
    message_id = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)


@dataclass(frozen=True, slots=True)
class WholeInquiry:
    """Everything about an inquiry."""

    head: InquiryHead
    text: InquiryText
    outline: InquiryOutline | None
    reports: list[InquiryReport]
    emails: list[InquiryEmail]


@dataclass(frozen=True, slots=True)
class HeadChange:
    """What a job changes at once: debts, other attributes of the head, and new items."""

    debts: Mapping[str, Debt]
    attributes: Mapping[str, Any] = field(default_factory=dict)
    items: Sequence[Item] = ()


def report_key(number: int) -> str:
    """Give the sort key of a report."""
    return f"REPORT#{number:04}"


def email_key(kind: str) -> str:
    """Give the sort key of a mail's record."""
    return f"EMAIL#{kind}"


def set_keys(head: InquiryHead) -> None:
    """Set what the indexes need, from id, time, debts and synthetic mark."""
    head.created_key = f"{to_text(head.created_at)}#{head.pk}"
    head.listed = None if head.synthetic else _LISTED
    head.owed_partition, head.owed_key = _owed_keys(head.pk, head.debts)


def get_head(inquiry_id: str, *, is_consistent: bool = False) -> InquiryHead:
    """Read the head: 1 GetItem.

    Raises: InquiryNotFound.
    """
    _check_id(inquiry_id)
    try:
        return InquiryHead.get(inquiry_id, HEAD, consistent_read=is_consistent)
    except InquiryHead.DoesNotExist as missing:
        raise InquiryNotFound("There is no such inquiry.") from missing


def get_whole(inquiry_id: str, *, is_consistent: bool = False) -> WholeInquiry:
    """Read everything about an inquiry: 1 Query.

    Jobs read consistently, at twice the price: they are woken by the write that they ask for.

    Raises: InquiryNotFound.
    """
    _check_id(inquiry_id)
    items = {raw_text(item, "sk"): item for item in _query(inquiry_id, is_consistent)}
    if HEAD not in items:
        raise InquiryNotFound("There is no such inquiry.")
    return WholeInquiry(
        head=InquiryHead.from_raw_data(items[HEAD]),
        text=InquiryText.from_raw_data(items[TEXT]),
        outline=InquiryOutline.from_raw_data(items[OUTLINE]) if OUTLINE in items else None,
        reports=[
            InquiryReport.from_raw_data(item)
            for key, item in items.items()
            if key.startswith("REPORT#")
        ],
        emails=[
            InquiryEmail.from_raw_data(item)
            for key, item in items.items()
            if key.startswith("EMAIL#")
        ],
    )


def get_report(inquiry_id: str, number: int) -> InquiryReport | None:
    """Read a report's metadata: 1 GetItem."""
    if len(inquiry_id) > _LONGEST_ID:
        return None
    try:
        return InquiryReport.get(inquiry_id, report_key(number))
    except InquiryReport.DoesNotExist:
        return None


def list_heads(limit: int, after: str | None) -> tuple[list[dict[str, Any]], str | None]:
    """Read one page of the list, newest first: 1 Query, flat in the number of inquiries.

    Shape: the index's items with plain values, and the position to go on from, or None at the end.
    One more than asked for is read, so that a last page that is full says that it is the last.
    """
    start = None
    if after is not None:
        inquiry_id = after.partition("#")[2]
        texts = {"listed": _LISTED, "created_key": after, "pk": inquiry_id, "sk": HEAD}
        start = {name: {"S": value} for name, value in texts.items()}
    page = InquiryHead._get_connection().query(
        _LISTED,
        index_name=ByTime.Meta.index_name,
        exclusive_start_key=start,
        limit=limit + 1,
        scan_index_forward=False,
    )
    heads = [_listed(item) for item in page["Items"]]
    has_more = len(heads) > limit
    return heads[:limit], heads[limit - 1]["created_key"] if has_more else None


def is_position(text: str) -> bool:
    """Tell whether a text is a position of `list_heads`."""
    moment, _, inquiry_id = text.partition("#")
    try:
        from_text(moment)
    except ValueError:
        return False
    return 0 < len(inquiry_id) <= _LONGEST_ID and "\x00" not in inquiry_id


def list_owed(partition: int, now: datetime, limit: int) -> list[str]:
    """Name the inquiries of a partition whose debts the sweep has to look at: 1 Query."""
    page = InquiryHead._get_connection().query(
        f"owed#{partition}",
        InquiryHead.owed_key <= to_text(now),
        index_name=Owed.Meta.index_name,
        limit=limit,
    )
    return [raw_text(item, "pk") for item in page["Items"]]


def change_head(
    inquiry_id: str, decide: Callable[[InquiryHead], HeadChange | None]
) -> tuple[InquiryHead, HeadChange] | None:
    """Change debts and what belongs to them at once: read, decide, write if nobody was faster.

    `decide` gives None to leave everything alone; it runs again when another job won the race.
    Raises: InquiryNotFound; Unavailable when the race is lost too often.
    """
    for attempt in range(_CHANGE_ATTEMPTS):
        head = get_head(inquiry_id, is_consistent=True)
        change = decide(head)
        if change is None:
            return None
        try:
            _write(head, change)
        except PynamoDBException as lost:
            if not _is_lost_race(lost):
                raise
            time.sleep(uniform(0, 0.02 * 2 ** min(attempt, 5)))
        else:
            return head, change
    raise Unavailable("The inquiry is being changed by too many jobs at once.")


def _check_id(inquiry_id: str) -> None:
    """Turn away what can't be an id: DynamoDB answers a key of 2 KB or more with a fault."""
    if len(inquiry_id) > _LONGEST_ID:
        raise InquiryNotFound("There is no such inquiry.")


def _write(head: InquiryHead, change: HeadChange) -> None:
    debts = {**head.debts, **change.debts}
    partition, key = _owed_keys(head.pk, debts)
    actions = [
        InquiryHead.debts.set(debts),
        InquiryHead.owed_version.set(int(head.owed_version) + 1),
        _set_or_remove(InquiryHead.owed_partition, partition),
        _set_or_remove(InquiryHead.owed_key, key),
        *(getattr(InquiryHead, name).set(value) for name, value in change.attributes.items()),
    ]
    is_current = InquiryHead.owed_version == head.owed_version
    if not change.items:
        head.update(actions=actions, condition=is_current)
        return
    with write_together() as transaction:
        for item in change.items:
            transaction.save(item)
        transaction.update(head, actions=actions, condition=is_current)


def _set_or_remove(attribute: UnicodeAttribute, value: str | None) -> Action:
    return attribute.set(value) if value else attribute.remove()


def _is_lost_race(error: PynamoDBException) -> bool:
    if isinstance(error, TransactWriteError):
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        return bool(codes & {"ConditionalCheckFailed", "TransactionConflict"})
    return error.cause_response_code in (
        "ConditionalCheckFailedException",
        "TransactionConflictException",
    )


def _owed_keys(inquiry_id: str, debts: Mapping[str, Debt]) -> tuple[str | None, str | None]:
    moments = [debt.sweep_at for debt in debts.values() if debt.sweep_at is not None]
    if not moments:
        return None, None
    return f"owed#{zlib.crc32(inquiry_id.encode()) % OWED_PARTITIONS}", to_text(min(moments))


def _query(inquiry_id: str, is_consistent: bool) -> Iterator[dict[str, Any]]:
    start = None
    while True:
        page = InquiryHead._get_connection().query(
            inquiry_id, exclusive_start_key=start, consistent_read=is_consistent
        )
        yield from page["Items"]
        start = page.get("LastEvaluatedKey")
        if not start:
            return


def _listed(item: dict[str, Any]) -> dict[str, Any]:
    """Give plain values of an index item, which lacks attributes that the model demands."""
    values: dict[str, Any] = {"company": None, "assignee": None}
    for name, stored in item.items():
        ((kind, value),) = stored.items()
        values[name] = [entry["S"] for entry in value] if kind == "L" else value
    values["id"] = values.pop("pk")
    values["version"] = int(values["version"])
    return values
