"""Text from clients and from AI is inert wherever it appears, through the whole pipeline.

One day is lived through: clients submit each hostile text as their name and all of them as their
message, AI repeats them, a consultant saves, notes, approves and sends them. Then whatever came out
of it is looked at: mails, pages, PDFs, CSV, JSON.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.domain.inquiries import MailKind
from chalicelib.domain.permissions import Role
from chalicelib.gateways.mailer import Mail
from tests.factories import inquiry_body
from tests.functional.conftest import Platform, start_platform
from tests.functional.people import Consultant, File, fetch, link_in, link_mails, open_link, tell
from tests.hostile import (
    EVERYTHING,
    HEADER_LINES,
    HOSTILE,
    LONG_WORD,
    PARAGRAPHS,
    WIDE_TABLE,
    assert_harmless,
    assert_nothing_hidden,
)
from tests.pdf import ReadPdf

# The day is lived through once, so its tests stay together.
pytestmark = pytest.mark.xdist_group("hostile")

CLIENT = "o'neil+test&co@client.example"
BROWSER = "text/html,*/*;q=0.8"
NEVER_IN_PDF = {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/AcroForm", "/SubmitForm"}
OBEYED = tuple("=+-@|%\t\r＝＋－＠")
NAMES = [
    *("script", "broken attribute", "header", "bidi override", "hidden letters", "separators"),
    *(name for name in HOSTILE if "formula" in name),
]
"""What clients call themselves; their companies have the rest of the names, some to each."""

NOTES = [PARAGRAPHS, LONG_WORD[:5_000], HEADER_LINES]
REASONS = [PARAGRAPHS[:200], HEADER_LINES, HOSTILE["bidi override"], HOSTILE["formula"], LONG_WORD]
"""What mail servers answer."""


def _company_of(name: str) -> str:
    number, rest = NAMES.index(name), [text for key, text in HOSTILE.items() if key not in NAMES]
    return " ".join(rest[number :: len(NAMES)])


@dataclass
class Day:
    """What came out of the day."""

    platform: Platform
    consultant: Consultant
    inquiry_ids: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)

    @property
    def mails(self) -> list[Mail]:
        return self.platform.gateways.mailer.mails

    def plain(self, kind: str) -> Mail:
        """Give a mail of a kind to or about a client who wrote nothing unusual."""
        plain_ids = (self.inquiry_ids["plain"], self.inquiry_ids["plain without AI"])
        return next(m for m in self.mails if m.kind == kind and m.inquiry_id in plain_ids)


@pytest.fixture(scope="module")
def day() -> Iterator[Day]:
    with start_platform() as platform:
        day = Day(platform, Consultant(platform))
        _submit(day, "plain", name="Maria Keller", company="Keller")
        _publish(day, "plain", "## Summary\n\nNothing unusual.\n")
        platform.gateways.ai.text = EVERYTHING
        _submit(day, "all", name="Zoë", company=HOSTILE["comment"], message=PARAGRAPHS)
        _work_on(day, "all")
        _publish(day, "all", EVERYTHING)
        _submit_without_ai(day)
        platform.gateways.ai.away, platform.gateways.ai.text = None, "## Short\n"
        for name in NAMES:
            _submit(day, name, name=HOSTILE[name], company=_company_of(name))
        yield day


def _submit(day: Day, name: str, /, **changes: Any) -> None:
    day.inquiry_ids[name] = day.platform.submit(email=CLIENT, **changes)["id"]
    day.platform.work()


def _work_on(day: Day, name: str) -> None:
    """Have a consultant put hostile texts wherever one can write."""
    inquiry_id, consultant = day.inquiry_ids[name], day.consultant
    for text in NOTES:
        assert consultant.post(f"/inquiries/{inquiry_id}/notes", {"text": text}).status_code == 201
    assert consultant.regenerate(inquiry_id, PARAGRAPHS).status_code == 202
    day.platform.work()
    _, confirmation = [event["message_id"] for event in consultant.read(inquiry_id)["email_events"]]
    for number, text in enumerate(REASONS):
        returned = {"emailAddress": CLIENT, "diagnosticCode": text}
        tell(
            day.platform,
            "Bounce",
            confirmation,
            bounceType="Transient",
            bounceSubType=text,
            bouncedRecipients=[returned],
            feedbackId=f"f{number}",
        )


def _publish(day: Day, name: str, markdown: str) -> None:
    """Save a text with hostile title and note, approve it, send it, and fetch all of it."""
    consultant, inquiry_id = day.consultant, day.inquiry_ids[name]
    newest = consultant.reports(inquiry_id)[-1]["id"]
    title = "The plan" if name == "plain" else HOSTILE["event handler"] + HOSTILE["bidi override"]
    answer = consultant.edit(newest, markdown=markdown, title=title, note=PARAGRAPHS[:500])
    report_id = answer.json_body["id"]
    day.pages[f"{name} in a page"] = f"<main>{answer.json_body['html']}</main>"
    for state in ("draft", "approved"):
        if state == "approved":
            consultant.approve(report_id)
            consultant.send(report_id)
        if consultant.get(f"/reports/{report_id}/pdf").status_code == 202:
            day.platform.work()
        address = consultant.get(f"/reports/{report_id}/pdf").headers["Location"]
        day.files[f"{name} as {state}"] = fetch(day.platform, address)
        page = consultant.get(f"/reports/{report_id}/html").body.decode()
        day.pages[f"{name} as {state} file"] = page
    opened = open_link(day.platform, link_in(link_mails(day.platform)[-1]), BROWSER)
    day.files[f"{name} for the client"] = fetch(day.platform, opened.headers["Location"])


def _submit_without_ai(day: Day) -> None:
    """Have clients write while AI is away, so that outlines quote them and mails tell why."""
    day.platform.gateways.ai.away = HOSTILE["script"] + HOSTILE["bidi override"]
    texts = {"plain without AI": "Hello", "long word": LONG_WORD, "wide table": WIDE_TABLE}
    for name, text in {**texts, "all without AI": PARAGRAPHS}.items():
        _submit(day, name, name="Zoë", message=text)
    day.platform.gateways.clock.advance(1_000)
    day.platform.sweep()
    day.platform.work()
    for name in ("plain without AI", "all without AI"):
        outline = day.consultant.read(day.inquiry_ids[name])["outline_html"]
        day.pages[f"{name} in a page"] = f"<main>{outline}</main>"


def test_mails_of_every_kind_were_written(day: Day) -> None:
    assert {mail.kind for mail in day.mails} == set(MailKind)
    assert day.platform.faults == []


def test_mail_headers_are_single_lines_to_the_one_who_asked(day: Day) -> None:
    for mail in day.mails:
        assert len(mail.subject.splitlines()) == 1
        assert len(mail.subject) <= 60
        assert_nothing_hidden(mail.subject)
        internal = mail.kind in ("consultant_notification", "inquiry_notification")
        assert mail.to == ("consultants@cloudpartner.example" if internal else CLIENT)


def test_mail_html_does_nothing(day: Day) -> None:
    for mail in day.mails:
        page = assert_harmless(mail.html, like=day.plain(mail.kind).html)
        if mail.to == CLIENT:
            # Anybody may have our mail sent to anybody: it leads nowhere but to us.
            assert all(
                address.startswith(("https://site.example/", "mailto:"))
                for address in page.addresses
            )
            assert "evil.example" not in mail.html + mail.text + mail.subject


def test_mail_html_shows_the_words_as_words(day: Day) -> None:
    inquiry_id = day.inquiry_ids["all"]
    (mail,) = [
        m for m in day.mails if (m.kind, m.inquiry_id) == ("consultant_notification", inquiry_id)
    ]
    page = assert_harmless(mail.html, like=day.plain(mail.kind).html)

    for name in ("script", "event handler", "frame", "comment", "form", "template", "entities"):
        assert HOSTILE[name] in page.text, name


def test_mail_text_hides_nothing(day: Day) -> None:
    for mail in day.mails:
        assert_nothing_hidden(mail.text)


def test_pages_do_nothing(day: Day) -> None:
    for name, page in day.pages.items():
        plain = day.pages[name.replace("all", "plain")]
        assert_harmless(page, like=plain)


def test_report_pages_show_the_words_as_words(day: Day) -> None:
    for name in ("all in a page", "all as draft file", "all as approved file"):
        page = assert_harmless(day.pages[name], like=day.pages[name.replace("all", "plain")])
        for text in ("script", "event handler", "frame", "comment", "form"):
            assert HOSTILE[text] in page.text, text
        assert LONG_WORD in page.text
        assert "h199" in page.text
        assert page.tags.count("th") == 200


def test_pdf_does_nothing(day: Day) -> None:
    file = day.files["all for the client"]
    pdf = ReadPdf(file.content)

    assert file.content == day.files["all as approved"].content
    assert pdf.names.isdisjoint(NEVER_IN_PDF)
    assert all(link.startswith(("https://", "mailto:")) for link in pdf.links)
    assert_nothing_hidden(pdf.text)
    assert file.name == "__hidden____if_msobevilbendif___migration_report.pdf"


def test_pdfs_show_the_words_as_words(day: Day) -> None:
    letters = ReadPdf(day.files["all for the client"].content).letters

    for name in ("script", "event handler", "frame", "form", "typst", "pdf"):
        assert "".join(HOSTILE[name].split()) in letters, name
    assert letters.count("W") >= len(LONG_WORD)
    assert "h199" in letters


def test_csv_is_not_obeyed(day: Day) -> None:
    consultant = day.consultant
    export_id = consultant.post("/exports/inquiries", {}).json_body["id"]
    day.platform.work()
    answer = consultant.get(f"/exports/{export_id}")
    file = fetch(day.platform, answer.headers["Location"])
    text = file.content.decode("utf-8-sig")

    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    cells = {cell for row in rows for cell in row}
    assert {len(row) for row in rows} == {len(head)}
    assert_nothing_hidden(text.replace("\r\n", "\n"))
    assert not [cell for cell in cells if cell.startswith(OBEYED)]
    assert len(rows) == len(day.inquiry_ids)
    assert "'" + HOSTILE["formula of plus"] in cells
    assert HOSTILE["separators"] in cells


def test_api_gives_what_was_typed_as_json(day: Day) -> None:
    inquiry_id = day.inquiry_ids["all"]
    newest = day.consultant.reports(inquiry_id)[-1]["id"]
    for path in (
        *("/inquiries?limit=100", f"/inquiries/{inquiry_id}", f"/reports/{newest}"),
        *("/reports?limit=100", "/mail/events?limit=100"),
        f"/inquiries/{inquiry_id}/activities?limit=100",
    ):
        answer = day.consultant.get(path)
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        json.loads(answer.body)

    for name in NAMES:
        found = day.consultant.read(day.inquiry_ids[name])
        assert (found["name"], found["company"]) == (HOSTILE[name], _company_of(name))
    assert day.consultant.read(inquiry_id)["message"] == PARAGRAPHS


def test_activities_give_notes_as_typed_and_reasons_as_one_line(day: Day) -> None:
    acts = day.consultant.list_all(f"/inquiries/{day.inquiry_ids['all']}/activities", limit="100")

    notes = [act["text"] for act in acts if act["kind"] == "note_added"]
    (asked,) = [act["text"] for act in acts if act["kind"] == "report_requested"]
    reasons = [act["text"] for act in acts if act["kind"] == "mail" and act["text"]]
    assert sorted(notes) == sorted(NOTES)
    assert asked == PARAGRAPHS
    assert len(reasons) == len(REASONS)
    for reason in reasons:
        assert_nothing_hidden(reason)
        assert len(reason.splitlines()) == 1


def test_mail_as_sent_in_the_monitor_does_nothing(day: Day) -> None:
    rows = day.consultant.list_all("/mail/events", limit="100")

    assert len(rows) == len(day.mails)
    for row in rows:
        shown = day.consultant.get(f"/mail/events/{row['id']}").json_body
        assert_harmless(shown["html"], like=day.plain(row["kind"]).html)
        assert_nothing_hidden(row["subject"] + (row["reason"] or "") + shown["text"])


def test_link_fault_page_repeats_nothing_of_the_address(day: Day) -> None:
    inquiry_id = day.inquiry_ids["all"]
    plain = open_link(day.platform, f"/api/v1/report-links/{inquiry_id}/nothing", BROWSER)

    for text in HOSTILE.values():
        part = quote(text.replace("/", ""), safe="")
        for path in (f"{inquiry_id}/{part}", f"{part}/token"):
            answer = open_link(day.platform, f"/api/v1/report-links/{path}", BROWSER)
            assert answer.body == plain.body
            assert (answer.status_code, answer.headers) == (404, answer.headers)
    assert_harmless(plain.body.decode(), like=plain.body.decode())


def test_header_lines_and_controls_are_no_names(day: Day) -> None:
    for field_name in ("name", "company", "email", "phone"):
        for text in (f"a@b.example\r\nBcc: {CLIENT}", "a@b.example\x00", "1\x1b[2J", "a\u2028b"):
            body = inquiry_body(**{field_name: text})
            answer = day.platform.request("POST", "/inquiries", body)
            assert list(answer.json_body["Details"]["fields"]) == [field_name]


def test_location_headers_are_single_lines(day: Day) -> None:
    admin = Consultant(day.platform, Role.ADMIN)
    for inquiry_id in (day.inquiry_ids["header"], day.inquiry_ids["script"]):
        if admin.get(f"/reports/{inquiry_id}.1/pdf").status_code == 202:
            day.platform.work()
        location = admin.get(f"/reports/{inquiry_id}.1/pdf").headers["Location"]
        assert location.isascii()
        assert len(location.splitlines()) == 1
        assert fetch(day.platform, location).name.endswith("_migration_20261124.pdf")
