"""Take up what the mail provider says of a mail that was sent."""

from datetime import timedelta
from typing import Any

from chalicelib.domain.inquiries import MailKind, MailStatus
from chalicelib.domain.mail_events import MailEvent, next_status
from chalicelib.domain.mail_trail import TrailEvent
from chalicelib.errors import DomainError, InquiryNotFound
from chalicelib.gateways import get_gateways
from chalicelib.logs import log
from chalicelib.models import inquiry
from chalicelib.models.access import SUPPRESSED, Suppression, suppression_key
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import InquiryEmail, InquiryHead
from chalicelib.models.table import Item
from chalicelib.services.mails import count_mail, set_list_keys

_RECORDED_WITHIN = timedelta(minutes=10)
_MOST_EVENTS = 100


class MailNotRecorded(DomainError):
    """The provider was faster than our own record of the mail; Lambda tries the event again."""


def record_mail_event(event: MailEvent) -> None:
    """Note an event on the mail that it is about, and suppress its address if it says so.

    The same event again changes nothing, and the order does not matter. Several mails may have one
    provider's id, if they were imported. An id that nobody knows belongs to no mail of ours.

    Raises: MailNotRecorded for an unknown id of a mail that is only minutes old.
    """
    found = inquiry.find_emails(event.message_id)
    for inquiry_id, email_id in found:
        _note(inquiry_id, email_id, event)
    if found:
        return
    age = get_gateways().clock.now() - (event.mailed_at or event.at)
    extra = {"message_id": event.message_id, "status": event.status}
    if age < _RECORDED_WITHIN:
        log.warning("mail event before the mail's record", extra=extra)
        raise MailNotRecorded("The mail of this event is not on record yet.")
    log.warning("mail event for no mail of ours", extra=extra)


def _note(inquiry_id: str, email_id: str, event: MailEvent) -> None:
    def decide(head: InquiryHead) -> HeadChange | None:
        email = inquiry.get_email(inquiry_id, email_id, is_consistent=True)
        if email is None or event.id in {known.id for known in email.trail}:
            return None
        if len(email.trail) >= _MOST_EVENTS:
            return None
        return _take_up(head, email, event)

    try:
        changed = change_head(inquiry_id, decide)
    except InquiryNotFound:
        changed = None
    message = "mail event noted" if changed else "mail event changes nothing"
    log.info(message, extra={"inquiry_id": inquiry_id, "status": event.status})


def _take_up(head: InquiryHead, email: InquiryEmail, event: MailEvent) -> HeadChange:
    now = get_gateways().clock.now()
    before = MailStatus(email.status)
    after = next_status(before, event.status)
    email.trail = [*email.trail, TrailEvent(event.id, event.status, event.at, event.reason)]
    # Of several events with the last word the latest one counts, whichever came first.
    latest = max(
        (known for known in email.trail if known.status == after),
        key=lambda known: known.at,
        default=TrailEvent(None, after, email.at, email.reason),
    )
    email.status, email.reason, email.updated_at = after, latest.reason, now
    counts = count_mail(email, before, after)
    set_list_keys(email, is_synthetic=bool(head.synthetic))
    attributes: dict[str, Any] = {"updated_at": now}
    if email.kind == MailKind.CUSTOMER_CONFIRMATION and email.email_id == head.confirmation_id:
        attributes |= {"confirmation_status": after, "confirmation_at": latest.at}
    items: list[Item] = [email]
    if event.suppresses:
        items.append(_suppression(email, event))
    return HeadChange(attributes=attributes, items=items, counts=counts)


def _suppression(email: InquiryEmail, event: MailEvent) -> Suppression:
    now = get_gateways().clock.now()
    return Suppression(
        SUPPRESSED,
        suppression_key(email.to),
        address=email.to.strip().lower(),
        cause=event.status,
        reason=event.reason,
        inquiry_id=email.pk,
        email_id=email.email_id,
        created_at=now,
        updated_at=now,
    )
