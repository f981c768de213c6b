"""The PDF of a report: what a reader, a printer and a screen reader find in it."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

import report_fonts
from chalicelib.config import Settings
from chalicelib.domain.inquiries import ServiceType
from chalicelib.services.report_pdf import PDF_LAYOUT, render_report_pdf
from tests.factories import report_document
from tests.pdf import ReadPdf

WARNING = "DRAFT – not reviewed."
SCRIPTS = {
    "Latin": ("Größe, ąčęėįšųū, Łódź", {"Inter-Regular"}),
    "Greek": ("Ελληνικά", {"Inter-Regular"}),
    "Cyrillic": ("Кириллица", {"Inter-Regular"}),
    "Japanese": ("日本語のテスト、カタカナ", {"NotoSansSC-Regular"}),
    "Chinese": ("简体中文和繁體中文", {"NotoSansSC-Regular"}),
    "Korean": ("한국어 시험 뷁", {"NotoSansKR-Regular"}),
    "Arabic": ("مرحبا", {"IBMPlexSansArabic-Regular"}),
    "Hebrew": ("שלום", {"NotoSansHebrew-Regular"}),
    "emoji": ("✅ 😀 👩‍💻 🇩🇪", {"NotoEmoji-Regular"}),
    "symbols": ("→ ≤ ☐ ✓ ┌─┐", {"Inter-Regular", "DejaVuSansMono", "NotoSansSC-Regular"}),
}


def read(markdown: str = "# Summary\n\nIt moves.", **changes: Any) -> ReadPdf:
    return ReadPdf(render_report_pdf(report_document(markdown=markdown, **changes)))


def test_render_report_pdf_shows_title_facts_and_text() -> None:
    page = read().pages[0]

    for shown in (
        *("CloudPartner Pro", "Cloud migration report", "Cloud migration for Keller Logistics"),
        *("Maria Keller", "Cloud migration, Cloud assessment", "CP-7K3M-92QD", "Version 1"),
        *("24 Nov 2026, 09:15 UTC", "Summary It moves."),
    ):
        assert shown in page


def test_render_report_pdf_same_document_gives_the_same_bytes() -> None:
    digests = {hashlib.sha256(render_report_pdf(report_document())).hexdigest() for _ in range(2)}

    assert len(digests) == 1
    assert PDF_LAYOUT


def test_render_report_pdf_takes_a_time_as_clocks_give_it() -> None:
    written_at = datetime(2026, 11, 24, 9, 15, 7, 123456, tzinfo=UTC)

    pdf = read(written_at=written_at)

    assert pdf.reader.metadata
    assert pdf.reader.metadata.creation_date == written_at.replace(microsecond=0)


@pytest.mark.parametrize("status", ["draft", "reviewed"])
def test_render_report_pdf_says_that_nobody_has_approved_it(status: str) -> None:
    text = read(status=status).text

    assert f"{WARNING} Written by AI (a-model). Internal." in text
    assert "About Keller Logistics. Not to be passed on before a consultant has approved" in text


@pytest.mark.parametrize("status", ["approved", "sent"])
def test_render_report_pdf_approved_is_no_draft(status: str) -> None:
    text = read(status=status).text

    assert "DRAFT" not in text
    assert "Confidential. For Keller Logistics only." in text


def test_render_report_pdf_by_a_person_names_no_model() -> None:
    text = read(model=None, company=None).text

    assert WARNING in text
    assert "AI" not in text
    assert "About Maria Keller." in text


def test_render_report_pdf_is_tagged_with_title_and_language() -> None:
    pdf = read("# A\n\n## B\n\n- *c*\n\n> d\n\n| e |\n|-|\n| f |\n\n`g`")

    assert pdf.catalogue["/Lang"] == "en"
    assert pdf.catalogue["/MarkInfo"]["/Marked"].value is True
    assert pdf.catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert pdf.reader.metadata
    assert pdf.reader.metadata.title == "Cloud migration for Keller Logistics"
    assert pdf.reader.metadata.author == "CloudPartner Pro"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.catalogue["/Metadata"].get_data()
    assert set(pdf.tags) >= {
        *("Document", "Title", "H1", "H2", "P", "L", "LI", "LBody", "BlockQuote", "Code"),
        *("Table", "THead", "TH", "TBody", "TR", "TD"),
    }


def test_render_report_pdf_outline_has_the_headings() -> None:
    outline = read("# First\n\n## Below\n\n# Second").reader.outline

    assert [entry if isinstance(entry, list) else entry.title for entry in outline][::2] == [
        *("First", "Second")
    ]
    assert [entry.title for entry in outline[1]] == ["Below"]  # type: ignore[union-attr]


def test_render_report_pdf_table_head_names_its_columns() -> None:
    pdf = read("| a | b |\n|-|-|\n| 1 | 2 |")

    heads = [attributes for name, attributes in pdf.structure if name == "TH"]
    assert [str(each[0]["/Scope"]) for each in heads] == ["/Column", "/Column"]


@pytest.mark.parametrize(
    ("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792))], ids=["a4", "letter"]
)
def test_render_report_pdf_paper_is_a_setting(
    paper: str, size: tuple[int, int], settings: Callable[..., Settings]
) -> None:
    settings(report_paper=paper)

    assert read("text\n\n" * 100).page_sizes == {size}


def test_render_report_pdf_pages_are_numbered_and_headed_from_the_second_on() -> None:
    pages = read("text\n\n" * 200).pages

    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert page.count("Confidential. About Keller Logistics.") == 1
        assert page.startswith("Cloud migration for Keller Logistics CP-7K3M-92QD") == (number > 1)


def test_render_report_pdf_services_have_accents_of_their_own() -> None:
    pages = {
        read(service_type=each, services=()).reader.pages[0].get_contents().get_data()  # type: ignore[union-attr]
        for each in ServiceType
    }

    assert len(pages) == len(ServiceType)


@pytest.mark.parametrize("script", SCRIPTS)
def test_render_report_pdf_shows_every_script(script: str, warnings_logged: list[str]) -> None:
    text, fonts = SCRIPTS[script]
    pdf = read(text, title=text, client=text, company=text)

    assert [word for word in text.split() if word not in pdf.letters] == []
    assert fonts <= set(pdf.fonts)
    assert all(pdf.fonts.values())
    assert [glyph for glyph in pdf.glyphs() if glyph[1] == 0] == []
    assert "□" not in pdf.text
    assert warnings_logged == []


@pytest.mark.parametrize("style", ["**{}**", "*{}*", "***{}***", "`{}`"])
def test_render_report_pdf_shows_every_script_in_every_style(style: str) -> None:
    pdf = read(style.format(" ".join(text for text, _ in SCRIPTS.values())))

    assert [glyph for glyph in pdf.glyphs() if glyph[1] == 0] == []


def test_render_report_pdf_embeds_the_fonts_of_the_design() -> None:
    pdf = read("a **b** *c* `d`")

    assert pdf.fonts == {
        "Inter-Regular": True,
        "Inter-SemiBold": True,
        "Inter-Italic": True,
        "DejaVuSansMono": True,
    }


def test_render_report_pdf_tells_what_it_can_not_show(warnings_logged: list[str]) -> None:
    pdf = read("Runes ᚠᚢ and Thai ก.")

    assert "Runes □□ and Thai □." in pdf.text
    assert "□ stands for a character that the fonts of this file do not have." in pdf.text
    assert [glyph for glyph in pdf.glyphs() if glyph[1] == 0] == []
    assert warnings_logged == []


def test_render_report_pdf_that_breaks_a_rule_of_accessibility_is_made_all_the_same(
    monkeypatch: pytest.MonkeyPatch, warnings_logged: list[str]
) -> None:
    covered = report_fonts.covered_characters() | {ord("ᚠ")}
    monkeypatch.setattr(report_fonts, "covered_characters", lambda: covered)

    pdf = read("A secret ᚠ rune.")

    assert "A secret" in pdf.text
    assert pdf.catalogue["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid" not in pdf.catalogue["/Metadata"].get_data()
    assert len(warnings_logged) == 1
    assert "report_pdf_not_accessible" in warnings_logged[0]
    assert "secret" not in warnings_logged[0]


def test_render_report_pdf_links_are_numbered_notes() -> None:
    pdf = read(
        "See [the guide](https://a.example/guide), [mail](mailto:b@a.example), "
        "[again](https://a.example/guide) and <https://c.example>."
    )

    assert "See the guide1, mail2, again1 and https://c.example." in pdf.text
    assert "Links 1. https://a.example/guide 2. b@a.example CloudPartner" in pdf.text
    assert Counter(pdf.links) == {
        "https://a.example/guide": 3,
        "mailto:b@a.example": 2,
        "https://c.example": 1,
    }


def test_render_report_pdf_without_links_has_no_list_of_them() -> None:
    assert "Links" not in read().text


def test_render_report_pdf_long_table_repeats_its_head_and_breaks_no_row() -> None:
    rows = [f"| first{n} | {'word ' * (n % 9 * 20)} last{n} |" for n in range(80)]

    pdf = read("| Item | Remark |\n|-|-|\n" + "\n".join(rows))

    assert len(pdf.pages) > 3
    for page in pdf.pages:
        assert page.count("Item Remark") == 1
        words = set(page.split())
        for number in range(80):
            assert (f"first{number}" in words) == (f"last{number}" in words), number


def test_render_report_pdf_heading_is_kept_with_what_follows() -> None:
    for lines in range(20, 50):
        pages = read("line\n\n" * lines + "## Heading\n\nfollows").pages

        (page,) = [page for page in pages if "Heading" in page]
        assert "Heading follows" in page, lines


def test_render_report_pdf_paragraph_leaves_no_single_line_behind() -> None:
    paragraph = " ".join(f"w{number:03}" for number in range(64))
    for lines in range(16, 40):
        pages = read("line\n\n" * lines + paragraph).pages

        words = [len([word for word in page.split() if word.startswith("w0")]) for page in pages]
        per_line = 16
        assert all(count == 0 or count > per_line for count in words), (lines, words)
