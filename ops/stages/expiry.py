"""When an ephemeral stage ends: a duration on the command line, a tag on its stacks."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from ops.cloudformation import tags_of
from ops.errors import OpsError

_TAG = "expires"
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
_DURATION = re.compile(r"([1-9][0-9]*)([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 168}
_LONGEST = timedelta(days=366)


class BadDuration(OpsError):
    """What was given is no duration."""


def parse_expiry(text: str, now: datetime | None = None) -> datetime:
    """Give the end of a duration such as 12h, 3d or 2w that begins now.

    Raises: BadDuration.
    """
    found = _DURATION.fullmatch(text)
    if found is None:
        raise BadDuration(f"{text!r} is no duration: use hours, days or weeks: 12h, 3d, 2w")
    length = timedelta(hours=min(int(found[1]), 100_000) * _HOURS[found[2]])
    if length > _LONGEST:
        raise BadDuration(
            f"{text!r} is more than a year; give the stage a table of its own instead"
        )
    return (now or datetime.now(UTC)).replace(microsecond=0) + length


def format_expiry(moment: datetime) -> str:
    """Give a moment as people and the tag have it: 2026-11-29T21:50:00Z."""
    return moment.astimezone(UTC).strftime(_FORMAT)


def expiry_tags(expires_at: datetime | None) -> dict[str, str]:
    """Give the tags of what ends at a moment; none of what has no end."""
    return {} if expires_at is None else {_TAG: format_expiry(expires_at)}


def read_expiry(stack: Mapping[str, Any] | None) -> datetime | None:
    """Give the end of what a stack belongs to, None if it has none.

    Shape: a stack as CloudFormation describes it. A tag that can't be read counts as none, so that
    nothing is deleted because of it.
    """
    try:
        return datetime.strptime(tags_of(stack).get(_TAG, ""), _FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None
