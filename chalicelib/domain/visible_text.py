"""Text from people and models, made harmless for the eye: what is there is what is seen.

Characters that change the order of others, that nobody sees, or that a terminal obeys can make a
line read differently from what it says. They are taken out; nothing else is changed.
"""

import re
import unicodedata
from collections.abc import Iterator

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff"
    "\uffa0\ufff0-\ufffb\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""Without the joiners U+200C and U+200D, which Persian and emoji need, and variation selectors."""
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"

_TAKEN_OUT = re.compile(f"[{_BIDI}{_INVISIBLE}{_CONTROLS}]")
_LINE_BREAK = re.compile("\r\n?|[\u0085\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_LINE_PARTS = re.compile(r"\S+|[^\S\n]+")
_HANGING = re.compile(r"(?:[^\S\n]*(?:[-*+>]|\d{1,3}[.)])[^\S\n]+)+|[^\S\n]+")
_WORD = re.compile("[^\\s\u2e80-\U0003ffff]+")
"""Without CJK and emoji, which may be broken between any two letters anyway."""
_BREAK_HERE = "\u200b"
_ZERO_WIDTH = frozenset("\u200c\u200d\ufe0e\ufe0f")

ELLIPSIS = "…"


def neutralise(text: str) -> str:
    """Take out what can't be seen or reorders what is seen; keep tabs and line breaks."""
    text = _LINE_BREAK.sub("\n", text)
    return _SURROGATE.sub("\ufffd", _TAKEN_OUT.sub("", text))


def one_line(text: str) -> str:
    """Give a text as one line without blanks at its ends, fit for a subject or a title."""
    return _BLANKS.sub(" ", neutralise(text)).strip()


def shorten(text: str, length: int) -> str:
    """Cut a line to a number of characters, the last an ellipsis, and never inside a letter."""
    if len(text) <= length:
        return text
    if length < 1:
        return ""
    end = length - len(ELLIPSIS)
    while end > 0 and (_is_mark(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def columns_of(text: str) -> int:
    """Count the columns that a line takes in a fixed-width font; CJK and emoji take two each."""
    return sum(_columns(letter) for letter in text)


def wrap(text: str, columns: int, prefix: str = "") -> str:
    """Break lines at blanks to a number of columns, each after a prefix.

    Addresses are never broken, so that they stay usable; other words are when they must. Items of
    lists keep their indent. Tables are left alone, since a broken row can't be read.
    """
    room = columns - columns_of(prefix)
    lines: list[str] = []
    for line in neutralise(text).expandtabs(4).split("\n"):
        is_table = line.lstrip().startswith("|")
        lines.extend([line] if is_table else _wrap_line(line.rstrip(), room))
    return "\n".join((prefix + line).rstrip() for line in lines)


def break_long_words(text: str, letters: int) -> str:
    """Let words with more letters than a line be broken anywhere, by marks that nobody sees.

    Web addresses stay as they are, so that a copy of them works: typesetters know where to break
    those.
    """

    def mark(word: re.Match[str]) -> str:
        if len(word[0]) <= letters or word[0].startswith(("https://", "http://")):
            return word[0]
        return "".join(
            letter if index == 0 or _is_mark(letter) else _BREAK_HERE + letter
            for index, letter in enumerate(word[0])
        )

    return _WORD.sub(mark, text)


def first_direction(text: str) -> str:
    """Give the direction of the first letter that has one: ltr or rtl, as HTML's dir=auto does."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _wrap_line(line: str, room: int) -> Iterator[str]:
    hanging = _HANGING.match(line)
    indent = " " * min(len(hanging.group()) if hanging else 0, room // 2)
    current, used = "", 0
    for part in _LINE_PARTS.findall(line):
        for piece in _pieces(part, room - len(indent)):
            width = columns_of(piece)
            if used + width > room and current.strip():
                yield current.rstrip()
                current, used = indent, len(indent)
                if piece.isspace():
                    continue
            current += piece
            used += width
    yield current.rstrip()


def _pieces(word: str, room: int) -> Iterator[str]:
    """Give a word whole, or in pieces that fit when it is too long and no address."""
    if columns_of(word) <= room or "://" in word or "@" in word:
        yield word
        return
    piece, used = "", 0
    for letter in word:
        width = _columns(letter)
        if used + width > room:
            yield piece
            piece, used = "", 0
        piece += letter
        used += width
    yield piece


def _columns(letter: str) -> int:
    if _is_mark(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _is_mark(letter: str) -> bool:
    return letter in _ZERO_WIDTH or unicodedata.combining(letter) != 0
