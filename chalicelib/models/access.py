"""The table of access: users, sign-in sessions, limits and idempotency keys.

    pk USERS                        sk <name>             a user; all together, since they are few
       USER#<name>                     SESSION#<digest>   a sign-in; all of a user's lie together
       SUPPRESSED                      <digest>           an address that gets no more mail
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
from chalicelib.models.table import Item, TimeAttribute, raw_text

IDEMPOTENCY_SORT_KEY = "KEY"
USERS, SUPPRESSED = "USERS", "SUPPRESSED"
_SUPPRESSION_ID_LENGTH = 32


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
    updated_at = TimeAttribute(null=True)


class Suppression(AccessItem):
    """An address that gets no more mail, since a mail to it bounced for good or was complained of.

    `inquiry_id` and `email_id` name that mail.
    """

    address = UnicodeAttribute()
    cause = UnicodeAttribute()
    reason = UnicodeAttribute(null=True)
    inquiry_id = UnicodeAttribute()
    email_id = UnicodeAttribute()
    created_at = TimeAttribute()
    updated_at = TimeAttribute(null=True)

    @property
    def suppression_id(self) -> str:
        """Give the id that the API names it by."""
        return str(self.sk)


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
    """Give the partition key of a user's sessions."""
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
        return User.get(USERS, username)
    except User.DoesNotExist:
        return None


def list_users() -> list[User]:
    """Read all users: 1 Query."""
    page = User._get_connection().query(USERS)
    return [User.from_raw_data(item) for item in page["Items"]]


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


def delete_user(username: str) -> None:
    """Remove a user, then the sessions: 1 Query a megabyte, and 1 DeleteItem each.

    The user goes first, so that nobody signs in anew in the meantime.
    """
    AccessItem(USERS, username).delete()
    connection, start = Session._get_connection(), None
    while True:
        page = connection.query(user_key(username), exclusive_start_key=start)
        for item in page["Items"]:
            AccessItem(raw_text(item, "pk"), raw_text(item, "sk")).delete()
        start = page.get("LastEvaluatedKey")
        if not start:
            return


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


def suppression_key(address: str) -> str:
    """Give the sort key of an address; case does not tell addresses apart."""
    return sha256(address.strip().lower().encode()).hexdigest()[:_SUPPRESSION_ID_LENGTH]


def get_suppression(address: str) -> Suppression | None:
    """Read whether an address gets no more mail: 1 GetItem."""
    return get_suppression_by_id(suppression_key(address))


def get_suppression_by_id(suppression_id: str) -> Suppression | None:
    """Read it by the id that the API names it by: 1 GetItem."""
    if len(suppression_id) != _SUPPRESSION_ID_LENGTH:
        return None  # DynamoDB answers a key of 1 KB or more with a fault.
    try:
        return Suppression.get(SUPPRESSED, suppression_id, consistent_read=True)
    except Suppression.DoesNotExist:
        return None


def list_suppressions() -> list[Suppression]:
    """Read the addresses that get no more mail: 1 Query a megabyte."""
    connection, start = Suppression._get_connection(), None
    found: list[Suppression] = []
    while True:
        page = connection.query(SUPPRESSED, exclusive_start_key=start)
        found += [Suppression.from_raw_data(item) for item in page["Items"]]
        start = page.get("LastEvaluatedKey")
        if not start:
            return found


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
