"""A consultant's instructions in the prompt: quoted, and never taken for the client's words."""

import re
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.inquiries import ServiceType
from chalicelib.domain.priority import Priority
from chalicelib.services.drafting import DraftFacts, build_prompt

TEXT = st.text() | st.lists(
    st.sampled_from(["<<<", ">>>", "<", ">", "END ", "CLIENT ", "\n", "\r", "\u2028", "> ", "x"])
).map("".join)


def prompt_for(message: str, instructions: str | None) -> str:
    facts = DraftFacts(
        services=("migration",),
        company=None,
        message=message,
        priority=Priority.MEDIUM,
        priority_reason=None,
        received_at=datetime(2026, 11, 24, 9, 15, tzinfo=UTC),
        instructions=instructions,
    )
    return build_prompt(ServiceType.MIGRATION, facts).user


@given(message=TEXT, instructions=TEXT)
@settings(max_examples=100, deadline=None)
def test_build_prompt_has_one_fence_whatever_a_consultant_asks(
    message: str, instructions: str
) -> None:
    user = prompt_for(message, instructions)

    (begin,) = re.findall(r"<<<CLIENT \w{32}>>>", user)
    (end,) = re.findall(r"<<<END \w{32}>>>", user)
    assert user.count("<<<") == user.count(">>>") == 2
    assert user.index(begin) < user.index(end)
    assert user.endswith(end)
    quoted = user.partition(begin)[2]
    assert quoted == prompt_for(message, None).partition(begin)[2], "the client's words stay alone"


@given(instructions=TEXT)
@settings(max_examples=100, deadline=None)
def test_build_prompt_quotes_each_line_of_the_instructions(instructions: str) -> None:
    plain, asked = prompt_for("Hello", None), prompt_for("Hello", instructions)

    added = [line for line in asked.splitlines() if line not in plain.splitlines()]
    assert all(
        line.startswith("> ") or line == "What the consultant asks of this draft, within the rules:"
        for line in added
    )
