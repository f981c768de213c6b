"""What becomes of mails after SES took them."""

from chalicelib.domain.mail_events import MailEvent
from chalicelib.logs import log


def record_mail_event(event: MailEvent) -> None:
    """Tell of an event in the log."""
    log.info("mail event", extra={"message_id": event.message_id, "status": event.status})
