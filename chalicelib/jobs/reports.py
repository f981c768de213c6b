"""The report worker."""

from chalice.app import SQSEvent

from chalicelib.domain.debts import DebtName
from chalicelib.jobs.loop import Work, settle_message
from chalicelib.services import reports

_WORK_BY_KIND: dict[str, Work] = {DebtName.REPORT: reports.generate_report}


def generate_reports(event: SQSEvent) -> None:
    """Write the report that each record asks for."""
    for record in event:
        settle_message(record.body, _WORK_BY_KIND)
