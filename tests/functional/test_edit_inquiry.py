"""An edit of an inquiry: status, priority, assignee, and the version it was made on."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from chalicelib.domain.inquiries import InquiryStatus
from chalicelib.domain.permissions import Role
from chalicelib.domain.times import to_text
from chalicelib.gateways.ai import Answer, Prompt
from chalicelib.models import access
from chalicelib.models.inquiry import TEXT, InquiryText
from tests.factories import inquiry_head
from tests.fakes import START
from tests.functional.casework import (
    LIST,
    Headers,
    assert_fault,
    edit,
    get_activities,
    get_ids,
)
from tests.functional.conftest import Platform, start_platform

USERS = {
    "robin.meyer": ("Robin Meyer", Role.CONSULTANT),
    "ada": ("Ada Admin", Role.ADMIN),
    "olga": ("Olga Operator", Role.OPERATOR),
    "maria": ("maria Lopez", Role.CONSULTANT),
}
TRANSITIONS = {
    "pending": {"processing", "closed"},
    "processing": {"reviewed", "pending", "closed"},
    "reviewed": {"responded", "processing", "closed"},
    "responded": {"closed", "processing", "reviewed"},
    "closed": {"processing", "pending"},
}


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with start_platform() as platform:
        yield platform


@pytest.fixture(scope="module")
def staff(platform: Platform) -> Headers:
    for username, (name, role) in USERS.items():
        user = access.User(
            access.USERS,
            username,
            username=username,
            name=name,
            role=role,
            password_hash="none",
            created_at=START,
        )
        access.create_user(user)
    return platform.sign_in(Role.CONSULTANT)


def store(**changes: Any) -> str:
    head = inquiry_head(**changes)
    head.save()
    InquiryText(head.pk, TEXT, message="Our lease ends.").save()
    return str(head.pk)


def test_edit_inquiry_status_leads_to_allowed_ones_only(platform: Platform, staff: Headers) -> None:
    for status in InquiryStatus:
        for target in InquiryStatus:
            inquiry_id = store(status=status)

            answer = edit(platform, staff, inquiry_id, version=1, status=target)

            if target == status or target in TRANSITIONS[status]:
                assert answer.status_code == 200, (status, target, answer.body)
                assert answer.json_body["status"] == target
                assert answer.json_body["version"] == (1 if target == status else 2)
                assert set(answer.json_body["next_statuses"]) == TRANSITIONS[target]
            else:
                assert answer.status_code == 409, (status, target)
                assert answer.json_body["Code"] == "TransitionNotAllowed"
                assert answer.json_body["Details"]["status"] == status
                assert set(answer.json_body["Details"]["allowed"]) == TRANSITIONS[status]
                assert platform.read(inquiry_id, staff)["status"] == status


def test_edit_inquiry_gives_the_inquiry_as_it_is_now(platform: Platform, staff: Headers) -> None:
    inquiry_id = store()
    platform.gateways.clock.advance(60)

    answer = edit(
        *(platform, staff, inquiry_id),
        version=1,
        status="processing",
        priority="urgent",
        assignee="robin.meyer",
    )

    assert answer.status_code == 200, answer.body
    assert answer.json_body == platform.read(inquiry_id, staff)
    assert {name: answer.json_body[name] for name in ("status", "priority", "assignee")} == {
        "status": "processing",
        "priority": "urgent",
        "assignee": "robin.meyer",
    }
    assert answer.json_body["priority_reason"] == "set by some.consultant"
    assert answer.json_body["edited_by"] == "some.consultant"
    assert (answer.json_body["version"], answer.json_body["created_at"]) == (
        2,
        "2026-11-24T09:15:00Z",
    )
    now = platform.gateways.clock.now()
    assert to_text(datetime.fromisoformat(answer.json_body["updated_at"])) == to_text(now)
    (row,) = [item for item in get_rows(platform, staff) if item["id"] == inquiry_id]
    assert {name: answer.json_body[name] for name in row} == row


def get_rows(platform: Platform, staff: Headers) -> list[dict[str, Any]]:
    page = platform.request("GET", LIST, headers=staff).json_body
    return list(page["items"])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"status": "processing"}, id="allowed"),
        pytest.param({"status": "responded"}, id="not allowed"),
        pytest.param({"status": "pending"}, id="no change"),
        pytest.param({"assignee": "nobody.here"}, id="unknown assignee"),
        pytest.param({"priority": "low", "status": "responded"}, id="several"),
    ],
)
@pytest.mark.parametrize("version", [1, 3, 999_999_999])
def test_edit_inquiry_stale_version_is_409_before_any_other_rule(
    platform: Platform, staff: Headers, body: dict[str, str], version: int
) -> None:
    inquiry_id = store(
        status="pending",
        version=2,
        edited_by="maria",
        assignee="maria",
        priority="high",
    )

    answer = edit(platform, staff, inquiry_id, version=version, **body)

    assert (answer.status_code, answer.json_body["Code"]) == (409, "VersionConflict")
    assert answer.json_body["Message"] == "maria changed the inquiry in the meantime."
    assert answer.json_body["Details"] == {
        "current": {
            "version": 2,
            "status": "pending",
            "priority": "high",
            "assignee": "maria",
            "updated_at": "2026-11-24T09:15:00Z",
            "edited_by": "maria",
        }
    }


def test_edit_inquiry_second_of_two_editors_gets_the_state_of_the_first(
    platform: Platform, staff: Headers
) -> None:
    inquiry_id = store()
    edit(platform, staff, inquiry_id, version=1, priority="low")

    refused = edit(platform, staff, inquiry_id, version=1, priority="urgent")
    current = refused.json_body["Details"]["current"]
    again = edit(platform, staff, inquiry_id, version=current["version"], priority="urgent")

    assert (refused.status_code, current["priority"]) == (409, "low")
    assert again.json_body["priority"] == "urgent"
    assert again.json_body["version"] == 3


def test_edit_inquiry_no_change_is_no_new_version_and_no_activity(
    platform: Platform, staff: Headers
) -> None:
    inquiry_id = store(assignee=None)
    platform.gateways.clock.advance(60)

    answer = edit(
        *(platform, staff, inquiry_id),
        **{"version": 1, "status": "pending", "priority": "medium", "assignee": None},
    )

    assert (answer.status_code, answer.json_body["version"]) == (200, 1)
    assert answer.json_body["updated_at"] == "2026-11-24T09:15:00Z"
    assert [act["kind"] for act in get_activities(platform, staff, inquiry_id)] == ["submitted"]


def test_edit_inquiry_assignee_is_given_and_taken(platform: Platform, staff: Headers) -> None:
    inquiry_id = store()

    given = edit(platform, staff, inquiry_id, version=1, assignee="robin.meyer")
    robins = get_ids(platform, staff, assignee="robin.meyer")
    passed_on = edit(platform, staff, inquiry_id, version=2, assignee="ada")
    taken = edit(platform, staff, inquiry_id, version=3, assignee=None)

    assert given.json_body["assignee"] == "robin.meyer"
    assert inquiry_id in robins
    assert passed_on.json_body["assignee"] == "ada"
    assert inquiry_id not in get_ids(platform, staff, assignee="robin.meyer")
    assert (taken.status_code, taken.json_body["assignee"]) == (200, None)
    assert inquiry_id not in get_ids(platform, staff, assignee="ada")
    assert inquiry_id in get_ids(platform, staff, assignee="-")


@pytest.mark.parametrize("assignee", ["nobody.here", "olga", "-", "some.consultant"])
def test_edit_inquiry_assignee_has_to_be_a_user_who_works_on_inquiries(
    platform: Platform, staff: Headers, assignee: str
) -> None:
    inquiry_id = store()

    assert_fault(edit(platform, staff, inquiry_id, version=1, assignee=assignee), "assignee")
    assert platform.read(inquiry_id, staff)["version"] == 1


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"status": "closed"}, ["version"]),
        ({"version": 0, "status": "closed"}, ["version"]),
        ({"version": "1", "status": "closed"}, ["version"]),
        ({"version": 1.5, "status": "closed"}, ["version"]),
        ({"version": True, "status": "closed"}, ["version"]),
        ({"version": 1}, ["status", "priority", "assignee"]),
        ({"version": 1, "status": None}, ["status", "priority", "assignee"]),
        ({"version": 1, "status": "open"}, ["status"]),
        ({"version": 1, "priority": "HIGH"}, ["priority"]),
        ({"version": 1, "assignee": "Robin Meyer"}, ["assignee"]),
        ({"version": 1, "assignee": 7}, ["assignee"]),
        ({"version": 1, "status": "closed", "name": "Eve"}, ["name"]),
        ({"version": 1, "status": "closed", "report_state": "sent"}, ["report_state"]),
        ({"status": "open", "priority": 1, "colour": "blue"}, None),
    ],
    ids=str,
)
def test_edit_inquiry_malformed_names_the_field(
    platform: Platform, staff: Headers, body: dict[str, Any], fields: list[str] | None
) -> None:
    inquiry_id = store()

    answer = platform.request("PATCH", f"{LIST}/{inquiry_id}", body, staff)

    assert_fault(answer, *(fields or ["version", "status", "priority", "colour"]))
    assert platform.read(inquiry_id, staff)["version"] == 1


def test_edit_inquiry_jobs_never_make_an_edit_stale(platform: Platform, staff: Headers) -> None:
    submitted = platform.submit()
    seen = platform.read(submitted["id"], staff)

    platform.work()
    answer = edit(platform, staff, submitted["id"], version=seen["version"], status="processing")

    assert answer.status_code == 200, answer.body
    assert (answer.json_body["version"], answer.json_body["report"]) == (2, "draft")
    assert answer.json_body["status"] == "processing"


def test_edit_inquiry_while_a_job_works_both_are_kept(
    platform: Platform, staff: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, answers = platform.gateways.ai.draft, []

    def draft_while_somebody_edits(prompt: Prompt) -> Answer:
        answers.append(edit(platform, staff, submitted["id"], version=1, status="processing"))
        return draft(prompt)

    monkeypatch.setattr(platform.gateways.ai, "draft", draft_while_somebody_edits)
    submitted = platform.submit()
    platform.work()

    found = platform.read(submitted["id"], staff)
    assert [answer.status_code for answer in answers] == [200]
    assert (found["status"], found["version"], found["report"]) == ("processing", 2, "draft")
    assert found["owed"] == []
    assert platform.faults == []


def test_list_consultants_are_those_who_work_on_inquiries_by_name(
    platform: Platform, staff: Headers
) -> None:
    answer = platform.request("GET", "/admin/consultants", headers=staff)

    assert answer.json_body == {
        "items": [
            {"username": "ada", "name": "Ada Admin"},
            {"username": "maria", "name": "maria Lopez"},
            {"username": "robin.meyer", "name": "Robin Meyer"},
        ]
    }
