"""What a reader program finds in a PDF."""

import io
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject, NameObject


class ReadPdf:
    """A PDF, read."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content), strict=True)
        self.catalogue: Any = self.reader.trailer["/Root"]

    @cached_property
    def pages(self) -> list[str]:
        """Give the text of each page, with single blanks."""
        return [" ".join(page.extract_text().split()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        """Give the text of all pages."""
        return " ".join(self.pages)

    @property
    def letters(self) -> str:
        """Give the text without blanks: where lines end is the layout's affair."""
        return "".join(self.text.split())

    @property
    def page_sizes(self) -> set[tuple[int, int]]:
        """Give the sizes of pages in points."""
        return {
            (round(page.mediabox.width), round(page.mediabox.height)) for page in self.reader.pages
        }

    @property
    def links(self) -> list[str]:
        """Give the addresses that can be clicked, in order."""
        return [
            annotation.get_object()["/A"]["/URI"]
            for page in self.reader.pages
            for annotation in page.get("/Annots") or []
        ]

    @property
    def fonts(self) -> dict[str, bool]:
        """Tell of each font, by its name without the subset's prefix, whether it is embedded."""
        return {
            str(font["/BaseFont"]).partition("+")[2]: "/FontFile2"
            in font["/DescendantFonts"][0]["/FontDescriptor"]
            for page in self.reader.pages
            for font in (each.get_object() for each in page["/Resources"]["/Font"].values())
        }

    @property
    def structure(self) -> list[tuple[str, Any]]:
        """Give the tags in reading order, each with its attributes."""
        return list(_tags(self.catalogue["/StructTreeRoot"]))

    @property
    def tags(self) -> list[str]:
        """Give the names of the tags in reading order."""
        return [name for name, _ in self.structure]

    @property
    def names(self) -> set[str]:
        """Give every name in the file, keys and values: whatever a PDF can do has one."""
        return {
            name
            for number in range(1, int(self.reader.trailer["/Size"]))
            for name in _names(IndirectObject(number, 0, self.reader).get_object())
        }

    def glyphs(self) -> Iterator[tuple[str, int]]:
        """Give each glyph that is drawn: the font's name and the glyph's number."""
        for page in self.reader.pages:
            fonts: Any = page["/Resources"]["/Font"]
            name = ""
            for operands, operator in ContentStream(page.get_contents(), self.reader).operations:
                if operator == b"Tf":
                    name = str(fonts[operands[0]]["/BaseFont"]).partition("+")[2]
                elif operator in (b"Tj", b"TJ"):
                    for part in operands[0] if operator == b"TJ" else operands:
                        yield from ((name, number) for number in _glyph_numbers(part))


def _glyph_numbers(part: Any) -> Iterator[int]:
    """Give the glyphs of a string, two bytes each; numbers between strings only move the pen."""
    if isinstance(part, (str, bytes)):
        content: bytes = getattr(part, "original_bytes", part)
        for index in range(0, len(content), 2):
            yield int.from_bytes(content[index : index + 2], "big")


def _tags(node: Any) -> Iterator[tuple[str, Any]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"]).lstrip("/"), node.get("/A")
        yield from _tags(node.get("/K"))


def _names(item: Any) -> Iterator[str]:
    if isinstance(item, NameObject):
        yield str(item)
    elif isinstance(item, dict):
        yield from map(str, item)
        yield from _names(list(dict.values(item)))
    elif isinstance(item, list):
        for value in list.__iter__(item):
            yield from _names(value)
