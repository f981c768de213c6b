r"""Markdown as blocks: plain data that a typesetter lays out, and that can't be obeyed.

Parser and links are those of `markdown.py`. What paper can't do is settled here: a table that is
too wide becomes a list of its rows, nesting ends at a depth that leaves room for words, and words
longer than a line get places to break.

Shape: a block is a dict.

    {"type": "heading", "level": 1, "runs": [RUN], "dir": "ltr"}
    {"type": "paragraph", "runs": [RUN], "dir": "rtl"}
    {"type": "list", "start": 1 or None, "is_tight": True, "items": [[BLOCK]]}
    {"type": "quote", "blocks": [BLOCK]}
    {"type": "code", "text": "..."}
    {"type": "table", "widths": [7.5], "is_wide": True, "align": ["left"],
     "head": ROW, "rows": [ROW]}
    {"type": "rule"}

A RUN is `{"text": "..."}` with `strong`, `em`, `code`, `url` and `note` where they apply; `note` is
the number of an address that the text does not show, and stands at the end of the link. A line
break is a run of its own with the text "\n". A ROW is
`{"cells": [{"runs": [RUN], "dir": "ltr"}], "is_short": True}`: a short row fits on a page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chalicelib.domain.table_columns import lines_of, share_line
from chalicelib.domain.visible_text import break_long_words, first_direction
from chalicelib.services.markdown import parse_markdown

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

Block = dict[str, Any]
Run = dict[str, Any]

_DEEPEST = 6
_LETTERS_IN_LINE = 34
_LETTERS_IN_CODE = 72
"""Letters of any width that fit into an indented line, and into a line of code."""
_TABLE_LETTERS = 100.0
_COLUMN_GAP_LETTERS = 2.8
_INDENT_LETTERS = 3.0
"""Small letters in a line of a table, between its columns, and in an indent: 4.7 pt each."""
_SHORT_ROW_LINES = 24
_CONTAINERS = ("bullet_list", "ordered_list", "blockquote")


@dataclass(frozen=True, slots=True)
class MarkdownBlocks:
    """The blocks of a text, and the addresses that its notes tell, the first numbered 1."""

    blocks: Sequence[Block]
    urls: Sequence[str]


def read_blocks(text: str, to_printable: Callable[[str], str]) -> MarkdownBlocks:
    """Give a text's blocks; `to_printable` replaces what the fonts can't show."""
    reader = _Reader(to_printable)
    blocks = list(reader.blocks(parse_markdown(text), 0))
    _move_headings(blocks)
    return MarkdownBlocks(blocks, list(reader.note_by_url))


@dataclass(slots=True)
class _Reader:
    """Turns the parser's nodes into blocks and numbers the addresses on the way."""

    to_printable: Callable[[str], str]
    note_by_url: dict[str, int] = field(default_factory=dict)

    def blocks(self, node: "SyntaxTreeNode", depth: int) -> Iterator[Block]:
        """Give the blocks of a node's children; depth counts the lists and quotes around them."""
        for child in node.children:
            if child.type in _CONTAINERS and depth >= _DEEPEST:
                for inner in [child] if child.type == "blockquote" else child.children:
                    yield from self.blocks(inner, depth)
            else:
                yield from self._block(child, depth)

    def _block(self, node: "SyntaxTreeNode", depth: int) -> Iterator[Block]:
        match node.type:
            case "heading" if _text_of(self._runs(node, {})).strip():
                yield self._heading(node, depth)
            case "paragraph":
                yield {"type": "paragraph", **_line(self._runs(node, {}))}
            case "bullet_list" | "ordered_list":
                yield self._list(node, depth)
            case "blockquote":
                yield {"type": "quote", "blocks": list(self.blocks(node, depth + 1))}
            case "fence" | "code_block":
                code = self.to_printable(node.content.rstrip("\n"))
                yield {"type": "code", "text": break_long_words(code, _LETTERS_IN_CODE)}
            case "table":
                yield self._table(node, depth)
            case "hr":
                yield {"type": "rule"}

    def _heading(self, node: "SyntaxTreeNode", depth: int) -> Block:
        """Give a heading; within a list or a quote it is no part of the outline."""
        if depth:
            return {"type": "paragraph", **_line(self._runs(node, {"strong": True}))}
        return {"type": "heading", "level": int(node.tag[1]), **_line(self._runs(node, {}))}

    def _list(self, node: "SyntaxTreeNode", depth: int) -> Block:
        children = [block for item in node.children for block in item.children]
        return {
            "type": "list",
            "start": int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None,
            "is_tight": all(block.hidden for block in children if block.type == "paragraph"),
            "items": [list(self.blocks(item, depth + 1)) for item in node.children],
        }

    def _table(self, node: "SyntaxTreeNode", depth: int) -> Block:
        lines = [line for part in node.children for line in part.children]
        rows = [[self._runs(cell, {}) for cell in line.children] for line in lines]
        texts = [[_text_of(cell) for cell in row] for row in rows]
        room = _TABLE_LETTERS - _INDENT_LETTERS * depth - _COLUMN_GAP_LETTERS * len(rows[0])
        widths = share_line(texts, room)
        if widths is None or lines_of(texts[0], widths) > _SHORT_ROW_LINES:
            return _table_as_list(rows)
        head, *others = (
            {
                "cells": [_line(cell, int(width)) for cell, width in zip(row, widths, strict=True)],
                "is_short": lines_of(text, widths) <= _SHORT_ROW_LINES,
            }
            for row, text in zip(rows, texts, strict=True)
        )
        styles = (str(cell.attrs.get("style", "")) for cell in lines[0].children)
        return {
            "type": "table",
            "widths": [width + _COLUMN_GAP_LETTERS for width in widths],
            "is_wide": any(lines_of(text, widths) > 1 for text in texts),
            "align": [style.partition(":")[2] or "left" for style in styles],
            "head": head,
            "rows": others,
        }

    def _runs(self, node: "SyntaxTreeNode", style: Run) -> list[Run]:
        """Give the text of a node as runs in one style each, without any nesting."""
        return list(self._walk(node, style))

    def _walk(self, node: "SyntaxTreeNode", style: Run) -> Iterator[Run]:
        for child in node.children:
            match child.type:
                case "text" | "image":
                    yield {**style, "text": self.to_printable(child.content)}
                case "code_inline":
                    yield {**style, "text": self.to_printable(child.content), "code": True}
                case "softbreak":
                    yield {**style, "text": " "}
                case "hardbreak":
                    yield {"text": "\n"}
                case "strong" | "em":
                    yield from self._walk(child, {**style, child.type: True})
                case "link":
                    yield from self._link(child, style)
                case _:
                    yield from self._walk(child, style)

    def _link(self, node: "SyntaxTreeNode", style: Run) -> Iterator[Run]:
        url = str(node.attrs.get("href", ""))
        runs = self._runs(node, {**style, "url": url})
        if runs and _text_of(runs) != url.removeprefix("mailto:"):
            runs[-1]["note"] = self.note_by_url.setdefault(url, len(self.note_by_url) + 1)
        yield from runs


def _line(runs: Sequence[Run], letters: int = _LETTERS_IN_LINE) -> dict[str, Any]:
    """Give runs that fit into lines of so many letters, and the direction that they are read in."""
    return {
        "runs": [{**run, "text": break_long_words(run["text"], letters)} for run in runs],
        "dir": first_direction(_text_of(runs)),
    }


def _table_as_list(rows: Sequence[Sequence[Sequence[Run]]]) -> Block:
    """Give each row as an item: its first cell, and below it the others with their titles."""
    head, *others = rows
    items = []
    for row in others or [head]:
        runs: list[Run] = [{**run, "strong": True} for run in row[0]]
        for title, cell in zip(head[1:], row[1:], strict=True):
            name = [] if row is head or not _text_of(title) else [*title, {"text": ": "}]
            runs += [{"text": "\n"}, *name, *cell] if _text_of(cell) else []
        items.append([{"type": "paragraph", **_line(runs)}])
    return {"type": "list", "start": None, "is_tight": False, "items": items}


def _text_of(runs: Sequence[Run]) -> str:
    return "".join(run["text"] for run in runs)


def _move_headings(blocks: Sequence[Block]) -> None:
    """Count the levels of headings from 1 without a gap, as an outline must be."""
    headings = [block for block in blocks if block["type"] == "heading"]
    ranks = {
        level: rank
        for rank, level in enumerate(sorted({block["level"] for block in headings}), start=1)
    }
    above = 0
    for block in headings:
        above = block["level"] = min(ranks[block["level"]], above + 1)
