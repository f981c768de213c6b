"""The table of access: users, sign-in sessions, limits and idempotency keys.

    pk USER#<name>                  sk PROFILE            a user
       USER#<name>                     SESSION#<digest>   a sign-in; all of a user's lie together
       LIMIT#<action>#<subject>        <window>           a counter of one window of time
       IDEMPOTENCY#<digest>            KEY                the answer to a submission

What is over is never served: readers compare `expires_at`. DynamoDB removes it some time later.
"""

from datetime import datetime
from hashlib import sha256

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError

from chalicelib.config import get_settings
from chalicelib.errors import UserExists
from chalicelib.models.table import Item, TimeAttribute

PROFILE, IDEMPOTENCY_SORT_KEY = "PROFILE", "KEY"


class AccessItem(Item):
    """An item of the table of access."""

    class Meta:
        """Where it lies."""

        table_name = get_settings().access_table


class User(AccessItem):
    """Somebody who may sign in."""

    username = UnicodeAttribute()
    name = UnicodeAttribute()
    role = UnicodeAttribute()
    password_hash = UnicodeAttribute()
    created_at = TimeAttribute()


class Session(AccessItem):
    """A sign-in. Name and role are copied, so that a request reads one item and no more."""

    username = UnicodeAttribute()
    name = UnicodeAttribute()
    role = UnicodeAttribute()
    created_at = TimeAttribute()
    expires_at = TTLAttribute()


class Limit(AccessItem):
    """How often something happened within a window of time."""

    hits = NumberAttribute(default=0)
    expires_at = TTLAttribute()


class IdempotencyKey(AccessItem):
    """What was answered to a submission, to be answered again."""

    body_digest = UnicodeAttribute()
    inquiry_id = UnicodeAttribute()
    reference = UnicodeAttribute()
    status_token = UnicodeAttribute()
    expires_at = TTLAttribute()


def user_key(username: str) -> str:
    """Give the partition key of a user and the user's sessions."""
    return f"USER#{username}"


def session_key(secret: str) -> str:
    """Give the sort key of a session. Only the digest of the secret is stored."""
    return f"SESSION#{sha256(secret.encode()).hexdigest()}"


def idempotency_key(key: str) -> str:
    """Give the partition key of an idempotency key."""
    return f"IDEMPOTENCY#{sha256(key.encode()).hexdigest()}"


def get_user(username: str) -> User | None:
    """Read a user: 1 GetItem."""
    try:
        return User.get(user_key(username), PROFILE)
    except User.DoesNotExist:
        return None


def create_user(user: User) -> None:
    """Store a new user.

    Raises: UserExists.
    """
    try:
        user.save(condition=User.pk.does_not_exist())
    except PutError as refused:
        if refused.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise UserExists(f"The user name {user.username} is taken.") from refused


def get_session(username: str, secret: str) -> Session | None:
    """Read a session: 1 GetItem, consistent because it may be younger than a replica."""
    try:
        return Session.get(user_key(username), session_key(secret), consistent_read=True)
    except Session.DoesNotExist:
        return None


def get_idempotency_key(key: str) -> IdempotencyKey | None:
    """Read the answer that was given under a key: 1 GetItem."""
    try:
        return IdempotencyKey.get(idempotency_key(key), IDEMPOTENCY_SORT_KEY, consistent_read=True)
    except IdempotencyKey.DoesNotExist:
        return None


def count_hit(action: str, subject: str, window: str, expires_at: datetime) -> int:
    """Count one more and give the count of the window: 1 UpdateItem."""
    limit = Limit(f"LIMIT#{action}#{subject}", window)
    limit.update(actions=[Limit.hits.add(1), Limit.expires_at.set(expires_at)])
    return int(limit.hits)


def count_hits(action: str, subject: str, window: str) -> int:
    """Give the count of the window: 1 GetItem."""
    try:
        return int(Limit.get(f"LIMIT#{action}#{subject}", window).hits)
    except Limit.DoesNotExist:
        return 0
