"""Search: the index of words, and the heads of the inquiries that it finds."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.models.indexes import ByToken
from chalicelib.models.inquiry import HEAD, InquiryHead, SearchToken
from chalicelib.models.lists import Position
from chalicelib.models.table import raw_text


@dataclass(frozen=True, slots=True)
class TokenPage:
    """Where the inquiries are that have a word, in the order of words."""

    found: list[Position]
    next: Position | None
    looked_at: int


def read_tokens(prefix: str, limit: int, after: Position | None) -> TokenPage:
    """Find the words that begin with a text: 1 Query, the newest inquiry first in each word.

    An inquiry of which several words begin so is found by the first of them.
    """
    start = None
    if after is not None:
        texts = {
            "pk": after.pk,
            "sk": after.sk,
            "token_initial": prefix[0],
            "token_key": after.place,
        }
        start = {name: {"S": text} for name, text in texts.items()}
    page = SearchToken._get_connection().query(
        prefix[0],
        index_name=ByToken.Meta.index_name,
        range_key_condition=SearchToken.token_key.startswith(prefix),
        filter_condition=SearchToken.shared < len(prefix),
        exclusive_start_key=start,
        limit=limit + 1,
    )
    items = page["Items"]
    shown = items[:limit]
    last = shown[-1] if len(items) > limit else page.get("LastEvaluatedKey")
    return TokenPage(
        found=[_position(item) for item in shown],
        next=_position(last) if last else None,
        looked_at=int(page.get("ScannedCount", len(items))),
    )


def is_search_position(position: Position, prefix: str) -> bool:
    """Tell whether it is a position among the words that begin with a text."""
    return position.is_key and position.place.startswith(prefix)


def read_heads(inquiry_ids: Sequence[str]) -> list[InquiryHead]:
    """Read the heads of up to 100 inquiries, in the given order: 1 BatchGetItem."""
    if not inquiry_ids:
        return []
    keys = [(inquiry_id, HEAD) for inquiry_id in inquiry_ids]
    found = {head.pk: head for head in InquiryHead.batch_get(keys)}
    return [found[inquiry_id] for inquiry_id in inquiry_ids if inquiry_id in found]


def _position(item: dict[str, dict[str, str]]) -> Position:
    return Position(raw_text(item, "token_key"), raw_text(item, "pk"), raw_text(item, "sk"))
