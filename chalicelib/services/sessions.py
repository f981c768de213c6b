"""Sign-in sessions: an opaque token, of which only a digest is stored.

A token is "<user name in base64url>.<secret>": the user name finds the partition in which all
sessions of the user lie, the digest of the secret finds the session. One GetItem checks a request.
"""

import base64
import binascii
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.config import get_settings
from chalicelib.domain.permissions import PERMISSIONS_BY_ROLE, Permission, Role
from chalicelib.errors import NotSignedIn, WrongCredentials
from chalicelib.gateways import get_gateways
from chalicelib.models import access
from chalicelib.services import limits
from chalicelib.services.passwords import is_password, waste_time

_LONGEST_TOKEN = 256


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, until when, with which token."""

    username: str
    name: str
    role: Role
    expires_at: datetime
    token: str

    @property
    def permissions(self) -> frozenset[Permission]:
        """Give what the role may do."""
        return PERMISSIONS_BY_ROLE[self.role]


def sign_in(username: str, password: str, address: str) -> SignedIn:
    """Open a session.

    Raises: WrongCredentials; TooManyRequests and TooManyAttempts above the limits.
    """
    settings = get_settings()
    username = username.strip().lower()
    limits.count_request("sign_in", address, settings.sign_ins_per_minute)
    limits.check_lockout(username, settings.lockout_attempts, settings.lockout_seconds)
    user = access.get_user(username) if username else None
    if user is None:
        waste_time(password)
    if user is None or not is_password(password, user.password_hash):
        limits.count_wrong_password(username, settings.lockout_seconds)
        raise WrongCredentials("User name or password is wrong.")
    return open_session(user)


def open_session(user: access.User) -> SignedIn:
    """Open a session for a user whose identity is proven."""
    now = get_gateways().clock.now()
    lasts = timedelta(hours=get_settings().session_hours)
    secret = secrets.token_urlsafe(32)
    session = access.Session(
        access.user_key(user.username),
        access.session_key(secret),
        username=user.username,
        name=user.name,
        role=user.role,
        created_at=now,
        expires_at=now.replace(microsecond=0) + lasts,
    )
    session.save()
    return _signed_in(session, secret)


def get_session(token: str) -> SignedIn:
    """Find out who a token belongs to.

    Raises: NotSignedIn for a token that is unknown, over, or none at all.
    """
    username, secret = _read_token(token)
    session = access.get_session(username, secret)
    if session is None or session.expires_at <= get_gateways().clock.now():
        raise NotSignedIn("You are not signed in, or the session is over.")
    return _signed_in(session, secret)


def sign_out(token: str) -> None:
    """End a session; the token opens nothing any more."""
    username, secret = _read_token(token)
    session = access.get_session(username, secret)
    if session is not None:
        session.delete()


def _signed_in(session: access.Session, secret: str) -> SignedIn:
    name = base64.urlsafe_b64encode(session.username.encode()).decode().rstrip("=")
    return SignedIn(
        username=session.username,
        name=session.name,
        role=Role(session.role),
        expires_at=session.expires_at,
        token=f"{name}.{secret}",
    )


def _read_token(token: str) -> tuple[str, str]:
    name, _, secret = token.partition(".")
    try:
        if not secret or not token.isascii() or len(token) > _LONGEST_TOKEN:
            raise ValueError(token)
        username = base64.b64decode(name + "=" * (-len(name) % 4), altchars=b"-_", validate=True)
        return username.decode(), secret
    except (ValueError, binascii.Error) as malformed:
        raise NotSignedIn("You are not signed in, or the session is over.") from malformed
