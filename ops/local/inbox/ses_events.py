"""The events that SES would publish about a mail. Nobody takes the mails here, so somebody asks.

Source: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
(2026-11)
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from ops.local.aws_environment import ACCOUNT_ID, REGION


class EventName(StrEnum):
    """What can happen to a mail that SES took."""

    DELIVERY = "delivery"
    DELAY = "delay"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"


class BounceType(StrEnum):
    """Whether an address is gone or may come back."""

    PERMANENT = "permanent"
    TRANSIENT = "transient"


_TYPES = {
    EventName.DELIVERY: ("Delivery", "delivery"),
    EventName.DELAY: ("DeliveryDelay", "deliveryDelay"),
    EventName.BOUNCE: ("Bounce", "bounce"),
    EventName.COMPLAINT: ("Complaint", "complaint"),
}
"""SES's name of a type, and of the object with what is particular to it."""

_BOUNCES = {
    BounceType.PERMANENT: ("General", "5.1.1", "smtp; 550 5.1.1 user unknown"),
    BounceType.TRANSIENT: ("MailboxFull", "4.2.2", "smtp; 452 4.2.2 mailbox full"),
}


def make_ses_event(
    mail: dict[str, Any],
    name: EventName,
    at: datetime,
    bounce_type: BounceType = BounceType.PERMANENT,
) -> dict[str, Any]:
    """Give an event about a mail of the journal as SES would publish it."""
    event_type, key = _TYPES[name]
    to = mail["to"].split(", ")
    match name:
        case EventName.DELIVERY:
            facts = _delivery(mail, to, at)
        case EventName.DELAY:
            facts = _delay(to)
        case EventName.BOUNCE:
            facts = _bounce(to, bounce_type)
        case EventName.COMPLAINT:
            facts = _complaint(to)
    return {
        "eventType": event_type,
        "mail": _mail(mail, to),
        key: {"timestamp": _to_text(at)} | facts,
    }


def _delivery(mail: dict[str, Any], to: list[str], at: datetime) -> dict[str, Any]:
    taken = at - datetime.fromisoformat(mail["sent_at"])
    return {
        "recipients": to,
        "processingTimeMillis": int(taken.total_seconds() * 1000),
        "smtpResponse": "250 2.0.0 OK",
    }


def _delay(to: list[str]) -> dict[str, Any]:
    said = {"status": "4.4.1", "diagnosticCode": "smtp; 421 4.4.1 Unable to connect"}
    return {
        "delayType": "TransientCommunicationFailure",
        "delayedRecipients": [{"emailAddress": address} | said for address in to],
    }


def _bounce(to: list[str], bounce_type: BounceType) -> dict[str, Any]:
    sub_type, status, code = _BOUNCES[bounce_type]
    said = {"action": "failed", "status": status, "diagnosticCode": code}
    return {
        "bounceType": bounce_type.capitalize(),
        "bounceSubType": sub_type,
        "bouncedRecipients": [{"emailAddress": address} | said for address in to],
        "feedbackId": str(uuid4()),
    }


def _complaint(to: list[str]) -> dict[str, Any]:
    return {
        "complainedRecipients": [{"emailAddress": address} for address in to],
        "complaintFeedbackType": "abuse",
        "feedbackId": str(uuid4()),
    }


def _mail(mail: dict[str, Any], to: list[str]) -> dict[str, Any]:
    sender = mail["sender"]
    tags = {name: [value] for name, value in mail["tags"].items()}
    if mail["configuration_set"]:
        tags["ses:configuration-set"] = [mail["configuration_set"]]
    return {
        "timestamp": mail["sent_at"],
        "messageId": mail["message_id"],
        "source": sender,
        "sourceArn": f"arn:aws:ses:{REGION}:{ACCOUNT_ID}:identity/{sender}",
        "sendingAccountId": ACCOUNT_ID,
        "destination": to,
        "commonHeaders": {
            "from": [sender],
            "to": to,
            "messageId": mail["message_id"],
            "subject": mail["subject"],
        },
        "tags": tags,
    }


def _to_text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
