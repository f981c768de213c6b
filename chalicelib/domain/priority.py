"""How urgent a message sounds, found by whole words and never by a model.

The rules are few on purpose: a consultant must be able to foresee them. A word counts only where
nothing negates it, so that "not urgent" and "without a deadline" raise nothing. A negation lasts
over a short list of filling words, over quotes, opening brackets, slashes, marks of emphasis and
hyphens within a word; any other word, any other punctuation, a free-standing dash and every line
break end it. A negated word hands it on only to the next such word or over an "or". When in doubt,
a word raises. The message is cut into words once and walked through once, so that the time grows
with its length and no faster.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Priority(StrEnum):
    """How soon somebody should look, the most urgent first."""

    URGENT = "urgent"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class DetectedPriority:
    """The priority and, unless it is medium, the words that led to it."""

    priority: Priority
    reason: str | None


_PHRASES_BY_PRIORITY: dict[Priority, tuple[str, ...]] = {
    Priority.URGENT: ("emergency", "outage", "is down", "breach", "data loss"),
    Priority.HIGH: (
        "urgent",
        "asap",
        "immediately",
        "critical",
        "deadline",
        "today",
        "tomorrow",
        "this week",
        "right away",
        "time sensitive",
        "blocked",
    ),
    Priority.LOW: ("no rush", "no hurry", "whenever"),
}
_SHOWN_AS = {"time sensitive": "time-sensitive"}

_PRIORITY_BY_WORDS = {
    tuple(phrase.split()): priority
    for priority, phrases in _PHRASES_BY_PRIORITY.items()
    for phrase in phrases
}
_LONGEST_PHRASE = max(len(words) for words in _PRIORITY_BY_WORDS)

_NEGATING_WORDS = (
    "no not non never nothing none nobody neither nor without cannot hardly "
    "isnt arent wasnt werent dont doesnt didnt wont wouldnt shouldnt havent hasnt cant aint"
)
_FILLING_WORDS = (
    "a an the any our my this that it one is are was be been have has need needs to by or "
    "at all so too very really particularly especially super overly necessarily currently longer "
    "real hard strict known particular think consider"
)
_NEGATORS = frozenset(_NEGATING_WORDS.split())
"""Words that negate, beside every contraction with n't."""

_FILLERS = frozenset(_FILLING_WORDS.split())
"""Words that may stand between a negator and the word that it negates."""

_AFTER_AN_ANSWER = frozenset(("a", "an", "the", "our", "my", "this", "that", "it"))
"""Words that show a "no" before them to be an answer, as in "No it is urgent"."""

_SPELLING = str.maketrans("\u2018\u2019\u02bc\u2010\u2011", "'''--")
"""Typographic apostrophes and hyphens, read as the plain ones."""

_TOKEN = re.compile(
    r"""
    (?P<word>[^\W_]+(?:(?:'|_+)[^\W_]+)*)
    | (?P<joiner>["'\u201c\u201d\u201e\u00ab\u00bb`*_/(\[{]|(?<=\w)-(?=\w))
    | (?P<end>\S)
    """,
    re.VERBOSE,
)
_BREAK = ""
"""Stands for punctuation that ends a clause; neither a phrase nor a negation spans it."""


def detect_priority(message: str) -> DetectedPriority:
    """Tell how urgent a message sounds, and why in words for people."""
    words, line_starts = _cut_into_words(message)
    found: dict[Priority, list[str]] = {priority: [] for priority in Priority}
    is_negated = False
    position = 0
    while position < len(words):
        if position in line_starts:
            is_negated = False
        phrase = _phrase_at(words, position)
        if phrase is None:
            is_negated = _is_negated_after(words, position, is_negated)
            position += 1
            continue
        position += len(phrase)
        if is_negated:
            # "not urgent or critical", "no urgent deadline": only these carry a negation on.
            is_negated = words[position : position + 1] == ["or"] or bool(
                _phrase_at(words, position)
            )
        else:
            shown = " ".join(phrase)
            found[_PRIORITY_BY_WORDS[phrase]].append(_SHOWN_AS.get(shown, shown))
    for priority in Priority:
        if found[priority]:
            return DetectedPriority(priority, _reason(found[priority]))
    return DetectedPriority(Priority.MEDIUM, None)


def _cut_into_words(message: str) -> tuple[list[str], set[int]]:
    """Give the words and breaks of a message, and the positions at which its lines start."""
    words: list[str] = []
    line_starts: set[int] = set()
    for line in message.casefold().translate(_SPELLING).splitlines():
        line_starts.add(len(words))
        for chunk in line.split():
            if "://" in chunk or "@" in chunk.strip("@"):
                continue  # An address is no statement: https://status.example/outage says nothing.
            for token in _TOKEN.finditer(chunk):
                if token.lastgroup == "word":
                    words.append(token["word"].removesuffix("'s"))
                elif token.lastgroup == "end":
                    words.append(_BREAK)
    return words, line_starts


def _phrase_at(words: Sequence[str], position: int) -> tuple[str, ...] | None:
    for length in range(_LONGEST_PHRASE, 0, -1):
        phrase = tuple(words[position : position + length])
        if phrase in _PRIORITY_BY_WORDS:
            return phrase
    return None


def _is_negated_after(words: Sequence[str], position: int, is_negated: bool) -> bool:
    """Tell whether a negation holds after a word: negators begin one and fillers carry it on."""
    word = words[position]
    if word == "no":
        return _AFTER_AN_ANSWER.isdisjoint(words[position + 1 : position + 2])
    return word in _NEGATORS or word.endswith("n't") or (is_negated and word in _FILLERS)


def _reason(phrases: Sequence[str]) -> str:
    distinct = [f"'{phrase}'" for phrase in dict.fromkeys(phrases)]
    noun = "word" if len(distinct) == 1 and " " not in distinct[0] else "words"
    listed = distinct[0]
    if len(distinct) > 1:
        listed = ", ".join(distinct[:-1]) + " and " + distinct[-1]
    return f"the {noun} {listed} in the message"
