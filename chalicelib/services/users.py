"""Users: who may sign in. There is no default user and no default password."""

import re

from chalicelib.domain.permissions import Permission, Role, is_allowed
from chalicelib.errors import InvalidInput
from chalicelib.gateways import get_gateways
from chalicelib.models import access
from chalicelib.services.passwords import hash_password

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
_PASSWORD_LENGTHS = range(12, 1025)


def create_user(username: str, name: str, role: Role, password: str) -> None:
    """Store a new user.

    Raises: InvalidInput; UserExists.
    """
    faults: dict[str, list[str]] = {}
    if not _USERNAME.fullmatch(username):
        faults["username"] = ["Use 2 to 64 lower-case letters, digits and . _ @ -"]
    if not name.strip():
        faults["name"] = ["Enter the name of the person"]
    if len(password) not in _PASSWORD_LENGTHS:
        faults["password"] = ["The password must have 12 to 1,024 characters"]
    if faults:
        raise InvalidInput(faults)
    now = get_gateways().clock.now()
    user = access.User(
        access.USERS,
        username,
        username=username,
        name=name,
        role=role,
        password_hash=hash_password(password),
        created_at=now,
        updated_at=now,
    )
    access.create_user(user)


def delete_user(username: str) -> None:
    """Remove a user, and end all of the user's sessions. One who is not there is no fault.

    For a user whom nothing refers to: what somebody did names its user for good.
    """
    access.delete_user(username)


def list_consultants() -> list[access.User]:
    """Give everybody who can have an inquiry, by name: 1 Query."""
    users = (user for user in access.list_users() if _may_have_inquiries(user))
    return sorted(users, key=lambda user: str(user.name).casefold())


def check_consultant(username: str) -> None:
    """Make sure that somebody can have an inquiry: 1 GetItem.

    Raises: InvalidInput.
    """
    user = access.get_user(username)
    if user is None or not _may_have_inquiries(user):
        raise InvalidInput({"assignee": ["There is no consultant with this user name"]})


def _may_have_inquiries(user: access.User) -> bool:
    return is_allowed(Role(user.role), Permission.INQUIRIES_WRITE)
