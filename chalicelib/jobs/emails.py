"""The mail worker, which also does what must not wait behind reports: indexing."""

from chalice.app import SQSEvent

from chalicelib.domain.debts import DebtName
from chalicelib.jobs.loop import Work, settle_message
from chalicelib.services import emails, indexing

_WORK_BY_KIND: dict[str, Work] = {
    DebtName.INDEX: indexing.index_inquiry,
    DebtName.CUSTOMER_MAIL: emails.send_customer_mail,
    DebtName.CONSULTANT_MAIL: emails.send_consultant_mail,
    DebtName.REPORT_LINK: emails.send_report_link,
}


def send_emails(event: SQSEvent) -> None:
    """Do what each record asks for."""
    for record in event:
        settle_message(record.body, _WORK_BY_KIND)
