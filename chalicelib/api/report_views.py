"""What staff sees of reports and of their links."""

from datetime import datetime
from typing import Any

import msgspec

from chalicelib.domain.inquiries import ReportOrigin, ReportStatus, ServiceType
from chalicelib.domain.times import from_text
from chalicelib.models.inquiry import InquiryLink, InquiryReport


class ReportSummary(msgspec.Struct, frozen=True):
    """A version of the report, without its text.

    `author` and `approved_by` are user names; AI's texts have no author but a model. A version
    that `superseded_by` names a newer one for can't be edited or approved any more.
    """

    id: str
    number: int
    status: ReportStatus
    title: str
    service: ServiceType
    created_at: datetime
    updated_at: datetime
    origin: ReportOrigin
    author: str | None
    note: str | None
    model: str | None
    prompt_version: str | None
    input_tokens: int
    output_tokens: int
    approved_by: str | None
    approved_at: datetime | None
    sent_at: datetime | None
    superseded_by: int | None


class Report(ReportSummary, frozen=True, kw_only=True):
    """A version of the report with its text, as Markdown and as sanitised HTML.

    `version` is the number again: an edit names the version that it was made on.
    """

    inquiry_id: str
    reference: str | None
    version: int
    markdown: str
    html: str


class ReportLink(msgspec.Struct, frozen=True):
    """A client's link to an approved version. The link itself is in the client's mail only."""

    id: str
    report_number: int
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    revoked_by: str | None
    opens: int
    last_opened_at: datetime | None


class ReportListItem(msgspec.Struct, frozen=True):
    """What the list shows of a report's newest version."""

    id: str
    inquiry_id: str
    number: int
    reference: str
    name: str
    company: str | None
    title: str
    service: ServiceType
    status: ReportStatus
    origin: ReportOrigin
    created_at: datetime
    updated_at: datetime


class ReportPage(msgspec.Struct, frozen=True):
    """A page of reports, newest first; of one status, the longest waiting first."""

    items: list[ReportListItem]
    next_cursor: str | None
    looked_at: int | None


def present_report(report: InquiryReport) -> ReportSummary:
    """Give a report's metadata."""
    return ReportSummary(
        id=report.report_id,
        number=int(report.number),
        status=ReportStatus(report.status),
        title=report.title,
        service=ServiceType(report.kind or ServiceType.GENERAL),
        created_at=report.created_at,
        updated_at=report.updated_at or report.created_at,
        origin=ReportOrigin(report.origin),
        author=report.author,
        note=report.note,
        model=report.model,
        prompt_version=report.prompt_version,
        input_tokens=int(report.input_tokens),
        output_tokens=int(report.output_tokens),
        approved_by=report.approved_by,
        approved_at=report.approved_at,
        sent_at=report.sent_at,
        superseded_by=int(report.superseded_by) if report.superseded_by else None,
    )


def present_read_report(report: InquiryReport, markdown: str, html: str) -> Report:
    """Give a report with its text."""
    return Report(
        **msgspec.structs.asdict(present_report(report)),
        inquiry_id=report.pk,
        reference=report.reference,
        version=int(report.number),
        markdown=markdown,
        html=html,
    )


def present_link(link: InquiryLink) -> ReportLink:
    """Give a link without what opens it."""
    return ReportLink(
        id=link.link_id,
        report_number=int(link.report_number),
        created_at=link.created_at,
        expires_at=link.expires_at,
        revoked_at=link.revoked_at,
        revoked_by=link.revoked_by,
        opens=int(link.opens),
        last_opened_at=link.last_opened_at,
    )


def present_report_row(row: dict[str, Any]) -> ReportListItem:
    """Give a row of the list of reports."""
    number = int(row["sk"].partition("#")[2])
    return ReportListItem(
        id=f"{row['pk']}.{number}",
        inquiry_id=row["pk"],
        number=number,
        reference=row["reference"],
        name=row["name"],
        company=row.get("company"),
        title=row["title"],
        service=row["kind"],
        status=row["status"],
        origin=row["origin"],
        created_at=from_text(row["created_key"].partition("#")[0]),
        updated_at=from_text(row["updated_at"]),
    )
