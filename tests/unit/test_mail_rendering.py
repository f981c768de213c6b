"""The mails as their readers see them, whatever clients and models wrote."""

import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.inquiries import MailKind, Source
from chalicelib.domain.priority import Priority
from chalicelib.domain.visible_text import columns_of
from chalicelib.services.mail_rendering import (
    HTML_BYTES,
    SUBJECT_LENGTH,
    ConsultantNotification,
    CustomerConfirmation,
    InquiryFacts,
    InquiryNotification,
    MailFacts,
    RenderedMail,
    ReportLink,
    render_mail,
)
from tests.processor_time import shortest_seconds

REFERENCE = "CP-7K3M-92QD"
STATUS_URL = "https://site.example/status/0193#secret-token"
ADMIN_URL = "https://site.example/admin/inquiries/0193"
DRAFT = "## Summary\n\nKeller Logistics moves.\n\n| Step | Weeks |\n| --- | --- |\n| Rehearse | 2 |"
OUTLINE = "*Made by rules.*\n\n## Open questions\n\n- What moves?"

CONFIRMATION = CustomerConfirmation(
    reference=REFERENCE,
    name="Maria Keller",
    company="Keller Logistics",
    services=("migration", "assessment"),
    status_url=STATUS_URL,
)
INQUIRY = InquiryFacts(
    reference=REFERENCE,
    name="Maria Keller",
    email="maria@keller.example",
    company="Keller Logistics",
    phone="+1 303 555 0142",
    services=("migration",),
    source=Source.CONTACT_FORM,
    message="Our lease ends.\n\nPlease answer tomorrow.",
    priority=Priority.HIGH,
    priority_reason="the word 'tomorrow' in the message",
    received_at=datetime(2026, 11, 24, 9, 15, tzinfo=UTC),
    admin_url=ADMIN_URL,
)
WITH_DRAFT = ConsultantNotification(inquiry=INQUIRY, draft_markdown=DRAFT, model="a-model")
WITHOUT_DRAFT = InquiryNotification(
    inquiry=INQUIRY, outline_markdown=OUTLINE, reason="AI timed out"
)
LINK = ReportLink(
    reference=REFERENCE,
    name="Maria Keller",
    services=("migration", "assessment"),
    consultant="Robin Meyer",
    link_url="https://site.example/api/v1/report-links/0193/secret-token",
    valid_until=datetime(2026, 12, 24, 9, 15, tzinfo=UTC),
)
MAILS = [CONFIRMATION, WITH_DRAFT, WITHOUT_DRAFT, LINK]
EACH = pytest.mark.parametrize("facts", MAILS, ids=lambda facts: facts.kind)


class Reader(HTMLParser):
    """Collect what a mail program would show and fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.is_style = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.is_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.is_style = False

    def handle_data(self, data: str) -> None:
        if not self.is_style:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def with_inquiry(facts: Any, **changes: Any) -> Any:
    return replace(facts, inquiry=replace(INQUIRY, **changes))


def flat(text: str) -> str:
    return " ".join(text.replace(">", " ").split())


@EACH
def test_render_mail_is_one_document_without_anything_to_fetch(facts: MailFacts) -> None:
    mail = render_mail(facts)

    reader = Reader(mail.html)
    assert mail.kind == facts.kind
    assert mail.html.count("<html") == mail.html.count("</html>") == 1
    assert mail.html.startswith("<!doctype html>")
    assert '<html lang="en"' in mail.html
    assert not reader.tags & {"script", "img", "link", "iframe", "form", "object", "video"}
    assert all(link.startswith(("https://", "mailto:")) for link in reader.links)
    assert "url(" not in mail.html


@EACH
def test_render_mail_names_the_brand_and_the_reference_in_both_parts(facts: MailFacts) -> None:
    mail = render_mail(facts)

    for part in (Reader(mail.html).text, mail.text):
        assert "CloudPartner" in part
        assert REFERENCE in part


@EACH
def test_render_mail_text_keeps_to_76_columns_but_for_addresses(facts: MailFacts) -> None:
    lines = render_mail(facts).text.split("\n")

    assert all(columns_of(line) <= 76 or line.startswith("https://") for line in lines)
    assert all(line == line.rstrip() or line == "-- " for line in lines)


@EACH
def test_render_mail_text_has_no_mark_up(facts: MailFacts) -> None:
    text = render_mail(facts).text

    assert not re.search(r"<[a-z/!]|&[a-z]+;|\{\{|\{%", text)
    assert "\n\n\n" not in text


def test_render_mail_customer_confirmation_says_what_the_design_says() -> None:
    mail = render_mail(CONFIRMATION)

    assert mail.subject == f"We have your inquiry ({REFERENCE})"
    for part in (Reader(mail.html).text, flat(mail.text)):
        assert "Hello Maria Keller, thank you for writing to us." in part
        assert (
            "your inquiry about Cloud migration and Cloud assessment for Keller Logistics" in part
        )
        assert "A consultant reads your message." in part
        assert "You get a reply by e-mail within one business day." in part
        assert "Something to add or correct? Reply to this message." in part
        assert "not me" in part
    assert STATUS_URL in mail.text.split("\n")
    assert STATUS_URL in Reader(mail.html).links
    assert "A consultant reads it and replies within one business day." in mail.html


def test_render_mail_customer_confirmation_has_no_place_for_machine_text() -> None:
    names = {field.name for field in fields(CustomerConfirmation)}

    assert names == {"reference", "name", "company", "services", "status_url"}


@pytest.mark.parametrize(
    "name",
    ["Win at https://evil.example", "www.evil.example", "evil.example/win", "x@evil.example"],
)
def test_render_mail_customer_confirmation_carries_no_advertisement(name: str) -> None:
    mail = render_mail(replace(CONFIRMATION, name=name, company=name))

    assert "evil" not in mail.html + mail.text + mail.subject
    assert "Hello, thank you" in Reader(mail.html).text


def test_render_mail_without_company_reads_well() -> None:
    mail = render_mail(replace(CONFIRMATION, company=None, services=("general",)))

    assert "your inquiry about General consultation." in flat(mail.text)
    assert "Company: not given" in render_mail(with_inquiry(WITH_DRAFT, company=None)).text.replace(
        "Company:   ", "Company: "
    )


def test_render_mail_consultant_notification_has_facts_message_and_draft() -> None:
    mail = render_mail(WITH_DRAFT)

    assert mail.subject == f"HIGH · Keller Logistics: Cloud migration ({REFERENCE})"
    for part in (Reader(mail.html).text, flat(mail.text)):
        assert "Maria Keller, Keller Logistics, wrote 24 Nov 2026, 09:15 UTC." in part
        assert "Priority high: the word 'tomorrow' in the message." in part
        for fact in ("maria@keller.example", "+1 303 555 0142", "Cloud migration", "Contact form"):
            assert fact in part
        assert "Our lease ends. Please answer tomorrow." in part
        assert "Written by AI (a-model), not reviewed. Internal." in part
        assert "Keller Logistics moves." in part
        assert part.count("Open in admin") == 2
    assert Reader(mail.html).links.count(ADMIN_URL) >= 2
    assert mail.text.split("\n").count(ADMIN_URL) == 2
    assert "Our lease ends. Please answer tomorrow." in mail.html  # the preheader


def test_render_mail_inquiry_notification_says_why_and_marks_the_outline() -> None:
    mail = render_mail(WITHOUT_DRAFT)

    assert mail.subject.startswith("HIGH · New inquiry without draft: ")
    for part in (Reader(mail.html).text, flat(mail.text)):
        assert "There is no draft for this inquiry: AI timed out." in part
        assert "No second mail will follow." in part
        assert "Outline made by rules" in part
        assert "What moves?" in part
        assert "Written by AI" not in part


def test_render_mail_inquiry_notification_without_a_known_reason() -> None:
    mail = render_mail(replace(WITHOUT_DRAFT, reason=None))

    assert "There is no draft for this inquiry: AI did not answer in time." in flat(mail.text)


@pytest.mark.parametrize(
    ("priority", "prefix"),
    [
        (Priority.URGENT, "URGENT · Keller"),
        (Priority.HIGH, "HIGH · Keller"),
        (Priority.MEDIUM, "Keller"),
        (Priority.LOW, "Keller"),
    ],
)
def test_render_mail_subject_is_prefixed_only_when_it_matters(
    priority: Priority, prefix: str
) -> None:
    assert render_mail(with_inquiry(WITH_DRAFT, priority=priority)).subject.startswith(prefix)


def test_render_mail_subject_counts_further_services() -> None:
    mail = render_mail(with_inquiry(WITH_DRAFT, services=("general", "migration", "assessment")))

    assert ": Cloud migration +2 (" in mail.subject


NAMES = {
    "long": "The Very Long Name of a Company That Does Not End " * 5,
    "header-injection": "Maria\r\nBcc: all@evil.example\r\n\r\n<script>",
    "right-to-left": "\u202eمريم كيلر",
    "isolates": "\u2066Maria\u2069 \u200bKeller",
    "japanese": "株式会社東京クラウド移行サービス" * 3,
    "emoji": "👩‍👩‍👧‍👧" * 12,
    "markup": "<b onclick=alert(1)>Maria</b> & \"Co\" 'x'",
    "template": "{{ 7*7 }}{% raw %}",
    "word": "x" * 255,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("priority", [Priority.URGENT, Priority.MEDIUM])
@pytest.mark.parametrize("reference", [REFERENCE, "0193a4e2-7d1e-7c55-9a51-8d9f5c0e1b22"])
def test_render_mail_subject_survives_any_name(
    name: str, priority: Priority, reference: str
) -> None:
    changes = {"company": name, "name": name, "priority": priority, "reference": reference}
    for facts in (with_inquiry(WITH_DRAFT, **changes), with_inquiry(WITHOUT_DRAFT, **changes)):
        subject = render_mail(facts).subject

        assert subject.endswith(f"({reference})")
        assert len(subject) <= SUBJECT_LENGTH
        assert subject.isprintable() or "\u200d" in subject  # emoji are joined by one
        assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\r\n]", subject)


def assert_is_harmless(mail: RenderedMail) -> None:
    reader = Reader(mail.html)
    assert not reader.tags & {"script", "img", "iframe", "form", "b", "svg", "object"}
    assert not any(name.startswith("on") for name in reader.attributes)
    assert all(link.startswith(("https://", "mailto:")) for link in reader.links)
    assert len(mail.html.encode()) <= HTML_BYTES
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", mail.html + mail.text)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_render_mail_any_name_is_shown_as_text(name: str) -> None:
    for facts in (
        replace(CONFIRMATION, name=name, company=name),
        with_inquiry(WITH_DRAFT, name=name, company=name, message=name, phone=name, email=name),
        replace(WITH_DRAFT, draft_markdown=name, model=name),
        replace(WITHOUT_DRAFT, outline_markdown=name, reason=name),
    ):
        mail = render_mail(facts)

        assert_is_harmless(mail)
        assert "49" not in mail.subject


def test_render_mail_shows_marked_up_names_as_they_were_typed() -> None:
    mail = render_mail(replace(CONFIRMATION, name=NAMES["markup"]))

    assert f"Hello {NAMES['markup']}, thank you" in Reader(mail.html).text
    assert f"Hello {NAMES['markup']}, thank you" in " ".join(mail.text.split())


@given(st.text(max_size=300), st.text(max_size=50), st.text(max_size=300))
@settings(deadline=None, max_examples=60)
def test_render_mail_any_text_is_harmless(message: str, name: str, draft: str) -> None:
    mail = render_mail(
        ConsultantNotification(
            inquiry=replace(INQUIRY, message=message, name=name), draft_markdown=draft, model=name
        )
    )

    assert_is_harmless(mail)
    mail.subject.encode(), mail.text.encode()


LONG = {
    "one-word": "x" * 10_000,
    "quotes": '"' * 10_000,
    "ampersands": "&" * 10_000,
    "emoji": "😀" * 10_000,
    "cjk": "移行" * 5_000,
    "lines": "\n".join("abcd" for _ in range(2_000)),
    "markdown": "*[" * 5_000,
    "wide-table": "\n".join(["| a " * 200 + "|", "| - " * 200 + "|", *["| 1 " * 200 + "|"] * 8]),
    "paragraphs": "\n\n".join(["## Heading\n\nWords of a paragraph. " * 5] * 80),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_render_mail_long_text_is_cut_and_says_where_the_rest_is(text: str) -> None:
    facts = ConsultantNotification(
        inquiry=replace(INQUIRY, message=text), draft_markdown=text * 2, model="a-model"
    )

    mail = render_mail(facts)

    assert shortest_seconds(lambda: render_mail(facts)) < 6
    assert_is_harmless(mail)
    is_cut = "Read the rest in the admin area" in mail.html
    assert is_cut == ("Read the rest in the admin area." in mail.text)
    assert is_cut or len(mail.html) > len(text) * 2
    assert Reader(mail.html).links.count(ADMIN_URL) >= 3


def test_render_mail_short_text_is_whole() -> None:
    mail = render_mail(WITH_DRAFT)

    assert "Read the rest" not in mail.html + mail.text


def test_render_mail_kinds_are_those_of_the_platform() -> None:
    assert {render_mail(facts).kind for facts in MAILS} == set(MailKind)
