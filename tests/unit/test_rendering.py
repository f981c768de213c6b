"""Documents of their own: the report's file, and the page of the API."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from chalicelib.domain.inquiries import ServiceType
from chalicelib.services.rendering import (
    ReportDocument,
    render_api_page,
    render_markdown,
    render_report_document,
)
from chalicelib.services.templates import get_tokens


class Reader(HTMLParser):
    """Collect what a browser would show, load and follow."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.words: list[str] = []
        self.is_style = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.is_style = tag == "style"
        self.loads += [value or "" for name, value in attrs if name in ("src", "srcset", "data")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        self.is_style = False

    def handle_data(self, data: str) -> None:
        if not self.is_style:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def document(**changes: Any) -> ReportDocument:
    values: dict[str, Any] = {
        "title": "Cloud migration for Keller Logistics",
        "markdown": "# Summary\n\nIt moves.\n\n| a | b |\n|-|-|\n| 1 | 2 |",
        "service_type": ServiceType.MIGRATION,
        "services": ("migration", "assessment"),
        "client": "Maria Keller",
        "company": "Keller Logistics",
        "reference": "CP-7K3M-92QD",
        "version": 1,
        "written_at": datetime(2026, 11, 24, 9, 15, tzinfo=UTC),
        "model": "a-model",
    }
    return ReportDocument(**(values | changes))


def test_render_report_document_is_one_file_that_loads_nothing() -> None:
    html = render_report_document(document())

    reader = Reader(html)
    assert html.startswith("<!doctype html>")
    assert not set(reader.tags) & {"script", "img", "iframe", "link", "object", "form"}
    assert reader.loads == []
    assert "url(" not in html
    assert "@import" not in html
    assert "@media print" in html


def test_render_report_document_shows_title_facts_and_text() -> None:
    text = Reader(render_report_document(document())).text

    assert "Cloud migration for Keller Logistics" in text
    for fact in ("Maria Keller", "CP-7K3M-92QD", "24 Nov 2026, 09:15 UTC", "Cloud assessment"):
        assert fact in text
    assert "It moves." in text
    assert "CloudPartner Pro" in text


def test_render_report_document_says_that_nobody_has_reviewed_it() -> None:
    text = Reader(render_report_document(document())).text

    assert "DRAFT – not reviewed. Written by AI (a-model). Internal." in text


def test_render_report_document_approved_is_no_draft() -> None:
    text = Reader(render_report_document(document(status="approved"))).text

    assert "DRAFT" not in text
    assert "Confidential. For Keller Logistics only." in text


def test_render_report_document_has_one_title_and_sections_below() -> None:
    tags = Reader(render_report_document(document(markdown="# A\n\n## B"))).tags

    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h3"]


def test_render_report_document_services_have_accents_of_their_own() -> None:
    accents = {
        re.findall(r"--accent-bar: (#\w+);", render_report_document(document(service_type=each)))[0]
        for each in ServiceType
    }

    assert len(accents) == len(ServiceType)
    assert get_tokens().palette["green"][7] in accents


@pytest.mark.parametrize(
    "hostile",
    [
        "</title><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "Maria\r\n\u202eevil\u200b",
        "{{ 7*7 }}",
        "株式会社 – Ελληνικά – Кириллица – عربي – 😀",
        "x" * 10_000,
    ],
)
def test_render_report_document_any_words_are_shown_as_text(hostile: str) -> None:
    html = render_report_document(
        document(
            title=hostile,
            client=hostile,
            company=hostile,
            reference=hostile,
            model=hostile,
            markdown=hostile,
        )
    )

    reader = Reader(html)
    assert not set(reader.tags) & {"script", "img"}
    assert not re.search("[\u202e\u200b]", html)
    shown = " ".join(hostile.split()).replace("\u202e", "").replace("\u200b", "")
    assert shown in reader.text


def test_render_markdown_is_offered_beside_the_documents() -> None:
    assert render_markdown("*x*") == "<p><em>x</em></p>\n"


def test_render_api_page_shows_operations_fields_and_errors() -> None:
    spec = {
        "info": {"title": "The API", "version": "1", "description": "About <it>."},
        "paths": {
            "/api/v1/things/{thing_id}": {
                "post": {
                    "operationId": "make_thing",
                    "summary": "Make a thing.",
                    "x-permission": "things:write",
                    "parameters": [
                        {
                            "name": "thing_id",
                            "in": "path",
                            "required": True,
                            "schema": {"type": "string", "maxLength": 7},
                        }
                    ],
                    "requestBody": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
                        }
                    },
                    "responses": {
                        "201": {"description": "Created"},
                        "404": {"description": "Not Found"},
                    },
                }
            }
        },
        "components": {
            "schemas": {
                "Thing": {
                    "description": "A thing.",
                    "required": ["size"],
                    "properties": {
                        "size": {"anyOf": [{"type": "integer", "minimum": 3}, {"type": "null"}]},
                        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                    },
                },
                "Colour": {"enum": ["red", "<blue>"]},
            }
        },
    }

    reader = Reader(render_api_page(json.dumps(spec).encode()))

    assert "POST" in reader.text
    assert "/api/v1/things/{thing_id}" in reader.text
    assert "Make a thing. Permission things:write." in reader.text
    assert "required, at most 7 characters" in reader.text
    assert "Body: Thing" in reader.text
    assert "Answer: 201 Created" in reader.text
    assert "Errors: 404 Not Found." in reader.text
    assert "integer or null" in reader.text
    assert "required, 3 or more" in reader.text
    assert "list of Thing" in reader.text
    assert "One of: red <blue>" in reader.text
    assert "script" not in reader.tags


def test_rendering_imports_its_libraries_only_when_something_is_rendered() -> None:
    code = (
        "import sys, chalicelib.services.rendering, chalicelib.services.mail_rendering;"
        "print(sorted({'jinja2', 'markdown_it', 'nh3', 'markupsafe'} & set(sys.modules)))"
    )

    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout

    assert shown.strip() == "[]"
