"""CSV that no spreadsheet program obeys."""

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.spreadsheets import safe_cell, write_csv

OBEYED = "=+-@|%＝＋－＠"


@pytest.mark.parametrize("sign", OBEYED)
@pytest.mark.parametrize("before", ["", " ", "\t", "\r\n", "\u202e", "\u200b", "\ufeff", "\x00"])
def test_safe_cell_begins_with_no_sign_that_is_obeyed(sign: str, before: str) -> None:
    assert safe_cell(f"{before}{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Keller & Söhne", "Keller & Söhne"),
        ("a=b", "a=b"),
        ("1-2", "1-2"),
        ("'=1", "'=1"),
        ("", ""),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("Eve;=1+1", "Eve;'=1+1"),
        ("Eve; = ; +1;-2", "Eve; '= ; '+1;'-2"),
        ('Eve;"=1+1', "Eve;\"'=1+1"),
        ("Eve; Adam", "Eve; Adam"),
    ],
)
def test_safe_cell_keeps_what_can_do_no_harm(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


def test_write_csv_quotes_every_cell_on_one_line_each() -> None:
    text = write_csv([["Name", "Company"], ['Eve "E" Adams', "=1+1\nx"]])

    assert text == '"Name","Company"\r\n"Eve ""E"" Adams","\'=1+1 x"\r\n'


@given(st.lists(st.lists(st.text(max_size=40), min_size=1, max_size=4), max_size=4))
@settings(max_examples=150, deadline=None)
def test_write_csv_any_text_comes_back_as_text(rows: list[list[str]]) -> None:
    text = write_csv(rows)

    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read == [[safe_cell(cell) for cell in row] for row in rows]
    assert text.count("\r\n") == len(rows)
    for delimiter in ",;":
        for line in text.split("\r\n"):
            for part in line.split(delimiter):
                assert not re.match(rf'["\s]*[{re.escape(OBEYED)}]', part) or delimiter == ","
