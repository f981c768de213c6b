"""Paging through a list while inquiries arrive and change between the pages.

No id comes twice, and none is missing that was there at the start and kept what the list asks for.
tests/contract/test_paging_while_writing.py does it with 2,000 inquiries and clients at once.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

import pytest

from chalicelib.domain.inquiries import NEXT_STATUSES, InquiryStatus
from chalicelib.domain.priority import Priority
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import InquiryHead, InquiryItem, get_head, make_token_item
from chalicelib.services.indexing import tokens_of
from tests.dynalite.server import tables_in_dynalite
from tests.factories import inquiry_head
from tests.fakes import START
from tests.functional.casework import get_pages
from tests.functional.conftest import Platform, start_platform

AT_START, MOST, CHANGES_A_PAGE = 24, 60, 8
USERS = [None, "robin.meyer", "maria.lopez"]
Fits = Callable[[InquiryHead], bool]


@pytest.fixture(scope="module")
def empty(dynalite: str) -> Iterator[Platform]:
    with start_platform(tables=tables_in_dynalite(dynalite)) as platform:
        yield platform


@pytest.fixture
def platform(empty: Platform) -> Iterator[Platform]:
    yield empty
    with InquiryItem.batch_write() as batch:
        for item in InquiryItem.scan():
            batch.delete(InquiryItem(item.pk, item.sk))


class Traffic:
    """Inquiries that arrive and change at random; `heads` says how they are now."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.heads: dict[str, InquiryHead] = {}

    def arrive(self) -> None:
        """Store an inquiry, not counted yet: dynalite has no transactions."""
        head = inquiry_head(
            name=self.random.choice(["Anna Andersson", "Anders Meyer"]),
            priority=self.random.choice(list(Priority)),
            status=self.random.choice(list(InquiryStatus)),
            assignee=self.random.choice(USERS),
            created_at=START + timedelta(seconds=len(self.heads) // 3),
            debts={},
        )
        with InquiryItem.batch_write() as batch:
            batch.save(head)
            for token in tokens_of(head):
                batch.save(make_token_item(head, token))
        self.heads[head.pk] = head

    def change(self) -> None:
        """Do to an inquiry what people do."""

        def decide(head: InquiryHead) -> HeadChange:
            status = self.random.choice(NEXT_STATUSES[InquiryStatus(head.status)])
            assignee = self.random.choice(USERS)
            return HeadChange(attributes={"status": status, "assignee": assignee}, is_edit=True)

        changed = change_head(self.random.choice(list(self.heads)), decide)
        assert changed is not None
        pk = changed[0].pk
        self.heads[pk] = get_head(pk, is_consistent=True)

    def go_on(self) -> None:
        for _ in range(CHANGES_A_PAGE):
            if len(self.heads) < MOST and self.random.random() < 0.3:
                self.arrive()
            else:
                self.change()


LISTS: dict[str, tuple[dict[str, str], Fits]] = {
    "all": ({}, lambda _: True),
    "status": ({"status": "processing"}, lambda head: head.status == "processing"),
    "assignee": ({"assignee": "robin.meyer"}, lambda head: head.assignee == "robin.meyer"),
    "filter": ({"priority": "high"}, lambda head: head.priority == "high"),
    "search": ({"q": "an"}, lambda _: True),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("query", "fits"), LISTS.values(), ids=LISTS)
def test_list_inquiries_paging_repeats_and_misses_nothing(
    platform: Platform, query: dict[str, str], fits: Fits, seed: int
) -> None:
    traffic = Traffic(seed)
    for _ in range(AT_START):
        traffic.arrive()
    kept = {pk for pk, head in traffic.heads.items() if fits(head)}

    found: list[str] = []
    for page in get_pages(platform, platform.sign_in(), **query, limit=3 + seed):
        found += [item["id"] for item in page["items"]]
        traffic.go_on()
        kept = {pk for pk in kept if fits(traffic.heads[pk])}

    assert len(found) == len(set(found)), "an id came twice"
    assert kept <= set(found), "an id is missing that kept what the list asks for"
    assert len(traffic.heads) > AT_START
