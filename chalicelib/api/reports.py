"""Reports, for staff."""

import msgspec
from chalice.app import Request, Response

from chalicelib.api.operations import operation
from chalicelib.api.presentation import present_text
from chalicelib.api.report_summary import ReportSummary, present_report
from chalicelib.errors import Forbidden, NotFound, Unauthorised, Unavailable
from chalicelib.services import reports
from chalicelib.services.reports import ReadReport

_ERRORS = (Unauthorised, Forbidden, NotFound, Unavailable)


class Report(ReportSummary, frozen=True, kw_only=True):
    """A version of the report with its text, as Markdown and as sanitised HTML."""

    inquiry_id: str
    markdown: str
    html: str


@operation(errors=_ERRORS)
def get_report(request: Request, report_id: str) -> Report:
    """Get a report to read on a page."""
    from chalicelib.services.rendering import render_markdown

    read = reports.get_report(report_id)
    return present_read_report(read, render_markdown(read.markdown))


@operation(content_type="text/html", result=str, errors=_ERRORS)
def get_report_html(request: Request, report_id: str) -> Response:
    """Get a report as one HTML file that needs no other."""
    return present_text(reports.get_report_document(report_id), "text/html")


@operation(content_type="text/markdown", result=str, errors=_ERRORS)
def get_report_markdown(request: Request, report_id: str) -> Response:
    """Get a report as the Markdown that it was written in."""
    return present_text(reports.get_report(report_id).markdown, "text/markdown")


def present_read_report(read: ReadReport, html: str) -> Report:
    """Give a report with its text."""
    return Report(
        **msgspec.structs.asdict(present_report(read.report)),
        inquiry_id=read.report.pk,
        markdown=read.markdown,
        html=html,
    )
