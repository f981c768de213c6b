"""What happened to a mail, event by event: queued, sent, then what the provider says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class TrailEvent:
    """An event of a mail. `id` is the provider's event, none for what the platform did itself.

    `status` is a word of MailStatus; a newer release may know more of them, and more of the event,
    which is kept in `unknown` as it is.
    """

    id: str | None
    status: str
    at: datetime
    reason: str | None = None
    unknown: Mapping[str, Any] = field(default_factory=dict, hash=False)
