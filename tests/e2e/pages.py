"""What people do on the pages, in their own words: by label, role and text."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.platform import Platform

REFERENCE = re.compile(r"CP-[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass(frozen=True, slots=True)
class Person:
    """What a visitor types."""

    name: str = "Maria Keller"
    email: str = "maria@keller-logistics.example"
    company: str = "Keller Logistics"
    phone: str = "+1 303 555 0142"
    services: tuple[str, ...] = ("Cloud migration",)
    message: str = (
        "We run 40 servers with Oracle in a rented rack. The lease ends on 31 January and we must "
        "be out before that. Our monthly bill is about $18,000."
    )


def fill_form(page: Page, person: Person) -> None:
    """Fill every field of the contact form."""
    page.get_by_label("Your name").fill(person.name)
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Company").fill(person.company)
    page.get_by_label("Phone").fill(person.phone)
    for service in person.services:
        page.get_by_role("checkbox", name=service).check()
    page.get_by_label("Your message").fill(person.message)


def send(page: Page) -> None:
    """Press the button of the contact form."""
    page.get_by_role("button", name="Send inquiry").click()


def sent_heading(page: Page, person: Person) -> Locator:
    """Give the heading of the panel that replaces the form."""
    return page.get_by_role("heading", name=f"Thank you, {person.name.split()[0]}")


def read_reference(place: Locator) -> str:
    """Give the reference that stands in a place of a page."""
    shown = place.get_by_text(REFERENCE)
    expect(shown).to_be_visible()
    found = REFERENCE.search(shown.inner_text())
    assert found
    return found[0]


def sign_in(page: Page, credentials: dict[str, str]) -> None:
    """Sign in on the sign-in page."""
    page.get_by_label("User name").fill(credentials["username"])
    page.get_by_label("Password", exact=True).fill(credentials["password"])
    page.get_by_role("button", name="Sign in").click()


def inquiries_of(platform: Platform, email: str) -> list[dict[str, Any]]:
    """Give the inquiries of one address, among the newest hundred."""
    path = "/api/v1/admin/inquiries?limit=100"
    items = platform.request("GET", path, headers=platform.sign_in()).json["items"]
    return [item for item in items if item["email"] == email]
