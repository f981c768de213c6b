"""The mails that an inquiry owes: the visitor's confirmation, and one to the consultancy.

The lease on the debt is the claim to send. Between the provider's acceptance and our record lies
one moment in which a crash, or an answer of the provider that gets lost, makes a mail go out twice;
nothing that SES offers closes it.
"""

from chalicelib.config import get_settings
from chalicelib.domain.addresses import is_placeholder_address
from chalicelib.domain.debts import DebtName
from chalicelib.domain.inquiries import MailKind, MailStatus, Source
from chalicelib.domain.priority import Priority
from chalicelib.gateways import get_gateways
from chalicelib.gateways.mailer import Mail, MailRejected
from chalicelib.models import inquiry
from chalicelib.models.inquiry import InquiryEmail, InquiryHead, WholeInquiry, email_key
from chalicelib.models.table import Item
from chalicelib.services import mail_rendering
from chalicelib.services.debts import Outcome
from chalicelib.services.inquiries import make_status_url
from chalicelib.services.mail_rendering import RenderedMail
from chalicelib.services.reports import make_outline_item


def send_customer_mail(head: InquiryHead) -> Outcome:
    """Send the visitor the confirmation, unless the address is one that nobody owns."""
    mail = mail_rendering.render_mail(
        mail_rendering.CustomerConfirmation(
            reference=head.reference,
            name=head.name,
            company=head.company,
            services=tuple(head.services),
            status_url=make_status_url(head.pk, head.status_token),
        )
    )
    reason = "Placeholder address" if is_placeholder_address(head.email) else None
    record = _send(head, head.email, mail, suppressed_because=reason)
    return Outcome(
        items=[record],
        attributes={"confirmation_status": record.status, "confirmation_at": record.at},
    )


def send_consultant_mail(head: InquiryHead) -> Outcome:
    """Send the consultancy its one mail: with the draft, or with the outline when there is none."""
    whole = inquiry.get_whole(head.pk, is_consistent=True)
    items: list[Item] = []
    if whole.reports:
        mail = _notify_with_draft(whole)
    else:
        outline = whole.outline
        if outline is None:
            outline = make_outline_item(whole)
            items.append(outline)
        mail = mail_rendering.render_mail(
            mail_rendering.InquiryNotification(
                inquiry=_facts(whole),
                outline_markdown=outline.markdown,
                reason=head.debts[DebtName.REPORT].reason,
            )
        )
    items.append(_send(head, get_settings().email_consultancy, mail))
    return Outcome(items=items)


def _notify_with_draft(whole: WholeInquiry) -> RenderedMail:
    report = whole.reports[-1]
    return mail_rendering.render_mail(
        mail_rendering.ConsultantNotification(
            inquiry=_facts(whole),
            draft_markdown=get_gateways().documents.get(report.body_key),
            model=report.model,
        )
    )


def _facts(whole: WholeInquiry) -> mail_rendering.InquiryFacts:
    head = whole.head
    return mail_rendering.InquiryFacts(
        reference=head.reference,
        name=head.name,
        email=head.email,
        company=head.company,
        phone=head.phone,
        services=tuple(head.services),
        source=Source(head.source),
        message=whole.text.message,
        priority=Priority(head.priority),
        priority_reason=head.priority_reason,
        received_at=head.created_at,
        admin_url=f"{get_settings().site_url}/admin/inquiries/{head.pk}",
    )


def _send(
    head: InquiryHead, to: str, mail: RenderedMail, suppressed_because: str | None = None
) -> InquiryEmail:
    """Send a mail, or leave it, and give the record of what became of it."""
    if head.synthetic:
        suppressed_because = "Synthetic inquiry"
    if suppressed_because:
        return _record(head, to, mail, MailStatus.SUPPRESSED, reason=suppressed_because)
    try:
        message_id = get_gateways().mailer.send(
            Mail(MailKind(mail.kind), head.pk, to, mail.subject, mail.text, mail.html)
        )
    except MailRejected as refused:
        return _record(head, to, mail, MailStatus.FAILED, reason=refused.message)
    return _record(head, to, mail, MailStatus.SENT, message_id=message_id)


def _record(
    head: InquiryHead,
    to: str,
    mail: RenderedMail,
    status: MailStatus,
    *,
    message_id: str | None = None,
    reason: str | None = None,
) -> InquiryEmail:
    return InquiryEmail(
        head.pk,
        email_key(mail.kind),
        kind=mail.kind,
        to=to,
        subject=mail.subject,
        status=status,
        at=get_gateways().clock.now(),
        message_id=message_id,
        reason=reason,
    )
