"""The mails that an inquiry owes: confirmation, notification, link to an approved report."""

from chalicelib.config import get_settings
from chalicelib.domain.activities import ActivityKind
from chalicelib.domain.addresses import is_placeholder_address
from chalicelib.domain.debts import Debt, DebtName, DebtState, due_debt
from chalicelib.domain.inquiries import MailStatus, ReportStatus, Source
from chalicelib.domain.priority import Priority
from chalicelib.errors import (
    InquiryNotFound,
    MailNotFound,
    NothingToRetry,
    Unavailable,
    WorkUnderWay,
)
from chalicelib.gateways import get_gateways
from chalicelib.models import inquiry
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import InquiryHead, InquiryReport, WholeInquiry
from chalicelib.models.table import Item
from chalicelib.services import mail_rendering
from chalicelib.services.activities import make_activity
from chalicelib.services.debts import Lease, Outcome, get_debt_rules, send_or_leave_to_sweep
from chalicelib.services.inquiries import make_status_url
from chalicelib.services.mail_rendering import RenderedMail
from chalicelib.services.mails import send_mail
from chalicelib.services.report_documents import has_document
from chalicelib.services.report_links import create_link
from chalicelib.services.reports import make_outline_item

_PLACEHOLDER = "Placeholder address"
_NOT_DELIVERED = (MailStatus.FAILED, MailStatus.BOUNCED, MailStatus.SUPPRESSED)


def send_customer_mail(lease: Lease) -> Outcome:
    """Send the visitor the confirmation, unless the address is one that nobody owns."""
    head = lease.head
    mail = mail_rendering.render_mail(
        mail_rendering.CustomerConfirmation(
            reference=str(head.reference),
            name=str(head.name),
            company=head.company,
            services=tuple(head.services),
            status_url=make_status_url(head.pk, str(head.status_token)),
        )
    )
    sent = send_mail(lease, str(head.email), mail, suppressed_because=_placeholder(head))
    return Outcome(
        items=[sent.record],
        attributes={
            "confirmation_status": sent.record.status,
            "confirmation_at": sent.record.at,
            "confirmation_id": sent.record.email_id,
        },
        counts=sent.counts,
    )


def send_consultant_mail(lease: Lease) -> Outcome:
    """Send the consultancy its one mail: with the draft, or with the outline when there is none."""
    whole = inquiry.get_whole(lease.head.pk, is_consistent=True)
    items: list[Item] = []
    drafts = [report for report in whole.reports if report.model]
    if drafts:
        mail = _notify_with_draft(whole, drafts[-1])
    else:
        outline = whole.outline
        if outline is None:
            outline = make_outline_item(whole)
            items.append(outline)
        mail = mail_rendering.render_mail(
            mail_rendering.InquiryNotification(
                inquiry=_facts(whole),
                outline_markdown=outline.markdown,
                reason=lease.head.debts[DebtName.REPORT].reason,
            )
        )
    sent = send_mail(lease, get_settings().email_consultancy, mail)
    return Outcome(items=[*items, sent.record], counts=sent.counts)


def send_report_link(lease: Lease) -> Outcome:
    """Tell the client where the approved report is; only this mail holds the link's token."""
    head = lease.head
    report = inquiry.get_report(head.pk, int(lease.subject), is_consistent=True)
    if report is None or not ReportStatus(report.status).is_approved:
        return Outcome()
    if not has_document(report):
        return Outcome(postponed_because="The report's file is being made")
    new = create_link(report)
    facts = mail_rendering.ReportLink(
        reference=str(head.reference),
        name=str(head.name),
        services=tuple(head.services),
        consultant=str(report.approver or report.approved_by),
        link_url=new.url,
        valid_until=new.link.expires_at,
    )
    try:
        sent = send_mail(
            lease,
            str(head.email),
            mail_rendering.render_mail(facts),
            suppressed_because=_placeholder(head),
            kept=mail_rendering.render_mail(facts.with_link(new.url_without_token)),
        )
    except Unavailable:
        new.link.delete()  # The next try makes another; staff would see one for each try.
        raise
    unused = [] if sent.record.status == MailStatus.SENT else [new.link]
    return Outcome(items=[sent.record], removed=unused, counts=sent.counts)


def send_mail_again(inquiry_id: str, email_id: str, actor: str) -> None:
    """Have a mail that did not arrive sent anew; the former one stays on record.

    Raises: MailNotFound; NothingToRetry when it arrived, or may; WorkUnderWay.
    """

    def decide(head: InquiryHead) -> HeadChange:
        email = inquiry.get_email(inquiry_id, email_id, is_consistent=True)
        if email is None or email.debt is None or not head.is_inquiry:
            raise MailNotFound("There is no such mail.")
        if email.status not in _NOT_DELIVERED:
            raise NothingToRetry(f"The mail is {email.status}; only one that failed is sent again.")
        owed = head.debts.get(email.debt)
        if owed is not None and owed.state not in (DebtState.DONE, DebtState.PARKED):
            raise WorkUnderWay("This mail is being sent already.")
        asked = make_activity(
            inquiry_id, ActivityKind.MAIL_REQUESTED, actor=actor, subject=email.kind
        )
        now = get_gateways().clock.now()
        debt = due_debt(now, get_debt_rules(), request=asked.sk)
        debts: dict[str, Debt | None] = {email.debt: debt}
        return HeadChange(debts, {"updated_at": now}, [asked])

    try:
        changed = change_head(inquiry_id, decide)
    except InquiryNotFound as missing:
        raise MailNotFound("There is no such mail.") from missing
    if changed:
        send_or_leave_to_sweep(changed[0], list(changed[1].debts))


def _placeholder(head: InquiryHead) -> str | None:
    return _PLACEHOLDER if is_placeholder_address(str(head.email)) else None


def _notify_with_draft(whole: WholeInquiry, draft: InquiryReport) -> RenderedMail:
    return mail_rendering.render_mail(
        mail_rendering.ConsultantNotification(
            inquiry=_facts(whole),
            draft_markdown=get_gateways().documents.get(draft.body_key),
            model=str(draft.model),
        )
    )


def _facts(whole: WholeInquiry) -> mail_rendering.InquiryFacts:
    head = whole.head
    return mail_rendering.InquiryFacts(
        reference=str(head.reference),
        name=str(head.name),
        email=str(head.email),
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
