"""Pages beside the journey: privacy, a wrong address, a dead link, inbox, documents of the API."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import OpenVisit, Scheme
from tests.factories import inquiry_body
from tests.platform import PATIENCE_SECONDS, Platform, wait_until

SCHEMES_AND_WIDTHS = pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 390), ("light", 320)]
)


@SCHEMES_AND_WIDTHS
def test_public_pages_are_in_order(open_page: OpenVisit, scheme: Scheme, width: int) -> None:
    visit = open_page(scheme=scheme, width=width)
    page = visit.page
    visit.expect_fault("404")

    for name, path, heading in (
        ("privacy", "/privacy", "Privacy"),
        ("contact", "/contact", "Describe your project"),
        ("not-found", "/nothing-here", "This page does not exist"),
        ("dead-link", "/status/nobody#wrong", "This link does not work"),
        ("no-link", "/status", "This link does not work"),
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        visit.look(name)


@SCHEMES_AND_WIDTHS
def test_description_of_the_api_is_a_page(open_page: OpenVisit, scheme: Scheme, width: int) -> None:
    visit = open_page(scheme=scheme, width=width)
    visit.expect_fault("favicon")

    visit.page.goto("/api/docs")

    expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
    expect(visit.page.get_by_text("/api/v1/inquiries", exact=False).first).to_be_visible()
    visit.look("api")


@SCHEMES_AND_WIDTHS
def test_mails_are_read_in_the_inbox(
    platform: Platform, open_page: OpenVisit, scheme: Scheme, width: int
) -> None:
    submitted = platform.request("POST", "/api/v1/inquiries", inquiry_body()).json
    wait_until(lambda: len(platform.mails(submitted["id"])) == 2, PATIENCE_SECONDS, "both mails")
    visit = open_page(scheme=scheme, width=width)
    page = visit.page

    page.goto("/inbox")
    for kind, words in (
        ("customer confirmation", "What happens next"),
        ("consultant notification", "Written by AI"),
    ):
        page.get_by_role("listitem").filter(has_text=submitted["reference"]).filter(
            has_text=kind
        ).get_by_role("button").click()
        mail = page.frame_locator('iframe[title="The mail\'s HTML part"]')
        expect(mail.get_by_text(words).first).to_be_visible()
        visit.look(f"inbox-{kind.replace(' ', '-')}")
        page.get_by_role("button", name="Text").click()
        expect(page.locator("pre")).to_contain_text(words)


@SCHEMES_AND_WIDTHS
def test_events_are_sent_from_the_inbox_by_keyboard(
    platform: Platform, open_page: OpenVisit, scheme: Scheme, width: int
) -> None:
    # An address of its own: it gets no further mail after the bounce.
    body = inquiry_body(email=f"q{uuid4().hex[:10]}@client.example")
    submitted = platform.request("POST", "/api/v1/inquiries", body).json
    wait_until(lambda: len(platform.mails(submitted["id"])) == 2, PATIENCE_SECONDS, "both mails")
    visit = open_page(scheme=scheme, width=width)
    page = visit.page
    page.goto("/inbox")
    mails = page.get_by_role("listitem").filter(has_text=submitted["reference"])
    mails.filter(has_text="customer confirmation").get_by_role("button").click()

    page.get_by_role("button", name="Deliver").focus()
    for words in ("was delivered", "is delayed", "came back for good", "complained about it"):
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text(words)
        page.keyboard.press("Tab")
    visit.look("inbox-events")
    mails.filter(has_text="consultant notification").get_by_role("button").click()

    expect(page.get_by_role("status")).to_be_empty()


@SCHEMES_AND_WIDTHS
def test_report_is_a_document_of_its_own(
    platform: Platform, open_page: OpenVisit, scheme: Scheme, width: int
) -> None:
    submitted = platform.request("POST", "/api/v1/inquiries", inquiry_body()).json
    wait_until(lambda: len(platform.mails(submitted["id"])) == 2, PATIENCE_SECONDS, "both mails")
    visit = open_page(scheme=scheme, width=width)
    page = visit.page
    page.context.request.post("/api/v1/auth/login", data=platform.admin)

    page.goto(f"/api/v1/admin/reports/{submitted['id']}.1/html")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("not reviewed").first).to_be_visible()
    visit.look("report")
