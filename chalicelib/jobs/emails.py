"""The mail worker."""

from chalice.app import SQSEvent

from chalicelib.domain.debts import DebtName
from chalicelib.jobs.loop import Work, settle_message
from chalicelib.services import emails

_WORK_BY_KIND: dict[str, Work] = {
    DebtName.CUSTOMER_MAIL: emails.send_customer_mail,
    DebtName.CONSULTANT_MAIL: emails.send_consultant_mail,
}


def send_emails(event: SQSEvent) -> None:
    """Send the mail that each record asks for."""
    for record in event:
        settle_message(record.body, _WORK_BY_KIND)
