"""What SES tells about our mails, in notifications of SNS."""

from typing import Any

from chalice.app import SNSEvent

from chalicelib.config import get_settings
from chalicelib.domain.mail_events import MailEvent, UnreadableMailEvent, read_mail_event
from chalicelib.logs import log
from chalicelib.services import mail_events


class ForeignMailEvent(Exception):
    """The event is not about a mail of this environment."""


def record_mail_event(event: SNSEvent) -> None:
    """Record what became of a mail.

    What is foreign or unreadable is dropped with a warning: another try would find the same.
    Everything else is raised, and Lambda tries twice more.
    """
    for record in event.to_dict()["Records"]:
        notification = record["Sns"]
        try:
            mail_event = _read_own(notification)
        except (ForeignMailEvent, UnreadableMailEvent) as refused:
            extra = {"notification_id": notification.get("MessageId"), "reason": str(refused)}
            log.warning("mail event dropped", extra=extra)
            continue
        mail_events.record_mail_event(mail_event)


def _read_own(notification: dict[str, Any]) -> MailEvent:
    settings = get_settings()
    if notification.get("TopicArn") != settings.mail_events_topic:
        raise ForeignMailEvent("another topic")
    mail_event = read_mail_event(notification["Message"])
    if mail_event.configuration_sets != (settings.mail_configuration_set,):
        raise ForeignMailEvent("another configuration set")
    return mail_event
