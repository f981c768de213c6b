"""What staff sees of mails."""

from datetime import date, datetime
from typing import Any

import msgspec

from chalicelib.domain.inquiries import MailKind, MailStatus
from chalicelib.domain.times import from_text
from chalicelib.models.access import Suppression
from chalicelib.models.inquiry import InquiryEmail
from chalicelib.services.mail_monitor import MailMetrics, MailRates
from chalicelib.services.mails import MailBody


class MailEvent(msgspec.Struct, frozen=True):
    """Something that happened to a mail."""

    status: str  # A newer release may know more of them.
    at: datetime
    reason: str | None


class Email(msgspec.Struct, frozen=True):
    """A mail: what became of it, and the trail of what happened, oldest first."""

    id: str
    kind: MailKind
    to: str
    subject: str
    status: MailStatus
    at: datetime
    message_id: str | None
    reason: str | None
    events: list[MailEvent]


class EmailDetail(Email, frozen=True, kw_only=True):
    """A mail as it was sent.

    Text and HTML are null when it was never handed over, and for who may not read inquiries. A
    report's secret link is left out of both.
    """

    inquiry_id: str
    reference: str | None
    text: str | None
    html: str | None


class EmailRow(msgspec.Struct, frozen=True):
    """What the monitor shows of a mail."""

    id: str
    inquiry_id: str
    reference: str | None
    kind: MailKind
    to: str
    subject: str
    status: MailStatus
    at: datetime
    message_id: str | None
    reason: str | None


class EmailPage(msgspec.Struct, frozen=True):
    """A page of mails, newest first; `looked_at` as in a page of inquiries."""

    items: list[EmailRow]
    next_cursor: str | None
    looked_at: int | None


class Rates(msgspec.Struct, frozen=True):
    """What became of mails. Rates are shares of the mails handed over, null when there are none."""

    handed_over: int
    delivered: int
    under_way: int
    delayed: int
    bounced: int
    complained: int
    failed: int
    suppressed: int
    delivery_rate: float | None
    bounce_rate: float | None
    complaint_rate: float | None


class DayRates(Rates, frozen=True, kw_only=True):
    """The mails that were sent on a day (UTC)."""

    day: date


class KindRates(Rates, frozen=True, kw_only=True):
    """The mails of a kind."""

    kind: str


class LastRetention(msgspec.Struct, frozen=True):
    """What the daily removal of old mails did last."""

    at: datetime
    removed: int
    removed_by_kind: dict[str, int]
    is_complete: bool


class MailMetricsView(msgspec.Struct, frozen=True):
    """What became of the mails of a range of days, both inclusive."""

    first_day: date
    last_day: date
    total: Rates
    by_kind: list[KindRates]
    by_day: list[DayRates]
    suppressed_addresses: int
    retention: LastRetention | None


class SuppressedAddress(msgspec.Struct, frozen=True):
    """An address that gets no more mail."""

    id: str
    address: str
    cause: str
    reason: str | None
    inquiry_id: str
    since: datetime


class SuppressedAddresses(msgspec.Struct, frozen=True):
    """All of them, the latest first."""

    items: list[SuppressedAddress]


def present_email(email: InquiryEmail) -> Email:
    """Give a mail with its trail."""
    return Email(
        id=email.email_id,
        kind=MailKind(email.kind),
        to=email.to,
        subject=email.subject,
        status=MailStatus(email.status),
        at=email.at,
        message_id=email.message_id,
        reason=email.reason,
        events=[MailEvent(event.status, event.at, event.reason) for event in email.trail],
    )


def present_email_detail(email: InquiryEmail, body: MailBody | None) -> EmailDetail:
    """Give a mail as it was sent."""
    return EmailDetail(
        **msgspec.structs.asdict(present_email(email)),
        inquiry_id=email.pk,
        reference=email.reference,
        text=body.text if body else None,
        html=body.html if body else None,
    )


def present_email_row(row: dict[str, Any]) -> EmailRow:
    """Give a row of the monitor."""
    return EmailRow(
        id=f"{row['pk']}.{row['sk'].partition('#')[2]}",
        inquiry_id=row["pk"],
        reference=row.get("reference"),
        kind=row["kind"],
        to=row["to"],
        subject=row["subject"],
        status=row["status"],
        at=from_text(row["created_key"].partition("#")[0]),
        message_id=row.get("message_id"),
        reason=row.get("reason"),
    )


def present_metrics(
    metrics: MailMetrics,
    days: tuple[date, date],
    suppressed_addresses: int,
    retention: LastRetention | None,
) -> MailMetricsView:
    """Give rates in all, by kind and by day."""
    return MailMetricsView(
        first_day=days[0],
        last_day=days[1],
        total=Rates(**_rates(metrics.total)),
        by_kind=[KindRates(**_rates(r), kind=kind) for kind, r in metrics.by_kind.items()],
        by_day=[DayRates(**_rates(r), day=day) for day, r in metrics.by_day.items()],
        suppressed_addresses=suppressed_addresses,
        retention=retention,
    )


def present_suppression(suppression: Suppression) -> SuppressedAddress:
    """Give a suppressed address."""
    return SuppressedAddress(
        id=suppression.suppression_id,
        address=suppression.address,
        cause=suppression.cause,
        reason=suppression.reason,
        inquiry_id=suppression.inquiry_id,
        since=suppression.created_at,
    )


def _rates(rates: MailRates) -> dict[str, Any]:
    counts = {
        status.value: rates.by_status.get(status, 0)
        for status in (
            MailStatus.DELAYED,
            MailStatus.BOUNCED,
            MailStatus.COMPLAINED,
            MailStatus.FAILED,
            MailStatus.SUPPRESSED,
        )
    }
    return {
        "handed_over": rates.handed_over,
        "delivered": rates.delivered,
        "under_way": rates.under_way,
        **counts,
        "delivery_rate": rates.delivery_rate,
        "bounce_rate": rates.bounce_rate,
        "complaint_rate": rates.complaint_rate,
    }
