"""The report worker: drafts, their files, exports, and erasing what was deleted."""

from chalice.app import SQSEvent

from chalicelib.domain.debts import DebtName
from chalicelib.jobs.loop import Work, settle_message
from chalicelib.services import erasure, exports, report_documents, reports

_WORK_BY_KIND: dict[str, Work] = {
    DebtName.REPORT: reports.generate_report,
    DebtName.DOCUMENT: report_documents.make_documents,
    DebtName.EXPORT: exports.make_export,
    DebtName.ERASURE: erasure.erase_inquiry,
}


def generate_reports(event: SQSEvent) -> None:
    """Do what each record asks for."""
    for record in event:
        settle_message(record.body, _WORK_BY_KIND)
