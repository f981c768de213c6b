"""What an inquiry and the report itself both show of a report."""

from datetime import datetime

import msgspec

from chalicelib.domain.inquiries import ReportOrigin, ReportStatus
from chalicelib.models.inquiry import InquiryReport


class ReportSummary(msgspec.Struct, frozen=True):
    """A version of the report, without its text."""

    id: str
    number: int
    status: ReportStatus
    title: str
    created_at: datetime
    origin: ReportOrigin
    model: str
    prompt_version: str
    input_tokens: int
    output_tokens: int


def present_report(report: InquiryReport) -> ReportSummary:
    """Give a report's metadata."""
    return ReportSummary(
        id=report.report_id,
        number=int(report.number),
        status=ReportStatus(report.status),
        title=report.title,
        created_at=report.created_at,
        origin=ReportOrigin(report.origin),
        model=report.model,
        prompt_version=report.prompt_version,
        input_tokens=int(report.input_tokens),
        output_tokens=int(report.output_tokens),
    )
