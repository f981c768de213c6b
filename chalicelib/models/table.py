"""What all tables share: the keys, the one client, and how times are stored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from pynamodb.attributes import Attribute, UnicodeAttribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib import aws
from chalicelib.domain.times import from_text, to_text


class TimeAttribute(Attribute[datetime]):
    """A time as text of fixed width, which sorts like the time."""

    attr_type = "S"

    def serialize(self, value: datetime) -> str:
        """Give the text that is stored."""
        return to_text(value)

    def deserialize(self, value: str) -> datetime:
        """Give the time that was stored."""
        return from_text(value)


class TextsAttribute(Attribute[list[str]]):
    """A list of texts."""

    attr_type = "L"

    def serialize(self, value: list[str]) -> list[dict[str, str]]:
        """Give the list that is stored."""
        return [{"S": str(text)} for text in value]

    def deserialize(self, value: list[dict[str, str]]) -> list[str]:
        """Give the texts that were stored."""
        return [text["S"] for text in value]


class Item(Model):
    """An item of any table: a partition key, a sort key, and the process's one client.

    PynamoDB would make a client for each model, 82 to 115 ms each.

    Attributes that a newer release stored are kept when an item that was read is saved: two
    releases work on the same tables (docs/compatibility.md).
    """

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)

    unknown_attributes: Mapping[str, Any] = {}
    """What was read and this release does not know, as DynamoDB has it."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # PynamoDB would let a model take its parent's, which knows none of the model's indexes.
        cls._connection = None

    @classmethod
    def _instantiate(cls, attribute_values: dict[str, dict[str, Any]]) -> Self:
        item: Self = super()._instantiate(attribute_values)
        known = {attribute.attr_name for attribute in cls.get_attributes().values()}
        item.unknown_attributes = {
            name: value for name, value in attribute_values.items() if name not in known
        }
        return item

    def serialize(self, null_check: bool = True) -> dict[str, dict[str, Any]]:
        """Give the item as DynamoDB takes it, with what a newer release stored."""
        return {**self.unknown_attributes, **super().serialize(null_check)}

    @classmethod
    def _get_connection(cls) -> TableConnection:
        connection = super()._get_connection()
        connection.connection._client = aws.client("dynamodb")
        return connection


def write_together(client_request_token: str | None = None) -> TransactWrite:
    """Open a transaction: all of its writes happen, or none."""
    connection = Connection()
    connection._client = aws.client("dynamodb")
    return TransactWrite(connection=connection, client_request_token=client_request_token)


def raw_text(item: dict[str, Any], name: str) -> str:
    """Read a text attribute of an item as DynamoDB gives it, {"name": {"S": "..."}}."""
    return str(item[name]["S"])
