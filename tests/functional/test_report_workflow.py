"""A report's way to the client: draft and reviewed, then approved, then sent, and never back."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.permissions import Role
from tests.functional.conftest import Platform
from tests.functional.people import Consultant, fetch, link_in, link_mails, open_link


@pytest.fixture
def consultant(platform: Platform) -> Consultant:
    return Consultant(platform)


@pytest.fixture
def inquiry_id(platform: Platform) -> str:
    submitted = platform.submit()
    platform.work()
    return str(submitted["id"])


@pytest.fixture
def report_id(inquiry_id: str) -> str:
    return f"{inquiry_id}.1"


def test_edit_report_moves_between_draft_and_reviewed(
    consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    seen = []
    for status in ("reviewed", "draft", "reviewed"):
        answer = consultant.edit(report_id, status=status)
        seen.append((answer.status_code, answer.json_body["status"]))

    changes = [
        (activity["old"], activity["new"], activity["actor"], activity["subject"])
        for activity in consultant.activities(inquiry_id)
        if activity["kind"] == "report_status_changed"
    ]
    assert seen == [(200, "reviewed"), (200, "draft"), (200, "reviewed")]
    assert consultant.read(inquiry_id)["report"] == "reviewed"
    assert len(consultant.reports(inquiry_id)) == 1
    assert changes == [
        ("draft", "reviewed", consultant.username, report_id),
        ("reviewed", "draft", consultant.username, report_id),
        ("draft", "reviewed", consultant.username, report_id),
    ]


def test_edit_report_can_not_approve_or_send(
    platform: Platform, consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    answers = [
        consultant.edit(report_id, **change)
        for status in ("approved", "sent")
        for change in (
            {"status": status},
            {"status": status, "markdown": "A text that nobody approved"},
            {"status": status, "title": "A title that nobody approved"},
        )
    ]

    assert {answer.status_code for answer in answers} == {409}
    assert {answer.json_body["Code"] for answer in answers} == {"TransitionNotAllowed"}
    assert answers[0].json_body["Details"] == {"status": "draft", "allowed": ["reviewed"]}
    assert [r["status"] for r in consultant.reports(inquiry_id)] == ["draft"]
    assert "approved" not in {item["status"] for item in consultant.list_all("/reports")}


def test_approve_report_says_who_and_when_and_is_done_once(
    platform: Platform, consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    first = consultant.approve(report_id)
    platform.gateways.clock.advance(60)
    again = Consultant(platform, Role.ADMIN).approve(report_id)

    report = first.json_body
    assert (first.status_code, report["status"]) == (200, "approved")
    assert (report["approved_by"], report["approved_at"]) == (
        consultant.username,
        "2026-11-24T09:15:00Z",
    )
    assert (again.status_code, again.json_body) == (200, report)
    assert consultant.read(inquiry_id)["report"] == "approved"
    assert [i["id"] for i in consultant.list_all("/reports", status="approved")] == [report_id]
    approvals = [a for a in consultant.activities(inquiry_id) if a["new"] == "approved"]
    assert [a["actor"] for a in approvals] == [consultant.username]


def test_approve_report_of_a_former_version_is_a_conflict(
    consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    newest = consultant.save(report_id, "What the approver has not seen")

    answer = consultant.approve(report_id)

    assert (answer.status_code, answer.json_body["Code"]) == (409, "ReportSuperseded")
    assert answer.json_body["Details"]["current"]["id"] == newest
    assert {report["status"] for report in consultant.reports(inquiry_id)} == {"draft"}


def test_edit_report_approved_makes_a_draft_and_what_is_approved_stays(
    platform: Platform, consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    consultant.approve(report_id)
    platform.work()
    approved = consultant.get(f"/reports/{report_id}").json_body

    back = [consultant.edit(report_id, status=status) for status in ("draft", "reviewed")]
    edited = consultant.edit(report_id, markdown="## Better\n\nAnother plan.").json_body

    after = consultant.get(f"/reports/{report_id}").json_body
    assert [answer.status_code for answer in back] == [409, 409]
    assert back[0].json_body["Details"] == {"status": "approved", "allowed": []}
    assert (edited["id"], edited["status"], edited["approved_by"]) == (
        f"{inquiry_id}.2",
        "draft",
        None,
    )
    kept = ("markdown", "title", "status", "approved_by", "approved_at")
    assert {name: after[name] for name in kept} == {name: approved[name] for name in kept}
    assert consultant.read(inquiry_id)["report"] == "draft"


def test_send_report_not_approved_is_a_conflict(
    platform: Platform, consultant: Consultant, report_id: str
) -> None:
    draft = consultant.send(report_id)
    consultant.edit(report_id, status="reviewed")
    reviewed = consultant.send(report_id)
    platform.work()

    assert [answer.status_code for answer in (draft, reviewed)] == [409, 409]
    assert {answer.json_body["Code"] for answer in (draft, reviewed)} == {"ReportNotApproved"}
    assert link_mails(platform) == []


def test_send_report_parked_link_can_be_sent_again(
    platform: Platform,
    consultant: Consultant,
    inquiry_id: str,
    report_id: str,
    settings: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("a fault of ours")

    settings(park_after_failures=2)
    consultant.approve(report_id)
    platform.work()
    with monkeypatch.context() as broken:
        broken.setattr(platform.gateways.mailer, "send", fail)
        consultant.send(report_id)
        platform.pass_time(900, step=100)
    (parked,) = consultant.read(inquiry_id)["owed"]

    again = consultant.send(report_id, again=True)
    platform.work()

    assert (parked["debt"], parked["state"]) == ("report_link:1", "parked")
    assert again.status_code == 202
    assert len(link_mails(platform)) == 1
    assert consultant.read(inquiry_id)["owed"] == []


def test_send_report_tells_the_client_once(
    platform: Platform, consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    consultant.approve(report_id)

    answer = consultant.send(report_id)
    at_once = consultant.send(report_id, again=True)
    platform.work()
    later = consultant.send(report_id)
    platform.work()

    (mail,) = link_mails(platform)
    found = consultant.read(inquiry_id)
    assert (answer.status_code, answer.json_body["status"]) == (202, "sent")
    for refused in (at_once, later):
        assert (refused.status_code, refused.json_body["Code"]) == (409, "WorkUnderWay")
    assert mail.to == "maria@keller-logistics.example"
    assert mail.subject == f"Your report is ready ({found['reference']})"
    assert "Robin Meyer has reviewed and approved it" in " ".join(mail.text.split())
    assert (found["report"], found["owed"]) == ("sent", [])
    assert found["reports"][0]["sent_at"] == "2026-11-24T09:15:00Z"


def test_send_report_again_sends_another_link_when_asked(
    platform: Platform, consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    first = consultant.send_approved(report_id)
    platform.gateways.clock.advance(3600)

    answer = consultant.send(report_id, again=True)
    platform.work()

    second = link_mails(platform)[-1]
    assert answer.status_code == 202
    assert len(link_mails(platform)) == 2
    assert link_in(first) != link_in(second)
    assert consultant.reports(inquiry_id)[0]["sent_at"] == "2026-11-24T09:15:00Z"
    for mail in (first, second):
        assert open_link(platform, link_in(mail)).status_code == 302


def test_send_report_former_approved_version_goes_out_beside_a_newer_draft(
    platform: Platform, consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    consultant.save(report_id, "Approved words")
    consultant.approve(f"{inquiry_id}.2")
    consultant.save(f"{inquiry_id}.2", "Words of a draft")

    answer = consultant.send(f"{inquiry_id}.2")
    platform.work()

    opened = open_link(platform, link_in(link_mails(platform)[0]))
    text = fetch(platform, opened.headers["Location"]).text
    assert answer.status_code == 202
    assert "Approved words" in text
    assert "Words of a draft" not in text
    assert [r["status"] for r in consultant.reports(inquiry_id)] == ["draft", "sent", "draft"]
    assert consultant.read(inquiry_id)["report"] == "draft"
    assert [i["id"] for i in consultant.list_all("/reports")] == [f"{inquiry_id}.3"]


def test_send_report_before_its_file_is_made_waits_for_the_file(
    platform: Platform, consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    consultant.approve(report_id)
    consultant.send(report_id)

    waiting = {debt["debt"]: debt["state"] for debt in consultant.read(inquiry_id)["owed"]}
    platform.work()

    found = consultant.read(inquiry_id)
    assert waiting == {"document:1": "due", "report_link:1": "waiting"}
    assert (found["owed"], found["reports"][0]["status"]) == ([], "sent")
    assert found["reports"][0]["sent_at"] is not None
    assert len(link_mails(platform)) == 1


def test_approve_and_send_report_need_the_permission(platform: Platform, report_id: str) -> None:
    stranger = Consultant(platform, Role.OPERATOR)

    answers = [
        stranger.approve(report_id),
        stranger.send(report_id),
        stranger.edit(report_id, title="Mine"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_approve_and_send_report_that_is_none_is_404(
    consultant: Consultant, inquiry_id: str
) -> None:
    for report_id in (f"{inquiry_id}.2", f"{inquiry_id}.0", "nothing.1", inquiry_id):
        for answer in (consultant.approve(report_id), consultant.send(report_id)):
            assert (answer.status_code, answer.json_body["Code"]) == (404, "ReportNotFound")
