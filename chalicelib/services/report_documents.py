"""The files of a report: one HTML file and one PDF, made by the report worker into S3.

They are made when somebody asks for them and when a version is approved. A file shows whether its
version is approved, so the key says so too; and it names the layout, so that a release with another
one makes its files anew.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.config import get_settings
from chalicelib.domain.debts import DebtName, DebtState, debt_about, due_debt
from chalicelib.domain.file_names import report_file_name, staff_report_file_name
from chalicelib.domain.inquiries import ReportStatus, ServiceType
from chalicelib.errors import DocumentsUnavailable, ReportNotFound
from chalicelib.gateways import get_gateways
from chalicelib.models import inquiry
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import InquiryHead, InquiryReport
from chalicelib.services import drafting
from chalicelib.services.debts import (
    Lease,
    Made,
    Outcome,
    get_debt_rules,
    send_or_leave_to_sweep,
)
from chalicelib.services.report_ids import read_report_id
from chalicelib.services.report_pdf import PDF_LAYOUT

if TYPE_CHECKING:
    from chalicelib.services.rendering import ReportDocument

PDF, HTML = "pdf", "html"
_CONTENT_TYPES = {PDF: "application/pdf", HTML: "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is ready: its address in S3, which needs no further credentials for a while."""

    url: str


def document_key(report: InquiryReport) -> str:
    """Name the files of a version as it is now; an extension follows."""
    state = "final" if ReportStatus(report.status).is_approved else "draft"
    number, digest = int(report.number), report.body_sha256[:16]
    return f"inquiries/{report.pk}/documents/{number:04}-{digest}-{state}-{PDF_LAYOUT}"


def has_document(report: InquiryReport) -> bool:
    """Tell whether the files of a version are there as it is now."""
    return bool(report.document_key) and report.document_key == document_key(report)


def get_report_pdf(report_id: str) -> Download | None:
    """Give the PDF's address, or None while it is being made: 1 GetItem, and what has it made.

    Raises: ReportNotFound; DocumentsUnavailable when it could not be made.
    """
    inquiry_id, number = read_report_id(report_id)
    report = inquiry.get_report(inquiry_id, number)
    if report is None:
        raise ReportNotFound("There is no such report.")
    if not has_document(report):
        _order(inquiry_id, number)
        return None
    name = staff_report_file_name(report.company, _service(report), report.created_at, PDF)
    return Download(download_url(str(report.document_key), name, PDF, is_inline=False))


def download_url(key: str, file_name: str, extension: str, *, is_inline: bool) -> str:
    """Give the address of a file of a version, valid for minutes."""
    return get_gateways().documents.download_url(
        f"{key}.{extension}",
        file_name=file_name,
        content_type=_CONTENT_TYPES[extension],
        seconds=get_settings().download_seconds,
        is_inline=is_inline,
    )


def client_file_name(report: InquiryReport) -> str:
    """Name a version's PDF for the client."""
    return report_file_name(report.company, _service(report), PDF)


def make_documents(lease: Lease) -> Made:
    """Make the files of a version, and let the mail go that waits for them."""
    from chalicelib.services.rendering import render_report_document
    from chalicelib.services.report_pdf import render_report_pdf

    number = int(lease.subject)
    report = inquiry.get_report(lease.head.pk, number, is_consistent=True)
    if report is None:
        return Outcome()
    documents = get_gateways().documents
    document = describe_document(lease.head, report, documents.get(report.body_key))
    key = document_key(report)
    files = {HTML: render_report_document(document).encode(), PDF: render_report_pdf(document)}
    for extension, content in files.items():
        documents.put_bytes(f"{key}.{extension}", content, _CONTENT_TYPES[extension])
    return lambda head: _made(head.pk, number, key)


def describe_document(head: InquiryHead, report: InquiryReport, markdown: str) -> "ReportDocument":
    """Give what a file of a report shows."""
    from chalicelib.services.rendering import ReportDocument  # Not when the API starts.

    return ReportDocument(
        title=report.title,
        markdown=markdown,
        service_type=ServiceType(report.kind or drafting.main_service(head.services)),
        services=tuple(head.services),
        client=str(head.name),
        company=head.company,
        reference=str(head.reference),
        version=int(report.number),
        written_at=report.created_at,
        model=report.model,
        status=report.status,
    )


def _made(inquiry_id: str, number: int, key: str) -> Outcome:
    """Note the files on the version as it is by now: people go on while they are made.

    An approval in the meantime has taken the debt over, and none of this is stored.
    """
    report = inquiry.get_report(inquiry_id, number, is_consistent=True)
    if report is None:
        return Outcome()
    report.document_key = key
    return Outcome(items=[report], releases=[debt_about(DebtName.REPORT_LINK, number)])


def _order(inquiry_id: str, number: int) -> None:
    """Have the files made, unless they are being made."""
    name = debt_about(DebtName.DOCUMENT, number)

    def decide(head: InquiryHead) -> HeadChange | None:
        if not head.is_inquiry:
            raise ReportNotFound("There is no such report.")
        owed = head.debts.get(name)
        if owed is not None and owed.state is DebtState.PARKED:
            raise DocumentsUnavailable("The file could not be made. Have it tried again.")
        if owed is not None:
            return None
        return HeadChange({name: due_debt(get_gateways().clock.now(), get_debt_rules())})

    changed = change_head(inquiry_id, decide)
    if changed:
        send_or_leave_to_sweep(changed[0], [name])


def _service(report: InquiryReport) -> ServiceType:
    return ServiceType(report.kind or ServiceType.GENERAL)
