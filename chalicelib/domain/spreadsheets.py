"""CSV that is safe to open in a spreadsheet program.

Such programs obey a cell that begins like a formula. A quotation mark before it makes it text; the
other characters are kept. Bidi controls and what can't be seen are taken out.

Source: https://owasp.org/www-community/attacks/CSV_Injection (2026-11)
"""

import csv
import io
from collections.abc import Iterable, Sequence

from chalicelib.domain.visible_text import one_line

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""

_OBEYED = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")


def write_csv(rows: Iterable[Sequence[str]]) -> str:
    """Give rows as CSV, every cell quoted and on one line."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def safe_cell(text: str) -> str:
    """Give a text that no spreadsheet program takes for a formula."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_OBEYED) else line
