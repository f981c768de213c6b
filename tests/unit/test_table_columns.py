"""The columns of a printed table share a line, and words stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.table_columns import lines_of, share_line

ROOM = 90.0


def test_share_line_short_texts_take_what_they_need() -> None:
    assert share_line([["ab", "cd ef"], ["abcd", "x"]], ROOM) == pytest.approx([4, 4.55])


def test_share_line_gives_what_is_left_to_the_longest_text() -> None:
    long = "many small words in a cell that need more than a line of this table, and then some more"

    number, text = share_line([["n", "text"], ["1", long]], 60) or []

    assert number == 1
    assert text == 59


def test_share_line_keeps_the_longest_word_of_each_column_whole() -> None:
    rows = [["infrastructure", "responsibilities", "a b c d e f g h " * 20]]

    widths = share_line(rows, 60) or []

    assert widths[0] >= len("infrastructure")
    assert widths[1] >= len("responsibilities")


def test_share_line_too_many_words_side_by_side_is_no_table() -> None:
    assert share_line([["infrastructure"] * 8], ROOM) is None
    assert share_line([["x"] * 200], ROOM) is None


def test_share_line_an_address_does_not_take_the_line() -> None:
    widths = share_line([["arn:aws:s3:::" + "x" * 200, "y" * 17]], 40)

    assert widths is not None
    assert widths[1] >= 17


def test_share_line_counts_wide_letters_twice() -> None:
    assert share_line([["日本語", "abc"]], ROOM) == [6, 3]


@given(
    st.integers(1, 7).flatmap(
        lambda columns: st.lists(
            st.lists(st.text("abW 日", max_size=60), min_size=columns, max_size=columns),
            min_size=1,
            max_size=5,
        )
    )
)
def test_share_line_never_takes_more_than_the_line(rows: list[list[str]]) -> None:
    widths = share_line(rows, ROOM)

    if widths is not None:
        assert len(widths) == len(rows[0])
        assert sum(widths) <= ROOM + 0.001
        assert min(widths) >= 1


def test_lines_of_counts_the_fullest_cell() -> None:
    assert lines_of(["abc", "de"], [10, 10]) == 1
    assert lines_of(["abc", "word " * 40], [10, 40]) >= 5
