"""How long the record of a mail is kept.

Legacy kept confirmations 730 days, mails to the consultancy and delivered ones 365, and mails that
failed, bounced or were complained of 180. Where two of its rules spoke of one mail nobody had said
which wins; here what went wrong wins, then the kind. Its archive is gone: there is one store, and a
second one would cost more than the rows.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.domain.inquiries import MailKind, MailStatus

_WENT_WRONG = timedelta(days=180)
_CONFIRMATION = timedelta(days=730)
_OTHER = timedelta(days=365)
_WRONG = (MailStatus.FAILED, MailStatus.BOUNCED, MailStatus.COMPLAINED, MailStatus.SUPPRESSED)

SHORTEST_DAYS = _WENT_WRONG.days
"""Rates of older days would be too good, since what went wrong is removed first."""


def mail_kept_for(kind: str, status: MailStatus) -> timedelta:
    """Give how long a mail stays on record after it was sent."""
    if status in _WRONG:
        return _WENT_WRONG
    return _CONFIRMATION if kind == MailKind.CUSTOMER_CONFIRMATION else _OTHER


def oldest_kept(now: datetime) -> Iterator[tuple[MailStatus, datetime]]:
    """Give for each status the time before which mails of some kind are over."""
    for status in MailStatus:
        yield status, now - min(mail_kept_for(kind, status) for kind in MailKind)
