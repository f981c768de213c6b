"""The fonts that are shipped show what their list says, and may be shipped."""

import unicodedata
from collections import defaultdict

import pytest
from fontTools.ttLib import TTFont

import report_fonts

FONTS = sorted(report_fonts.FOLDER.glob("*.ttf"))
SHAPERS = {0x200B, 0x200C, 0x200D, *range(0xFE00, 0xFE10)}
"""They have no glyph of their own: a place to break, joiners, variation selectors."""


def test_covered_characters_are_those_of_the_fonts() -> None:
    by_family: dict[str, list[set[int]]] = defaultdict(list)
    for path in FONTS:
        font = TTFont(path, lazy=False)
        by_family[path.stem.partition("_")[0]].append(set(font.getBestCmap()))

    shown = set().union(*(set.intersection(*styles) for styles in by_family.values()))

    covered = report_fonts.covered_characters()
    assert len(by_family) == 8
    characters = {code for code in shown if unicodedata.category(chr(code)) not in ("Cc", "Co")}
    assert characters | SHAPERS == covered


@pytest.mark.parametrize(
    ("codec", "lead_bytes"),
    [
        ("latin-1", None),
        ("iso8859-2", None),
        ("iso8859-5", None),
        ("iso8859-7", None),
        ("iso8859-6", None),
        ("iso8859-8", None),
        ("cp1252", None),
        ("gb2312", range(0xA1, 0xF8)),
        ("shift_jis", range(0x81, 0xEB)),
        ("euc_kr", range(0xB0, 0xC9)),
        ("big5", range(0xA4, 0xC7)),
    ],
)
def test_covered_characters_hold_the_letters_of_a_standard(
    codec: str, lead_bytes: range | None
) -> None:
    sequences = (
        [bytes([byte]) for byte in range(0x20, 0x100)]
        if lead_bytes is None
        else [bytes([lead, trail]) for lead in lead_bytes for trail in range(0x40, 0xFF)]
    )
    letters = {letter for each in sequences for letter in each.decode(codec, "ignore")}

    missing = {
        letter
        for letter in letters
        if ord(letter) not in report_fonts.covered_characters()
        and unicodedata.category(letter)[0] == "L"
    }

    assert len(letters) > 90
    assert missing == set()


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_font_may_be_embedded(path: object) -> None:
    font = TTFont(path, lazy=False)

    assert font["OS/2"].fsType == 0


def test_every_font_has_its_licence_beside_it() -> None:
    licences = [path.read_text() for path in report_fonts.FOLDER.glob("*.license.txt")]

    assert len(licences) == len({path.stem.partition("_")[0] for path in FONTS})
    assert sum("SIL Open Font License" in text for text in licences) == 7
    assert sum("Bitstream Vera" in text for text in licences) == 1
