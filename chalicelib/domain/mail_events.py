"""What SES tells about a mail that it took: an event read from its JSON, and the order of statuses.

SNS delivers an event at least once, late, and in any order. So an event has an id that is the same
each time it comes, and the last word on a mail depends on which events came, never on their order.

Source: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
(2026-11)
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from chalicelib.domain.inquiries import MailStatus
from chalicelib.domain.times import to_text
from chalicelib.domain.visible_text import one_line, shorten

LONGEST_REASON = 500
_LONGEST_ADDRESS = 320
_CONFIGURATION_SET_TAG = "ses:configuration-set"
_MESSAGE_ID = re.compile(r"[\x21-\x7e]{1,200}")

_BY_STRENGTH = (
    MailStatus.QUEUED,
    MailStatus.SENT,
    MailStatus.DELAYED,
    MailStatus.DELIVERED,
    MailStatus.FAILED,
    MailStatus.BOUNCED,
    MailStatus.COMPLAINED,
    MailStatus.SUPPRESSED,
)
"""Each status hides those before it. SUPPRESSED is ours: no event is about a mail never sent."""


class UnreadableMailEvent(Exception):
    """The text is no event that we follow. The message names a field, never its value."""


@dataclass(frozen=True, slots=True)
class MailEvent:
    """One thing that happened to one mail."""

    id: str
    """The same each time the event is delivered."""
    message_id: str
    """The provider's id of the mail, as it answered when it took the mail."""
    status: MailStatus
    at: datetime
    """When it happened, UTC; SES gives sent and failed the time of the mail."""
    reason: str | None
    """Why, in one harmless line, such as "Permanent bounce, General: smtp; 550 5.1.1 user unknown".
    It may hold an address."""
    suppresses: bool
    """Nothing more may be mailed to the recipients: a permanent bounce or a complaint."""
    configuration_sets: tuple[str, ...]
    recipients: tuple[str, ...]
    """Whom the event is about. Of a mail that was forwarded it may name the last address."""
    mailed_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Kind:
    """How to read the events of a type."""

    status: MailStatus
    facts: str
    """Name of the object with what is particular to the type."""
    recipients: str = ""
    """Name of the list in it, each an address or an object with one."""


_KINDS = {
    "Send": _Kind(MailStatus.SENT, "send"),
    "Reject": _Kind(MailStatus.FAILED, "reject"),
    "DeliveryDelay": _Kind(MailStatus.DELAYED, "deliveryDelay", "delayedRecipients"),
    "Delivery": _Kind(MailStatus.DELIVERED, "delivery", "recipients"),
    "Bounce": _Kind(MailStatus.BOUNCED, "bounce", "bouncedRecipients"),
    "Complaint": _Kind(MailStatus.COMPLAINED, "complaint", "complainedRecipients"),
}
_TIMED_BY_THE_MAIL = ("Send", "Reject")


def next_status(current: MailStatus, event_status: MailStatus) -> MailStatus:
    """Give a mail's status after an event: the stronger of the two, in whatever order they come.

    A bounce hides a delivery, because a server may take a mail and return it later. A transient one
    does so, too: SES reports it when it has given up. It may be no more than an out-of-office
    answer, but a mail that is looked after for nothing costs less than one that is lost unseen;
    the reason tells them apart, and the address stays usable.
    """
    return max(current, event_status, key=_BY_STRENGTH.index)


def read_mail_event(text: str) -> MailEvent:
    """Read an event as SES publishes it.

    Raises: UnreadableMailEvent.
    """
    try:
        event = _object(json.loads(text), "the event")
    except (ValueError, RecursionError) as error:
        raise UnreadableMailEvent("the event is no JSON") from error
    event_type = event.get("eventType")
    if not isinstance(event_type, str) or event_type not in _KINDS:
        raise UnreadableMailEvent("eventType is unknown")
    kind = _KINDS[event_type]
    mail = _object(event.get("mail"), "mail")
    facts = _object(event.get(kind.facts), kind.facts)
    message_id = mail.get("messageId")
    if not isinstance(message_id, str) or not _MESSAGE_ID.fullmatch(message_id):
        raise UnreadableMailEvent("mail.messageId is missing or malformed")
    mailed_at = None if mail.get("timestamp") is None else _moment(mail, "mail")
    at = _moment(mail, "mail") if event_type in _TIMED_BY_THE_MAIL else _moment(facts, kind.facts)
    named = _list(facts.get(kind.recipients))
    return MailEvent(
        id=_digest(event_type, message_id, to_text(at), _line(facts.get("feedbackId"))),
        message_id=message_id,
        status=kind.status,
        at=at,
        reason=_reason(event_type, facts, named),
        suppresses=_is_final(event_type, facts),
        configuration_sets=_configuration_sets(mail),
        recipients=_addresses(named) or _addresses(_list(mail.get("destination"))),
        mailed_at=mailed_at,
    )


def _is_final(event_type: str, facts: dict[str, Any]) -> bool:
    return event_type == "Complaint" or (
        event_type == "Bounce" and facts.get("bounceType") == "Permanent"
    )


def _reason(event_type: str, facts: dict[str, Any], recipients: list[Any]) -> str | None:
    match event_type:
        case "Bounce":
            kind = _line(facts.get("bounceType"))
            if not kind:
                raise UnreadableMailEvent("bounce.bounceType is missing")
            parts = (f"{kind} bounce", _line(facts.get("bounceSubType")))
        case "DeliveryDelay":
            parts = ("Delivery delayed", _line(facts.get("delayType")))
        case "Complaint":
            said = _line(facts.get("complaintFeedbackType"))
            parts = ("Complaint", said or _line(facts.get("complaintSubType")))
        case "Reject":
            parts = ("Rejected", _line(facts.get("reason")))
        case _:
            return None
    phrase = ", ".join(part for part in parts if part)
    diagnosis = _diagnosis(recipients)
    return shorten(f"{phrase}: {diagnosis}" if diagnosis else phrase, LONGEST_REASON)


def _diagnosis(recipients: list[Any]) -> str:
    """Give what the first mail server said, or the status code where it said nothing."""
    for name in ("diagnosticCode", "status"):
        for recipient in recipients:
            if isinstance(recipient, dict) and (said := _line(recipient.get(name))):
                return said
    return ""


def _addresses(recipients: list[Any]) -> tuple[str, ...]:
    named = (each.get("emailAddress") if isinstance(each, dict) else each for each in recipients)
    return tuple(shorten(line, _LONGEST_ADDRESS) for each in named if (line := _line(each)))


def _configuration_sets(mail: dict[str, Any]) -> tuple[str, ...]:
    tags = mail.get("tags")
    named = tags.get(_CONFIGURATION_SET_TAG) if isinstance(tags, dict) else None
    return tuple(name for name in _list(named) if isinstance(name, str))


def _moment(parent: dict[str, Any], name: str) -> datetime:
    text = parent.get("timestamp")
    try:
        moment = datetime.fromisoformat(text if isinstance(text, str) else "")
        if moment.tzinfo is None:
            raise ValueError("no zone")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UnreadableMailEvent(f"{name}.timestamp is missing or malformed") from error


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UnreadableMailEvent(f"{name} is no object")
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _line(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else ""


def _digest(*parts: str) -> str:
    return sha256(json.dumps(parts).encode()).hexdigest()
