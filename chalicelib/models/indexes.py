"""The indexes of the table of inquiries; infrastructure/data.yaml says what each costs."""

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.models.table import Item


class ByTime(GlobalSecondaryIndex[Item]):  # type: ignore[no-untyped-call]  # PynamoDB's
    """Everything that a list shows, by time."""

    class Meta:
        """How the template names it."""

        index_name = "by_time"
        projection = AllProjection()  # Never used: infrastructure/data.yaml makes the index.

    listed = UnicodeAttribute(hash_key=True)
    created_key = UnicodeAttribute(range_key=True)


class ByStatus(GlobalSecondaryIndex[Item]):  # type: ignore[no-untyped-call]  # PynamoDB's
    """The same, by list and status and time."""

    class Meta:
        """How the template names it."""

        index_name = "by_status"
        projection = AllProjection()

    listed_status = UnicodeAttribute(hash_key=True)
    created_key = UnicodeAttribute(range_key=True)


class ByAssignee(GlobalSecondaryIndex[Item]):  # type: ignore[no-untyped-call]  # PynamoDB's
    """Inquiries by the consultant who has them, and time."""

    class Meta:
        """How the template names it."""

        index_name = "by_assignee"
        projection = AllProjection()

    assignee = UnicodeAttribute(hash_key=True)
    created_key = UnicodeAttribute(range_key=True)


class Owed(GlobalSecondaryIndex[Item]):  # type: ignore[no-untyped-call]  # PynamoDB's
    """What the sweep has to look at, by the time from which it has to."""

    class Meta:
        """How the template names it."""

        index_name = "owed"
        projection = KeysOnlyProjection()

    owed_partition = UnicodeAttribute(hash_key=True)
    owed_key = UnicodeAttribute(range_key=True)


class ByMessage(GlobalSecondaryIndex[Item]):  # type: ignore[no-untyped-call]  # PynamoDB's
    """Mails by the provider's id, which an imported one may share with another."""

    class Meta:
        """How the template names it."""

        index_name = "by_message"
        projection = KeysOnlyProjection()

    message_id = UnicodeAttribute(hash_key=True)


class ByToken(GlobalSecondaryIndex[Item]):  # type: ignore[no-untyped-call]  # PynamoDB's
    """Words of inquiries in the order of the alphabet, the newest inquiry first in each."""

    class Meta:
        """How the template names it."""

        index_name = "by_token"
        projection = AllProjection()

    token_initial = UnicodeAttribute(hash_key=True)
    token_key = UnicodeAttribute(range_key=True)
