"""Texts that try to be more than text, and what a harmless page is: one table for every place.

Clients write them, AI repeats them, consultants save them; wherever they are shown they are words.
"""

import re
from html.parser import HTMLParser

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in disguise": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "event handler": '<img src=x onerror="alert(2)">',
    "svg": "<svg/onload=alert(3)>",
    "broken attribute": "\"'><b onmouseover=alert(4)>",
    "frame": '<iframe src="https://evil.example/f"></iframe>',
    "style": "<style>*{display:none}</style>",
    "base": '<base href="https://evil.example/">',
    "form": "<form action=https://evil.example><input></form>",
    "javascript link": "[click](javascript:alert(5))",
    "javascript link in disguise": "[click](java&#115;cript:alert(6))",
    "data link": "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "plain link": "[click](http://evil.example/plain)",
    "image": "![pixel](https://evil.example/pixel.png)",
    "comment": "<!--hidden--><!--[if mso]><b>evil</b><![endif]-->",
    "entities": "&lt;script&gt;&#60;script&#62;",
    "template": "{{ 7*7 }}{% raw %}${7*7}",
    "typst": '#eval("1+1") #read("/etc/passwd")',
    "pdf": ") Tj ET endstream /JavaScript (alert)",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "formula of plus": "+1+cmd|' /C calc'!A0",
    "formula of minus": "-2+3+cmd|' /C calc'!A0",
    "formula of at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "wide formula": "＝1+1",
    "separators": 'a","b";c,\'d',
    "header": "x@y.example%0aBcc:all@victim.example",
    "bidi override": "invoice\u202efdp.exe",
    "bidi isolates": "\u2067abc\u2066def\u2069\u200f",
    "hidden letters": "pay\u200bpal\u00ad\ufeff\u2060",
    "right to left": "مريم القحطاني",
}
"""Each fits into a name: one line of 50 characters, without controls."""

LONG_WORD = "W" * 10_000
WIDE_TABLE = "\n".join(
    "|" + "".join(f"{cell}|" for cell in row)
    for row in (
        [f"h{number}" for number in range(200)],
        ["-"] * 200,
        [f"=c{number}" for number in range(200)],
    )
)
HEADER_LINES = "Subject: cheap\r\nBcc: all@victim.example\r\n\r\n<script>alert(7)</script>"

PARAGRAPHS = "\n\n".join([*HOSTILE.values(), HEADER_LINES])
EVERYTHING = f"{PARAGRAPHS}\n\n{LONG_WORD}\n\n{WIDE_TABLE}\n"

_HIDDEN = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\u00ad\ufeff]"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_ACTIVE = {
    *("script", "style", "iframe", "object", "embed", "form", "input", "base", "svg", "math"),
    *("link", "meta", "img", "video", "audio", "template", "noscript", "button", "textarea"),
}
"""Tags that do, load or send something. A page of ours has some of them in its own head."""


class Page(HTMLParser):
    """What a browser would make of a page; text in it is only text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.comments: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """Give the words."""
        return "".join(self.words)

    @property
    def addresses(self) -> list[str]:
        """Give where links lead, and whatever else is fetched or sent."""
        named = ("href", "src", "action", "formaction", "background", "poster", "srcset", "data")
        return [value for name, value in self.attributes if name in named]


def assert_nothing_hidden(text: str) -> None:
    """Show that what is there is what is seen, in the order in which it is there."""
    found = _HIDDEN.search(text)
    assert not found, (hex(ord(found.group())), text[max(found.start() - 40, 0) : found.end() + 40])


def assert_harmless(html: str, like: str = "") -> Page:
    """Show that a page does nothing, fetches nothing, and leads only to safe addresses.

    Tags that do something are as many as in a page `like` it, which has nothing but our own.
    """
    page = Page(html)
    active = sorted(tag for tag in page.tags if tag in _ACTIVE)
    assert active == sorted(tag for tag in Page(like).tags if tag in _ACTIVE)
    handlers = [name for name, _ in page.attributes if name.startswith("on") or name == "srcdoc"]
    assert handlers == []
    unsafe = [a for a in page.addresses if not a.startswith(("https://", "mailto:"))]
    assert unsafe == []
    assert set(page.comments) <= set(Page(like).comments)
    assert_nothing_hidden(html)
    assert_nothing_hidden(page.text)
    return page
