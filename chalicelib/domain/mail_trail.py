"""What happened to a mail, event by event: queued, sent, then what the provider says."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TrailEvent:
    """An event of a mail. `id` is the provider's event, none for what the platform did itself.

    `status` is a word of MailStatus; a newer release may know more of them.
    """

    id: str | None
    status: str
    at: datetime
    reason: str | None = None
