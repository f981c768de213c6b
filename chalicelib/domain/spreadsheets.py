"""CSV that is safe to open in a spreadsheet program.

Such programs obey a cell that begins like a formula. An apostrophe before it makes it text; the
other characters are kept. Where the list separator is a semicolon, Excel begins a new cell at each
one in our cells, too. Bidi controls and what can't be seen are taken out.

Source: https://owasp.org/www-community/attacks/CSV_Injection (2026-11)
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from chalicelib.domain.visible_text import one_line

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""

_BEFORE_OBEYED = re.compile('(^|;[\\s"]*)(?=[-=+@|%＝＋－＠])')


def write_csv(rows: Iterable[Sequence[str]]) -> str:
    """Give rows as CSV, every cell quoted and on one line."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def safe_cell(text: str) -> str:
    """Give a text that no spreadsheet program takes for a formula."""
    return _BEFORE_OBEYED.sub(r"\1'", one_line(text))
