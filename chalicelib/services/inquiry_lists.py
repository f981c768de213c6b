"""Lists of inquiries: by time with filters, by search, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.counts import TOTAL, assignee_count, status_count
from chalicelib.domain.search_tokens import has_terms, read_terms
from chalicelib.domain.times import to_text
from chalicelib.errors import InvalidInput
from chalicelib.models import search
from chalicelib.models.head_changes import INQUIRIES
from chalicelib.models.inquiry import InquiryHead
from chalicelib.models.ledger import INQUIRY_COUNTS, get_counts
from chalicelib.models.lists import UNKNOWN_CURSOR, ListRequest, Position, read_list
from chalicelib.services.indexing import tokens_of

NOBODY = "-"
"""The assignee to ask for when nobody has the inquiry; no user can be named so."""

_MOST_LOOKED_AT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryFilter:
    """Which inquiries. Times are inclusive; `query` are words to search for."""

    status: str | None = None
    priority: str | None = None
    service: str | None = None
    source: str | None = None
    assignee: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class InquiryRows:
    """A page of inquiries.

    Shape: rows as the indexes have them, with plain values. `total` is None where nobody counts,
    `looked_at` how many inquiries a page with filters has read to find its rows, else None.
    """

    rows: list[dict[str, Any]]
    next: Position | None
    total: int | None
    looked_at: int | None


def list_inquiries(
    wanted: InquiryFilter, limit: int, after: Position | None, *, has_total: bool = True
) -> InquiryRows:
    """Give one page, newest first; a search has the order of the words that it found.

    1 Query, and 1 GetItem where there is a total. A search reads the heads of what it found by
    1 BatchGetItem, so that it shows them as they are now.

    Raises: InvalidInput for a search for nothing, or a position of another list.
    """
    if wanted.query is not None:
        return _search(wanted, wanted.query, limit, after)
    request = make_request(wanted, limit, after)
    page = read_list(request)
    if not request.is_flat:
        return InquiryRows(page.rows, page.next, None, page.looked_at)
    return InquiryRows(page.rows, page.next, _count(wanted) if has_total else None, None)


def list_inquiries_by_id(inquiry_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Give the rows of up to 100 inquiries that are still there: 1 BatchGetItem."""
    heads = search.read_heads(inquiry_ids)
    return [_row(head) for head in heads if head.created_key is not None]


def read_search(query: str) -> list[str]:
    """Give the words of a search, the longest first.

    Raises: InvalidInput for a search without any.
    """
    terms = read_terms(query)
    if not terms:
        raise InvalidInput({"q": ["Search for a letter or a digit at least"]})
    return terms


def make_request(wanted: InquiryFilter, limit: int, after: Position | None) -> ListRequest:
    """Choose the index for a filter: an assignee's, else a status's, else the one of all."""
    has_assignee = wanted.assignee not in (None, NOBODY)
    filters: dict[str, str | None] = {}
    if wanted.assignee == NOBODY:
        filters["assignee"] = None
    if has_assignee and wanted.status:
        filters["status"] = wanted.status
    if wanted.priority:
        filters["priority"] = wanted.priority
    if wanted.source:
        filters["source"] = wanted.source
    return ListRequest(
        listed=INQUIRIES,
        limit=limit,
        status=None if has_assignee else wanted.status,
        assignee=wanted.assignee if has_assignee else None,
        filters=filters,
        members={"services": wanted.service} if wanted.service else {},
        since=wanted.since,
        until=wanted.until,
        after=after,
    )


def get_inquiry_counts() -> dict[str, int]:
    """Give how many inquiries there are, by what they are counted under: 1 GetItem."""
    return get_counts(INQUIRY_COUNTS)


def _count(wanted: InquiryFilter) -> int | None:
    """Give the exact total of a flat list; a range of time is flat too, but nobody counts it."""
    if wanted.since or wanted.until:
        return None
    name = TOTAL
    if wanted.assignee:
        name = assignee_count(wanted.assignee)
    elif wanted.status:
        name = status_count(wanted.status)
    return get_inquiry_counts().get(name, 0)


def _search(wanted: InquiryFilter, query: str, limit: int, after: Position | None) -> InquiryRows:
    terms = read_search(query)
    if after is not None and not search.is_search_position(after, terms[0]):
        raise InvalidInput({"cursor": [UNKNOWN_CURSOR]})
    is_flat = len(terms) == 1 and wanted == InquiryFilter(query=query)
    page = search.read_tokens(terms[0], limit if is_flat else _MOST_LOOKED_AT, after)
    heads = {head.pk: head for head in search.read_heads([found.pk for found in page.found])}
    wanted_ones = [
        (position, heads[position.pk])
        for position in page.found
        if position.pk in heads and _is_wanted(heads[position.pk], wanted, terms)
    ]
    shown = wanted_ones[:limit]
    is_cut = len(wanted_ones) > limit
    return InquiryRows(
        rows=[_row(head) for _, head in shown],
        next=shown[-1][0] if is_cut else page.next,
        total=None,
        looked_at=None if is_flat else page.looked_at,
    )


def _is_wanted(head: InquiryHead, wanted: InquiryFilter, terms: list[str]) -> bool:
    return (
        head.is_inquiry
        and has_terms(tokens_of(head), terms)
        and wanted.status in (None, head.status)
        and wanted.priority in (None, head.priority)
        and wanted.source in (None, head.source)
        and (wanted.service is None or wanted.service in head.services)
        and wanted.assignee in (None, head.assignee or NOBODY)
        and (wanted.since is None or head.created_at >= wanted.since)
        and (wanted.until is None or head.created_at <= wanted.until)
    )


def _row(head: InquiryHead) -> dict[str, Any]:
    """Give a head as the row of an index."""
    row = {name: getattr(head, name) for name in _ROW_NAMES}
    return row | {"updated_at": to_text(head.updated_at)}


_ROW_NAMES = (
    "pk",
    "created_key",
    "reference",
    "name",
    "company",
    "email",
    "services",
    "priority",
    "status",
    "source",
    "assignee",
    "report_state",
    "report_number",
    "version",
)
