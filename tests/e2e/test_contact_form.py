"""The contact form where things do not go as planned, and for whoever has no mouse or no script."""

from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.browser import OpenVisit
from tests.e2e.pages import Person, fill_form, inquiries_of, send, sent_heading
from tests.platform import Platform


def somebody() -> Person:
    """Give a person whom no other test knows."""
    return Person(email=f"{uuid4().hex}@kestrel-air.com")


def press(page: Page, target: Locator, *, depth: float) -> None:
    """Press where something is now, by finger on a phone, even if it moves away meanwhile.

    The depth is a share of its height: near the edge, a short way is enough to miss it.
    """
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * depth
    if page.evaluate("navigator.maxTouchPoints > 0"):
        page.touchscreen.tap(x, y)
    else:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.up()


def test_double_click_on_send_makes_one_inquiry(platform: Platform, open_page: OpenVisit) -> None:
    page, person = open_page().page, somebody()
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.method))
    page.goto("/contact")
    fill_form(page, person)
    posts.clear()

    page.get_by_role("button", name="Send inquiry").dblclick()

    expect(sent_heading(page, person)).to_be_visible()
    assert posts.count("POST") == 1
    assert len(inquiries_of(platform, person.email)) == 1


def test_answer_lost_and_sent_again_makes_one_inquiry(
    platform: Platform, open_page: OpenVisit
) -> None:
    visit, person = open_page(), somebody()
    page = visit.page
    visit.expect_fault("/api/v1/inquiries", "ERR_CONNECTION_RESET")
    page.goto("/contact")
    fill_form(page, person)

    # The inquiry arrives, the answer does not.
    def lose_answer(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/api/v1/inquiries", lose_answer, times=1)
    send(page)
    expect(page.get_by_role("alert").filter(has_text="We could not send")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value(person.message)
    send(page)

    expect(sent_heading(page, person)).to_be_visible()
    assert len(inquiries_of(platform, person.email)) == 1


def test_offline_keeps_the_text_and_sends_it_later(open_page: OpenVisit) -> None:
    visit, person = open_page(width=390), somebody()
    page = visit.page
    visit.expect_fault("ERR_INTERNET_DISCONNECTED")
    page.goto("/contact")
    fill_form(page, person)

    page.context.set_offline(True)
    send(page)
    expect(page.get_by_role("alert").filter(has_text="You are offline")).to_be_visible()
    visit.look("offline")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Your message")).to_have_value(person.message)
    expect(page.get_by_role("checkbox", name="Cloud migration")).to_be_checked()
    send(page)

    expect(sent_heading(page, person)).to_be_visible()


def test_api_says_no_and_the_form_says_where(open_page: OpenVisit) -> None:
    visit = open_page()
    page = visit.page
    visit.expect_fault("400")
    page.goto("/contact")
    fill_form(page, somebody())
    page.route(
        "**/api/v1/inquiries",
        lambda route: route.fulfill(
            status=400,
            json={
                "Code": "InvalidInput",
                "Message": "Please check the fields named in the details.",
                "Details": {"fields": {"company": ["Company is not allowed here"]}},
            },
        ),
    )

    send(page)

    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(["Company is not allowed here"])
    expect(page.get_by_label("Company")).to_have_attribute("aria-invalid", "true")


def test_form_by_keyboard_alone(open_page: OpenVisit) -> None:
    visit, person = open_page(), somebody()
    page, keys = visit.page, visit.page.keyboard
    page.goto("/contact")

    keys.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    keys.press("Enter")
    for label, text in (
        ("Your name", person.name),
        ("E-mail address", person.email),
        ("Company", person.company),
        ("Phone", person.phone),
    ):
        keys.press("Tab")
        expect(page.get_by_label(label)).to_be_focused()
        keys.type(text)
    for number in range(5):
        keys.press("Tab")
        if number == 1:
            keys.press("Space")
    expect(page.get_by_role("checkbox", name="Cloud migration")).to_be_checked()
    keys.press("Tab")
    expect(page.get_by_label("Your message")).to_be_focused()
    keys.type("We must move.")
    keys.press("Tab")
    expect(page.get_by_role("button", name="Send inquiry")).to_be_focused()
    keys.press("Enter")

    expect(sent_heading(page, person)).to_be_focused()


def test_field_with_a_mistake_is_checked_again(open_page: OpenVisit) -> None:
    page = open_page(scheme="dark", width=390).page
    page.goto("/contact")
    email = page.get_by_label("E-mail address")
    mistake = page.get_by_role("paragraph").filter(has_text="Enter an e-mail address like")

    email.fill("maria")
    email.blur()
    expect(mistake).to_be_hidden()
    send(page)
    expect(mistake).to_be_visible()
    email.fill("maria@kestrel-air.com")
    expect(mistake).to_be_hidden()
    email.fill("maria@")
    expect(mistake).to_be_hidden()
    email.blur()

    expect(mistake).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_one_press_sends_the_form_after_its_mistakes_are_mended(
    platform: Platform, open_page: OpenVisit, width: int
) -> None:
    page, person = open_page(width=width).page, somebody()
    page.goto("/contact")
    send(page)
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary.get_by_role("link")).to_have_count(4)

    # The focus stays in the message until the press takes it.
    fill_form(page, person)
    expect(page.get_by_label("Your message")).to_be_focused()
    expect(summary).to_be_hidden()
    press(page, page.get_by_role("button", name="Send inquiry"), depth=0.9)

    expect(sent_heading(page, person)).to_be_visible()
    assert len(inquiries_of(platform, person.email)) == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_one_press_chooses_a_service_while_a_mistake_comes_back(
    open_page: OpenVisit, width: int
) -> None:
    page = open_page(width=width).page
    page.goto("/contact")
    send(page)
    email = page.get_by_label("E-mail address")
    email.fill("maria@kestrel-air.com")
    email.fill("maria@")

    press(page, page.locator("label").filter(has_text="Cloud migration"), depth=0.1)

    expect(page.get_by_role("checkbox", name="Cloud migration")).to_be_checked()
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary.get_by_role("link")).to_have_text(
        [
            "Enter your name",
            "Enter an e-mail address like name@example.com",
            "Tell us what you need",
        ]
    )


@pytest.mark.parametrize("width", [1280, 320])
def test_home_is_read_without_scripts(open_page: OpenVisit, width: int) -> None:
    # Axe is a script itself; the same page is checked by it in test_inquiry_journey.py.
    visit = open_page(width=width, java_script_enabled=False)
    page = visit.page
    # What the browser calls a preloaded script that it will not run.
    visit.expect_fault(".js csp")

    page.goto("/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Five ways we can help")).to_be_visible()
    expect(page.get_by_text("from $750")).to_be_visible()
    question = page.get_by_text("Do you only work with AWS?")
    question.click()
    expect(question.locator("xpath=ancestor::details")).to_have_attribute("open", "")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("noscript p")).to_contain_text("This form needs JavaScript")
    expect(
        page.locator("main").get_by_role("link", name="info@cloudpartner.pro").first
    ).to_be_visible()


def test_service_of_a_card_is_chosen_in_the_form(open_page: OpenVisit) -> None:
    page = open_page().page
    page.goto("/")

    page.get_by_role("link", name="Cloud optimization").click()

    expect(page.get_by_role("checkbox", name="Cloud optimization")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Cloud migration")).not_to_be_checked()


def test_phone_menu_opens_closes_and_gives_the_focus_back(open_page: OpenVisit) -> None:
    visit = open_page(width=390)
    page = visit.page
    page.goto("/")
    button = page.get_by_role("button", name="Menu", exact=True)

    button.click()
    menu = page.get_by_role("dialog", name="Menu")
    expect(menu.get_by_role("link", name="Sign in")).to_be_visible()
    assert visit.find_violations() == []
    page.keyboard.press("Escape")

    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
