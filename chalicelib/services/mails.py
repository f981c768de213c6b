"""Hand mails to the provider, and keep what became of each.

The lease on the debt is the claim to send. Between the provider's acceptance and our record lies
one moment in which a crash, or an answer of the provider that gets lost, makes a mail go out twice;
nothing that SES offers closes it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from uuid_utils.compat import uuid7

from chalicelib.domain.counts import moves
from chalicelib.domain.inquiries import MailKind, MailStatus
from chalicelib.domain.mail_trail import TrailEvent
from chalicelib.gateways import get_gateways
from chalicelib.gateways.mailer import Mail, MailRejected
from chalicelib.models.access import get_suppression
from chalicelib.models.head_changes import CountMoves
from chalicelib.models.inquiry import InquiryEmail, InquiryHead, email_key, list_keys
from chalicelib.models.ledger import mail_counts_key
from chalicelib.services.debts import Lease
from chalicelib.services.mail_rendering import RenderedMail

MAILS = "mail"
"""The list that mails are in."""


class MailBody(msgspec.Struct, frozen=True):
    """A mail as it was sent, which lies in S3."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class SentMail:
    """The record of a mail, and the counts that it moves."""

    record: InquiryEmail
    counts: CountMoves = field(default_factory=dict)


def send_mail(
    lease: Lease,
    to: str,
    mail: RenderedMail,
    *,
    suppressed_because: str | None = None,
    kept: RenderedMail | None = None,
) -> SentMail:
    """Send a mail, or leave it when its address gets none, and give what became of it.

    `kept` is the mail as staff may read it later, where the client's has a secret in it.
    Raises: MailUnavailable; DocumentsUnavailable before anything is sent.
    """
    head = lease.head
    email_id = str(uuid7())
    reason = suppressed_because or _suppression(head, to)
    if reason:
        return _record(lease, email_id, to, mail, MailStatus.SUPPRESSED, reason=reason)
    body_key = f"inquiries/{head.pk}/mails/{email_id}.json"
    shown = kept or mail
    body = MailBody(shown.subject, shown.text, shown.html)
    get_gateways().documents.put(body_key, msgspec.json.encode(body).decode(), "application/json")
    try:
        message_id = get_gateways().mailer.send(
            Mail(MailKind(mail.kind), head.pk, to, mail.subject, mail.text, mail.html)
        )
    except MailRejected as refused:
        return _record(
            lease, email_id, to, mail, MailStatus.FAILED, reason=refused.message, body_key=body_key
        )
    return _record(
        lease, email_id, to, mail, MailStatus.SENT, message_id=message_id, body_key=body_key
    )


def count_mail(
    email: InquiryEmail, before: MailStatus | None, after: MailStatus | None
) -> CountMoves:
    """Give how the counts move when a mail changes its status, comes into being, or is removed."""
    if email.listed is None:
        return {}
    moved = moves({before} if before else (), {after} if after else ())
    return {mail_counts_key(email.at.date(), email.kind): moved} if moved else {}


def count_removed_mails(emails: Iterable[InquiryEmail]) -> CountMoves:
    """Give how the counts move when several mails are removed."""
    total: dict[tuple[str, str], Counter[str]] = {}
    for email in emails:
        for key, by in count_mail(email, MailStatus(email.status), None).items():
            total.setdefault(key, Counter()).update(by)
    return total


def set_list_keys(email: InquiryEmail, *, is_synthetic: bool) -> None:
    """Set what the indexes need."""
    keys = list_keys(MAILS, email.status, email.at, email.email_id, is_synthetic=is_synthetic)
    for name, value in keys.items():
        setattr(email, name, value)


def _suppression(head: InquiryHead, to: str) -> str | None:
    """Say why an address gets no mail, if it gets none."""
    if head.synthetic:
        return "Synthetic inquiry"
    found = get_suppression(to)
    if found is None:
        return None
    return f"This address gets no mail since {found.created_at:%Y-%m-%d} ({found.cause})"


def _record(
    lease: Lease,
    email_id: str,
    to: str,
    mail: RenderedMail,
    status: MailStatus,
    **facts: Any,
) -> SentMail:
    head, now = lease.head, get_gateways().clock.now()
    queued_at = lease.debt.since or head.created_at
    email = InquiryEmail(
        head.pk,
        email_key(email_id),
        kind=mail.kind,
        to=to,
        subject=mail.subject,
        status=status,
        at=now,
        updated_at=now,
        debt=lease.message.kind,
        reference=head.reference,
        trail=[
            TrailEvent(None, MailStatus.QUEUED, queued_at),
            TrailEvent(None, status, now, facts.get("reason")),
        ],
        **facts,
    )
    set_list_keys(email, is_synthetic=bool(head.synthetic))
    return SentMail(email, count_mail(email, None, status))
