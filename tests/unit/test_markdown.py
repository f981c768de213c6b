"""Markdown of unknown origin becomes HTML that is safe, and text that reads well."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.visible_text import columns_of
from chalicelib.services.markdown import cut_markdown, markdown_to_text, render_markdown
from tests.processor_time import shortest_seconds

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "event-handler": '<img src=x onerror="alert(1)">',
    "svg": "<svg/onload=alert(1)>",
    "iframe": '<iframe src="https://evil.example"></iframe>',
    "style": "<style>*{display:none}</style>",
    "form": '<form action="https://evil.example"><input name=password></form>',
    "comment": "<!-- hidden --><!--[if mso]><b>x</b><![endif]-->",
    "javascript-link": "[x](javascript:alert(1))",
    "javascript-link-in-disguise": "[x](java\tscript:alert(1)) [y](&#106;avascript:alert(1))",
    "data-link": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "vbscript-autolink": "<vbscript:msgbox(1)>",
    "plain-http": "[x](http://evil.example)",
    "relative-link": "[x](/admin) [y](//evil.example) [z](#top)",
    "reference-link": "[x][1]\n\n[1]: javascript:alert(1)",
    "image": "![alt](https://evil.example/pixel.png)",
    "image-in-link": "[![a](https://evil.example/p.png)](https://fine.example)",
    "broken-out-of-attribute": '[x](https://a.example/"onmouseover="alert(1))',
    "title": '[x](https://a.example "on\'>mouseover=alert(1)")',
    "table-in-link": "[x](https://a.example/<table>)",
    "code": "```html\n<script>alert(1)</script>\n```",
    "info-string": '```"><script>alert(1)</script>\nx\n```',
    "nested-html": "<div><a href='https://evil.example' onclick=x>y</a></div>",
    "template": "{{ 7*7 }} {% raw %}",
}
ALLOWED = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("em", "strong", "hr", "br", "a", "div", "table", "thead", "tbody", "tr", "th", "td"),
}


class Reader(HTMLParser):
    """Collect what a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", {}))

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def links(self) -> list[str | None]:
        return [attributes.get("href") for tag, attributes in self.tags if tag == "a"]


def assert_is_harmless(html: str) -> None:
    for tag, attributes in Reader(html).tags:
        assert tag in ALLOWED
        assert set(attributes) <= {
            *("href", "rel", "align", "start", "class", "tabindex", "role", "aria-label")
        }
        if "href" in attributes:
            assert str(attributes["href"]).startswith(("https://", "mailto:"))
            assert attributes["rel"] == "noopener nofollow"


@pytest.mark.parametrize("markdown", HOSTILE.values(), ids=HOSTILE.keys())
def test_render_markdown_hostile_text_is_harmless(markdown: str) -> None:
    assert_is_harmless(render_markdown(markdown))
    assert_is_harmless(render_markdown(f"- a\n\n  > {markdown}\n\n| t |\n|-|\n| {markdown} |"))


@pytest.mark.parametrize(
    "case",
    ["script", "event-handler", "svg", "style", "form", "comment", "javascript-link", "plain-http"],
)
def test_render_markdown_shows_hostile_text_as_text(case: str) -> None:
    assert HOSTILE[case] in Reader(render_markdown(HOSTILE[case])).text


@given(st.text(alphabet="<>[]()!`#|-*_&:/\"'\\ \nascripthref=:https.1", max_size=200))
@settings(max_examples=300, deadline=None)
def test_render_markdown_any_text_is_harmless(markdown: str) -> None:
    assert_is_harmless(render_markdown(markdown))


def test_render_markdown_links_lead_only_to_https_and_mail() -> None:
    html = render_markdown(
        "[a](https://a.example) <mailto:m@a.example> <https://b.example> [c](ftp://c.example)"
    )

    assert Reader(html).links == ["https://a.example", "mailto:m@a.example", "https://b.example"]


def test_render_markdown_shows_an_images_description_and_fetches_nothing() -> None:
    html = render_markdown("![the <plan>](https://evil.example/p.png)")

    assert Reader(html).text.strip() == "the <plan>"
    assert "evil.example" not in html


@pytest.mark.parametrize(
    ("markdown", "tags"),
    [
        ("# A\n## B\n### C", ["h2", "h3", "h4"]),
        ("## A\n### B\n## C", ["h2", "h3", "h2"]),
        ("# A\n#### B", ["h2", "h3"]),
        ("# A\n## B\n### C\n#### D\n##### E\n###### F", ["h2", "h3", "h4", "h5", "h6", "h6"]),
        ("A\n=\nB\n-", ["h2", "h3"]),
    ],
)
def test_render_markdown_headings_follow_the_pages(markdown: str, tags: list[str]) -> None:
    found = [tag for tag, _ in Reader(render_markdown(markdown)).tags]

    assert found == tags


def test_render_markdown_tables_scroll_and_keep_their_alignment() -> None:
    html = render_markdown("| a | b |\n| --- | ---: |\n| 1 | 2 |")

    tags = Reader(html).tags
    assert tags[0] == (
        "div",
        {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": "Table"},
    )
    assert [each["align"] for tag, each in tags if tag == "td"] == ["left", "right"]


def test_render_markdown_a_very_wide_table_survives() -> None:
    row = "| " + " | ".join(f"c{number}" for number in range(200)) + " |"
    html = render_markdown(f"{row}\n{'| - ' * 200}|\n{row}")

    assert [tag for tag, _ in Reader(html).tags].count("td") == 200


def test_render_markdown_adds_our_attributes_and_no_one_elses() -> None:
    html = render_markdown(
        '<p style="position:fixed">\n\nx', attributes_by_tag={"p": {"style": "margin:0"}}
    )

    assert {each.get("style") for tag, each in Reader(html).tags if tag == "p"} == {"margin:0"}


def test_render_markdown_takes_hidden_characters_out() -> None:
    assert Reader(render_markdown("pay\u202eload\u200b \U000e0041ok")).text.strip() == "payload ok"


@pytest.mark.parametrize("unit", ["a", "[", "](", "*", "> ", "`", "<", "|", "- ", "![", "_a", "\\"])
def test_render_markdown_takes_bounded_time(unit: str) -> None:
    markdown = (unit * 20_000)[:20_000]

    html = render_markdown(markdown)

    assert shortest_seconds(lambda: render_markdown(markdown)) < 3
    assert_is_harmless(html)


@pytest.mark.parametrize(
    "deep",
    [
        "> " * 500 + "deep",
        ">" * 500 + "deep",
        "- " * 500 + "deep",
        "1. " * 500 + "deep",
        "\n".join("  " * depth + "- deep" for depth in range(200)),
        "\n".join("   " * depth + "1. deep" for depth in range(200)),
        "\n".join("> " * depth + "- deep\n" for depth in range(100)),
        "*" * 1000 + "deep" + "*" * 1000,
        "**a *" * 500 + "deep" + "* b**" * 500,
    ],
    ids=[
        *("quotes", "quotes-without-blanks", "lists", "numbers", "items", "numbered-items", "both"),
        *("emphasis", "two-emphases"),
    ],
)
def test_deep_nesting_loses_no_text(deep: str) -> None:
    markdown = f"before\n\n{deep}\n\n# after"

    shown = Reader(render_markdown(markdown)).text
    plain = markdown_to_text(markdown)

    for text in (shown, plain):
        assert text.count("deep") == deep.count("deep")
        assert text.strip().startswith("before")
        assert "after" in text


def test_code_keeps_its_indent() -> None:
    code = " " * 100 + "| - x\n" + "x" * 30 + " >>> y"

    assert code in Reader(render_markdown(f"```\n{code}\n```")).text


def test_markdown_to_text_reads_like_a_letter() -> None:
    text = markdown_to_text(
        "## Steps\n\nFirst **do** `this`, see [the page](https://a.example).\n\n"
        "1. one\n2. two\n   - deeper\n\n> quoted\n\n```\ncode\n```\n\n| a | b |\n|-|-|\n| 1 | 2 |"
    )

    assert text == (
        "Steps\n-----\n\nFirst do this, see the page (https://a.example).\n\n"
        "1. one\n2. two\n   - deeper\n\n> quoted\n\n    code\n\na | b\n--+--\n1 | 2"
    )


def test_markdown_to_text_a_wide_table_becomes_lists() -> None:
    cell = "a rather long text that needs room"
    text = markdown_to_text(f"| Step | Result | Check |\n|-|-|-|\n| One | {cell} | {cell} |")

    assert text == f"- One\n  Result: {cell}\n  Check: {cell}"


@given(st.text(alphabet="ab 日*#->|1.\n", max_size=300))
@settings(deadline=None)
def test_markdown_to_text_keeps_to_the_columns(markdown: str) -> None:
    text = markdown_to_text(markdown, columns=40)

    lines = [line for line in text.split("\n") if not line.startswith("    ")]
    assert max(map(columns_of, lines)) <= 46  # deep nesting keeps room for a word


def test_cut_markdown_ends_between_paragraphs() -> None:
    assert cut_markdown("first paragraph\n\nsecond paragraph", 25) == "first paragraph"
    assert cut_markdown("x" * 50, 25) == "x" * 25
    assert cut_markdown("short", 25) == "short"
