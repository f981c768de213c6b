"""The client's link: one secret in one mail, and nothing else of the report without it."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from chalicelib.logs import JsonFormatter, log
from tests.fakes import START
from tests.functional.conftest import Platform
from tests.functional.people import (
    Consultant,
    fetch,
    link_in,
    link_mails,
    message_ids_to,
    open_link,
    stored_texts,
    tell,
)

BROWSER = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def consultant(platform: Platform) -> Consultant:
    return Consultant(platform)


@pytest.fixture
def inquiry_id(platform: Platform) -> str:
    submitted = platform.submit()
    platform.work()
    return str(submitted["id"])


@pytest.fixture
def link(consultant: Consultant, inquiry_id: str) -> str:
    return link_in(consultant.send_approved(f"{inquiry_id}.1"))


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """Give every line of the log, whatever its level."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonFormatter().format(record))

    keeper, level = Keeper(), log.level
    log.addHandler(keeper)
    log.setLevel(logging.DEBUG)
    yield lines
    log.removeHandler(keeper)
    log.setLevel(level)


def links(consultant: Consultant, inquiry_id: str) -> list[dict[str, Any]]:
    return list(consultant.read(inquiry_id)["links"])


def test_open_report_link_leads_to_the_approved_file_for_minutes(
    platform: Platform, consultant: Consultant, inquiry_id: str, link: str
) -> None:
    answer = open_link(platform, link, BROWSER)

    file = fetch(platform, answer.headers["Location"])
    assert (answer.status_code, answer.body) == (302, b"")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert (file.disposition, file.content_type) == ("inline", "application/pdf")
    assert file.name == "Keller_Logistics_migration_report.pdf"
    assert file.seconds <= 300
    assert "database" in file.text
    assert "draft" not in file.text.lower()


def test_open_report_link_is_counted(
    platform: Platform, consultant: Consultant, inquiry_id: str, link: str
) -> None:
    before = links(consultant, inquiry_id)
    for _ in range(3):
        platform.gateways.clock.advance(60)
        open_link(platform, link)

    (after,) = links(consultant, inquiry_id)
    assert [(each["opens"], each["last_opened_at"]) for each in before] == [(0, None)]
    assert after["opens"] == 3
    assert datetime.fromisoformat(after["last_opened_at"]) == platform.gateways.clock.now()
    assert after["report_number"] == 1


def test_open_report_link_token_is_nowhere_but_in_the_mail(
    platform: Platform, consultant: Consultant, log_lines: list[str]
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    mail = consultant.send_approved(f"{inquiry_id}.1")
    token = link_in(mail).rpartition("/")[2]
    open_link(platform, link_in(mail))
    open_link(platform, link_in(mail) + "x", BROWSER)
    mail_id = next(
        event["id"]
        for event in consultant.read(inquiry_id)["email_events"]
        if event["kind"] == "report_link"
    )
    shown = [
        consultant.get(path).body.decode()
        for path in (
            f"/inquiries/{inquiry_id}",
            f"/inquiries/{inquiry_id}/activities",
            "/mail/events",
            f"/mail/events/{mail_id}",
        )
    ]

    assert len(token) >= 43, "256 bits"
    assert token in mail.html
    for text in [*stored_texts(platform), *log_lines, *shown]:
        assert token not in text
    assert any("settled" in line for line in log_lines)
    kept = json.loads(shown[-1])
    assert kept["text"] == mail.text.replace(token, "secret-left-out")
    assert kept["html"] == mail.html.replace(token, "secret-left-out")


def test_open_report_link_wrong_in_any_part_is_404(
    platform: Platform, inquiry_id: str, link: str
) -> None:
    other = platform.submit()["id"]
    token = link.rpartition("/")[2]

    for path in (
        link[:-1],
        link + "A",
        link.replace(inquiry_id, other),
        f"/api/v1/report-links/nobody/{token}",
        f"/api/v1/report-links/{'x' * 3000}/{token}",
        f"/api/v1/report-links/{inquiry_id}/{'x' * 3000}",
    ):
        answer = open_link(platform, path)
        assert (answer.status_code, answer.json_body["Code"]) == (404, "ReportLinkNotFound")


def test_open_report_link_expires(
    platform: Platform, consultant: Consultant, inquiry_id: str, link: str
) -> None:
    (shown,) = links(consultant, inquiry_id)
    platform.gateways.clock.advance(30 * 86_400 - 1)
    last = open_link(platform, link)
    platform.gateways.clock.advance(1)
    over = open_link(platform, link)

    assert datetime.fromisoformat(shown["expires_at"]) == START + timedelta(days=30)
    assert last.status_code == 302
    assert (over.status_code, over.json_body["Code"]) == (404, "ReportLinkExpired")
    assert "works until 24 Dec 2026, 09:15 UTC" in " ".join(link_mails(platform)[0].text.split())


def test_revoke_report_link_has_it_open_nothing(
    platform: Platform, consultant: Consultant, inquiry_id: str, link: str
) -> None:
    consultant.send(f"{inquiry_id}.1", again=True)
    platform.work()
    other = link_in(link_mails(platform)[1])
    open_link(platform, link)
    (first,) = [each for each in links(consultant, inquiry_id) if each["opens"]]

    revoked = [consultant.delete(f"/inquiries/{inquiry_id}/links/{first['id']}") for _ in range(2)]
    refused = open_link(platform, link)

    (after,) = [each for each in links(consultant, inquiry_id) if each["id"] == first["id"]]
    acts = [a for a in consultant.activities(inquiry_id) if a["kind"] == "report_link_revoked"]
    assert [answer.status_code for answer in revoked] == [204, 204]
    assert (refused.status_code, refused.json_body["Code"]) == (404, "ReportLinkNotFound")
    assert (after["revoked_by"], after["opens"]) == (consultant.username, 1)
    assert [(act["actor"], act["subject"]) for act in acts] == [
        (consultant.username, f"{inquiry_id}.1")
    ]
    assert open_link(platform, other).status_code == 302


def test_revoke_report_link_that_is_none_is_404(
    consultant: Consultant, inquiry_id: str, link: str
) -> None:
    token = link.rpartition("/")[2]

    for link_id in ("nothing", token, "x" * 3000):
        answer = consultant.delete(f"/inquiries/{inquiry_id}/links/{link_id}")
        assert (answer.status_code, answer.json_body["Code"]) == (404, "ReportLinkNotFound")


def test_open_report_link_of_a_deleted_inquiry_is_dead_at_once(
    platform: Platform, consultant: Consultant, inquiry_id: str, link: str
) -> None:
    consultant.delete_inquiry(inquiry_id)
    at_once = open_link(platform, link)
    platform.pass_time(300, step=30)
    later = open_link(platform, link)

    for answer in (at_once, later):
        assert (answer.status_code, answer.json_body["Code"]) == (404, "ReportLinkNotFound")
    assert platform.gateways.documents.content_by_key == {}


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def test_open_report_link_that_fails_tells_a_browser_in_words(
    platform: Platform, inquiry_id: str, link: str
) -> None:
    wrong = open_link(platform, f"{link}%3Cscript%3Ealert(1)%22", BROWSER)
    platform.gateways.clock.advance(31 * 86_400)
    over = open_link(platform, link, BROWSER)

    for answer, words in ((wrong, "This link does not work."), (over, "This link has expired.")):
        page = answer.body.decode()
        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Cache-Control"] == "no-store"
        assert words in page
        assert "alert(1)" not in page
        assert "script" not in _Page(page).tags
        assert all(address.startswith("mailto:") for address in _Page(page).addresses)


def test_send_report_provider_away_leaves_one_link(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    consultant.approve(f"{inquiry_id}.1")
    consultant.send(f"{inquiry_id}.1")
    platform.gateways.mailer.away = "The mail provider is away"
    platform.pass_time(600, step=30)
    during = links(consultant, inquiry_id)
    platform.gateways.mailer.away = None
    platform.pass_time(900, step=30)

    assert during == []
    assert len(links(consultant, inquiry_id)) == 1
    assert open_link(platform, link_in(link_mails(platform)[0])).status_code == 302


@pytest.mark.parametrize("why", ["refused", "placeholder", "suppressed"])
def test_send_report_mail_that_does_not_go_out_leaves_no_link(
    platform: Platform, consultant: Consultant, why: str
) -> None:
    address = "test@example.com" if why == "placeholder" else "maria@keller-logistics.example"
    inquiry_id = platform.submit(email=address)["id"]
    platform.work()
    if why == "suppressed":
        tell(platform, "Complaint", message_ids_to(platform, address)[0])
    if why == "refused":
        platform.gateways.mailer.refusal = "Address is on the list of the provider"

    consultant.approve(f"{inquiry_id}.1")
    consultant.send(f"{inquiry_id}.1")
    platform.work()

    found = consultant.read(inquiry_id)
    (event,) = [event for event in found["email_events"] if event["kind"] == "report_link"]
    assert event["status"] == ("failed" if why == "refused" else "suppressed")
    assert (found["links"], found["owed"]) == ([], [])
    assert link_mails(platform) == []
