"""An outline made by rules, for the time when AI is away. It says so in its first line.

It claims nothing that the client did not write: it lists what the message names, asks what it
leaves open, and gives the usual first steps of each service.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.inquiries import ServiceType
from chalicelib.domain.message_facts import MessageFacts, find_facts
from chalicelib.domain.priority import Priority
from chalicelib.domain.visible_text import neutralise, one_line, shorten

_MOST_SENTENCES = 5
_SENTENCE_LENGTH = 240
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+|\n")
_ANYWHERE = re.compile(r"([\\`*_\[\]<>&|~#])")
_AT_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d{1,9})([.)]))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Guide:
    """What to ask and what to do first for a service."""

    questions: tuple[str, ...]
    steps: tuple[str, ...]


_GUIDE_BY_SERVICE = {
    ServiceType.ASSESSMENT: _Guide(
        questions=(
            "How many AWS accounts and regions are in use, and who owns them?",
            "Which workloads must never stop, and which could be switched off tonight?",
            "What was last month's bill, and which line surprised you?",
            "Who can sign in as an administrator, and is that protected by a second factor?",
            "When was a backup last restored, and how long did it take?",
        ),
        steps=(
            "Agree on scope and on a read-only role that the client creates and can remove.",
            "Take the inventory: accounts, workloads, owners, monthly cost per workload.",
            "Collect security and cost findings with evidence, ranked by risk and value.",
            "Go through the findings with the client, then write the roadmap.",
        ),
    ),
    ServiceType.MIGRATION: _Guide(
        questions=(
            "What exactly has to move, and what may stay or be retired?",
            "How large are the data, and how fast do they change?",
            "What does the application depend on: other systems, licences, fixed addresses?",
            "How long may it be unavailable at the cut-over, and at what hour?",
            "What sets the date, and what happens if it is missed?",
            "Who decides during the cut-over to go on or to go back?",
        ),
        steps=(
            "List applications, data and dependencies, and settle the order of the move.",
            "Choose the target for each, and write down the way back before anything moves.",
            "Rehearse with a copy of the data and measure how long each step takes.",
            "Cut over in an agreed window, compare the data, and keep the old side until accepted.",
        ),
    ),
    ServiceType.OPTIMIZATION: _Guide(
        questions=(
            "What rose, by how much, and since when: the bill, the response time, or both?",
            "What changed shortly before: a release, traffic, a contract, the architecture?",
            "How does the load vary over the day, the week and the year?",
            "Which commitments exist (Savings Plans, Reserved Instances, discounts)?",
            "What must not be touched, and how are changes tested and rolled back?",
        ),
        steps=(
            "Get read-only access to the bill and to the metrics, and measure for two weeks.",
            "Group the bill by usage type and the latency by component; find the largest parts.",
            "List changes by value and effort, each with how its effect will be proved.",
            "Apply the first changes with the client and measure again.",
        ),
    ),
    ServiceType.ARCHITECTURE_REVIEW: _Guide(
        questions=(
            "Is there a drawing or a description, and how far is the design built?",
            "What load must it bear at the start and in two years?",
            "How long may it be down, and how much data may be lost?",
            "Which data are sensitive, and which rules apply to them?",
            "Which decisions are still open, and by when must they be made?",
            "Who will operate it, and with what experience?",
        ),
        steps=(
            "Read the documents and list what is missing in them.",
            "Send the questions, the ones that decide most first.",
            "Hold a review session: failure modes, limits, security, recovery, cost.",
            "Write the findings by severity, each with a change that would settle it.",
        ),
    ),
    ServiceType.GENERAL: _Guide(
        questions=(
            "Which decision depends on the answer, and by when?",
            "What is in use today, on AWS and elsewhere?",
            "What has been tried or ruled out, and why?",
            "Who else should take part in the conversation?",
        ),
        steps=(
            "Answer what can be answered from the message, and name what it depends on.",
            "Offer a first conversation and send the questions ahead of it.",
            "Sum up in writing, and say which service fits if more is needed.",
        ),
    ),
}


def make_outline(
    services: Sequence[str],
    message: str,
    priority: Priority,
    priority_reason: str | None = None,
    *,
    company: str | None = None,
    name_by_service: Mapping[str, str] | None = None,
) -> str:
    """Write the outline of an inquiry in Markdown; what the client wrote is escaped as data."""
    names = name_by_service or {}
    text = neutralise(message).strip()
    facts = find_facts(text)
    lines = [
        "*This outline was made by rules, not by AI. Nobody has reviewed it. It lists what the "
        "message says, what it leaves open, and the usual first steps.*",
        "",
        "## What the client asks for",
        "",
        f"- Services: {', '.join(escape_markdown(names.get(each, each)) for each in services)}",
        f"- Company: {escape_markdown(one_line(company)) if company else 'not given'}",
        f"- Priority: {_describe(priority, priority_reason)}",
        "",
        "## Named in the message",
        "",
        *_list_facts(facts),
        "",
        "## In the client's words",
        "",
        *_quote(text, facts),
    ]
    for service, guide in _guides(services):
        title = escape_markdown(names.get(service, service.value.replace("_", " ").capitalize()))
        lines += ["", f"## {title}: open questions", ""]
        lines += [f"- {question}" for question in guide.questions]
        lines += ["", f"## {title}: first steps", ""]
        lines += [f"{number}. {step}" for number, step in enumerate(guide.steps, start=1)]
    return "\n".join(lines) + "\n"


def escape_markdown(text: str) -> str:
    """Give a text that Markdown shows as it is, without any mark-up of its own."""
    return _AT_LINE_START.sub(_escape_marker, _ANYWHERE.sub(r"\\\1", text))


def _escape_marker(marker: re.Match[str]) -> str:
    blanks, sign, number, point = marker.groups()
    return f"{blanks}\\{sign}" if sign else f"{blanks}{number}\\{point}"


def _describe(priority: Priority, reason: str | None) -> str:
    words = escape_markdown(one_line(reason)) if reason else "no words about urgency in the message"
    return f"{priority.value} ({words})"


def _quote(text: str, facts: MessageFacts) -> list[str]:
    """Quote the sentences that name something, or the first one when none does."""
    named = [words.casefold() for words in (*facts.times, *facts.amounts, *facts.technologies)]
    sentences = [one_line(sentence) for sentence in _SENTENCE_END.split(text)]
    sentences = [sentence for sentence in sentences if sentence]
    telling = [each for each in sentences if any(words in each.casefold() for words in named)]
    lines: list[str] = []
    for sentence in (telling or sentences[:1])[:_MOST_SENTENCES]:
        lines += [">", f"> {escape_markdown(shorten(sentence, _SENTENCE_LENGTH))}"]
    return lines[1:]


def _list_facts(facts: MessageFacts) -> list[str]:
    return [
        f"- {label}: {', '.join(map(escape_markdown, found)) or absent}"
        for label, found, absent in (
            ("Amounts", facts.amounts, "none; ask for sizes, counts and costs"),
            ("Dates and terms", facts.times, "none; ask by when"),
            ("Technologies", facts.technologies, "none; ask what is in use"),
        )
    ]


def _guides(services: Sequence[str]) -> list[tuple[ServiceType, _Guide]]:
    known = [ServiceType(each) for each in dict.fromkeys(services) if each in set(ServiceType)]
    return [(each, _GUIDE_BY_SERVICE[each]) for each in known or [ServiceType.GENERAL]]
