"""What happened to an inquiry and who did it: acts of people and jobs, notes, mails, retries."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from chalice.test import HTTPResponse

from chalicelib.config import Settings
from chalicelib.domain.inquiries import MailStatus
from chalicelib.domain.mail_events import MailEvent
from chalicelib.domain.permissions import Role
from chalicelib.models import access
from chalicelib.services.mail_events import record_mail_event
from tests.fakes import START
from tests.functional.casework import (
    LIST,
    Headers,
    assert_fault,
    edit,
    get_activities,
    get_page,
    get_pages,
)
from tests.functional.conftest import Platform, start_platform


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with start_platform() as platform:
        yield platform


@pytest.fixture(scope="module")
def staff(platform: Platform) -> Headers:
    user = access.User(
        access.USERS,
        "robin.meyer",
        username="robin.meyer",
        name="Robin Meyer",
        role=Role.CONSULTANT,
        password_hash="none",
        created_at=START,
    )
    access.create_user(user)
    return platform.sign_in(Role.CONSULTANT)


def add_note(platform: Platform, staff: Headers, inquiry_id: str, text: Any) -> HTTPResponse:
    return platform.request("POST", f"{LIST}/{inquiry_id}/notes", {"text": text}, staff)


def told(act: dict[str, Any]) -> tuple[Any, ...]:
    """Give an activity without id and time."""
    return tuple(act[name] for name in ("kind", "actor", "subject", "old", "new", "text"))


def test_list_activities_tells_the_whole_story_newest_first(
    platform: Platform, staff: Headers
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.gateways.clock.advance(5)
    platform.work()
    steps: list[dict[str, Any]] = [
        {"status": "processing"},
        {"priority": "urgent", "assignee": "robin.meyer"},
        {"assignee": None},
    ]
    for version, changes in enumerate(steps, start=1):
        platform.gateways.clock.advance(5)
        assert edit(platform, staff, inquiry_id, version=version, **changes).status_code == 200
    platform.gateways.clock.advance(5)
    add_note(platform, staff, inquiry_id, "Called.\nAsks for an offer.")

    acts = get_activities(platform, staff, inquiry_id)

    me, confirmation = "some.consultant", "customer_confirmation"
    assert [told(act) for act in (*acts[:2], acts[4])] == [
        ("note_added", me, None, None, None, "Called.\nAsks for an offer."),
        ("assignee_changed", me, None, "robin.meyer", None, None),
        ("status_changed", me, None, "pending", "processing", None),
    ]
    assert sorted(told(act) for act in acts[2:4]) == [
        ("assignee_changed", me, None, None, "robin.meyer", None),
        ("priority_changed", me, None, "medium", "urgent", None),
    ]
    assert sorted(told(act) for act in acts[5:-3]) == [
        ("mail", None, "consultant_notification", None, "sent", None),
        ("mail", None, confirmation, None, "sent", None),
        ("report_written", None, f"{inquiry_id}.1", None, "ai", None),
    ]
    assert sorted(told(act)[:5] for act in acts[-3:-1]) == [
        ("mail", None, "consultant_notification", None, "queued"),
        ("mail", None, confirmation, None, "queued"),
    ]
    assert told(acts[-1]) == ("submitted", None, None, None, None, None)
    times = [act["at"] for act in acts]
    assert times == sorted(times, reverse=True)
    assert len({act["id"] for act in acts}) == len(acts)


def test_list_activities_without_ai_tells_of_the_outline(
    platform: Platform, staff: Headers
) -> None:
    platform.gateways.ai.away = "AI timed out"
    inquiry_id = platform.submit()["id"]
    platform.work()
    platform.gateways.ai.away = None

    acts = get_activities(platform, staff, inquiry_id)

    (made,) = [act for act in acts if act["kind"] == "outline_made"]
    assert (made["actor"], made["text"]) == (None, "AI timed out")


def test_list_activities_what_the_provider_says_of_a_mail_takes_its_place_in_time(
    platform: Platform, staff: Headers
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    mails = platform.read(inquiry_id, staff)["email_events"]
    (mail,) = [mail for mail in mails if mail["kind"] == "customer_confirmation"]
    sent_at = platform.gateways.clock.now()
    platform.gateways.clock.advance(3600)
    add_note(platform, staff, inquiry_id, "No answer yet.")
    record_mail_event(
        MailEvent(
            id="event-1",
            message_id=mail["message_id"],
            status=MailStatus.BOUNCED,
            at=sent_at + timedelta(seconds=40),
            reason="Permanent bounce, General",
            suppresses=False,
            configuration_sets=("consulting-local",),
            recipients=("maria@keller-logistics.example",),
            mailed_at=sent_at,
        )
    )

    acts = get_activities(platform, staff, inquiry_id)

    assert [act["kind"] for act in acts[:2]] == ["note_added", "mail"]
    bounced = ("customer_confirmation", None, "bounced", "Permanent bounce, General")
    assert told(acts[1])[2:] == bounced


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_list_activities_pages_repeat_and_miss_nothing_while_more_happens(
    platform: Platform, staff: Headers, limit: int
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    for number in range(4):
        add_note(platform, staff, inquiry_id, f"note {number}")
    path = f"{LIST}/{inquiry_id}/activities"
    whole = get_page(platform, staff, path)
    found: list[str] = []

    for page in get_pages(platform, staff, path, limit=limit):
        assert len(page["items"]) <= limit
        found += [act["id"] for act in page["items"]]
        platform.gateways.clock.advance(1)
        add_note(platform, staff, inquiry_id, "written in between")

    assert found == [act["id"] for act in whole["items"]]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "cursor=x", "cursor=", "cursor=WyJhIiwiYiJd"]
)
def test_list_activities_bad_parameter_is_400(
    platform: Platform, staff: Headers, query: str
) -> None:
    inquiry_id = platform.submit()["id"]

    answer = platform.request("GET", f"{LIST}/{inquiry_id}/activities?{query}", headers=staff)

    assert_fault(answer, query.partition("=")[0])


def test_add_note_gives_the_activity_that_the_log_shows(platform: Platform, staff: Headers) -> None:
    inquiry_id = platform.submit()["id"]
    before = platform.read(inquiry_id, staff)
    platform.gateways.clock.advance(60)

    answer = add_note(platform, staff, inquiry_id, "=1+1 <script>alert(1)</script> \u202e 山")

    after = platform.read(inquiry_id, staff)
    assert answer.status_code == 201, answer.body
    assert get_activities(platform, staff, inquiry_id)[0] == answer.json_body
    assert answer.json_body["text"] == "=1+1 <script>alert(1)</script> \u202e 山"
    assert answer.json_body["actor"] == "some.consultant"
    assert after["version"] == before["version"], "a note makes nobody's edit stale"
    assert after["updated_at"] > before["updated_at"]


def test_add_note_is_never_shown_to_the_client(platform: Platform, staff: Headers) -> None:
    submitted = platform.submit()
    add_note(platform, staff, submitted["id"], "ZEBRA-7")
    platform.work()

    status = platform.request(
        "GET",
        f"/inquiries/{submitted['id']}/status",
        headers={"X-Status-Token": submitted["status_url"].partition("#")[2]},
    )

    assert status.status_code == 200
    assert b"ZEBRA-7" not in status.body
    mails = "".join(mail.text + mail.html for mail in platform.gateways.mailer.mails)
    assert "ZEBRA-7" not in mails


@pytest.mark.parametrize("text", ["", " \n ", None, 7, "x" * 5_001, "bell \a"], ids=repr)
def test_add_note_malformed_is_400(platform: Platform, staff: Headers, text: Any) -> None:
    inquiry_id = platform.submit()["id"]

    assert_fault(add_note(platform, staff, inquiry_id, text), "text")
    assert len(get_activities(platform, staff, inquiry_id)) == 1


def test_add_note_of_5_000_characters_is_kept(platform: Platform, staff: Headers) -> None:
    inquiry_id = platform.submit()["id"]

    answer = add_note(platform, staff, inquiry_id, "山" * 5_000)

    assert answer.json_body["text"] == "山" * 5_000


def retry(platform: Platform, staff: Headers, inquiry_id: str, debt: str) -> HTTPResponse:
    path = f"{LIST}/{inquiry_id}/owed/{quote(debt)}/retry"
    return platform.request("POST", path, headers=staff)


def owed(platform: Platform, staff: Headers, inquiry_id: str) -> dict[str, Any]:
    found = platform.read(inquiry_id, staff)["owed"]
    return {debt["debt"]: debt for debt in found}


def test_retry_work_parked_is_done_at_once(
    platform: Platform, staff: Headers, settings: Callable[..., Settings]
) -> None:
    settings(park_after_failures=1)
    platform.gateways.ai.fault = ValueError("broken prompt")
    inquiry_id = platform.submit()["id"]
    platform.work()
    parked = owed(platform, staff, inquiry_id)["report"]
    platform.gateways.ai.fault = None

    answer = retry(platform, staff, inquiry_id, "report")
    due = owed(platform, staff, inquiry_id)["report"]
    platform.work()

    assert (parked["state"], parked["failures"]) == ("parked", 1)
    assert (answer.status_code, answer.body) == (202, b"")
    assert (due["state"], due["failures"], due["reason"]) == ("due", 0, None)
    assert owed(platform, staff, inquiry_id) == {}
    acts = [
        act for act in get_activities(platform, staff, inquiry_id) if act["subject"] == "report"
    ]
    assert [told(act)[:3] for act in acts] == [("work_retried", "some.consultant", "report")]


def test_retry_work_postponed_need_not_wait(platform: Platform, staff: Headers) -> None:
    platform.gateways.ai.away = "AI is throttled"
    inquiry_id = platform.submit()["id"]
    platform.work()
    platform.gateways.ai.away = None
    assert owed(platform, staff, inquiry_id)["report"]["attempts"] == 1

    answer = retry(platform, staff, inquiry_id, "report")
    platform.work()

    assert answer.status_code == 202
    assert "report" not in owed(platform, staff, inquiry_id)
    assert len(platform.read(inquiry_id, staff)["reports"]) == 1


@pytest.mark.parametrize("debt", ["customer_mail", "report", "document:1", "export", "x", "owed#"])
def test_retry_work_that_is_not_owed_is_409(platform: Platform, staff: Headers, debt: str) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()

    answer = retry(platform, staff, inquiry_id, debt)

    assert (answer.status_code, answer.json_body["Code"]) == (409, "NothingToRetry")
    assert platform.work() == 0


def test_retry_work_twice_is_done_once(platform: Platform, staff: Headers) -> None:
    inquiry_id = platform.submit()["id"]

    answers = [retry(platform, staff, inquiry_id, "customer_mail") for _ in range(3)]
    sent_before = len(platform.gateways.mailer.mails)
    platform.work()

    assert {answer.status_code for answer in answers} == {202}
    kinds = [mail.kind for mail in platform.gateways.mailer.mails[sent_before:]]
    assert sorted(kinds) == ["consultant_notification", "customer_confirmation"]
