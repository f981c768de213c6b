"""What a chat request asks for: the headings, the services, and what the client wrote."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_HEADING = re.compile(r"(?m)^[ \t>*\-\d.`]*##[ \t]+([^\n`#]+?)[`*\s:]*$")
_INLINE_HEADING = re.compile(r"`##[ \t]+([^\n`]+?)`")
_CLIENT = re.compile(r"<<<CLIENT (\S+)>>>\n(?P<words>.*?)\n<<<END \1>>>", re.DOTALL)
_LABELLED = "(?m)^{label}:[ \t]*(?P<value>.+?)[ \t]*$"
_MARKUP = re.compile(r"[<>\[\]()`*_#|\\{}!]")
_ADDRESS = re.compile(r"\b(?:https?|javascript|data|ftp):\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """A request for a draft, read from the messages of a chat completion."""

    title: str
    headings: Sequence[str]
    services: Sequence[str]
    priority: str
    company: str | None
    words: str
    """What the client wrote, as it came."""
    prompt: str
    """Everything that was sent."""

    @property
    def plain_words(self) -> str:
        """Give the client's words without markup and addresses, for quoting."""
        plain = _MARKUP.sub(" ", _ADDRESS.sub(" ", self.words))
        return " ".join(plain.split())


def read_request(body: Mapping[str, Any]) -> DraftRequest:
    """Read a chat completion request.

    Raises: ValueError if it has no messages.
    """
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise ValueError("messages are missing")
    system = "\n".join(_text(each) for each in messages if each.get("role") == "system")
    user = "\n".join(_text(each) for each in messages if each.get("role") != "system")
    client = _CLIENT.search(user)
    words = client["words"] if client else user
    company = _labelled("Company", words)
    message = words.partition("Message:\n")[2] or words
    services = _labelled("Services asked for", user) or ""
    return DraftRequest(
        title=(_labelled("Write the draft report", user) or "Consulting").rstrip("."),
        headings=_headings(system),
        services=[name.strip() for name in services.split(",") if name.strip()],
        priority=_labelled("Priority found by rules", user) or "medium",
        company=company if company != "not given" else None,
        words=message,
        prompt=f"{system}\n\n{user}",
    )


def _headings(system: str) -> list[str]:
    found = [*_HEADING.findall(system), *_INLINE_HEADING.findall(system)]
    return list(dict.fromkeys(heading.strip() for heading in found))


def _labelled(label: str, text: str) -> str | None:
    found = re.search(_LABELLED.format(label=re.escape(label)), text)
    return found["value"] if found else None


def _text(message: Mapping[str, Any]) -> str:
    content = message.get("content") or ""
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content)
