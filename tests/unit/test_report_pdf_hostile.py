"""Texts of clients and models in a PDF: shown as they are, never obeyed, and none breaks it."""

import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chalicelib.services.report_pdf import render_report_pdf
from tests.factories import report_document
from tests.pdf import ReadPdf

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "html": '<b onclick="x">bold</b> <iframe src="https://evil.example"></iframe>',
    "typst-code": '#eval("1+1") #import "@preview/x:0.1.0": * #sys.inputs',
    "typst-file": '#read("document.html") #image("/etc/passwd") #json("/etc/hostname")',
    "typst-markup": "= Heading $x^2$ @label <label> ~ -- #pagebreak() #set page(fill: red)",
    "typst-break-out": '"]) #panic("out") #{ [ ("',
    "template": "{{ 7*7 }} {% raw %}",
    "json": '","title":"other","blocks":[{"type":"x"}]',
    "pdf": ") Tj ET endstream endobj /JavaScript (app.alert(1))",
}
NEVER = {
    *("/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFiles", "/EmbeddedFile"),
    *("/AcroForm", "/SubmitForm", "/GoToR", "/RichMedia", "/XObject", "/Encrypt", "/FileSpec"),
}


def read(markdown: str = "# Summary\n\nIt moves.", **changes: Any) -> ReadPdf:
    return ReadPdf(render_report_pdf(report_document(markdown=markdown, **changes)))


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](http://a.example)",
        "[x](file:///etc/passwd)",
        "<vbscript:msgbox(1)>",
        "![x](https://evil.example/pixel.png)",
    ],
)
def test_render_report_pdf_other_links_lead_nowhere(link: str) -> None:
    pdf = read(link)

    assert pdf.links == []
    assert not NEVER & pdf.names


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_render_report_pdf_any_words_are_shown_and_not_obeyed(hostile: str) -> None:
    harmless = read("x", title="x", client="x", company="x", reference="x", model="x")

    pdf = read(
        hostile, title=hostile, client=hostile, company=hostile, reference=hostile, model=hostile
    )
    literal = read(f"```\n{hostile}\n```")

    shown = "".join(hostile.split())
    assert shown in pdf.letters
    assert shown in literal.letters
    assert len(pdf.pages) == 1
    assert pdf.links == []
    assert pdf.page_sizes == harmless.page_sizes
    assert not NEVER & pdf.names
    assert pdf.reader.metadata
    assert pdf.reader.metadata.title == hostile


def test_render_report_pdf_hidden_characters_do_not_reorder_or_hide() -> None:
    hidden = "pay\u202eload\u2066\u200b \U000e0041ok"

    pdf = read(hidden, title=hidden, client=hidden, company=hidden)

    assert pdf.text.count("payload ok") >= 5
    assert not set("\u202e\u2066\u2069\u200b\U000e0041") & set(pdf.text)


def test_render_report_pdf_name_from_right_to_left_leaves_the_sentence_alone() -> None:
    pdf = read(company="شركة", status="approved")

    assert re.search(r"Confidential\. For [شركة]{4} only\.", pdf.text)


@pytest.mark.parametrize("markdown", ["", "\n \n", "[a]: https://a.example"])
def test_render_report_pdf_empty_text_says_so(markdown: str) -> None:
    assert "This report has no text." in read(markdown).text


def test_render_report_pdf_without_title_or_names_has_those_of_the_service() -> None:
    pdf = read(title=" ", client="", company="", services=())

    assert pdf.reader.metadata
    assert pdf.reader.metadata.title == "Cloud migration report"


def test_render_report_pdf_endless_word_is_broken_and_stays_whole_when_copied() -> None:
    pdf = read("ж" * 10_000)

    assert pdf.letters.count("ж") == 10_000
    assert max(len(word) for page in pdf.pages for word in page.split()) < 120


def test_render_report_pdf_endless_names_leave_room_for_the_rest() -> None:
    endless = "W" * 10_000

    pdf = read(title=endless, client=endless, company=endless, reference=endless, model=endless)

    assert len(pdf.pages) == 1
    assert "It moves." in pdf.text


def test_render_report_pdf_table_of_200_columns_loses_nothing() -> None:
    head = "|".join(f"head{number}" for number in range(200))
    row = "|".join(f"cell{number}" for number in range(200))

    pdf = read(f"|{head}|\n|{'-|' * 200}\n|{row}|")

    assert [number for number in range(200) if f"cell{number}" not in pdf.text.split()] == []
    assert "head199: cell199" in pdf.text


def test_render_report_pdf_row_that_is_longer_than_a_page_is_broken() -> None:
    pdf = read("| a | b |\n|-|-|\n| " + "word " * 3000 + "end | c |\n| next | d |")

    assert pdf.text.count("word") == 3000
    assert "end" in pdf.text
    assert "next" in pdf.text


@pytest.mark.parametrize(
    "markdown",
    [
        "> " * 500 + "deep",
        "- " * 500 + "deep",
        "*" * 500 + "deep" + "*" * 500,
        "[" * 500 + "deep" + "](https://a.example)" * 500,
        "\n".join("  " * depth + "- deep" for depth in range(100)),
    ],
    ids=["quotes", "lists", "emphasis", "links", "items"],
)
def test_render_report_pdf_deep_nesting_is_shown(markdown: str, warnings_logged: list[str]) -> None:
    pdf = read(f"{markdown}\n\nafter")

    assert pdf.text.count("deep") == markdown.count("deep")
    assert "after" in pdf.text
    assert warnings_logged == []


@pytest.mark.parametrize(
    "unit",
    [
        "## Heading\n\nWords with **bold**, `code` and [a link](https://a.example).\n\n- x\n\n",
        "*a* **b** `c` ",
        "| a | b |\n|-|-|\n| 1 | 2 |\n\n",
        "a\n\n",
        "日本語",
    ],
    ids=["report", "styles", "tables", "paragraphs", "japanese"],
)
def test_render_report_pdf_long_text_takes_bounded_time(unit: str) -> None:
    markdown = (unit * (100_000 // len(unit.encode()) + 1))[:100_000]
    started = time.process_time()

    content = render_report_pdf(report_document(markdown=markdown))

    assert time.process_time() - started < 20
    assert content.startswith(b"%PDF")


_PIECES = (
    *("# ", "###### ", "- ", "1. ", "> ", "\n", "\n\n", "    ", "---\n", "| a | b |\n|-|-|\n| 1 |"),
    *("```\n", "`", "**", "*", "_", "[x](https://a.example)", "<b>", "&#0;", "\\", "|", "![", "]("),
    *("#", "$", "@", "<x>", "//", "/*", '"', "\u202e", "\u200d", "\ufe0f", "\u0301", "\u064b"),
    *("א", "ا", "日", "한", "😀", "🇩", "ᚠ", "\ud800", "\x00", "a", " "),
)


@given(st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=60).map("".join))
@hypothesis_settings(max_examples=150, deadline=None)
def test_render_report_pdf_any_text_makes_an_accessible_pdf(text: str) -> None:
    content = render_report_pdf(
        report_document(markdown=text, title=text, client=text, company=text, model=text)
    )

    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
