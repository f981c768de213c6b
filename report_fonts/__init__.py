"""The fonts of report PDFs and the characters that they can show.

Only the report function carries them, in its layer. `python -m ops fonts` makes the files from the
packages that it names; licences lie beside them.
"""

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def covered_characters() -> frozenset[int]:
    """Give the Unicode numbers of all characters that one of the fonts can show."""
    covered: set[int] = set()
    for line in (FOLDER / "coverage.txt").read_text(encoding="ascii").splitlines():
        first, _, last = line.partition("-")
        covered.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(covered)
