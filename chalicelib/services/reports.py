"""Reports: write drafts, list them, and give them to read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.activities import ActivityKind
from chalicelib.domain.debts import DebtName
from chalicelib.domain.inquiries import ReportOrigin, ReportState
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
)
from chalicelib.models.lists import ListPage, ListRequest, Position, read_list
from chalicelib.services import drafting
from chalicelib.services.activities import make_activity
from chalicelib.services.debts import Lease, Made, Outcome
from chalicelib.services.report_documents import describe_document
from chalicelib.services.report_ids import read_report_id
from chalicelib.services.report_versions import REPORTS, NewVersion, add_version, store_body
from chalicelib.site import get_site


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report with its text and what its title block shows."""

    report: InquiryReport
    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Which reports, by the state of each inquiry's newest version. Times are inclusive."""

    status: str | None = None
    service: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def generate_report(lease: Lease) -> Made:
    """Have the model write the draft that an inquiry is owed.

    While the model is away an inquiry without a report gets an outline made by rules, once, and the
    draft stays owed.
    """
    whole = inquiry.get_whole(lease.head.pk, is_consistent=True)
    service_type = drafting.main_service(whole.head.services)
    prompt = drafting.build_prompt(service_type, _facts(whole, _instructions(lease)))
    try:
        answer = get_gateways().ai.draft(prompt)
    except AiUnavailable as away:
        return _postponed(whole, away.message)
    body = store_body(whole.head.pk, drafting.finish_draft(answer))
    return lambda head: _drafted(head, prompt, answer, body)


def list_reports(wanted: ReportFilter, limit: int, after: Position | None) -> ListPage:
    """List the newest version of each inquiry's report: 1 Query.

    Newest first; those of one status the longest waiting first.
    Raises: InvalidInput for a position of another list.
    """
    return read_list(
        ListRequest(
            listed=REPORTS,
            limit=limit,
            status=wanted.status,
            filters={"kind": wanted.service} if wanted.service else {},
            since=wanted.since,
            until=wanted.until,
            after=after,
            is_oldest_first=wanted.status is not None,
        )
    )


def get_report(report_id: str) -> ReadReport:
    """Read a report: 1 GetItem and its body from S3.

    Raises: ReportNotFound.
    """
    inquiry_id, number = read_report_id(report_id)
    report = inquiry.get_report(inquiry_id, number)
    if report is None:
        raise ReportNotFound("There is no such report.")
    return read_body(report)


def read_body(report: InquiryReport) -> ReadReport:
    """Read a report's text from S3."""
    return ReadReport(report, get_gateways().documents.get(report.body_key))


def get_report_document(report_id: str) -> str:
    """Give a report as a document of its own in HTML: as `get_report`, and the head.

    Raises: ReportNotFound.
    """
    from chalicelib.services.rendering import render_report_document

    read = get_report(report_id)
    try:
        head = inquiry.get_head(read.report.pk)
    except InquiryNotFound as gone:
        raise ReportNotFound("There is no such report.") from gone
    return render_report_document(describe_document(head, read.report, read.markdown))


def make_outline_item(whole: WholeInquiry) -> InquiryOutline:
    """Make the outline of an inquiry by rules."""
    head, now = whole.head, get_gateways().clock.now()
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
        created_at=now,
        updated_at=now,
    )


def _instructions(lease: Lease) -> str | None:
    """Give what a consultant asked of the draft."""
    if lease.debt.request is None:
        return None
    asked = inquiry.get_activity(lease.head.pk, lease.debt.request)
    return asked.text if asked else None


def _facts(whole: WholeInquiry, instructions: str | None) -> drafting.DraftFacts:
    head = whole.head
    return drafting.DraftFacts(
        services=tuple(head.services),
        company=head.company,
        message=whole.text.message,
        priority=Priority(head.priority),
        priority_reason=head.priority_reason,
        received_at=head.created_at,
        instructions=instructions,
    )


def _postponed(whole: WholeInquiry, reason: str) -> Outcome:
    if whole.outline is not None or whole.reports:
        return Outcome(postponed_because=reason)
    made = make_activity(whole.head.pk, ActivityKind.OUTLINE_MADE, text=reason)
    return Outcome(
        items=[make_outline_item(whole), made],
        attributes={
            "report_state": ReportState.OUTLINE.value,
            "updated_at": get_gateways().clock.now(),
        },
        postponed_because=reason,
    )


def _drafted(head: InquiryHead, prompt: Prompt, answer: Answer, body: tuple[str, str]) -> Outcome:
    facts: dict[str, Any] = {
        "model": answer.model,
        "prompt_version": prompt.version,
        "input_tokens": answer.input_tokens,
        "output_tokens": answer.output_tokens,
    }
    new = NewVersion(
        title=drafting.report_title(head.services, head.company, str(head.name)),
        origin=ReportOrigin.AI,
        facts=facts,
    )
    added = add_version(head, new, body)
    return Outcome(
        items=added.items, attributes=added.attributes, releases=[DebtName.CONSULTANT_MAIL]
    )
