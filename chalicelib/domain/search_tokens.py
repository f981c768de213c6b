"""The words that an inquiry is found by: name, company, e-mail address, reference.

A word is found by its beginning. Case and accents don't count, so "mull" finds Müller. What is
joined by a hyphen is a word as a whole and in its parts.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_TOKENS = 60
"""An inquiry is indexed in one transaction, and DynamoDB takes 100 items in one."""

_LONGEST_TOKEN = 100
_EDGES = re.compile(r"^\W+|\W+$")
_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an inquiry.

    `shared` is how many characters it has in common with the inquiry's word before it in the
    alphabet. A search for no more characters than that has found the inquiry by that other word.
    """

    text: str
    shared: int


def tokenise(*, name: str, company: str | None, email: str, reference: str) -> list[Token]:
    """Give the words of an inquiry, in the order of the alphabet."""
    chosen: dict[str, None] = {}
    for text in (reference, reference.partition("-")[2], email):
        chosen[_trim(fold(text))] = None
    for text in (name, company or ""):
        chosen |= dict.fromkeys(_words(text))
    ordered = sorted([token for token in chosen if token][:MOST_TOKENS])
    return [
        Token(text, _shared(before, text))
        for before, text in zip(["", *ordered], ordered, strict=False)
    ]


def read_terms(query: str) -> list[str]:
    """Give the words that somebody searches for, the longest first; each has to be found."""
    terms = (_trim(word) for word in fold(query).split())
    return sorted(dict.fromkeys(term for term in terms if term), key=len, reverse=True)


def has_terms(tokens: Sequence[Token], terms: Sequence[str]) -> bool:
    """Tell whether each term is the beginning of a word."""
    return all(any(token.text.startswith(term) for token in tokens) for term in terms)


def fold(text: str) -> str:
    """Make texts equal that differ in case, accents or width only."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKC", _MARKS.sub("", decomposed))


def _words(text: str) -> Iterator[str]:
    for chunk in fold(text).split():
        trimmed = _trim(chunk)
        yield trimmed
        yield from (word[:_LONGEST_TOKEN] for word in _WORD.findall(trimmed))


def _trim(word: str) -> str:
    return _EDGES.sub("", word)[:_LONGEST_TOKEN]


def _shared(before: str, text: str) -> int:
    count = 0
    for one, other in zip(before, text, strict=False):
        if one != other:
            break
        count += 1
    return count
