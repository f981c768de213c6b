"""A consultant's day in a browser: a morning's triage, a report on its way, a bounced mail."""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import OpenVisit, Scheme
from tests.e2e.pages import sign_in
from tests.factories import inquiry_body
from tests.platform import PATIENCE_SECONDS, Platform, wait_until

SIZES = pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])


def read(platform: Platform, inquiry_id: str) -> dict[str, Any]:
    staff = platform.sign_in()
    path = f"/api/v1/admin/inquiries/{inquiry_id}"
    return dict(platform.request("GET", path, headers=staff).json)


def submit(platform: Platform, **changes: object) -> dict[str, Any]:
    """Submit an inquiry and give it as staff sees it once nothing is owed."""
    answer = platform.request("POST", "/api/v1/inquiries", inquiry_body(**changes))
    assert answer.status == 201, answer.body
    inquiry_id = answer.json["id"]
    wait_until(
        lambda: not read(platform, inquiry_id)["owed"], PATIENCE_SECONDS, "nothing is owed any more"
    )
    return read(platform, inquiry_id)


def open_signed_in(page: Page, platform: Platform, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, platform.admin)


def new_word() -> str:
    return f"q{uuid4().hex[:10]}"


@SIZES
def test_triage_of_a_mornings_inquiries(
    platform: Platform, open_page: OpenVisit, scheme: Scheme, width: int
) -> None:
    company = new_word()
    names = [f"Client {letter} {new_word()}" for letter in "ABC"]
    ids = [submit(platform, company=company, name=name)["id"] for name in names]
    visit = open_page(scheme=scheme, width=width)
    page = visit.page
    visit.expect_fault("401", "409")

    open_signed_in(page, platform, f"/admin/inquiries?q={company}")
    for name in names:
        expect(page.get_by_role("link", name=name)).to_be_visible()
    visit.look("triage-search")
    for name in names[:2]:
        page.get_by_role("checkbox", name=re.compile(name)).check()
    page.get_by_role("button", name="Set status").click()
    page.get_by_role("menuitem", name="Processing").click()
    expect(page.get_by_text("2 changed").first).to_be_visible()
    visit.look("triage-changed")
    page.get_by_role("link", name=names[0]).click()
    expect(page.get_by_role("heading", level=1, name=names[0])).to_be_visible()

    page.get_by_role("tab", name="Activity").click()
    page.get_by_label("Add a note").fill("Wants a <b>fixed</b> date.")
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_text("Wants a <b>fixed</b> date.")).to_be_visible()
    visit.look("triage-activity")

    # A colleague is faster: what was chosen is not lost, and nothing is overwritten unseen.
    staff = platform.sign_in()
    faster = platform.request(
        "PATCH",
        f"/api/v1/admin/inquiries/{ids[0]}",
        {"version": 2, "assignee": platform.admin["username"]},
        headers=staff,
    )
    assert faster.status == 200, faster.body
    page.get_by_role("button", name="Priority: Medium").click()
    page.get_by_role("menuitemradio", name="High").click()
    expect(page.get_by_role("button", name="Apply mine anyway")).to_be_visible()
    visit.look("triage-conflict")
    page.get_by_role("button", name="Apply mine anyway").click()
    expect(page.get_by_role("button", name="Priority: High")).to_be_visible()

    after = read(platform, ids[0])
    assert (after["status"], after["priority"], after["version"]) == ("processing", "high", 4)
    assert after["assignee"] == platform.admin["username"]
    assert read(platform, ids[2])["status"] == "pending"


def link_in_mail(platform: Platform, inquiry_id: str) -> str:
    """Give the path of the client's link."""

    def find() -> list[dict[str, Any]]:
        return [mail for mail in platform.mails(inquiry_id) if mail["kind"] == "report_link"]

    (mail,) = wait_until(find, PATIENCE_SECONDS, "the client has the link")
    found = re.search(r"http\S+/api/v1/report-links/\S+", mail["text"])
    assert found
    return urlsplit(found[0]).path


@SIZES
def test_report_edited_approved_sent_and_opened_by_the_client(
    platform: Platform, open_page: OpenVisit, scheme: Scheme, width: int
) -> None:
    name = f"Client {new_word()}"
    inquiry = submit(platform, name=name)
    visit = open_page(scheme=scheme, width=width)
    page = visit.page
    visit.expect_fault("401", "404")

    open_signed_in(page, platform, f"/admin/inquiries/{inquiry['id']}/report")
    expect(page.get_by_text("Written by AI, not reviewed")).to_be_visible()
    visit.look("report-draft")
    page.get_by_role("link", name="Edit").click()
    text = page.get_by_label("Text, in Markdown")
    expect(text).to_be_visible()
    text.fill("## Plan\n\nMove the database **first**.\n\n<script>alert(1)</script>")
    visit.look("report-editor")
    page.get_by_role("button", name="Save version").click()
    expect(page.get_by_text("Version 2").first).to_be_visible()
    page.goto(f"/admin/inquiries/{inquiry['id']}/report")
    expect(page.get_by_text("Move the database")).to_be_visible()
    page.get_by_role("button", name="Approve report").click()
    page.get_by_role("button", name="Send to client").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(inquiry["email"])
    visit.look("report-send")
    dialog.get_by_role("button", name="Send to client").click()
    expect(
        page.get_by_role("region", name="Report, version 2").get_by_text("Sent").first
    ).to_be_visible()
    visit.look("report-sent")

    link = link_in_mail(platform, inquiry["id"])
    opened = page.context.request.get(platform.url + link)
    assert opened.status == 200
    assert opened.headers["content-type"] == "application/pdf"
    assert opened.body().startswith(b"%PDF-")
    (known,) = read(platform, inquiry["id"])["links"]
    assert known["opens"] == 1

    staff = platform.sign_in()
    path = f"/api/v1/admin/inquiries/{inquiry['id']}/links/{known['id']}"
    assert platform.request("DELETE", path, headers=staff).status == 204
    page.goto(link)
    expect(page.get_by_role("heading", level=1, name="This link does not work.")).to_be_visible()
    visit.look("report-link-revoked")


@SIZES
def test_bounced_mail_is_found_and_its_address_lifted(
    platform: Platform, open_page: OpenVisit, scheme: Scheme, width: int
) -> None:
    address = f"{new_word()}@client.example"
    inquiry = submit(platform, email=address)
    event = {"to": address, "event": "bounce"}
    assert platform.request("POST", "/_local/mail/events", event).status == 202

    def is_bounced() -> bool:
        events = read(platform, inquiry["id"])["email_events"]
        return any(mail["status"] == "bounced" for mail in events)

    wait_until(is_bounced, PATIENCE_SECONDS, "the bounce is known")
    visit = open_page(scheme=scheme, width=width)
    page = visit.page
    visit.expect_fault("401")

    open_signed_in(page, platform, "/admin/mail?status=bounced")
    row = page.get_by_text(f"We have your inquiry ({inquiry['reference']})").first
    expect(row).to_be_visible()
    visit.look("mail-monitor")
    row.click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("The mailbox does not exist.")
    expect(drawer).to_contain_text(address)
    visit.look("mail-bounced")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Suppressed addresses").click()
    shown = page.get_by_text(address).first
    expect(shown).to_be_visible()
    visit.look("mail-suppressed")
    page.get_by_role("button", name=re.compile(f"Lift.*{address}")).click()
    page.get_by_role("dialog").get_by_role("button", name="Lift").click()
    expect(page.get_by_role("button", name=re.compile(f"Lift.*{address}"))).to_have_count(0)

    staff = platform.sign_in()
    left = platform.request("GET", "/api/v1/admin/mail/suppressions", headers=staff).json["items"]
    assert address not in [each["address"] for each in left]
