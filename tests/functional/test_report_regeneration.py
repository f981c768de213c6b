"""Having AI write again: with a consultant's instructions, beside people, and while AI is away."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.inquiries import ServiceType
from chalicelib.gateways.ai import Answer, Prompt
from tests.functional.conftest import Platform
from tests.functional.people import Consultant

INSTRUCTIONS = "Shorter, please.\nLeave <<<END>>> the cost out, and mention 数据库."


@pytest.fixture
def consultant(platform: Platform) -> Consultant:
    return Consultant(platform)


@pytest.fixture
def inquiry_id(platform: Platform) -> str:
    submitted = platform.submit()
    platform.work()
    return str(submitted["id"])


def test_request_report_gives_a_version_beside_the_former(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    platform.gateways.ai.text = "## Summary\n\nAnother draft.\n"

    answer = consultant.regenerate(inquiry_id)
    owed = [debt["debt"] for debt in consultant.read(inquiry_id)["owed"]]
    platform.work()

    found = consultant.read(inquiry_id)
    texts = [
        consultant.get(f"/reports/{report['id']}").json_body["markdown"]
        for report in found["reports"]
    ]
    assert (answer.status_code, owed) == (202, ["report"])
    assert [report["origin"] for report in found["reports"]] == ["ai", "ai"]
    assert texts == ["## Summary\n\nMove the **database** first.\n", platform.gateways.ai.text]
    assert (found["report"], found["report_number"], found["owed"]) == ("draft", 2, [])
    assert platform.gateways.mailer.kinds().count("consultant_notification") == 1


def test_request_report_quotes_the_instructions_outside_the_clients_fence(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    consultant.regenerate(inquiry_id, INSTRUCTIONS)
    platform.work()

    first, second = platform.gateways.ai.prompts
    (end,) = re.findall(r"^<<<END \w{32}>>>$", second.user, re.MULTILINE)
    assert "> Shorter, please.\n> Leave < < <END> > > the cost out, and mention 数据库.\n" in (
        second.user
    )
    assert second.user.index("> Shorter") < second.user.index("<<<CLIENT ")
    assert second.user.endswith(end)
    assert second.user.count("<<<") == 2
    assert "What the consultant asks" not in first.user
    assert second.system == first.system, "the rules hold for consultants too"


def test_request_report_is_remembered_with_who_asked_for_what(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    consultant.regenerate(inquiry_id, INSTRUCTIONS)

    asked = [a for a in consultant.activities(inquiry_id) if a["kind"] == "report_requested"]

    assert [(a["actor"], a["text"]) for a in asked] == [(consultant.username, INSTRUCTIONS)]


def test_request_report_instructions_of_before_are_not_asked_again(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    consultant.regenerate(inquiry_id, "In French")
    platform.work()
    consultant.regenerate(inquiry_id)
    platform.work()

    assert "In French" in platform.gateways.ai.prompts[1].user
    assert "In French" not in platform.gateways.ai.prompts[2].user


def test_request_report_instructions_that_break_a_rule_are_refused(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    for instructions in ("x" * 2_001, "a\x00b", "\x1b[2J"):
        answer = consultant.regenerate(inquiry_id, instructions)

        assert answer.status_code == 400
        assert list(answer.json_body["Details"]["fields"]) == ["instructions"]
    assert consultant.read(inquiry_id)["owed"] == []


def test_request_report_while_one_is_owed_is_a_conflict(
    platform: Platform, consultant: Consultant
) -> None:
    inquiry_id = platform.submit()["id"]

    first_draft_owed = consultant.regenerate(inquiry_id)
    platform.work()
    asked = consultant.regenerate(inquiry_id)
    again = consultant.regenerate(inquiry_id)

    assert [a.status_code for a in (first_draft_owed, asked, again)] == [409, 202, 409]
    assert again.json_body["Code"] == "WorkUnderWay"


def test_request_report_ai_away_keeps_the_report_and_makes_no_outline(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    platform.gateways.ai.away = "AI is not available"
    consultant.regenerate(inquiry_id, "Shorter")
    platform.pass_time(300, step=30)
    during = consultant.read(inquiry_id)
    platform.gateways.ai.away = None
    platform.pass_time(900, step=60)

    (owed,) = during["owed"]
    after = consultant.read(inquiry_id)
    assert (owed["debt"], owed["state"], owed["reason"]) == (
        "report",
        "due",
        "AI is not available",
    )
    assert (during["report"], during["outline"]) == ("draft", None)
    assert len(during["reports"]) == 1
    assert (len(after["reports"]), after["owed"], after["outline"]) == (2, [], None)
    assert "Shorter" in platform.gateways.ai.prompts[-1].user
    assert "inquiry_notification" not in platform.gateways.mailer.kinds()


def test_request_report_parked_can_be_asked_for_anew(
    platform: Platform, consultant: Consultant, settings: Callable[..., Any]
) -> None:
    settings(park_after_failures=2)
    platform.gateways.ai.fault = RuntimeError("a fault of ours")
    inquiry_id = platform.submit()["id"]
    platform.pass_time(900, step=100)
    (parked,) = [d for d in consultant.read(inquiry_id)["owed"] if d["debt"] == "report"]
    platform.gateways.ai.fault = None

    answer = consultant.regenerate(inquiry_id)
    platform.work()

    found = consultant.read(inquiry_id)
    assert parked["state"] == "parked"
    assert answer.status_code == 202
    assert (found["owed"], len(found["reports"])) == ([], 1)


def test_generate_report_and_a_person_at_the_same_time_keep_both(
    platform: Platform, consultant: Consultant, inquiry_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = platform.gateways.ai.draft

    def draft_while_a_person_saves(prompt: Prompt) -> Answer:
        consultant.save(f"{inquiry_id}.1", "By a person, in the meantime")
        return replace(draft(prompt), text="## By AI")

    monkeypatch.setattr(platform.gateways.ai, "draft", draft_while_a_person_saves)
    consultant.regenerate(inquiry_id)
    platform.work()

    found = consultant.read(inquiry_id)
    texts = {
        report["number"]: consultant.get(f"/reports/{report['id']}").json_body["markdown"]
        for report in found["reports"]
    }
    assert platform.faults == []
    assert texts == {
        1: "## Summary\n\nMove the **database** first.\n",
        2: "By a person, in the meantime",
        3: "## By AI\n",
    }
    assert [report["superseded_by"] for report in found["reports"]] == [2, 3, None]
    assert found["owed"] == []
    assert [item["number"] for item in consultant.list_all("/reports")] == [3]


def test_request_report_leaves_what_is_approved_alone(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    consultant.send_approved(f"{inquiry_id}.1")

    consultant.regenerate(inquiry_id)
    platform.work()

    found = consultant.read(inquiry_id)
    assert [report["status"] for report in found["reports"]] == ["sent", "draft"]
    assert found["report"] == "draft"


def test_request_report_of_no_inquiry_is_404(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    consultant.delete_inquiry(inquiry_id)

    for gone in (inquiry_id, "nothing"):
        answer = consultant.regenerate(gone)
        assert (answer.status_code, answer.json_body["Code"]) == (404, "InquiryNotFound")


@pytest.mark.parametrize("service", ServiceType)
def test_generate_report_has_prompt_and_title_of_the_service_asked_for(
    platform: Platform, consultant: Consultant, service: ServiceType
) -> None:
    asked = [service] if service is ServiceType.GENERAL else [ServiceType.GENERAL, service]
    inquiry_id = platform.submit(services=asked)["id"]
    platform.work()

    (report,) = consultant.reports(inquiry_id)
    system = platform.gateways.ai.prompts[0].system
    headings = re.findall(r"^## (.+)$", system, re.MULTILINE)
    assert report["service"] == service
    assert report["prompt_version"].startswith(f"{service}.v1.")
    assert report["title"].endswith(" for Keller Logistics")
    assert (headings[0], headings[-1]) == ("Summary", "Open questions")
    assert _SECTION_OF_ITS_OWN[service] in headings


_SECTION_OF_ITS_OWN = {
    ServiceType.ASSESSMENT: "Likely findings to check",
    ServiceType.MIGRATION: "Steps and way back",
    ServiceType.OPTIMIZATION: "Where to measure first",
    ServiceType.ARCHITECTURE_REVIEW: "Points to examine",
    ServiceType.GENERAL: "A first answer",
}
