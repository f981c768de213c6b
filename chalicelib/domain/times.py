"""Times as the platform writes them: aware, UTC, ISO 8601 of fixed width."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """Give a time as text that sorts like the time, such as 2026-11-24T09:15:00.000000Z."""
    # Not strftime, which writes the year 500 with three digits on some systems.
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Give the time that `to_text` wrote.

    Raises: ValueError for any other form.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
