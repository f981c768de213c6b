"""The list of inquiries: each filter and any combination, times, pages, and what is refused."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

from chalicelib.api.list_queries import write_cursor
from chalicelib.domain.inquiries import InquiryStatus, ServiceType, Source
from chalicelib.domain.priority import Priority
from chalicelib.models import lists
from chalicelib.models.inquiry import InquiryHead
from tests.dynalite.server import tables_in_dynalite
from tests.factories import inquiry_head
from tests.fakes import START
from tests.functional.casework import (
    LIST,
    Headers,
    assert_fault,
    get_ids,
    get_page,
    get_pages,
)
from tests.functional.conftest import Platform, start_platform

ASSIGNEES = [None, "maria.lopez", "robin.meyer", "sam"]
SERVICES = [["migration"], ["assessment", "general"], ["optimization", "migration"]]
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def heads() -> list[InquiryHead]:
    """Sixty inquiries, an hour apart, of every kind."""
    kinds = list(product(InquiryStatus, Priority, Source, ASSIGNEES, SERVICES))
    return [
        inquiry_head(
            status=status,
            priority=priority,
            source=source,
            assignee=assignee,
            services=services,
            created_at=START + number * HOUR,
        )
        for number, (status, priority, source, assignee, services) in enumerate(
            Random(4).sample(kinds, 60)
        )
    ]


@pytest.fixture(scope="module")
def platform(dynalite: str, heads: list[InquiryHead]) -> Iterator[Platform]:
    with start_platform(tables=tables_in_dynalite(dynalite)) as platform:
        with InquiryHead.batch_write() as batch:
            for head in heads:
                batch.save(head)
            batch.save(inquiry_head(synthetic=True, created_at=START))
            batch.save(inquiry_head(deleted_at=START, created_at=START))
            batch.save(inquiry_head(export="{}", created_at=START))
        yield platform


@pytest.fixture
def staff(platform: Platform) -> Headers:
    return platform.sign_in()


def expect(heads: list[InquiryHead], wanted: dict[str, Any]) -> list[str]:
    """Choose what a filter asks for, newest first, without the code under test."""
    assignee = wanted.get("assignee")
    return [
        head.pk
        for head in reversed(heads)
        if wanted.get("status") in (None, head.status)
        and wanted.get("priority") in (None, head.priority)
        and wanted.get("source") in (None, head.source)
        and (wanted.get("service") is None or wanted["service"] in head.services)
        and assignee in (None, head.assignee or "-")
        and ("from_" not in wanted or wanted["from_"] <= head.created_at.isoformat())
        and ("to" not in wanted or head.created_at.isoformat() <= wanted["to"])
    ]


CHOICES: dict[str, list[str]] = {
    "status": list(InquiryStatus),
    "priority": list(Priority),
    "service": list(ServiceType),
    "source": list(Source),
    "assignee": ["-", "maria.lopez", "robin.meyer", "sam", "nobody.here"],
    "from_": [(START + 20 * HOUR).isoformat()],
    "to": [(START + 45 * HOUR).isoformat()],
}
EACH_CHOICE = [{name: value} for name, values in CHOICES.items() for value in values]
SOME_COMBINATIONS = [
    {name: random.choice(CHOICES[name]) for name in random.sample(list(CHOICES), count)}
    for random in [Random(7)]
    for count in (2, 3, 4, 5)
    for _ in range(8)
]


@pytest.mark.parametrize(
    ("wanted", "limit"),
    [
        ({}, 60),
        *((wanted, 5) for wanted in EACH_CHOICE),
        *((wanted, 100) for wanted in SOME_COMBINATIONS),
    ],
    ids=str,
)
def test_list_inquiries_gives_what_the_filter_says_newest_first(
    platform: Platform,
    heads: list[InquiryHead],
    staff: Headers,
    wanted: dict[str, str],
    limit: int,
) -> None:
    assert get_ids(platform, staff, **wanted, limit=limit) == expect(heads, wanted)


@pytest.mark.parametrize(
    ("wanted", "is_counted", "is_filtered"),
    [
        ({}, True, False),
        ({"status": "pending"}, True, False),
        ({"assignee": "sam"}, True, False),
        ({"from": "2026-11-24"}, False, False),
        ({"status": "pending", "to": "2026-11-25"}, False, False),
        ({"assignee": "-"}, False, True),
        ({"status": "pending", "assignee": "sam"}, False, True),
        ({"priority": "high"}, False, True),
        ({"service": "migration"}, False, True),
        ({"source": "quote_request"}, False, True),
    ],
    ids=str,
)
def test_list_inquiries_says_what_it_counted_and_how_far_it_looked(
    platform: Platform,
    staff: Headers,
    wanted: dict[str, str],
    is_counted: bool,
    is_filtered: bool,
) -> None:
    page = get_page(platform, staff, **wanted)

    assert (page["total"] is not None) is is_counted
    assert (page["looked_at"] is not None) is is_filtered


def test_list_inquiries_filtered_page_may_be_short_and_goes_on_where_it_ended(
    platform: Platform, heads: list[InquiryHead], staff: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_READ", 10)

    pages = list(get_pages(platform, staff, priority="urgent", limit=8))

    found = [item["id"] for page in pages for item in page["items"]]
    assert found == expect(heads, {"priority": "urgent"})
    assert all(len(page["items"]) <= 8 for page in pages)
    assert any(len(page["items"]) < 8 and page["next_cursor"] for page in pages)
    assert {page["looked_at"] for page in pages[:-1]} == {10}
    assert sum(page["looked_at"] for page in pages) == len(heads)


def test_list_inquiries_filtered_page_that_is_full_goes_on_after_its_last_row(
    platform: Platform, heads: list[InquiryHead], staff: Headers
) -> None:
    first = get_page(platform, staff, source="contact_form", limit=3)
    second = get_page(platform, staff, source="contact_form", limit=3, cursor=first["next_cursor"])

    ids = [item["id"] for item in first["items"] + second["items"]]
    assert ids == expect(heads, {"source": "contact_form"})[:6]


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-11-25", "2026-11-25", range(15, 39)),
        ("2026-11-24", "2026-11-24", range(15)),
        ("2026-11-25T10:15:00Z", "2026-11-25T12:15:00Z", range(25, 28)),
        ("2026-11-25T10:15:00.000001Z", "2026-11-25T12:14:59.999999Z", range(26, 27)),
        ("2026-11-25T12:15:00+02:00", "2026-11-25T12:15:00+02:00", range(25, 26)),
        ("2026-11-26T20:00:00-05:00", None, range(64, 60)),
        (None, "2026-11-24T09:15:00Z", range(1)),
        (None, "0500-01-01", range(0)),
        ("0500-01-01", None, range(60)),
        ("9999-12-31", None, range(0)),
        (None, "9999-12-31", range(60)),
    ],
)
def test_list_inquiries_times_are_inclusive_and_a_date_is_the_whole_day(
    platform: Platform,
    heads: list[InquiryHead],
    staff: Headers,
    since: str | None,
    until: str | None,
    hours: range,
) -> None:
    found = get_ids(platform, staff, from_=since, to=until, limit=9)

    assert found == [heads[hour].pk for hour in reversed(hours)]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=open", "status"),
        ("status=Pending", "status"),
        ("status=", "status"),
        ("priority=1", "priority"),
        ("service=hosting", "service"),
        ("source=fax", "source"),
        ("assignee=Robin", "assignee"),
        (f"assignee={'x' * 65}", "assignee"),
        ("assignee=", "assignee"),
        ("from=yesterday", "from"),
        ("from=2026-02-30", "from"),
        ("from=2026-11-24T09:15:00", "from"),
        ("from=24.11.2026", "from"),
        ("from=", "from"),
        ("to=2026-13-01", "to"),
        ("to=0001-01-01T00:00:00%2B14:00", "to"),
        ("from=2026-11-25&to=2026-11-24", "to"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=ten", "limit"),
        ("limit=1.0", "limit"),
        ("limit=2&limit=3", "limit"),
        ("cursor=", "cursor"),
        ("cursor=garbage", "cursor"),
        ("cursor=%00", "cursor"),
        ("cursor=WyIiLCIiLCIiXQ", "cursor"),
        (f"cursor={'W' * 2001}", "cursor"),
        ("q=", "q"),
        (f"q={'x' * 201}", "q"),
        ("q=%20%2E%20", "q"),
        ("since=2026-11-24", "since"),
        ("colour=blue", "colour"),
        ("sort=name", "sort"),
    ],
)
def test_list_inquiries_bad_parameter_is_400_and_named(
    platform: Platform, staff: Headers, query: str, field: str
) -> None:
    assert_fault(platform.request("GET", f"{LIST}?{query}", headers=staff), field)


def test_list_inquiries_every_bad_parameter_is_named_at_once(
    platform: Platform, staff: Headers
) -> None:
    answer = platform.request("GET", f"{LIST}?status=x&limit=0&colour=blue", headers=staff)

    assert_fault(answer, "status", "limit", "colour")


@pytest.mark.parametrize(
    "other",
    [
        {"from": "2026-11-26"},
        {"to": "2026-11-24"},
        {"q": "keller"},
    ],
    ids=str,
)
def test_list_inquiries_cursor_of_another_list_is_400(
    platform: Platform, staff: Headers, other: dict[str, str]
) -> None:
    cursor = get_page(platform, staff, limit=30)["next_cursor"]
    query = "&".join(f"{name}={value}" for name, value in other.items())

    assert_fault(
        platform.request("GET", f"{LIST}?{query}&cursor={cursor}", headers=staff), "cursor"
    )


@pytest.mark.parametrize("place", ["2026-11-25T00:00:00.000000Z#x", "2026", "x" * 1100])
@pytest.mark.parametrize("pk", ["x", "", "x" * 1100])
def test_list_inquiries_forged_cursor_is_a_page_or_400(
    platform: Platform, staff: Headers, place: str, pk: str
) -> None:
    cursor = write_cursor(place, pk, "HEAD")

    answer = platform.request("GET", f"{LIST}?cursor={cursor}", headers=staff)

    is_possible = (len(place), len(pk)) == (29, 1)
    assert answer.status_code == (200 if is_possible else 400), answer.body


def test_list_inquiries_rows_say_when_and_what(
    platform: Platform, heads: list[InquiryHead], staff: Headers
) -> None:
    (newest,) = get_page(platform, staff, limit=1)["items"]

    head = heads[-1]
    assert newest == {
        "id": head.pk,
        "reference": head.reference,
        "name": "Maria Keller",
        "company": "Keller Logistics",
        "email": "maria@keller-logistics.example",
        "services": head.services,
        "priority": head.priority,
        "status": head.status,
        "source": head.source,
        "assignee": head.assignee,
        "created_at": datetime.isoformat(head.created_at).replace("+00:00", "Z"),
        "updated_at": "2026-11-24T09:15:00Z",
        "report": "draft",
        "report_number": 1,
        "version": 1,
    }
