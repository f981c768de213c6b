"""What casework costs at the door to AWS, counted: lists, search, reads and edits.

What a page of a flat list costs at any size is in test_flat_lists.py, and why a search reads heads
in docs/adr/0008-search-reads-the-heads.md.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from chalicelib.domain.debts import DebtName
from chalicelib.domain.permissions import Role
from chalicelib.models import access
from chalicelib.models.lists import MOST_READ
from tests.fakes import START
from tests.functional.casework import LIST, Headers, edit, get_page
from tests.functional.conftest import Platform
from tests.functional.door import Door, open_door, start_counted_platform

GET, PUT, UPDATE = "dynamodb.GetItem", "dynamodb.PutItem", "dynamodb.UpdateItem"
QUERY, BATCH, WRITE = "dynamodb.Query", "dynamodb.BatchGetItem", "dynamodb.TransactWriteItems"
SEND, SESSION = "sqs.SendMessage", GET


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with start_counted_platform() as platform:
        user = access.User(
            access.USERS,
            "ada",
            username="ada",
            name="Ada",
            role=Role.CONSULTANT,
            password_hash="none",
            created_at=START,
        )
        access.create_user(user)
        for _ in range(3):
            platform.submit()
        platform.work()
        yield platform


@pytest.fixture
def door(platform: Platform) -> Iterator[Door]:
    with open_door() as door:
        yield door


@pytest.fixture
def staff(platform: Platform) -> Headers:
    return platform.sign_in()


@pytest.fixture
def inquiry_id(platform: Platform) -> str:
    submitted = platform.submit()
    platform.work()
    return str(submitted["id"])


@pytest.mark.parametrize(
    ("path", "more"),
    [
        pytest.param(LIST, [QUERY, GET], id="list"),
        pytest.param(f"{LIST}?limit=100", [QUERY, GET], id="longest page"),
        pytest.param(f"{LIST}?status=pending", [QUERY, GET], id="status"),
        pytest.param(f"{LIST}?assignee=ada", [QUERY, GET], id="assignee"),
        pytest.param(f"{LIST}?from=2026-11-24&to=2026-11-25", [QUERY], id="range of time"),
        pytest.param(f"{LIST}?priority=high", [QUERY], id="filter"),
        pytest.param(f"{LIST}?status=pending&assignee=ada&source=quote_request", [QUERY], id="all"),
        pytest.param(f"{LIST}?assignee=-", [QUERY], id="nobody's"),
        pytest.param(f"{LIST}?q=keller", [QUERY, BATCH], id="search"),
        pytest.param(f"{LIST}?q=keller+maria&status=pending", [QUERY, BATCH], id="narrow search"),
        pytest.param(f"{LIST}?q=nothing", [QUERY], id="search that finds nothing"),
        pytest.param(f"{LIST}/counts", [GET], id="counts"),
        pytest.param(f"{LIST}/{{id}}", [QUERY], id="inquiry with everything"),
        pytest.param(f"{LIST}/{{id}}/activities", [QUERY], id="activities"),
        pytest.param("/admin/consultants", [QUERY], id="consultants"),
        pytest.param("/admin/reports", [QUERY], id="reports"),
        pytest.param("/admin/reports?status=draft", [QUERY], id="reports of a status"),
        pytest.param("/admin/mail/events", [QUERY], id="mails"),
        pytest.param("/admin/mail/events?status=sent", [QUERY], id="mails of a status"),
    ],
)
def test_read_costs_the_session_and_what_it_reads(
    platform: Platform, door: Door, staff: Headers, inquiry_id: str, path: str, more: list[str]
) -> None:
    with door.watch() as seen:
        answer = platform.request("GET", path.format(id=inquiry_id), headers=staff)

    assert answer.status_code == 200, answer.body
    assert seen == sorted([SESSION, *more])


@pytest.mark.parametrize(
    ("query", "index"),
    [({}, "by_time"), ({"status": "pending"}, "by_status"), ({"assignee": "ada"}, "by_assignee")],
    ids=["list", "status", "assignee"],
)
def test_list_inquiries_flat_reads_one_more_than_a_page_from_its_index(
    platform: Platform, door: Door, staff: Headers, query: dict[str, str], index: str
) -> None:
    get_page(platform, staff, **query, limit=2)

    (asked,) = door.queries
    assert (asked["IndexName"], asked["Limit"], asked["ScanIndexForward"]) == (index, 3, False)
    assert "FilterExpression" not in asked
    assert "ExclusiveStartKey" not in asked


def test_list_inquiries_next_page_begins_where_the_one_before_ended(
    platform: Platform, door: Door, staff: Headers
) -> None:
    first = get_page(platform, staff, limit=2)
    get_page(platform, staff, limit=2, cursor=first["next_cursor"])

    key = door.queries[1]["ExclusiveStartKey"]
    assert key["pk"] == {"S": first["items"][1]["id"]}
    assert key.keys() == {"pk", "sk", "listed", "created_key"}


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({"priority": "high"}, "by_time"),
        ({"service": "migration", "from_": "2026-11-24"}, "by_time"),
        ({"status": "pending", "source": "contact_form"}, "by_status"),
        ({"status": "pending", "assignee": "ada"}, "by_assignee"),
        ({"assignee": "-"}, "by_time"),
    ],
    ids=str,
)
def test_list_inquiries_filtered_reads_a_bounded_number(
    platform: Platform, door: Door, staff: Headers, query: dict[str, Any], index: str
) -> None:
    get_page(platform, staff, **query, limit=100)

    (asked,) = door.queries
    assert MOST_READ == 500
    assert (asked["IndexName"], asked["Limit"]) == (index, 500)
    assert "FilterExpression" in asked


def test_list_inquiries_search_reads_no_more_words_than_a_page(
    platform: Platform, door: Door, staff: Headers
) -> None:
    get_page(platform, staff, q="keller", limit=2)
    get_page(platform, staff, q="keller maria", limit=2)

    assert [(asked["IndexName"], asked["Limit"]) for asked in door.queries] == [
        ("by_token", 3),
        ("by_token", 101),
    ]


@pytest.mark.parametrize(
    ("body", "more"),
    [
        pytest.param({"status": "processing"}, [GET, WRITE, QUERY], id="status"),
        pytest.param(
            {"assignee": "ada"}, [GET, GET, WRITE, QUERY], id="assignee, who is looked up"
        ),
        pytest.param({"status": "pending"}, [GET, QUERY], id="no change"),
        pytest.param({"status": "responded"}, [GET], id="not allowed"),
        pytest.param({"version": 9, "status": "processing"}, [GET], id="stale"),
    ],
)
def test_edit_inquiry_reads_writes_and_reads_the_answer(
    platform: Platform,
    door: Door,
    staff: Headers,
    inquiry_id: str,
    body: dict[str, Any],
    more: list[str],
) -> None:
    with door.watch() as seen:
        edit(platform, staff, inquiry_id, **({"version": 1} | body))

    assert seen == sorted([SESSION, *more])


def test_edit_inquiries_costs_as_much_as_each_alone_without_the_answers(
    platform: Platform, door: Door, staff: Headers
) -> None:
    ids = [platform.submit()["id"] for _ in range(3)]
    body = {"items": [{"id": each, "version": 1} for each in ids], "status": "closed"}

    with door.watch() as seen:
        platform.request("POST", f"{LIST}/bulk", body, staff)

    assert Counter(seen) == {GET: 1 + 3, WRITE: 3}


def test_add_note_is_one_read_and_one_write(
    platform: Platform, door: Door, staff: Headers, inquiry_id: str
) -> None:
    with door.watch() as seen:
        platform.request("POST", f"{LIST}/{inquiry_id}/notes", {"text": "Called."}, staff)

    assert seen == sorted([SESSION, GET, WRITE])


def test_retry_work_is_one_write_and_one_message(
    platform: Platform, door: Door, staff: Headers
) -> None:
    inquiry_id = platform.submit()["id"]

    with door.watch() as seen:
        platform.request("POST", f"{LIST}/{inquiry_id}/owed/report/retry", headers=staff)

    assert seen == sorted([SESSION, GET, WRITE, SEND])


def test_delete_inquiry_reads_what_it_removes_and_writes_once(
    platform: Platform, door: Door, staff: Headers, inquiry_id: str
) -> None:
    with door.watch() as seen:
        platform.request("DELETE", f"{LIST}/{inquiry_id}?version=1", headers=staff)

    assert seen == sorted([SESSION, GET, QUERY, WRITE, SEND])


def test_exports_are_one_write_and_one_read(platform: Platform, door: Door, staff: Headers) -> None:
    with door.watch() as requested:
        answer = platform.request("POST", "/admin/exports/inquiries", {"status": "closed"}, staff)
    with door.watch() as fetched:
        platform.request("GET", f"/admin/exports/{answer.json_body['id']}", headers=staff)

    assert requested == sorted([SESSION, PUT, SEND])
    assert fetched == sorted([SESSION, GET])


def test_index_inquiry_is_a_lease_and_one_transaction(platform: Platform, door: Door) -> None:
    inquiry_id = platform.submit()["id"]
    sent = platform.gateways.queues.sent
    (message,) = [m for m in sent if (m.inquiry_id, m.kind) == (inquiry_id, DebtName.INDEX)]

    with door.watch() as seen:
        platform.deliver("send_emails", msgspec.json.encode(message).decode())

    assert seen == sorted([GET, UPDATE, GET, WRITE])
