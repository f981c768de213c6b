"""Limits over windows of time, counted in the access table."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from chalicelib.errors import TooManyAttempts, TooManyRequests
from chalicelib.gateways import get_gateways
from chalicelib.models.access import count_hit, count_hits

_KEPT_AFTER_WINDOW = timedelta(hours=1)
_TOO_MANY = {
    "submit": "Too many messages from your network. Wait one minute, then send again.",
    "sign_in": "Too many attempts from your network. Wait one minute, then try again.",
}


@dataclass(frozen=True, slots=True)
class Window:
    """A window of time that begins at a multiple of its length."""

    start: datetime
    end: datetime

    @property
    def key(self) -> str:
        """Name the window."""
        return str(int(self.start.timestamp()))


def count_request(action: str, address: str, most_per_minute: int) -> None:
    """Count a request of a network address, of which only a digest is kept.

    Raises: TooManyRequests above the limit.
    """
    window = _window(60)
    hits = count_hit(action, _digest(address), window.key, window.end + _KEPT_AFTER_WINDOW)
    if hits > most_per_minute:
        raise TooManyRequests(_TOO_MANY[action], retry_at=window.end)


def count_wrong_password(username: str, lockout_seconds: int) -> None:
    """Count a wrong password for a user name, whether or not there is such a user."""
    window = _window(lockout_seconds)
    subject = _digest(username)
    count_hit("wrong_password", subject, window.key, window.end + _KEPT_AFTER_WINDOW)


def check_lockout(username: str, attempts: int, lockout_seconds: int) -> None:
    """Refuse a user name that had too many wrong passwords.

    Raises: TooManyAttempts.
    """
    window = _window(lockout_seconds)
    if count_hits("wrong_password", _digest(username), window.key) >= attempts:
        raise TooManyAttempts("Too many attempts. Try again later.", retry_at=window.end)


def _window(seconds: int) -> Window:
    now = get_gateways().clock.now().timestamp()
    start = datetime.fromtimestamp(now - now % seconds, UTC)
    return Window(start, start + timedelta(seconds=seconds))


def _digest(subject: str) -> str:
    return sha256(subject.encode()).hexdigest()[:32]
