"""The whole way of an inquiry, as its visitor and its consultant go it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import OpenVisit, Scheme
from tests.e2e.pages import Person, fill_form, read_reference, send, sent_heading, sign_in
from tests.platform import PATIENCE_SECONDS, Platform, wait_until

PERSON = Person()


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 320)]
)
def test_journey_from_home_to_the_report(
    platform: Platform, open_page: OpenVisit, scheme: Scheme, width: int
) -> None:
    visit = open_page(scheme=scheme, width=width)
    page = visit.page

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    visit.look("home")

    page.locator("main").get_by_role("link", name="Describe your project").first.click()
    fill_form(page, Person(name="M", email="maria", services=()))
    send(page)
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        [
            "Your name must have 2 to 50 characters",
            "Enter an e-mail address like name@example.com",
            "Choose at least one service",
        ]
    )
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("Your name")).to_have_attribute("aria-invalid", "true")
    visit.look("form-with-mistakes")

    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Your name")).to_be_focused()
    fill_form(page, PERSON)
    send(page)
    expect(sent_heading(page, PERSON)).to_be_focused()
    reference = read_reference(page.get_by_role("paragraph").filter(has_text="Your reference"))
    visit.look("sent")

    page.get_by_role("link", name="Open status page").click()
    expect(page.get_by_role("heading", level=1, name="We have your inquiry")).to_be_visible()
    assert read_reference(page.get_by_role("heading", name="Progress")) == reference
    expect(page.get_by_text("m•••@k•••.example")).to_be_visible()
    wait_for_review(page)
    visit.look("status")

    page.goto("/admin")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    visit.look("sign-in")
    sign_in(page, platform.admin)
    expect(page.get_by_role("heading", level=1, name="Inquiries")).to_be_visible()
    expect(page.get_by_text(reference)).to_be_visible()
    visit.look("list")

    row = page.get_by_role("listitem" if width < 992 else "row").filter(has_text=reference)
    row.get_by_role("link", name=PERSON.name).click()
    expect(page.get_by_role("heading", level=1, name=PERSON.name)).to_be_visible()
    expect(page.get_by_text("Written by AI, not reviewed")).to_be_visible()
    report = page.get_by_role("region", name="Report, version 1")
    expect(report.get_by_role("heading", level=2).first).to_be_visible()
    expect(report).to_contain_text("Oracle")
    visit.look("inquiry")

    page.get_by_role("tab", name="Mail").click()
    expect(page.get_by_text(f"We have your inquiry ({reference})")).to_be_visible()
    visit.look("inquiry-mail")


def wait_for_review(page: Page) -> None:
    """Wait as a visitor does who looks again: the step is taken when the draft is stored."""
    step = page.locator("[aria-current=step]")

    def is_review() -> bool:
        page.reload()
        expect(step).to_be_visible()
        return "Review" in step.inner_text()

    wait_until(is_review, PATIENCE_SECONDS, "the draft waits for its review")
