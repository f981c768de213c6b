"""Markdown as blocks of data, without anything that a page has no room for."""

from typing import Any

import pytest

from chalicelib.services.markdown_blocks import read_blocks


def blocks_of(markdown: str) -> list[dict[str, Any]]:
    return list(read_blocks(markdown, str).blocks)


def words_of(runs: list[dict[str, Any]]) -> str:
    return "".join(run["text"] for run in runs)


def test_read_blocks_gives_every_kind() -> None:
    markdown = "# A\n\nb\n\n- c\n\n> d\n\n```\ne\n```\n\n| f |\n|-|\n| g |\n\n---\n\n2. h"

    blocks = blocks_of(markdown)

    assert [block["type"] for block in blocks] == [
        *("heading", "paragraph", "list", "quote", "code", "table", "rule", "list")
    ]
    assert blocks[4]["text"] == "e"
    assert [blocks[2]["start"], blocks[7]["start"]] == [None, 2]


def test_read_blocks_styles_stand_side_by_side() -> None:
    (block,) = blocks_of("a **b *c*** `d`  \ne\nf")

    assert block["runs"] == [
        {"text": "a "},
        {"text": "b ", "strong": True},
        {"text": "c", "strong": True, "em": True},
        {"text": " "},
        {"text": "d", "code": True},
        {"text": "\n"},
        {"text": "e"},
        {"text": " "},
        {"text": "f"},
    ]


def test_read_blocks_numbers_each_address_once() -> None:
    read = read_blocks(
        "[a](https://a.example) [*b*](https://b.example) [again](https://a.example)", str
    )

    notes = [run["note"] for run in read.blocks[0]["runs"] if "note" in run]
    assert notes == [1, 2, 1]
    assert read.urls == ["https://a.example", "https://b.example"]


def test_read_blocks_an_address_that_is_shown_needs_no_note() -> None:
    read = read_blocks("<https://a.example> <mail@a.example>", str)

    assert read.urls == []
    assert [run.get("url") for run in read.blocks[0]["runs"]] == [
        *("https://a.example", None, "mailto:mail@a.example")
    ]


@pytest.mark.parametrize(
    "link",
    ["[x](javascript:alert(1))", "[x](http://a.example)", "[x](file:///etc/passwd)", "[x](/admin)"],
)
def test_read_blocks_links_lead_only_to_https_and_mail(link: str) -> None:
    read = read_blocks(link, str)

    assert words_of(read.blocks[0]["runs"]) == link
    assert not any("url" in run for run in read.blocks[0]["runs"])


def test_read_blocks_images_are_their_descriptions() -> None:
    (block,) = blocks_of("![a cat](https://a.example/cat.png)")

    assert block["runs"] == [{"text": "a cat"}]


def test_read_blocks_headings_have_no_gap() -> None:
    blocks = blocks_of("#### A\n\n###### B\n\n# C\n\n###### D\n\n#### E\n\n# \n\n> # in a quote")

    assert [block["level"] for block in blocks if block["type"] == "heading"] == [1, 2, 1, 2, 2]
    assert blocks[-1]["blocks"][0]["type"] == "paragraph"


def test_read_blocks_direction_is_that_of_the_text() -> None:
    assert [block["dir"] for block in blocks_of("مرحبا Cloud\n\nCloud مرحبا")] == ["rtl", "ltr"]


def test_read_blocks_table_has_a_head_and_aligned_rows() -> None:
    (table,) = blocks_of("| a | b |\n|:-|-:|\n| 1 | 2 |\n| 3 |")

    assert table["align"] == ["left", "right"]
    assert [words_of(cell["runs"]) for cell in table["head"]["cells"]] == ["a", "b"]
    assert [[words_of(cell["runs"]) for cell in row["cells"]] for row in table["rows"]] == [
        ["1", "2"],
        ["3", ""],
    ]
    assert table["is_wide"] is False


def test_read_blocks_only_a_row_that_fits_on_a_page_is_short() -> None:
    (table,) = blocks_of("| a | b |\n|-|-|\n| 1 | 2 |\n| x | " + "word " * 3000 + "|")

    assert [row["is_short"] for row in table["rows"]] == [True, False]
    assert table["is_wide"] is True


def test_read_blocks_table_that_is_too_wide_is_a_list_of_its_rows() -> None:
    head = "|".join(f"h{number}" for number in range(200))
    row = "|".join("" if number == 7 else f"v{number}" for number in range(200))

    (block,) = blocks_of(f"|{head}|\n|{'-|' * 200}\n|{row}|\n|{row}|")

    assert block["type"] == "list"
    assert len(block["items"]) == 2
    lines = words_of(block["items"][0][0]["runs"]).split("\n")
    assert lines[:2] == ["v0", "h1: v1"]
    assert len(lines) == 199
    assert not any(line.startswith("h7:") for line in lines)


def test_read_blocks_table_with_an_endless_head_is_a_list() -> None:
    (block,) = blocks_of("| " + "word " * 3000 + "| b |\n|-|-|\n| 1 | 2 |")

    assert block["type"] == "list"


@pytest.mark.parametrize("mark", ["> ", "- "])
def test_read_blocks_nesting_ends_and_keeps_the_text(mark: str) -> None:
    (block,) = blocks_of(mark * 60 + "deep")

    depth = 0
    while block["type"] != "paragraph":
        (block,) = block["blocks"] if block["type"] == "quote" else block["items"][0]
        depth += 1
    assert words_of(block["runs"]) == "deep"
    assert depth == 6


def test_read_blocks_long_words_get_places_to_break() -> None:
    (paragraph, code, table) = blocks_of(
        "x" * 100 + "\n\n```\n" + "y" * 100 + "\n```\n\n| a | b |\n|-|-|\n| " + "z" * 100 + " | c |"
    )

    shown = [words_of(paragraph["runs"]), code["text"]]
    shown.append(words_of(table["rows"][0]["cells"][0]["runs"]))
    assert [text.count("\u200b") for text in shown] == [99, 99, 99]


def test_read_blocks_asks_for_every_text_to_be_printable() -> None:
    read = read_blocks(
        "a `a` [a](https://a.example) ![a](b)\n\n```\na\n```\n\n| a |\n|-|", str.upper
    )

    assert "a" not in str([words_of(block.get("runs", [])) for block in read.blocks])
    assert read.blocks[1]["text"] == "A"
    assert read.urls == ["https://a.example"]
