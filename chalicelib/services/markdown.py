"""Markdown from models and people, turned into HTML that is safe anywhere, and into plain text.

HTML in the source is shown and never obeyed. The renderer emits few tags; the sanitiser after it
lets no other pass, so that a fault in one of the two opens nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from chalicelib.domain.visible_text import columns_of, neutralise, wrap

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

AttributesByTag = Mapping[str, Mapping[str, str]]

_TAG_NAMES = (
    "h1 h2 h3 h4 h5 h6 p ul ol li blockquote pre code em strong hr br a div "
    "table thead tbody tr th td"
)
_TAGS = frozenset(_TAG_NAMES.split())
_SCROLL = {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": "Table"}
_ALIGNMENT = re.compile(r"text-align:(left|center|right)")
_DEEPEST = 6
_DEEPEST_EMPHASIS = 8
_MARK = r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))"
_SURPLUS_MARKS = re.compile(f"^({_MARK}{{8}}){_MARK}+", re.MULTILINE)
_SURPLUS_INDENT = re.compile(rf"^([ \t]{{60}})[ \t]+(?={_MARK})", re.MULTILINE)
_DEEPEST_NODE = 80
"""What the two leave: 8 marks and 30 steps of an indent, each of which nests by 2."""


def render_markdown(
    text: str, *, top_level: int = 2, attributes_by_tag: AttributesByTag | None = None
) -> str:
    """Give Markdown as a safe HTML fragment.

    The highest heading becomes `top_level` and the others follow without a gap, so that a page's
    outline stays whole whatever the model chose. Tables stand in a `div.table-scroll`.
    `attributes_by_tag` adds attributes of ours, such as the inline styles of a mail.
    """
    import nh3  # Only when asked: start-up of the API must not pay for it.

    parser = _parser()
    tokens = parser.parse(_flatten(neutralise(text)))
    _move_headings(tokens, top_level)
    return nh3.clean(
        parser.renderer.render(tokens, parser.options, {}),
        tags=set(_TAGS),
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}, "div": set(_SCROLL)},
        tag_attribute_values={tag: {"align": {"left", "center", "right"}} for tag in ("th", "td")},
        set_tag_attribute_values={tag: dict(own) for tag, own in (attributes_by_tag or {}).items()},
        url_schemes={"https", "mailto"},
        url_relative="deny",
        link_rel="noopener nofollow",
    )


def markdown_to_text(text: str, columns: int = 76) -> str:
    """Give Markdown as plain text that reads well without any rendering."""
    return _blocks(parse_markdown(text), columns)


def parse_markdown(text: str) -> "SyntaxTreeNode":
    """Give Markdown as a tree of the parser's nodes, with links only where they are safe."""
    from markdown_it.tree import SyntaxTreeNode

    tokens = _parser().parse(_flatten(neutralise(text)))
    for token in tokens:
        token.children = list(_without_deep_emphasis(token.children or []))
    return SyntaxTreeNode(tokens)


def cut_markdown(text: str, length: int) -> str:
    """Give the beginning of a text, ended between two paragraphs where that loses little."""
    if len(text) <= length:
        return text
    start = text[:length]
    end = start.rfind("\n\n")
    return start[:end] if end > length // 2 else start


def _flatten(text: str) -> str:
    """Take out marks of lists and quotes beyond a depth that no reader follows.

    The parser drops what lies deeper than its limit, and with it the rest of the text.
    """
    return _SURPLUS_MARKS.sub(r"\1", _SURPLUS_INDENT.sub(r"\1", text))


def _without_deep_emphasis(tokens: Sequence["Token"]) -> Iterator["Token"]:
    """Leave out marks within more marks than anybody sets: the tree is built by recursion."""
    depth = 0
    for token in tokens:
        depth += token.nesting == 1
        if depth <= _DEEPEST_EMPHASIS or not token.nesting:
            yield token
        depth -= token.nesting == -1


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    options = {"html": False, "maxNesting": _DEEPEST_NODE}
    parser = MarkdownIt("commonmark", options).enable("table")
    # Other links stay text: the reader sees where they would lead, and can't follow them.
    parser.validateLink = _is_safe_link  # type: ignore[method-assign]
    for rule in (_render_image, _render_table_open, _render_table_close, _render_cell):
        for name in _RULE_NAMES[rule.__name__]:
            parser.add_render_rule(name, rule)
    return parser


_RULE_NAMES = {
    "_render_image": ("image",),
    "_render_table_open": ("table_open",),
    "_render_table_close": ("table_close",),
    "_render_cell": ("th_open", "td_open"),
}


def _is_safe_link(url: str) -> bool:
    return url.lower().startswith(("https://", "mailto:"))


def _render_image(_: Any, tokens: Sequence["Token"], index: int, *__: Any) -> str:
    """Show the description: an image would tell its server who reads, and when."""
    return escape(tokens[index].content)


def _render_table_open(*_: Any) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in _SCROLL.items())
    return f"<div{attributes}><table>\n"


def _render_table_close(*_: Any) -> str:
    return "</table></div>\n"


def _render_cell(_: Any, tokens: Sequence["Token"], index: int, *__: Any) -> str:
    """Give the alignment as an attribute, since styles don't pass the sanitiser."""
    alignment = _ALIGNMENT.fullmatch(str(tokens[index].attrGet("style") or ""))
    return f'<{tokens[index].tag} align="{alignment.group(1) if alignment else "left"}">'


def _move_headings(tokens: Sequence["Token"], top_level: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    ranks = {tag: rank for rank, tag in enumerate(sorted({token.tag for token in headings}))}
    for token in headings:
        token.tag = f"h{min(top_level + ranks[token.tag], _DEEPEST)}"


def _blocks(node: "SyntaxTreeNode", columns: int, *, is_tight: bool = False) -> str:
    blocks = [block for child in node.children for block in _block(child, columns)]
    return ("\n" if is_tight else "\n\n").join(blocks)


def _block(node: "SyntaxTreeNode", columns: int) -> Iterator[str]:
    match node.type:
        case "heading":
            title = wrap(_inline(node), columns)
            widest = max(columns_of(line) for line in title.split("\n"))
            yield title if node.tag > "h3" else title + "\n" + "-" * widest
        case "paragraph":
            yield wrap(_inline(node), columns)
        case "bullet_list" | "ordered_list":
            yield _list(node, columns)
        case "blockquote":
            quoted = _blocks(node, max(columns - 2, 20))
            yield "\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))
        case "fence" | "code_block":
            yield "\n".join(f"    {line}".rstrip() for line in node.content.rstrip().split("\n"))
        case "table":
            yield _table(node, columns)
        case "hr":
            yield "-" * columns


def _list(node: "SyntaxTreeNode", columns: int) -> str:
    number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    blocks = [block for item in node.children for block in item.children]
    is_tight = all(block.hidden for block in blocks if block.type == "paragraph")
    items = []
    for offset, item in enumerate(node.children):
        mark = f"{number + offset}. " if node.type == "ordered_list" else "- "
        body = _blocks(item, max(columns - len(mark), 20), is_tight=is_tight).split("\n")
        rest = [(" " * len(mark) + line).rstrip() for line in body[1:]]
        items.append("\n".join([mark + body[0], *rest]))
    return ("\n" if is_tight else "\n\n").join(items)


def _table(node: "SyntaxTreeNode", columns: int) -> str:
    """Give a table with aligned columns when it fits, else each row as a list of its cells."""
    lines = [row for part in node.children for row in part.children]
    rows = [[_inline(cell) for cell in line.children] for line in lines]
    head, *body = rows
    widths = [max(columns_of(row[index]) for row in rows) for index in range(len(head))]
    if sum(widths) + 3 * (len(widths) - 1) <= columns:
        rule = "-+-".join("-" * width for width in widths)
        aligned = [" | ".join(map(_pad, row, widths)).rstrip() for row in rows]
        return "\n".join([aligned[0], rule, *aligned[1:]])
    return "\n".join(_row_as_list(head, row, columns) for row in body) or ", ".join(head)


def _row_as_list(head: Sequence[str], row: Sequence[str], columns: int) -> str:
    first, *others = row
    lines = [wrap(f"- {first or head[0]}", columns)]
    for title, cell in zip(head[1:], others, strict=False):
        if cell:
            lines.append(wrap(f"{title}: {cell}" if title else cell, columns - 2, "  "))
    return "\n".join(lines)


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - columns_of(cell))


def _inline(node: "SyntaxTreeNode") -> str:
    match node.type:
        case "text" | "image":
            return node.content
        case "code_inline":
            return node.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case _:
            text = "".join(_inline(child) for child in node.children)
    if node.type != "link":
        return text
    address = str(node.attrs.get("href", ""))
    return text if address.removeprefix("mailto:") == text else f"{text} ({address})"
