"""The admin area: by keyboard, when the session is over, and for who has no business there."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import OpenVisit, Scheme
from tests.e2e.pages import sign_in
from tests.factories import inquiry_body
from tests.platform import PATIENCE_SECONDS, Platform, wait_until


def submit(platform: Platform, **changes: object) -> dict[str, str]:
    """Submit an inquiry and wait for its report."""
    answer = platform.request("POST", "/api/v1/inquiries", inquiry_body(**changes))
    assert answer.status == 201, answer.body
    staff = platform.sign_in()
    path = f"/api/v1/admin/inquiries/{answer.json['id']}"

    def is_settled() -> bool:
        return not platform.request("GET", path, headers=staff).json["owed"]

    wait_until(is_settled, PATIENCE_SECONDS, "nothing is owed any more")
    return dict(answer.json)


def open_signed_in(page: Page, platform: Platform, path: str) -> None:
    """Open a page of the admin area, which asks to sign in first and then shows it."""
    page.goto(path)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, platform.admin)


def test_sign_in_by_keyboard_alone_leads_to_the_remembered_page(
    platform: Platform, open_page: OpenVisit
) -> None:
    submitted = submit(platform)
    visit = open_page()
    page, keys = visit.page, visit.page.keyboard
    visit.expect_fault("401")
    page.goto(f"/admin/inquiries/{submitted['id']}")

    expect(page.get_by_label("User name")).to_be_focused()
    keys.type(platform.admin["username"])
    keys.press("Tab")
    keys.type(platform.admin["password"])
    keys.press("Enter")

    expect(page.get_by_role("heading", level=1, name="Maria Keller")).to_be_visible()
    assert f"/admin/inquiries/{submitted['id']}" in page.url
    keys.press("3")
    expect(page.get_by_role("tab", name="Mail")).to_have_attribute("aria-selected", "true")


def test_wrong_password_says_so_and_keeps_the_name(
    platform: Platform, open_page: OpenVisit
) -> None:
    visit = open_page(scheme="dark", width=390)
    page = visit.page
    visit.expect_fault("401")
    page.goto("/admin")

    sign_in(page, {"username": platform.admin["username"], "password": "not it"})

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("User name")).to_have_value(platform.admin["username"])
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    visit.look("wrong-password")


def test_session_over_asks_again_in_place_and_goes_on(
    platform: Platform, open_page: OpenVisit
) -> None:
    word = f"q{uuid4().hex[:12]}"
    name = f"Client {word}"
    submit(platform, name=name)
    visit = open_page()
    page = visit.page
    visit.expect_fault("401")
    # A list with work under way would ask again by itself, and learn of the end before the click.
    open_signed_in(page, platform, f"/admin/inquiries?q={word}")
    expect(page.get_by_text(name)).to_be_visible()

    cookie = page.context.cookies()[0]
    ended = platform.request(
        "POST",
        "/api/v1/auth/logout",
        headers={"Cookie": f"session={cookie['value']}", "X-CSRF": "1"},
    )
    assert ended.status == 204
    page.get_by_role("link", name=name).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You have been signed out. Sign in to continue.")
    visit.look("session-over")
    dialog.get_by_label("Password", exact=True).fill(platform.admin["password"])
    dialog.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(dialog).to_be_hidden()


def test_sign_out_ends_in_the_sign_in_page(platform: Platform, open_page: OpenVisit) -> None:
    visit = open_page()
    page = visit.page
    visit.expect_fault("401")
    open_signed_in(page, platform, "/admin/inquiries")

    page.get_by_role("button", name="account of Administrator").click()
    expect(page.get_by_role("menuitemradio", name="System")).to_be_focused()
    visit.look("account-menu")
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/admin/inquiries")

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.context.cookies() == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("light", 992), ("dark", 1280)])
def test_long_and_foreign_words_fit(
    platform: Platform, open_page: OpenVisit, scheme: Scheme, width: int
) -> None:
    name = f"{uuid4().hex[:8]} ژوزفین 山田太郎 von und zu Hohenlohe"
    submitted = submit(
        platform,
        name=name,
        company="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        message="x" * 300 + "\n\n" + "Our shop is down since nine. " * 20,
    )
    visit = open_page(scheme=scheme, width=width)
    page = visit.page
    visit.expect_fault("401")

    open_signed_in(page, platform, "/admin/inquiries")
    expect(page.get_by_text(name)).to_be_visible()
    expect(page.get_by_role("columnheader", name="Service")).to_be_visible(visible=width > 390)
    visit.look("list-long")
    page.get_by_role("link", name=name).click()

    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(page.get_by_text(submitted["reference"]).first).to_be_visible()
    expect(
        page.get_by_role("region", name="Report, version 1").get_by_role("heading").first
    ).to_be_visible()
    visit.look("inquiry-long")


def test_unknown_inquiry_says_so(platform: Platform, open_page: OpenVisit) -> None:
    visit = open_page(width=390)
    visit.expect_fault("401", "404")

    open_signed_in(visit.page, platform, "/admin/inquiries/nobody")

    expect(visit.page.locator("main")).to_contain_text("There is no such inquiry")
    visit.look("unknown-inquiry")
