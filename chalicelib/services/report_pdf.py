"""A report as a PDF: tagged, with its fonts inside, made by the Typst compiler.

Typst and the fonts are in a layer that only the report function carries, so they are imported when
a PDF is made and never before. Everything that people or models wrote reaches the template
(templates/report/report.typ) as JSON and is set as strings; no Typst markup is put together here.
The compiler can read nothing but the template's folder, and the template asks for nothing.
"""

import json
import unicodedata
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.config import get_settings
from chalicelib.domain.visible_text import (
    break_long_words,
    first_direction,
    one_line,
    shorten,
)
from chalicelib.logs import log
from chalicelib.services.templates import format_time, get_tokens
from chalicelib.site import get_site

if TYPE_CHECKING:
    from typst import Fonts

    from chalicelib.services.rendering import ReportDocument

PDF_LAYOUT = "1"
"""Version of the layout, for the keys of stored PDFs. Another layout needs another number."""

_TEMPLATE = Path(__file__).parent.parent / "templates" / "report" / "report.typ"
_TEXT_FONTS = (
    "Inter",
    "Noto Sans",
    "Noto Sans SC",
    "Noto Sans KR",
    "Noto Emoji",
    "IBM Plex Sans Arabic",
    "Noto Sans Hebrew",
    "DejaVu Sans Mono",
)
_CODE_FONTS = ("DejaVu Sans Mono", *_TEXT_FONTS[:-1])
_NO_GLYPH = "□"
_NO_GLYPH_NEEDED = "\n\t"
_EMPTY = "This report has no text."
_UNAPPROVED = "Not to be passed on before a consultant has approved it."
_MISSING = f"{_NO_GLYPH} stands for a character that the fonts of this file do not have."
_TITLE_LENGTH = 160
_RUNNING_TITLE_LENGTH = 60
_RUNNING_REFERENCE_LENGTH = 24
_NAME_LENGTH = 60
_LETTERS_IN_TITLE = 20
_LETTERS_IN_FACT = 16


def render_report_pdf(document: "ReportDocument") -> bytes:
    """Give a report as a PDF; the same document and settings give the same bytes.

    It claims PDF/UA-1 (ISO 14289-1), which the compiler checks. A text that breaks a rule of it,
    such as a mark that no font joins with the letter before it, still becomes a tagged PDF.
    """
    import typst

    def compile_report(standards: list[Any]) -> bytes:
        return typst.compile(
            _TEMPLATE,
            font_paths=_fonts(),
            sys_inputs={"report": report},
            pdf_standards=standards,
            timestamp=document.written_at.replace(microsecond=0),  # Typst takes whole seconds.
        )

    report = json.dumps(_layout_data(document), ensure_ascii=False)
    try:
        return compile_report(["ua-1"])
    except typst.TypstError as error:
        # Its message quotes the text, which is none of the log's business.
        log.warning("report_pdf_not_accessible", extra={"hints": error.hints})
        return compile_report([])


@lru_cache(maxsize=1)
def _fonts() -> "Fonts":
    """Give our fonts and no others: a PDF looks the same wherever it is made."""
    from typst import Fonts

    from report_fonts import FOLDER

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def _layout_data(document: "ReportDocument") -> dict[str, Any]:
    """Give what report.typ shows; texts are printable and direction marks are only ours."""
    from chalicelib.services.markdown_blocks import read_blocks

    site = get_site()
    kind = f"{site.service_name(document.service_type)} report"
    title = shorten(one_line(document.title), _TITLE_LENGTH) or kind
    client, company = _name(document.client), _name(document.company or "")
    written_at = document.written_at.astimezone(UTC)
    text = read_blocks(document.markdown, _to_printable)
    facts = {
        "Client": client,
        "Company": company or "not given",
        "Services": ", ".join(site.service_name(service) for service in document.services),
        "Reference": _name(document.reference),
        "Version": str(document.version),
        "Date": format_time(written_at),
    }
    written = (title, client, company, *facts.values(), document.model or "", document.markdown)
    return {
        "paper": get_settings().report_paper,
        "fonts": _TEXT_FONTS,
        "code_fonts": _CODE_FONTS,
        "colours": get_tokens().light,
        "accent": document.accent,
        "brand": site.brand.name,
        "word_mark": site.brand.word_mark,
        "kind": kind,
        "title": _to_printable(title),
        "shown_title": _line(title, _LETTERS_IN_TITLE),
        "running_title": _line(shorten(title, _RUNNING_TITLE_LENGTH), _LETTERS_IN_FACT),
        "reference": _to_printable(shorten(facts["Reference"], _RUNNING_REFERENCE_LENGTH)),
        "draft": None if document.is_reviewed else _draft_line(document.model),
        "facts": [(label, _line(value, _LETTERS_IN_FACT)) for label, value in facts.items()],
        "written_at": {
            part: getattr(written_at, part)
            for part in ("year", "month", "day", "hour", "minute", "second")
        },
        "blocks": text.blocks or [{"type": "paragraph", **_line(_EMPTY)}],
        "urls": text.urls,
        "missing": None if all(map(_is_printable, written)) else _MISSING,
        "confidentiality": _confidentiality(company or client, document.is_reviewed),
        "imprint": f"{site.brand.name} · {site.brand.address} · {site.brand.email}",
    }


def _draft_line(model: str | None) -> dict[str, Any]:
    """Give the warning and, in a sentence of its own, who wrote the text."""
    warning = {"text": "DRAFT – not reviewed.", "strong": True}
    author = {"text": _words(f" Written by AI ({_name(model)}). Internal.")} if model else None
    return {"runs": [warning, author] if author else [warning], "dir": "ltr"}


def _confidentiality(name: str, is_reviewed: bool) -> dict[str, Any]:
    """Give the note at the foot; a name from right to left does not turn the sentence around."""
    before, after = (
        ("Confidential. For ", " only.")
        if is_reviewed
        else ("Confidential. About ", f". {_UNAPPROVED}")
    )
    named = {"text": _words(name), "dir": first_direction(name)}
    return {"runs": [{"text": before}, named, {"text": after}], "dir": "ltr"}


def _line(text: str, letters: int = _LETTERS_IN_FACT) -> dict[str, Any]:
    return {"runs": [{"text": _words(text, letters)}], "dir": first_direction(text)}


def _name(text: str) -> str:
    return shorten(one_line(text), _NAME_LENGTH)


def _words(text: str, letters: int = _LETTERS_IN_FACT) -> str:
    return break_long_words(_to_printable(text), letters)


def _to_printable(text: str) -> str:
    """Compose letters, and put a box in the place of what no font shows."""
    from report_fonts import covered_characters

    covered = covered_characters()
    return "".join(
        letter if ord(letter) in covered or letter in _NO_GLYPH_NEEDED else _NO_GLYPH
        for letter in unicodedata.normalize("NFC", text)
    )


def _is_printable(text: str) -> bool:
    return _to_printable(text) == unicodedata.normalize("NFC", text)
