"""The templates: Jinja2 with escaping for HTML, made on first use."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from chalicelib.domain.visible_text import neutralise, one_line, wrap
from chalicelib.site import get_site

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent.parent / "templates"


class Tokens(msgspec.Struct, frozen=True):
    """The colours of the design by name, for light and dark, and the palette's steps."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    palette: Mapping[str, list[str]]


def render_template(name: str, /, **values: Any) -> str:
    """Fill a template; a name that it does not know is an error and not an empty place."""
    return _environment().get_template(name).render(values)


@lru_cache(maxsize=1)
def get_tokens() -> Tokens:
    """Give the design's tokens, generated from the front end's."""
    return msgspec.json.decode((_TEMPLATES / "tokens.json").read_bytes(), type=Tokens)


def format_time(moment: datetime) -> str:
    """Give a time for people: 24 Nov 2026, 09:15 UTC."""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    # Jinja2 is imported only when something is rendered: start-up of the API must not pay for it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= {
        "line": one_line,
        "lines": _lines,
        "mailto": _mailto,
        "time": format_time,
        "wrap": wrap,
    }
    environment.globals |= {"site": get_site(), "tokens": get_tokens()}
    return environment


def _lines(text: str) -> Any:
    """Escape a text and keep its line breaks; Outlook ignores `white-space: pre-wrap`."""
    from markupsafe import Markup

    return Markup(escape(neutralise(text)).replace("\n", "<br>\n"))


def _mailto(address: str) -> str:
    return "mailto:" + quote(address, safe="@")
