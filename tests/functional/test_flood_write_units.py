"""How many write units the longest inquiry takes, which the price of a flood assumes."""

from typing import Any

import boto3

from chalicelib.config import get_settings
from chalicelib.domain.inquiries import ServiceType
from ops.cost.flood import WRITE_UNITS
from tests.factories import inquiry_body
from tests.functional.conftest import Platform
from tests.templates import load_template

MESSAGE_CHARACTERS = 10_000
LONGEST_CHARACTER = "\N{GRINNING FACE}"
"""Four bytes, as long as any in UTF-8."""
BYTES_PER_UNIT = 1024
"""Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html"""


def size_of(item: dict[str, Any]) -> int:
    """Give the bytes of an item in DynamoDB's own form; containers are rounded up."""

    def value_size(value: dict[str, Any]) -> int:
        ((kind, inner),) = value.items()
        if kind == "M":
            return 3 + sum(len(key) + 1 + value_size(part) for key, part in inner.items())
        if kind in ("L", "SS"):
            parts = inner if kind == "L" else [{"S": part} for part in inner]
            return 3 + sum(1 + value_size(part) for part in parts)
        return 21 if kind == "N" else len(str(inner).encode())

    return sum(len(name.encode()) + value_size(value) for name, value in item.items())


def units_of(size_bytes: int) -> int:
    return -(-size_bytes // BYTES_PER_UNIT)


def scan(table: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = boto3.client("dynamodb").scan(TableName=table)["Items"]
    return items


def index_units(item: dict[str, Any]) -> int:
    """Count the places of a new item in indexes; one that lacks an index's key is not in it."""
    table = load_template("data.yaml")["Resources"]["InquiriesTable"]["Properties"]
    return sum(
        units_of(size_of(item))
        for index in table["GlobalSecondaryIndexes"]
        if all(key["AttributeName"] in item for key in index["KeySchema"])
    )


def test_inquiry_takes_no_more_write_units_than_a_flood_is_priced_with(platform: Platform) -> None:
    settings = get_settings()

    message = LONGEST_CHARACTER * MESSAGE_CHARACTERS
    too_long = platform.request("POST", "/inquiries", inquiry_body(message=f"{message}x"))
    assert too_long.status_code == 400, "there is a longer one"
    platform.submit(
        {"Idempotency-Key": "k" * 64},
        message=message,
        name=LONGEST_CHARACTER * 50,
        company=LONGEST_CHARACTER * 255,
        email=f"{'m' * 64}@{'k' * 63}.{'k' * 63}.{'k' * 53}.example",
        phone="0" * 50,
        services=list(ServiceType),
    )

    transaction = scan(settings.inquiries_table)
    access = scan(settings.access_table)
    limits = [item for item in access if item["pk"]["S"].upper().startswith("LIMIT")]
    others = [item for item in access if item not in limits]
    assert len(limits) == 1, [item["pk"] for item in access]
    twice = [*transaction, *others]
    units = (
        sum(2 * units_of(size_of(item)) for item in twice)
        + sum(index_units(item) for item in transaction)
        + sum(units_of(size_of(item)) for item in limits)
    )
    assert units <= WRITE_UNITS
    assert units >= WRITE_UNITS - 3, "the assumption is not far off either"
