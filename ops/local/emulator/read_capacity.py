"""Count read capacity units as DynamoDB does: steps of 4 KB, halved when eventually consistent.

MiniStack charges 0.5 or 1 whatever was read, so a test of an access pattern's cost would pass
for any item size.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

import math
import threading
from typing import Any

from ministack.services import dynamodb

_BYTES_PER_UNIT = 4096
_read = threading.local()


def apply() -> None:
    """Charge reads for the bytes that they touched."""
    add_consumed_capacity = dynamodb._add_consumed_capacity
    paginate = dynamodb._paginate_evaluated_items

    def paginate_and_measure(
        items: Any, limit: Any, table: Any, index_name: str | None = None
    ) -> Any:
        page, at_boundary = paginate(items, limit, table, index_name)
        _read.bytes = sum(
            dynamodb._item_size_bytes(
                dynamodb._apply_index_projection(item, table, index_name) if index_name else item
            )
            for item in page
        )
        return page, at_boundary

    def charge(result: dict[str, Any], data: Any, table: str, **kwargs: Any) -> None:
        add_consumed_capacity(result, data, table, **kwargs)
        consumed = result.get("ConsumedCapacity")
        if kwargs.get("write") or not consumed:
            return
        if "Count" in result:
            size = getattr(_read, "bytes", 0)
        else:
            item = result.get("Item")
            size = dynamodb._item_size_bytes(item) if item else 0
        units = max(1, math.ceil(size / _BYTES_PER_UNIT))
        _spread(consumed, units * (1.0 if data.get("ConsistentRead") else 0.5))

    dynamodb._paginate_evaluated_items = paginate_and_measure
    dynamodb._add_consumed_capacity = charge


def _spread(consumed: dict[str, Any], units: float) -> None:
    consumed["CapacityUnits"] = units
    shares = [consumed.get("Table")]
    for kind in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        shares += (consumed.get(kind) or {}).values()
    for share in shares:
        # Either the table or one index carries the read; the other share stays 0.
        if share and share["CapacityUnits"]:
            share["CapacityUnits"] = units
