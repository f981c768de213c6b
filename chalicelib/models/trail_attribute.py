"""How the trail of a mail is stored: a list of maps, one an event, in the order of arrival."""

from typing import Any

from pynamodb.attributes import Attribute

from chalicelib.domain.mail_trail import TrailEvent
from chalicelib.domain.times import from_text, to_text


class TrailAttribute(Attribute[list[TrailEvent]]):
    """What happened to a mail."""

    attr_type = "L"

    def serialize(self, value: list[TrailEvent]) -> list[dict[str, Any]]:
        """Give the list that is stored."""
        return [{"M": _serialize_event(event)} for event in value]

    def deserialize(self, value: list[dict[str, Any]]) -> list[TrailEvent]:
        """Give the events that were stored."""
        return [_deserialize_event(stored["M"]) for stored in value]


_KNOWN = ("id", "status", "at", "reason")


def _serialize_event(event: TrailEvent) -> dict[str, Any]:
    texts = {
        "id": event.id,
        "status": event.status,
        "at": to_text(event.at),
        "reason": event.reason,
    }
    known = {name: {"S": text} for name, text in texts.items() if text is not None}
    return {**event.unknown, **known}


def _deserialize_event(stored: dict[str, dict[str, Any]]) -> TrailEvent:
    texts = {name: stored[name]["S"] for name in _KNOWN if name in stored}
    return TrailEvent(
        texts.get("id"),
        texts["status"],
        from_text(texts["at"]),
        texts.get("reason"),
        {name: value for name, value in stored.items() if name not in _KNOWN},
    )
