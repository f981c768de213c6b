"""The same edit of several inquiries at once: a result for each, whatever becomes of the others."""

from collections.abc import Iterator
from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib.domain.permissions import Role
from chalicelib.models.inquiry import get_head
from tests.factories import inquiry_head
from tests.functional.casework import LIST, Headers, assert_fault, get_activities
from tests.functional.conftest import Platform, start_platform


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with start_platform() as platform:
        yield platform


@pytest.fixture(scope="module")
def staff(platform: Platform) -> Headers:
    return platform.sign_in(Role.CONSULTANT)


def store(**changes: Any) -> str:
    head = inquiry_head(**changes)
    head.save()
    return str(head.pk)


def edit_all(
    platform: Platform, staff: Headers, versions: dict[str, int], **body: Any
) -> HTTPResponse:
    items = [{"id": inquiry_id, "version": version} for inquiry_id, version in versions.items()]
    return platform.request("POST", f"{LIST}/bulk", {"items": items, **body}, staff)


def test_edit_inquiries_gives_a_result_for_each_in_order(
    platform: Platform, staff: Headers
) -> None:
    stale, changed = store(version=4, edited_by="maria"), store()
    forbidden, same = store(status="closed"), store(status="reviewed", version=7)
    deleted = store(deleted_at=inquiry_head().created_at)
    versions = {"nobody": 1, stale: 3, changed: 1, forbidden: 1, same: 7, deleted: 1}

    answer = edit_all(platform, staff, versions, status="reviewed")
    more = edit_all(platform, staff, {changed: 1}, status="processing")

    assert answer.status_code == 200, answer.body
    assert [item["id"] for item in answer.json_body["items"]] == list(versions)
    outcomes = {item["id"]: (item["version"], item["code"]) for item in answer.json_body["items"]}
    assert outcomes == {
        "nobody": (None, "InquiryNotFound"),
        stale: (None, "VersionConflict"),
        changed: (None, "TransitionNotAllowed"),
        forbidden: (None, "TransitionNotAllowed"),
        same: (7, None),
        deleted: (None, "InquiryNotFound"),
    }
    assert all(bool(item["message"]) == bool(item["code"]) for item in answer.json_body["items"])
    assert answer.json_body["changed"] == 1
    assert more.json_body["items"][0]["version"] == 2
    assert get_head(changed).status == "processing"
    assert get_head(stale).status == "pending"


def test_edit_inquiries_notes_who_did_it_on_each(platform: Platform, staff: Headers) -> None:
    ids = [store(), store()]

    edit_all(platform, staff, dict.fromkeys(ids, 1), priority="urgent", status="closed")

    for inquiry_id in ids:
        acts = get_activities(platform, staff, inquiry_id)
        assert {(act["kind"], act["actor"]) for act in acts} == {
            ("submitted", None),
            ("status_changed", "some.consultant"),
            ("priority_changed", "some.consultant"),
        }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"items": [], "status": "closed"}, "items"),
        ({"status": "closed"}, "items"),
        ({"items": "all", "status": "closed"}, "items"),
        ({"items": [{"id": "x"}], "status": "closed"}, "items"),
        ({"items": [{"id": "x", "version": "1"}], "status": "closed"}, "items"),
        ({"items": [{"id": "x", "version": 1, "status": "closed"}], "status": "closed"}, "items"),
        ({"items": [{"id": "x", "version": 1}] * 2, "status": "closed"}, "items"),
        (
            {"items": [{"id": str(n), "version": 1} for n in range(101)], "status": "closed"},
            "items",
        ),
        ({"items": [{"id": "x", "version": 1}], "status": "open"}, "status"),
        ({"items": [{"id": "x", "version": 1}], "assignee": "nobody.here"}, "assignee"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_edit_inquiries_wrong_for_every_inquiry_is_400(
    platform: Platform, staff: Headers, body: dict[str, Any], field: str
) -> None:
    assert_fault(platform.request("POST", f"{LIST}/bulk", body, staff), field)


def test_edit_inquiries_without_a_change_is_400(platform: Platform, staff: Headers) -> None:
    assert_fault(edit_all(platform, staff, {"x": 1}), "status", "priority", "assignee")


def test_edit_inquiries_takes_a_hundred(platform: Platform, staff: Headers) -> None:
    answer = edit_all(
        platform, staff, {f"nobody-{number}": 1 for number in range(100)}, status="closed"
    )

    assert answer.status_code == 200, answer.body
    assert {item["code"] for item in answer.json_body["items"]} == {"InquiryNotFound"}
