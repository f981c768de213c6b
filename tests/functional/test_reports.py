"""Reports over HTTP: the text as it was written, and HTML that can't do harm."""

from html.parser import HTMLParser

import boto3
import pytest

from chalicelib.domain.permissions import Role
from tests.functional.conftest import Platform

HOSTILE = (
    "## Findings\n\nMove the **database** first.\n\n<script>alert(1)</script>\n\n"
    '<img src=x onerror="alert(2)">\n\n[click](javascript:alert(3))\n'
)


class Parts(HTMLParser):
    """Which tags and attributes a browser would see; escaped text is only text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}

    def assert_harmless(self) -> None:
        assert self.tags.isdisjoint({"script", "img", "iframe", "object", "link", "base", "form"})
        assert not [name for name in self.attributes if name.startswith("on")]
        assert not [link for link in self.links if not link.startswith(("https://", "#"))]


@pytest.fixture
def report_id(platform: Platform) -> str:
    platform.gateways.ai.text = HOSTILE
    submitted = platform.submit(name="Zoë <Keller>")
    platform.work()
    return f"{submitted['id']}.1"


def test_get_report_gives_text_and_safe_html(platform: Platform, report_id: str) -> None:
    consultant = platform.sign_in(Role.CONSULTANT)

    report = platform.request("GET", f"/admin/reports/{report_id}", headers=consultant).json_body

    assert (report["id"], report["number"], report["status"]) == (report_id, 1, "draft")
    assert (report["origin"], report["model"]) == ("ai", "fake-model")
    assert (report["input_tokens"], report["output_tokens"]) == (700, 300)
    assert "Move the **database** first." in report["markdown"]
    assert "<strong>database</strong>" in report["html"]
    Parts(report["html"]).assert_harmless()


def test_get_report_markdown_is_what_was_stored(platform: Platform, report_id: str) -> None:
    staff = platform.sign_in()
    report = platform.request("GET", f"/admin/reports/{report_id}", headers=staff).json_body

    answer = platform.request("GET", f"/admin/reports/{report_id}/markdown", headers=staff)

    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.body.decode() == report["markdown"]
    assert answer.body in platform.gateways.documents.content_by_key.values()


def test_get_report_html_is_one_file_that_can_do_nothing(
    platform: Platform, report_id: str
) -> None:
    answer = platform.request("GET", f"/admin/reports/{report_id}/html", headers=platform.sign_in())

    page = answer.body.decode()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Zoë &lt;Keller&gt;" in page
    assert "<strong>database</strong>" in page
    Parts(page).assert_harmless()


def test_get_report_html_inquiry_removed_meanwhile_is_404(
    platform: Platform, report_id: str
) -> None:
    boto3.client("dynamodb").delete_item(
        TableName="consulting-local-inquiries",
        Key={"pk": {"S": report_id.partition(".")[0]}, "sk": {"S": "HEAD"}},
    )

    answer = platform.request("GET", f"/admin/reports/{report_id}/html", headers=platform.sign_in())

    assert (answer.status_code, answer.json_body["Code"]) == (404, "ReportNotFound")


@pytest.mark.parametrize("number", ["2", "0", "01x", "-1", "٣", "1.1", ""])
def test_get_report_number_that_is_none_is_404(
    platform: Platform, report_id: str, number: str
) -> None:
    path = f"/admin/reports/{report_id.partition('.')[0]}.{number}"

    answer = platform.request("GET", path, headers=platform.sign_in())

    assert (answer.status_code, answer.json_body["Code"]) == (404, "ReportNotFound")
