"""Reports, for staff: list, read, edit, approve, send; and the client's link."""

from typing import Annotated

import msgspec
from chalice.app import Request, Response

from chalicelib.api.access import get_signed_in
from chalicelib.api.field_rules import ONE_LINE, SEVERAL_LINES, Version, text_rule
from chalicelib.api.list_queries import (
    ReportListQuery,
    read_position,
    read_times,
    write_position,
)
from chalicelib.api.operations import operation
from chalicelib.api.presentation import present_download, present_link_fault, present_text
from chalicelib.api.report_views import (
    Report,
    ReportPage,
    ReportSummary,
    present_read_report,
    present_report,
    present_report_row,
)
from chalicelib.domain.inquiries import ReportStatus
from chalicelib.errors import (
    BodyTooLarge,
    Conflict,
    Forbidden,
    Invalid,
    InvalidInput,
    NotFound,
    Unauthorised,
    Unavailable,
)
from chalicelib.services import report_documents, report_links, report_versions, reports
from chalicelib.services.report_versions import ReportEdit as Edit
from chalicelib.services.reports import ReportFilter

_READ = (Unauthorised, Forbidden, NotFound, Unavailable)
_WRITE = (Invalid, BodyTooLarge, Conflict, *_READ)
_LONGEST_MARKDOWN = 100_000
_LARGEST_EDIT_BYTES = 1280 * 1024
"""Escaped in JSON, a character has twelve bytes at the most; title and note need room too."""


class ReportEdit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changes. A text or a title makes a new version; a status alone changes this one."""

    version: Version | None = None
    markdown: (
        Annotated[
            str,
            text_rule(
                1,
                _LONGEST_MARKDOWN,
                SEVERAL_LINES,
                max_length=f"A report must have {_LONGEST_MARKDOWN:,} characters or fewer",
                rule="A report must have text, without control characters",
            ),
        ]
        | None
    ) = None
    title: (
        Annotated[
            str,
            text_rule(1, 200, ONE_LINE, rule="A title is one line of 200 characters or fewer"),
        ]
        | None
    ) = None
    note: (
        Annotated[
            str,
            text_rule(0, 500, SEVERAL_LINES, rule="A note must have 500 characters or fewer"),
        ]
        | None
    ) = None
    status: (
        Annotated[
            ReportStatus,
            msgspec.Meta(extra={"rule": "Use draft or reviewed; approve and send by their routes"}),
        ]
        | None
    ) = None


class Sending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a report is sent. `again` sends another link to a version that was sent before."""

    again: bool = False


class ReportRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a consultant asks of the next draft."""

    instructions: (
        Annotated[
            str,
            text_rule(
                1,
                2_000,
                SEVERAL_LINES,
                max_length="Instructions must have 2,000 characters or fewer",
                rule="Instructions must have text, without control characters",
            ),
        ]
        | None
    ) = None


@operation(errors=(Invalid, Unauthorised, Forbidden))
def list_reports(request: Request, query: ReportListQuery) -> ReportPage:
    """List the newest version of each report."""
    since, until = read_times(query.since, query.until)
    page = reports.list_reports(
        ReportFilter(status=query.status, service=query.service, since=since, until=until),
        query.limit,
        read_position(query.cursor),
    )
    return ReportPage(
        items=[present_report_row(row) for row in page.rows],
        next_cursor=write_position(page.next),
        looked_at=page.looked_at if query.service else None,
    )


@operation(errors=_READ)
def get_report(request: Request, report_id: str) -> Report:
    """Get a report to read on a page."""
    from chalicelib.services.rendering import render_markdown

    read = reports.get_report(report_id)
    return present_read_report(read.report, read.markdown, render_markdown(read.markdown))


@operation(content_type="text/html", result=str, errors=_READ)
def get_report_html(request: Request, report_id: str) -> Response:
    """Get a report as one HTML file that needs no other."""
    return present_text(reports.get_report_document(report_id), "text/html")


@operation(content_type="text/markdown", result=str, errors=_READ)
def get_report_markdown(request: Request, report_id: str) -> Response:
    """Get a report as the Markdown that it was written in."""
    return present_text(reports.get_report(report_id).markdown, "text/markdown")


@operation(status=302, other_statuses=(202,), content_type="", errors=_READ)
def get_report_pdf(request: Request, report_id: str) -> Response:
    """Get a report as PDF: where it is, or 202 while it is being made."""
    return present_download(report_documents.get_report_pdf(report_id))


@operation(errors=_WRITE, body_limit_bytes=_LARGEST_EDIT_BYTES)
def edit_report(request: Request, report_id: str, body: ReportEdit) -> Report:
    """Save a new version of a report on top of the newest one, or set the status of that."""
    from chalicelib.services.rendering import render_markdown

    edit = Edit(markdown=body.markdown, title=body.title, note=body.note, status=body.status)
    if (edit.markdown, edit.title, edit.status) == (None, None, None):
        raise InvalidInput({"markdown": ["Change text, title or status"]})
    report = report_versions.edit_report(
        report_id, edit, get_signed_in(request).username, version=body.version
    )
    read = reports.read_body(report)
    return present_read_report(read.report, read.markdown, render_markdown(read.markdown))


@operation(errors=(Conflict, *_READ))
def approve_report(request: Request, report_id: str) -> ReportSummary:
    """Approve the newest version, so that it can be sent to the client."""
    signed_in = get_signed_in(request)
    return present_report(
        report_versions.approve_report(report_id, signed_in.username, signed_in.name)
    )


@operation(status=202, errors=_WRITE)
def send_report(request: Request, report_id: str, body: Sending) -> ReportSummary:
    """Send the client a link to an approved version."""
    actor = get_signed_in(request).username
    return present_report(report_versions.send_report(report_id, actor, is_again=body.again))


@operation(status=202, content_type="", errors=_WRITE)
def request_report(request: Request, inquiry_id: str, body: ReportRequest) -> Response:
    """Have AI write another version."""
    actor = get_signed_in(request).username
    report_versions.request_report(inquiry_id, body.instructions, actor)
    return Response("", status_code=202)


@operation(status=204, content_type="", errors=(*_READ, Conflict))
def revoke_report_link(request: Request, inquiry_id: str, link_id: str) -> Response:
    """Have a client's link open nothing any more."""
    report_links.revoke_link(inquiry_id, link_id, get_signed_in(request).username)
    return Response("", status_code=204)


@operation(status=302, content_type="", errors=(NotFound, Unavailable))
def open_report_link(request: Request, inquiry_id: str, token: str) -> Response:
    """Open a client's link: where the approved report is, for minutes."""
    try:
        return present_download(report_links.open_link(inquiry_id, token))
    except NotFound as fault:
        return present_link_fault(request, fault)
