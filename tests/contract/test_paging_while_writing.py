"""Two thousand inquiries are written while clients page through all of them, on the emulator.

They are written into the table itself, since each submission would have a report drafted. What the
platform has besides is left alone, and they lie in the year 2020, where no other test looks. Edits
go through the API, and so does the paging.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Event, Lock
from urllib.parse import urlencode

import pytest

from chalicelib.models.inquiry import HEAD, TEXT, InquiryItem, InquiryText, list_keys_of
from tests.contract.targets import on_emulator
from tests.factories import inquiry_head
from tests.platform import Platform

pytestmark = pytest.mark.xdist_group("contract")

AT_START, ALL, WRITERS, BATCH = 400, 2_000, 2, 5
LEAST_EDITS = 10
YEAR = datetime(2020, 1, 1, tzinfo=UTC)
LIST = "/api/v1/admin/inquiries"
RANGE = {"from": "2020-01-01", "to": "2020-12-31"}


@dataclass
class Filling:
    """Inquiries of 2020 by id, and those of them whose status somebody changed."""

    random: Random = field(default_factory=lambda: Random(20))
    ids: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    edits: int = 0
    lock: Lock = field(default_factory=Lock)

    def write(self, count: int) -> None:
        """Store inquiries at any time of the year, so that they arrive all over the list."""
        for _ in range(count // BATCH):
            with self.lock:
                seconds = [self.random.randrange(365 * 86_400) for _ in range(BATCH)]
            heads = [
                inquiry_head(name="Filling", created_at=YEAR + timedelta(seconds=each), debts={})
                for each in seconds
            ]
            with InquiryItem.batch_write() as batch:
                for head in heads:
                    batch.save(head)
                    batch.save(InquiryText(head.pk, TEXT, message="Written by a test."))
            with self.lock:
                self.ids += [head.pk for head in heads]

    def remove(self) -> None:
        with InquiryItem.batch_write() as batch:
            for inquiry_id in self.ids:
                keys = list_keys_of(inquiry_id) if inquiry_id in self.changed else (HEAD, TEXT)
                for key in keys:
                    batch.delete(InquiryItem(inquiry_id, key))


@pytest.fixture
def filling(platform: Platform) -> Iterator[Filling]:
    with on_emulator(platform):
        filling = Filling()
        filling.write(AT_START)
        yield filling
        filling.remove()


def read_all(platform: Platform, staff: dict[str, str], query: dict[str, str]) -> list[str]:
    """Page through a list, and give all ids in the order in which they came."""
    ids: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        path = f"{LIST}?{urlencode({**RANGE, **query, **cursor})}"
        answer = platform.request("GET", path, headers=staff)
        assert answer.status == 200, answer.body
        ids += [item["id"] for item in answer.json["items"]]
        if answer.json["next_cursor"] is None:
            return ids
        cursor = {"cursor": answer.json["next_cursor"]}


def change_until(
    platform: Platform, staff: dict[str, str], filling: Filling, is_over: Event
) -> None:
    """Move inquiries from status to status."""
    random = Random(4)
    while not is_over.is_set():
        inquiry_id = random.choice(filling.ids[:AT_START])
        filling.changed.add(inquiry_id)
        found = platform.request("GET", f"{LIST}/{inquiry_id}", headers=staff).json
        body = {"version": found["version"], "status": random.choice(found["next_statuses"])}
        answer = platform.request("PATCH", f"{LIST}/{inquiry_id}", body, staff)
        assert answer.status == 200, answer.body
        filling.edits += 1


def test_list_inquiries_while_two_thousand_are_written_repeats_and_misses_nothing(
    platform: Platform, filling: Filling
) -> None:
    staff, is_over = platform.sign_in(), Event()
    lists = [
        {"limit": "100"},
        {"limit": "40", "status": "pending"},
        {"limit": "60", "priority": "medium"},
    ]
    rounds: list[tuple[dict[str, str], set[str], list[str]]] = []

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        writers: list[Future[None]] = [
            pool.submit(filling.write, (ALL - AT_START) // WRITERS) for _ in range(WRITERS)
        ]
        editor = pool.submit(change_until, platform, staff, filling, is_over)

        def goes_on() -> bool:
            is_written = all(writer.done() for writer in writers)
            return not editor.done() and (not is_written or filling.edits < LEAST_EDITS)

        while goes_on():
            for query in lists:
                before = set(filling.ids)
                rounds.append((query, before, read_all(platform, staff, query)))
        is_over.set()
        for writer in writers:
            writer.result()
        editor.result()

    assert len(filling.ids) == ALL
    assert filling.edits >= LEAST_EDITS
    for query, before, found in rounds:
        assert len(found) == len(set(found)), f"an id came twice: {query}"
        kept = before - filling.changed if "status" in query else before
        assert kept <= set(found), f"an id is missing: {query}"
    everything = read_all(platform, staff, {"limit": "100"})
    assert sorted(everything) == sorted(filling.ids)
