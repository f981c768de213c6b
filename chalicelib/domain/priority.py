"""How urgent a message sounds, found by whole words and never by a model.

The rules are few on purpose: a consultant must be able to foresee them. A word counts only where
nothing negates it, so that "not urgent" and "without a deadline" raise nothing. The message is cut
into words once and walked through once, so that the time grows with its length and no faster.
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
    "isn't aren't wasn't weren't don't doesn't didn't won't wouldn't haven't hasn't can't needn't "
    "isnt arent wasnt werent dont doesnt didnt wont wouldnt havent hasnt cant"
)
_FILLING_WORDS = (
    "a an the any our my this that it is are was be being been of at all so too very really "
    "particularly especially terribly super overly exactly necessarily yet currently longer one "
    "have has having had need needs needed to by done due finished ready answer reply "
    "immediate real fixed hard strict known or"
)
_NEGATORS = frozenset(_NEGATING_WORDS.split())
_FILLERS = frozenset(_FILLING_WORDS.split())
"""Words that may stand between a negator and the word that it negates."""

_MOST_FILLERS = 6
_TOKEN = re.compile(r"\w+(?:'\w+)*|[^\w\s]")
_PARAGRAPH = re.compile(r"(?:\r\n|\n|\r(?!\n)){2,}")
_JOINERS = frozenset("-\"'*")
_BREAK = ""
"""Stands for the end of a clause; no word negates beyond it."""


def detect_priority(message: str) -> DetectedPriority:
    """Tell how urgent a message sounds, and why in words for people."""
    words = _cut_into_words(message)
    found: dict[Priority, list[str]] = {priority: [] for priority in Priority}
    negated_until = -1
    position = 0
    while position < len(words):
        phrase = _phrase_at(words, position)
        if phrase is None:
            position += 1
            continue
        end = position + len(phrase)
        if _is_negated(words, position, negated_until):
            negated_until = end
        else:
            shown = " ".join(phrase)
            found[_PRIORITY_BY_WORDS[phrase]].append(_SHOWN_AS.get(shown, shown))
        position = end
    for priority in Priority:
        if found[priority]:
            return DetectedPriority(priority, _reason(found[priority]))
    return DetectedPriority(Priority.MEDIUM, None)


def _cut_into_words(message: str) -> list[str]:
    words: list[str] = []
    for chunk in _PARAGRAPH.sub(" . ", message.casefold().replace("’", "'")).split():
        if "://" in chunk or "@" in chunk.strip("@"):
            continue  # An address is no statement: https://status.example/outage says nothing.
        for token in _TOKEN.findall(chunk):
            if token[0].isalnum() or token[0] == "_":
                words.append(token.removesuffix("'s"))
            elif token not in _JOINERS:
                words.append(_BREAK)
    return words


def _phrase_at(words: Sequence[str], position: int) -> tuple[str, ...] | None:
    for length in range(_LONGEST_PHRASE, 0, -1):
        phrase = tuple(words[position : position + length])
        if phrase in _PRIORITY_BY_WORDS:
            return phrase
    return None


def _is_negated(words: Sequence[str], position: int, negated_until: int) -> bool:
    """Look back from a phrase over fillers for a negator, or for a phrase that has one.

    The second is for "not urgent or critical" and "no urgent deadline": the negation goes on.
    """
    has_or = False
    for index in range(position - 1, max(-1, position - 2 - _MOST_FILLERS), -1):
        word = words[index]
        if word in _NEGATORS:
            return True
        if index < negated_until:
            return has_or or index == position - 1
        if word not in _FILLERS:
            return False
        has_or = has_or or word == "or"
    return False


def _reason(phrases: Sequence[str]) -> str:
    distinct = [f"'{phrase}'" for phrase in dict.fromkeys(phrases)]
    noun = "word" if len(distinct) == 1 and " " not in distinct[0] else "words"
    listed = distinct[0]
    if len(distinct) > 1:
        listed = ", ".join(distinct[:-1]) + " and " + distinct[-1]
    return f"the {noun} {listed} in the message"
