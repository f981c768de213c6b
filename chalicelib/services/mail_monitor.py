"""Did the mail arrive: mails by time, rates over a range of days, suppressed addresses."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from chalicelib.domain.activities import ActivityKind
from chalicelib.domain.inquiries import MailStatus
from chalicelib.domain.retention import SHORTEST_DAYS
from chalicelib.errors import InvalidInput, MailNotFound, SuppressionNotFound
from chalicelib.gateways import get_gateways
from chalicelib.models import access, inquiry
from chalicelib.models.access import Suppression
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import InquiryEmail, InquiryHead
from chalicelib.models.ledger import list_mail_counts
from chalicelib.models.lists import ListRequest, Position, read_list
from chalicelib.services.activities import make_activity
from chalicelib.services.mails import MAILS, MailBody

_HANDED_OVER = (
    MailStatus.SENT,
    MailStatus.DELAYED,
    MailStatus.DELIVERED,
    MailStatus.BOUNCED,
    MailStatus.COMPLAINED,
)
_ARRIVED = (MailStatus.DELIVERED, MailStatus.COMPLAINED)
_UNDER_WAY = (MailStatus.SENT, MailStatus.DELAYED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFilter:
    """Which mails. Times are inclusive, by when a mail was sent or given up."""

    kind: str | None = None
    status: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class MailRows:
    """A page of mails, newest first, as index rows; `looked_at` as in the list of inquiries."""

    rows: list[dict[str, Any]]
    next: Position | None
    looked_at: int | None


@dataclass(frozen=True, slots=True)
class MailRates:
    """What became of mails. A rate is a share of the mails handed over, None without any.

    A complaint is of a mail that arrived, so it counts among the delivered ones too.
    """

    by_status: dict[str, int]

    @property
    def handed_over(self) -> int:
        """Count the mails that the provider took."""
        return sum(self.by_status.get(status, 0) for status in _HANDED_OVER)

    @property
    def delivered(self) -> int:
        """Count the mails that arrived."""
        return sum(self.by_status.get(status, 0) for status in _ARRIVED)

    @property
    def under_way(self) -> int:
        """Count the mails of which the provider has not said what became of them."""
        return sum(self.by_status.get(status, 0) for status in _UNDER_WAY)

    @property
    def delivery_rate(self) -> float | None:
        """Give the share that arrived."""
        return self._share(self.delivered)

    @property
    def bounce_rate(self) -> float | None:
        """Give the share that bounced."""
        return self._share(self.by_status.get(MailStatus.BOUNCED, 0))

    @property
    def complaint_rate(self) -> float | None:
        """Give the share that was complained of."""
        return self._share(self.by_status.get(MailStatus.COMPLAINED, 0))

    def _share(self, count: int) -> float | None:
        return count / self.handed_over if self.handed_over else None


@dataclass(frozen=True, slots=True)
class MailMetrics:
    """What became of the mails of a range of days: in all, by kind, by day."""

    total: MailRates
    by_kind: dict[str, MailRates]
    by_day: dict[date, MailRates]


def list_mails(wanted: MailFilter, limit: int, after: Position | None) -> MailRows:
    """Give one page: 1 Query. Flat without a filter and by status.

    Raises: InvalidInput for a position of another list.
    """
    request = ListRequest(
        listed=MAILS,
        limit=limit,
        status=wanted.status,
        filters={"kind": wanted.kind} if wanted.kind else {},
        since=wanted.since,
        until=wanted.until,
        after=after,
    )
    page = read_list(request)
    return MailRows(page.rows, page.next, None if request.is_flat else page.looked_at)


def get_mail(inquiry_id: str, email_id: str) -> tuple[InquiryEmail, MailBody | None]:
    """Give a mail with its trail and, if it was handed over, as it was sent: 1 GetItem, 1 from S3.

    Raises: MailNotFound.
    """
    email = inquiry.get_email(inquiry_id, email_id)
    if email is None:
        raise MailNotFound("There is no such mail.")
    if email.body_key is None:
        return email, None
    text = get_gateways().documents.get(email.body_key)
    return email, msgspec.json.decode(text, type=MailBody)


def measure_mails(first: date, last: date, kind: str | None) -> MailMetrics:
    """Give what became of the mails that were sent on some days (UTC): 1 Query.

    Raises: InvalidInput for days of which some mails were removed already.
    """
    oldest = get_gateways().clock.now().date() - timedelta(days=SHORTEST_DAYS)
    if first < oldest:
        rule = f"Mails that went wrong are kept {SHORTEST_DAYS} days; begin on {oldest} or later"
        raise InvalidInput({"from": [rule]})
    total: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    days: dict[date, Counter[str]] = {
        first + timedelta(days=number): Counter() for number in range((last - first).days + 1)
    }
    for day, of_kind, counts in list_mail_counts(first, last):
        if kind not in (None, of_kind):
            continue
        for counter in (total, kinds.setdefault(of_kind, Counter()), days[day]):
            counter.update(counts)
    return MailMetrics(
        MailRates(dict(total)),
        {name: MailRates(dict(counts)) for name, counts in sorted(kinds.items())},
        {day: MailRates(dict(counts)) for day, counts in days.items()},
    )


def list_suppressions() -> list[Suppression]:
    """Give the addresses that get no more mail, the latest first."""
    found = access.list_suppressions()
    return sorted(found, key=lambda suppression: suppression.created_at, reverse=True)


def lift_suppression(suppression_id: str, actor: str) -> None:
    """Let an address get mail again; the inquiry whose mail had it suppressed remembers who did.

    Raises: SuppressionNotFound.
    """
    suppression = access.get_suppression_by_id(suppression_id)
    if suppression is None:
        raise SuppressionNotFound("This address is not suppressed.")

    def decide(head: InquiryHead) -> HeadChange:
        act = make_activity(head.pk, ActivityKind.SUPPRESSION_LIFTED, actor=actor)
        return HeadChange(items=[act] if head.is_inquiry else [], removed=[suppression])

    change_head(suppression.inquiry_id, decide)
