"""Versions of a report: whoever saves makes the next one, and nobody's text is lost."""

from typing import Any

import pytest

from chalicelib.domain.permissions import Role
from tests.functional.conftest import Platform
from tests.functional.people import Consultant


@pytest.fixture
def consultant(platform: Platform) -> Consultant:
    return Consultant(platform)


@pytest.fixture
def inquiry_id(platform: Platform) -> str:
    submitted = platform.submit()
    platform.work()
    return str(submitted["id"])


def read(consultant: Consultant, report_id: str) -> dict[str, Any]:
    answer = consultant.get(f"/reports/{report_id}")
    assert answer.status_code == 200, answer.body
    return dict(answer.json_body)


def test_edit_report_makes_a_version_and_leaves_the_former_as_it_was(
    consultant: Consultant, inquiry_id: str
) -> None:
    first = f"{inquiry_id}.1"
    before = read(consultant, first)

    answer = consultant.edit(
        first, version=1, markdown="## Plan\n\nRehearse it.", title="The plan", note="Shorter"
    )

    made, after = answer.json_body, read(consultant, first)
    assert answer.status_code == 200
    assert (made["id"], made["number"], made["version"]) == (f"{inquiry_id}.2", 2, 2)
    assert (made["origin"], made["author"], made["model"]) == ("person", consultant.username, None)
    assert (made["title"], made["note"], made["status"]) == ("The plan", "Shorter", "draft")
    assert made["markdown"] == "## Plan\n\nRehearse it."
    assert "<h2>Plan</h2>" in made["html"]
    assert after["superseded_by"] == 2
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"superseded_by", "updated_at"}
    assert read(consultant, f"{inquiry_id}.2") == made


def test_edit_report_title_alone_keeps_the_text(consultant: Consultant, inquiry_id: str) -> None:
    text = read(consultant, f"{inquiry_id}.1")["markdown"]

    made = consultant.edit(f"{inquiry_id}.1", title="Another title").json_body

    assert (made["number"], made["title"], made["markdown"]) == (2, "Another title", text)


def test_edit_report_same_text_and_title_make_no_version(
    consultant: Consultant, inquiry_id: str
) -> None:
    report = read(consultant, f"{inquiry_id}.1")

    unchanged = consultant.edit(
        report["id"], markdown=report["markdown"], title=report["title"], note="Nothing new"
    )
    reviewed = consultant.edit(report["id"], markdown=report["markdown"], status="reviewed")

    assert [answer.status_code for answer in (unchanged, reviewed)] == [200, 200]
    assert (reviewed.json_body["number"], reviewed.json_body["status"]) == (1, "reviewed")
    assert len(consultant.reports(inquiry_id)) == 1


def test_edit_report_text_and_status_make_a_version_of_that_status(
    consultant: Consultant, inquiry_id: str
) -> None:
    made = consultant.edit(f"{inquiry_id}.1", markdown="Looked over", status="reviewed").json_body

    assert (made["number"], made["status"]) == (2, "reviewed")
    assert consultant.read(inquiry_id)["report"] == "reviewed"


def test_edit_report_of_a_former_version_is_a_conflict_that_says_what_there_is(
    consultant: Consultant, inquiry_id: str
) -> None:
    newest = consultant.save(f"{inquiry_id}.1", "The first one to save")

    answer = consultant.edit(f"{inquiry_id}.1", markdown="Typed at the same time")

    current = answer.json_body["Details"]["current"]
    assert (answer.status_code, answer.json_body["Code"]) == (409, "ReportSuperseded")
    assert answer.json_body["Message"] == "some.consultant saved version 2 in the meantime."
    assert current == {
        name: read(consultant, newest)[name]
        for name in ("id", "number", "status", "author", "origin", "created_at")
    }
    assert read(consultant, current["id"])["markdown"] == "The first one to save"
    assert [report["number"] for report in consultant.reports(inquiry_id)] == [1, 2]


def test_edit_report_after_ai_wrote_again_is_a_conflict_with_ai(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    assert consultant.regenerate(inquiry_id).status_code == 202
    platform.work()

    answer = consultant.edit(f"{inquiry_id}.1", markdown="Typed at the same time")

    assert answer.json_body["Message"] == "AI saved version 2 in the meantime."
    assert answer.json_body["Details"]["current"]["author"] is None


def test_edit_report_conflict_comes_before_any_other_rule(
    consultant: Consultant, inquiry_id: str
) -> None:
    consultant.save(f"{inquiry_id}.1", "Newer")

    answers = [
        consultant.edit(f"{inquiry_id}.1", **change)
        for change in (
            {"status": "reviewed"},
            {"title": "New"},
            {"markdown": "x", "status": "approved"},
        )
    ]

    assert [answer.json_body["Code"] for answer in answers] == ["ReportSuperseded"] * 3


def test_edit_report_version_that_is_not_the_reports_is_a_conflict(
    consultant: Consultant, inquiry_id: str
) -> None:
    answer = consultant.edit(f"{inquiry_id}.1", version=2, markdown="Made on what?")

    assert (answer.status_code, answer.json_body["Code"]) == (409, "ReportSuperseded")
    assert len(consultant.reports(inquiry_id)) == 1


def test_edit_report_what_breaks_a_rule_is_refused(consultant: Consultant, inquiry_id: str) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({}, "markdown"),
        ({"note": "A note to nothing"}, "markdown"),
        ({"markdown": ""}, "markdown"),
        ({"markdown": " \n "}, "markdown"),
        ({"markdown": "x" * 100_001}, "markdown"),
        ({"markdown": "a\x00b"}, "markdown"),
        ({"title": "  "}, "markdown"),
        ({"title": "two\nlines"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"markdown": "x", "note": "x" * 501}, "note"),
        ({"markdown": "x", "version": 0}, "version"),
        ({"status": "published"}, "status"),
        ({"markdown": "x", "author": "somebody.else"}, "author"),
    ]

    for body, field in cases:
        answer = consultant.edit(f"{inquiry_id}.1", **body)

        assert (answer.status_code, answer.json_body["Code"]) == (400, "InvalidInput"), body
        assert list(answer.json_body["Details"]["fields"]) == [field], body
    assert len(consultant.reports(inquiry_id)) == 1


@pytest.mark.parametrize("letter", ["x", "数", "😀"], ids=["ascii", "three bytes", "four bytes"])
def test_edit_report_longest_text_is_kept_to_the_last_character(
    consultant: Consultant, inquiry_id: str, letter: str
) -> None:
    text = letter * 99_998 + "ü!"

    made = consultant.save(f"{inquiry_id}.1", text)

    assert read(consultant, made)["markdown"] == text


def test_list_reports_shows_the_newest_version_of_each(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    other = platform.submit(company="Bergmann AG", services=["optimization"])["id"]
    platform.work()
    consultant.save(f"{inquiry_id}.1", "Second")
    consultant.edit(consultant.save(f"{inquiry_id}.2", "Third"), status="reviewed")

    listed = consultant.list_all("/reports", limit="1")

    assert {item["id"] for item in listed} == {f"{inquiry_id}.3", f"{other}.1"}
    assert [i["id"] for i in consultant.list_all("/reports", status="reviewed")] == [
        f"{inquiry_id}.3"
    ]
    assert [i["id"] for i in consultant.list_all("/reports", status="draft")] == [f"{other}.1"]
    assert [i["company"] for i in consultant.list_all("/reports", service="optimization")] == [
        "Bergmann AG"
    ]


def test_list_reports_of_one_status_has_the_longest_waiting_first(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    platform.gateways.clock.advance(60)
    later = platform.submit()["id"]
    platform.work()

    drafts = [item["inquiry_id"] for item in consultant.list_all("/reports", status="draft")]
    everything = [item["inquiry_id"] for item in consultant.list_all("/reports")]

    assert drafts == [inquiry_id, later]
    assert everything == [later, inquiry_id]


def test_list_reports_of_a_synthetic_inquiry_are_in_no_list(
    platform: Platform, consultant: Consultant
) -> None:
    headers = {**platform.sign_in(Role.ADMIN), "X-Synthetic": "true"}
    inquiry_id = platform.submit(headers)["id"]
    platform.work()
    consultant.save(f"{inquiry_id}.1", "Of nobody")

    assert len(consultant.reports(inquiry_id)) == 2
    assert consultant.list_all("/reports") == []


def test_list_activities_tells_who_wrote_which_version(
    consultant: Consultant, inquiry_id: str
) -> None:
    consultant.edit(f"{inquiry_id}.1", markdown="Mine", note="Shorter")

    written = [a for a in consultant.activities(inquiry_id) if a["kind"] == "report_written"]

    assert [(a["actor"], a["subject"], a["new"], a["text"]) for a in written] == [
        (consultant.username, f"{inquiry_id}.2", "person", "Shorter"),
        (None, f"{inquiry_id}.1", "ai", None),
    ]
