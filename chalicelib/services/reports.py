"""Reports: write drafts, and give them to read."""

import re
from dataclasses import dataclass
from hashlib import sha256

from chalicelib.domain.debts import DebtName
from chalicelib.domain.inquiries import ReportOrigin, ReportState, ReportStatus
from chalicelib.domain.outline import make_outline
from chalicelib.domain.priority import Priority
from chalicelib.errors import AiUnavailable, InquiryNotFound, ReportNotFound
from chalicelib.gateways import get_gateways
from chalicelib.gateways.ai import Answer, Prompt
from chalicelib.models import inquiry
from chalicelib.models.inquiry import (
    OUTLINE,
    InquiryHead,
    InquiryOutline,
    InquiryReport,
    WholeInquiry,
    report_key,
)
from chalicelib.services import drafting
from chalicelib.services.debts import Outcome
from chalicelib.site import get_site

_FIRST = 1
_NUMBER = re.compile("[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report with its text and what its title block shows."""

    report: InquiryReport
    markdown: str


def generate_report(head: InquiryHead) -> Outcome:
    """Have the model write the draft that an inquiry is owed.

    While the model is away the inquiry gets an outline made by rules, once, and the draft stays
    owed.
    """
    whole = inquiry.get_whole(head.pk, is_consistent=True)
    service_type = drafting.main_service(head.services)
    prompt = drafting.build_prompt(service_type, _facts(whole))
    try:
        answer = get_gateways().ai.draft(prompt)
    except AiUnavailable as away:
        return _postponed(whole, away.message)
    return _drafted(head, prompt, answer)


def get_report(report_id: str) -> ReadReport:
    """Read a report: 1 GetItem and its body from S3.

    Raises: ReportNotFound.
    """
    inquiry_id, _, number = report_id.rpartition(".")
    if not (inquiry_id and _NUMBER.fullmatch(number)):
        raise ReportNotFound("There is no such report.")
    report = inquiry.get_report(inquiry_id, int(number))
    if report is None:
        raise ReportNotFound("There is no such report.")
    return ReadReport(report, get_gateways().documents.get(report.body_key))


def get_report_document(report_id: str) -> str:
    """Give a report as a document of its own in HTML: as `get_report`, and the head.

    Raises: ReportNotFound.
    """
    from chalicelib.services.rendering import ReportDocument, render_report_document

    read = get_report(report_id)
    try:
        head = inquiry.get_head(read.report.pk)
    except InquiryNotFound as gone:
        raise ReportNotFound("There is no such report.") from gone
    return render_report_document(
        ReportDocument(
            title=read.report.title,
            markdown=read.markdown,
            service_type=drafting.main_service(head.services),
            services=tuple(head.services),
            client=head.name,
            company=head.company,
            reference=head.reference,
            version=int(read.report.number),
            written_at=read.report.created_at,
            model=read.report.model,
        )
    )


def make_outline_item(whole: WholeInquiry) -> InquiryOutline:
    """Make the outline of an inquiry by rules."""
    head = whole.head
    return InquiryOutline(
        head.pk,
        OUTLINE,
        markdown=make_outline(
            services=list(head.services),
            message=whole.text.message,
            priority=Priority(head.priority),
            priority_reason=head.priority_reason,
            company=head.company,
            name_by_service={service.id: service.name for service in get_site().services},
        ),
        created_at=get_gateways().clock.now(),
    )


def _facts(whole: WholeInquiry) -> drafting.DraftFacts:
    head = whole.head
    return drafting.DraftFacts(
        services=tuple(head.services),
        company=head.company,
        message=whole.text.message,
        priority=Priority(head.priority),
        priority_reason=head.priority_reason,
        received_at=head.created_at,
    )


def _postponed(whole: WholeInquiry, reason: str) -> Outcome:
    if whole.outline is not None:
        return Outcome(postponed_because=reason)
    return Outcome(
        items=[make_outline_item(whole)],
        attributes={
            "report_state": ReportState.OUTLINE,
            "updated_at": get_gateways().clock.now(),
        },
        postponed_because=reason,
    )


def _drafted(head: InquiryHead, prompt: Prompt, answer: Answer) -> Outcome:
    now = get_gateways().clock.now()
    markdown = drafting.finish_draft(answer)
    digest = sha256(markdown.encode()).hexdigest()
    body_key = f"reports/{head.pk}/{_FIRST:04}-{digest[:16]}.md"
    get_gateways().documents.put(body_key, markdown, "text/markdown; charset=utf-8")
    report = InquiryReport(
        head.pk,
        report_key(_FIRST),
        number=_FIRST,
        title=drafting.report_title(head.services, head.company, head.name),
        status=ReportStatus.DRAFT,
        origin=ReportOrigin.AI,
        model=answer.model,
        prompt_version=prompt.version,
        input_tokens=answer.input_tokens,
        output_tokens=answer.output_tokens,
        body_key=body_key,
        body_sha256=digest,
        created_at=now,
    )
    return Outcome(
        items=[report],
        attributes={"report_state": ReportState.DRAFT, "drafted_at": now, "updated_at": now},
        releases=[DebtName.CONSULTANT_MAIL],
    )
