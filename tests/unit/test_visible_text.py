"""Text made harmless for the eye: nothing hidden, nothing reordered, nothing too wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.visible_text import (
    break_long_words,
    columns_of,
    first_direction,
    neutralise,
    one_line,
    shorten,
    wrap,
)

HIDDEN = {
    "right-to-left-override": "\u202e",
    "isolate": "\u2066",
    "arabic-letter-mark": "\u061c",
    "zero-width-space": "\u200b",
    "soft-hyphen": "\u00ad",
    "byte-order-mark": "\ufeff",
    "tag-letter": "\U000e0041",
    "hangul-filler": "\u3164",
    "escape": "\x1b",
    "null": "\x00",
    "c1-control": "\x9b",
}


@pytest.mark.parametrize("letter", HIDDEN.values(), ids=HIDDEN.keys())
def test_neutralise_takes_hidden_characters_out(letter: str) -> None:
    assert neutralise(f"pay{letter}load") == "payload"


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "می‌خواهم", "a\tb\nc", "日本語", "e\u0301", "❤️"])
def test_neutralise_keeps_what_languages_need(text: str) -> None:
    assert neutralise(text) == text


def test_neutralise_makes_every_text_fit_for_utf_8() -> None:
    assert neutralise("a\ud800b").encode() == "a\ufffdb".encode()


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028", "\u0085"])
def test_neutralise_knows_every_line_break(line_break: str) -> None:
    assert neutralise(f"a{line_break}b") == "a\nb"


def test_one_line_leaves_no_line_break() -> None:
    assert one_line(" Maria\r\nBcc: x@y.example\u2029 ") == "Maria Bcc: x@y.example"


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("Keller", 6, "Keller"),
        ("Keller", 5, "Kell…"),
        ("Keller Logistics", 8, "Keller…"),
        ("cafe\u0301s", 5, "caf…"),
        ("👩‍👩‍👧‍👧 family", 4, "…"),
        ("abc", 0, ""),
    ],
)
def test_shorten_cuts_between_letters(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short


@given(st.text(max_size=80), st.integers(0, 40))
def test_shorten_never_exceeds_the_length(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length


@given(st.text(alphabet="ab 日😀\n", max_size=400))
def test_wrap_keeps_every_line_within_the_columns(text: str) -> None:
    lines = wrap(text, 20, "> ").split("\n")

    assert max(columns_of(line) for line in lines) <= 20
    assert "".join(text.split()) == "".join("".join(lines).replace(">", "").split())


def test_wrap_keeps_addresses_whole() -> None:
    address = "https://site.example/" + "a" * 100

    assert address in wrap(f"See {address} for more", 40).split("\n")


def test_wrap_indents_the_rest_of_a_list_item() -> None:
    assert wrap("- one two three", 9) == "- one two\n  three"


def test_wrap_leaves_tables_alone() -> None:
    row = "| " + "cell | " * 30

    assert wrap(row, 40) == row.rstrip()


def test_break_long_words_marks_places_between_letters() -> None:
    broken = break_long_words("tiny abcdef e\u0301e\u0301e\u0301", 4)

    assert broken == "tiny a\u200bb\u200bc\u200bd\u200be\u200bf e\u0301\u200be\u0301\u200be\u0301"


@pytest.mark.parametrize(
    "text",
    ["https://site.example/" + "a" * 100, "日本語のとても長い文章" * 9, "word " * 30],
    ids=["address", "japanese", "words"],
)
def test_break_long_words_leaves_what_breaks_by_itself(text: str) -> None:
    assert break_long_words(text, 8) == text


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Cloud مرحبا", "ltr"),
        ("12 – مرحبا Cloud", "rtl"),
        ("שלום", "rtl"),
        ("😀 1", "ltr"),
        ("", "ltr"),
    ],
)
def test_first_direction_is_that_of_the_first_letter(text: str, direction: str) -> None:
    assert first_direction(text) == direction
