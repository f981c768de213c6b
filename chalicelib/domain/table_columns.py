"""How the columns of a printed table share a line. Widths are counted in small letters.

A column is at least as wide as its longest word, so that words stay whole; what is left of the line
goes to the columns with more text. Where even the words don't fit, a table can't be printed.
"""

from collections.abc import Sequence
from math import ceil

from chalicelib.domain.visible_text import columns_of

_LONGEST_WORD = 18.0
_RAGGED = 1.5
"""Lines end at words, so more of them are needed than their letters would fill."""
_CAPITAL = 1.3
_BLANK = 0.55
"""Widths in small letters. Source: the average advances of Inter Regular 4, weighted by use."""

Row = Sequence[str]


def share_line(rows: Sequence[Row], room: float) -> list[float] | None:
    """Give the width of each column, None where the words don't fit side by side.

    Words that are longer than any of a language, such as addresses, may be broken.
    """
    columns = list(zip(*rows, strict=True))
    needs = [max(map(_longest_word, column)) for column in columns]
    wants = [max(map(_letters, column)) for column in columns]
    if sum(needs) > room:
        return None
    wishes = [want - need for want, need in zip(wants, needs, strict=True)]
    shares = _fill(wishes, room - sum(needs))
    return [need + share for need, share in zip(needs, shares, strict=True)]


def lines_of(row: Row, widths: Sequence[float]) -> int:
    """Estimate the lines that a row takes, generously."""
    return max(
        1 if _letters(cell) <= width else ceil(_letters(cell) / width * _RAGGED)
        for cell, width in zip(row, widths, strict=True)
    )


def _fill(wants: Sequence[float], room: float) -> list[float]:
    """Give to each what it wants while there is room; the largest share what is left evenly."""
    given = [0.0] * len(wants)
    for taken, index in enumerate(sorted(range(len(wants)), key=wants.__getitem__)):
        given[index] = min(wants[index], room / (len(wants) - taken))
        room -= given[index]
    return given


def _longest_word(cell: str) -> float:
    return min(max(map(_letters, cell.split()), default=1.0), _LONGEST_WORD)


def _letters(text: str) -> float:
    capitals, blanks = sum(map(str.isupper, text)), text.count(" ")
    width = columns_of(text) + (_CAPITAL - 1) * capitals + (_BLANK - 1) * blanks
    return max(1.0, width)
