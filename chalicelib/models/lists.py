"""The lists of inquiries, reports and mails: pages of the indexes by time.

A list, one status of it, and one assignee's inquiries are read flat: a page costs the same whatever
the number of items. Any other filter is applied to what a page reads, `MOST_READ` items at most, so
such a page may be short; its position is right all the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from chalicelib.domain.times import from_text, to_text
from chalicelib.errors import InvalidInput
from chalicelib.models.indexes import ByAssignee, ByStatus, ByTime
from chalicelib.models.inquiry import InquiryHead
from chalicelib.models.table import raw_text

MOST_READ = 500
UNKNOWN_CURSOR = "The cursor is not known"
_BEFORE_ANY_KEY, _AFTER_ANY_KEY = " ", "~"
_LONGEST_KEY = 1024


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page ended: the row's place in the index, and its key."""

    place: str
    pk: str
    sk: str

    @property
    def is_key(self) -> bool:
        """Tell whether DynamoDB would take it for one."""
        texts = (self.place, self.pk, self.sk)
        return all(0 < len(text.encode()) <= _LONGEST_KEY for text in texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """A page of a list.

    `listed` names the list. `status` and `assignee` choose the index, `filters` demand equality of
    attributes (None demands that it is absent), `members` an entry in a list of texts. Times are
    inclusive.
    """

    listed: str
    limit: int
    status: str | None = None
    assignee: str | None = None
    filters: Mapping[str, str | None] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    after: Position | None = None
    is_oldest_first: bool = False

    @property
    def is_flat(self) -> bool:
        """Tell whether the index alone finds the rows."""
        return not (self.filters or self.members)


@dataclass(frozen=True, slots=True)
class ListPage:
    """Rows with plain values, the position to go on from, and how many items were looked at."""

    rows: list[dict[str, Any]]
    next: Position | None
    looked_at: int


def read_list(request: ListRequest) -> ListPage:
    """Read one page: 1 Query.

    One row more than asked for is read, so that a last page that is full says that it is the last.
    Raises: InvalidInput for a position that is none of this list; DynamoDB would refuse it.
    """
    index, hash_name, hash_value = _index(request)
    first, last = _bounds(request)
    start = None
    if request.after is not None:
        after = request.after
        if not (after.is_key and _is_time(after.place) and first <= after.place <= last):
            raise InvalidInput({"cursor": [UNKNOWN_CURSOR]})
        texts = {"pk": after.pk, "sk": after.sk, hash_name: hash_value, "created_key": after.place}
        start = {name: {"S": text} for name, text in texts.items()}
    page = InquiryHead._get_connection().query(
        hash_value,
        index_name=index,
        range_key_condition=_between(first, last),
        filter_condition=_filter(request),
        exclusive_start_key=start,
        limit=request.limit + 1 if request.is_flat else MOST_READ,
        scan_index_forward=request.is_oldest_first,
    )
    items: Sequence[dict[str, Any]] = page["Items"]
    shown = items[: request.limit]
    return ListPage(
        rows=[plain_row(item) for item in shown],
        next=_next(page, items, shown),
        looked_at=int(page.get("ScannedCount", len(items))),
    )


def plain_row(item: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of an index item, which lacks attributes that the model demands."""
    values: dict[str, Any] = {}
    for name, stored in item.items():
        ((kind, value),) = stored.items()
        if kind == "L":
            values[name] = [entry["S"] for entry in value]
        else:
            values[name] = int(value) if kind == "N" else value
    return values


def _index(request: ListRequest) -> tuple[str, str, str]:
    """Choose the index, and name its hash key and the value to ask for."""
    if request.assignee is not None:
        return ByAssignee.Meta.index_name, "assignee", request.assignee
    if request.status is not None:
        status = f"{request.listed}#{request.status}"
        return ByStatus.Meta.index_name, "listed_status", status
    return ByTime.Meta.index_name, "listed", request.listed


def _bounds(request: ListRequest) -> tuple[str, str]:
    first = to_text(request.since) if request.since else _BEFORE_ANY_KEY
    last = to_text(request.until) + _AFTER_ANY_KEY if request.until else _AFTER_ANY_KEY
    return first, last


def _between(first: str, last: str) -> Condition | None:
    if (first, last) == (_BEFORE_ANY_KEY, _AFTER_ANY_KEY):
        return None
    return InquiryHead.created_key.between(first, last)


def _is_time(place: str) -> bool:
    try:
        from_text(place.partition("#")[0])
    except ValueError:
        return False
    return True


def _filter(request: ListRequest) -> Condition | None:
    # PynamoDB can't store a member of an enumeration, even of texts.
    conditions: list[Condition] = [
        Path([name]).does_not_exist() if value is None else Path([name]) == str(value)
        for name, value in request.filters.items()
    ]
    conditions += [Path([name]).contains(str(value)) for name, value in request.members.items()]
    return reduce(and_, conditions) if conditions else None


def _next(
    page: Mapping[str, Any], items: Sequence[dict[str, Any]], shown: Sequence[dict[str, Any]]
) -> Position | None:
    """Go on from the last row that is shown, or else from where the reading ended."""
    last = shown[-1] if len(items) > len(shown) else page.get("LastEvaluatedKey")
    if not last:
        return None
    return Position(raw_text(last, "created_key"), raw_text(last, "pk"), raw_text(last, "sk"))
