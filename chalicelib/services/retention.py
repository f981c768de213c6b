"""Remove the mails that were kept long enough, with their bodies and from the counts."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.domain.inquiries import MailStatus
from chalicelib.domain.retention import mail_kept_for, oldest_kept
from chalicelib.domain.times import from_text
from chalicelib.gateways import get_gateways
from chalicelib.logs import log
from chalicelib.models import inquiry
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import InquiryHead
from chalicelib.models.ledger import get_run, save_run
from chalicelib.models.lists import ListRequest, read_list
from chalicelib.services.mails import MAILS, count_mail

RETENTION = "apply_retention"
MOST_PER_RUN = 1000
_PAGE = 100


class RetentionReport(msgspec.Struct, frozen=True):
    """What a run removed. `is_complete` is false when the next run has to go on."""

    removed: int
    removed_by_kind: dict[str, int]
    removed_by_status: dict[str, int]
    is_complete: bool


def apply_retention() -> RetentionReport:
    """Remove what was kept long enough, up to 1,000 mails a run, and say what that was."""
    now = get_gateways().clock.now()
    kinds: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    is_complete = True
    for row in _overdue(now):
        if kinds.total() >= MOST_PER_RUN:
            is_complete = False
            break
        if remove_mail(row["pk"], row["sk"].partition("#")[2]):
            kinds[row["kind"]] += 1
            statuses[row["status"]] += 1
    report = RetentionReport(kinds.total(), dict(kinds), dict(statuses), is_complete)
    save_run(RETENTION, msgspec.json.encode(report).decode(), now)
    log.info("retention done", extra={"report": msgspec.to_builtins(report)})
    return report


def get_last_retention() -> tuple[RetentionReport, datetime] | None:
    """Give what the last run removed, and when: 1 GetItem."""
    run = get_run(RETENTION)
    if run is None:
        return None
    return msgspec.json.decode(run.report, type=RetentionReport), run.updated_at


def remove_mail(inquiry_id: str, email_id: str) -> bool:
    """Remove a mail's body, its record, and its share of the counts; tell whether it was there.

    The body goes first, so that whoever is interrupted leaves none behind that nothing points to.
    """

    def decide(_: InquiryHead) -> HeadChange | None:
        email = inquiry.get_email(inquiry_id, email_id, is_consistent=True)
        if email is None:
            return None
        if email.body_key:
            get_gateways().documents.delete([email.body_key])
        counts = count_mail(email, MailStatus(email.status), None)
        return HeadChange(removed=[email], counts=counts)

    return change_head(inquiry_id, decide) is not None


def _overdue(now: datetime) -> Iterator[dict[str, Any]]:
    """Give the mails that were kept long enough, the oldest of each status first."""
    for status, before in oldest_kept(now):
        after = None
        while True:
            page = read_list(
                ListRequest(
                    listed=MAILS,
                    limit=_PAGE,
                    status=status,
                    until=before,
                    after=after,
                    is_oldest_first=True,
                )
            )
            for row in page.rows:
                sent_at = from_text(row["created_key"].partition("#")[0])
                if sent_at <= now - mail_kept_for(row["kind"], status):
                    yield row
            after = page.next
            if after is None:
                break
