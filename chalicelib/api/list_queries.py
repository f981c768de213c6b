"""What lists are asked with: filters, times, page size and cursor."""

import base64
import binascii
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import msgspec

from chalicelib.api.field_rules import text_rule
from chalicelib.domain.inquiries import (
    InquiryStatus,
    MailKind,
    MailStatus,
    ReportStatus,
    ServiceType,
    Source,
)
from chalicelib.domain.priority import Priority
from chalicelib.errors import InvalidInput
from chalicelib.models.lists import UNKNOWN_CURSOR, Position
from chalicelib.services.inquiry_lists import InquiryFilter

_DATE = "Use a date like 2026-11-24, or a time like 2026-11-24T09:15:00Z"


def _choice(*names: str) -> Any:
    return msgspec.Meta(extra={"rule": f"Choose one of {', '.join(names)}"})


Limit = Annotated[
    int, msgspec.Meta(ge=1, le=100, extra={"rule": "Use a whole number from 1 to 100"})
]
Cursor = Annotated[
    str, text_rule(1, 2000, "", "next_cursor of the page before.", rule=UNKNOWN_CURSOR)
]
Moment = Annotated[
    str,
    text_rule(
        10, 40, "", "A date (the whole day, UTC) or a time with its zone; inclusive.", rule=_DATE
    ),
]
Day = Annotated[str, text_rule(10, 10, "", "A date, UTC; inclusive.", rule=_DATE)]
StatusChoice = Annotated[InquiryStatus, _choice(*InquiryStatus)]
PriorityChoice = Annotated[Priority, _choice(*Priority)]
ServiceChoice = Annotated[ServiceType, _choice(*ServiceType)]
SourceChoice = Annotated[Source, _choice(*Source)]
AssigneeChoice = Annotated[
    str,
    text_rule(
        1,
        64,
        r"^[a-z0-9._@-]+$(?!\n)",
        "A user name, or - for inquiries that nobody has.",
        rule="Use a user name, or - for nobody",
    ),
]
SearchText = Annotated[
    str,
    text_rule(
        1,
        200,
        "",
        "Beginnings of words of name, company, e-mail address or reference.",
        rule="Search for 1 to 200 characters",
    ),
]


class InquiryFilterFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which inquiries."""

    status: StatusChoice | None = None
    priority: PriorityChoice | None = None
    service: ServiceChoice | None = None
    source: SourceChoice | None = None
    assignee: AssigneeChoice | None = None
    since: Moment | None = msgspec.field(default=None, name="from")
    until: Moment | None = msgspec.field(default=None, name="to")
    q: SearchText | None = None


class InquiryListQuery(InquiryFilterFields, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which inquiries, and which page of them."""

    limit: Limit = 25
    cursor: Cursor | None = None


class ReportListQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which reports, by the newest version of each, and which page of them."""

    status: Annotated[ReportStatus, _choice(*ReportStatus)] | None = None
    service: ServiceChoice | None = None
    since: Moment | None = msgspec.field(default=None, name="from")
    until: Moment | None = msgspec.field(default=None, name="to")
    limit: Limit = 25
    cursor: Cursor | None = None


class MailListQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which mails, and which page of them."""

    kind: Annotated[MailKind, _choice(*MailKind)] | None = None
    status: Annotated[MailStatus, _choice(*MailStatus)] | None = None
    since: Moment | None = msgspec.field(default=None, name="from")
    until: Moment | None = msgspec.field(default=None, name="to")
    limit: Limit = 25
    cursor: Cursor | None = None


class MailMetricsQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which days, and which kind of mail. Without days: the last seven, today included."""

    kind: Annotated[MailKind, _choice(*MailKind)] | None = None
    since: Day | None = msgspec.field(default=None, name="from")
    until: Day | None = msgspec.field(default=None, name="to")


class PageQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which page of a list without filters."""

    limit: Limit = 100
    cursor: Cursor | None = None


def read_filter(fields: InquiryFilterFields) -> InquiryFilter:
    """Give the filter that a request asks for.

    Raises: InvalidInput, naming from or to.
    """
    since, until = read_times(fields.since, fields.until)
    return InquiryFilter(
        status=fields.status,
        priority=fields.priority,
        service=fields.service,
        source=fields.source,
        assignee=fields.assignee,
        since=since,
        until=until,
        query=fields.q,
    )


def read_times(since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    """Give the bounds of a range of time; a date is the whole day.

    Raises: InvalidInput, naming from or to.
    """
    first = _read_moment("from", since, is_end=False) if since else None
    last = _read_moment("to", until, is_end=True) if until else None
    if first and last and last < first:
        raise InvalidInput({"to": ["The end must not lie before the beginning"]})
    return first, last


def read_days(since: str | None, until: str | None, today: date) -> tuple[date, date]:
    """Give a range of days, a year at most; the last seven days where none is asked for.

    Raises: InvalidInput, naming from or to.
    """
    last = _read_day("to", until) if until else today
    first = _read_day("from", since) if since else last - timedelta(days=6)
    if last < first:
        raise InvalidInput({"to": ["The end must not lie before the beginning"]})
    if last - first > timedelta(days=366):
        raise InvalidInput({"to": ["Ask for a year at most"]})
    return first, last


def write_cursor(*texts: str) -> str:
    """Give a position as an opaque text that fits into an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(texts)).decode().rstrip("=")


def read_cursor(cursor: str, count: int) -> list[str]:
    """Give the texts of a cursor.

    Raises: InvalidInput for one that this API has not written.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        raw = base64.b64decode(padded, altchars=b"-_", validate=True)
        texts = msgspec.json.decode(raw, type=list[str])
        if len(texts) != count or any("\x00" in text for text in texts):
            raise ValueError(cursor)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as malformed:
        raise InvalidInput({"cursor": [UNKNOWN_CURSOR]}) from malformed
    return texts


def write_position(position: Position | None) -> str | None:
    """Give the cursor of the next page, if there is one."""
    return write_cursor(position.place, position.pk, position.sk) if position else None


def read_position(cursor: str | None) -> Position | None:
    """Give the position that a cursor stands for.

    Raises: InvalidInput.
    """
    return Position(*read_cursor(cursor, 3)) if cursor else None


def _read_day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as malformed:
        raise InvalidInput({name: [_DATE]}) from malformed


def _read_moment(name: str, text: str, *, is_end: bool) -> datetime:
    try:
        if len(text) == len("2026-11-24"):
            day = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
            return day + timedelta(days=1, microseconds=-1) if is_end else day
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError(text)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as malformed:
        raise InvalidInput({name: [_DATE]}) from malformed
