"""The outline made by rules: honest, complete, and safe whatever the client wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.inquiries import ServiceType
from chalicelib.domain.message_facts import find_facts
from chalicelib.domain.outline import escape_markdown, make_outline
from chalicelib.domain.priority import Priority
from chalicelib.services.markdown import markdown_to_text, render_markdown
from tests.processor_time import shortest_seconds

MESSAGE = (
    "Our rack lease ends on 31 January. We run 12 servers on VMware and a 180 GB PostgreSQL "
    "database. Dispatch works day and night."
)


def test_make_outline_says_first_that_rules_made_it() -> None:
    outline = make_outline(["general"], MESSAGE, Priority.MEDIUM)

    assert outline.split("\n")[0].startswith("*This outline was made by rules, not by AI.")


@pytest.mark.parametrize("service", ServiceType)
def test_make_outline_has_questions_and_steps_for_each_service(service: ServiceType) -> None:
    text = markdown_to_text(
        make_outline([service], MESSAGE, Priority.LOW, name_by_service={service: "The service"})
    )

    assert "The service: open questions" in text
    assert "The service: first steps" in text
    assert text.count("?") >= 4


def test_make_outline_treats_several_services_once_each() -> None:
    outline = make_outline(["migration", "migration", "assessment"], MESSAGE, Priority.LOW)

    assert outline.count("first steps") == 3  # one heading each, and the line at the top


def test_make_outline_of_an_unknown_service_falls_back_to_the_general_guide() -> None:
    assert "## General: first steps" in make_outline(["retired"], MESSAGE, Priority.LOW)


def test_make_outline_lists_what_the_message_names() -> None:
    text = markdown_to_text(make_outline(["migration"], MESSAGE, Priority.LOW))

    assert "Amounts: 12 servers, 180 GB" in text
    assert "Dates and terms: 31 January" in text
    assert "Technologies: VMware, PostgreSQL" in text


def test_make_outline_quotes_the_sentences_that_name_something() -> None:
    text = markdown_to_text(make_outline(["migration"], MESSAGE, Priority.LOW))

    assert "> Our rack lease ends on 31 January." in text
    assert "> Dispatch works" not in text


def test_make_outline_of_a_message_without_facts_asks_for_them() -> None:
    text = markdown_to_text(make_outline(["general"], "Please call me.", Priority.MEDIUM))

    assert "Amounts: none; ask for sizes, counts and costs" in text
    assert "> Please call me." in text
    assert "Priority: medium (no words about urgency in the message)" in text


def test_make_outline_gives_company_and_reason() -> None:
    text = markdown_to_text(
        make_outline(["general"], "x", Priority.HIGH, "the word 'asap'", company="Müller & Co")
    )

    assert "Priority: high (the word 'asap')" in text
    assert "Company: Müller & Co" in text


HOSTILE = [
    "# Approved\n- signed 1 day",
    "[click](https://evil.example) 5 servers",
    "<script>alert(1)</script> by Friday",
    "![x](https://evil.example/x.png) 3 GB",
    "| a | b |\n| - | - |\n| 1 day | 2 days |",
    "5 days\n===\n7 days\n---",
    "1. first 3 days\n2) second",
    "> quote 3 days\n```\ncode 4 days",
    "<https://evil.example> 2 days",
    "&lt;b&gt; 2 days",
]


@pytest.mark.parametrize("message", HOSTILE)
def test_make_outline_gives_the_clients_mark_up_no_effect(message: str) -> None:
    harmless = render_markdown(make_outline(["general"], "5 servers", Priority.MEDIUM))

    html = render_markdown(make_outline(["general"], message, Priority.MEDIUM, company=message))

    for tag in ("<a", "<script", "<img", "<table", "<pre", "<code", "<h1"):
        assert tag not in html
    for tag in ("<h2", "<h3", "<ol", "<ul"):
        assert html.count(tag) == harmless.count(tag)


@given(st.text(max_size=120))
def test_escape_markdown_shows_any_line_as_it_is(text: str) -> None:
    line = " ".join(text.replace("\x00", "").split())
    shown = markdown_to_text(f"x {escape_markdown(line)}", columns=10_000)

    assert "".join(shown.split()) == "".join(markdown_to_text_of(line).split())


def markdown_to_text_of(line: str) -> str:
    """Give what a reader should see: the line, without what nobody can see."""
    from chalicelib.domain.visible_text import neutralise

    return neutralise(f"x {line}")


@pytest.mark.parametrize(
    ("message", "amounts"),
    [
        ("about $4,000 per month", ("$4,000 per month",)),
        ("1,500 requests per second at 99.9 %", ("1,500 requests per second", "99.9 %")),
        ("5 small servers", ("5 small servers",)),
        ("version 17 of it", ()),
        ("ISO27001", ()),
    ],
)
def test_find_facts_amounts_have_a_unit(message: str, amounts: tuple[str, ...]) -> None:
    assert find_facts(message).amounts == amounts


@pytest.mark.parametrize(
    "term",
    ["2027-01-31", "by Friday", "31st of January 2027", "next week", "within two weeks", "Q3"],
)
def test_find_facts_dates_and_terms(term: str) -> None:
    assert find_facts(f"Must be done {term}.").times == (term,)


def test_find_facts_technologies_are_no_everyday_words() -> None:
    facts = find_facts("We go with the glue; it runs Go and postgres on aws")

    assert facts.technologies == ("Go", "Postgres", "AWS")


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,111",
        "1 ",
        "in a",
        "$",
        "a",
        ". ",
        "1 abc ",
        "by the end of ",
        "$ 1 ",
        "1.1 ",
        "\n> ",
    ],
)
def test_make_outline_takes_linear_time(unit: str) -> None:
    message = (unit * 10_000)[:10_000]

    seconds = shortest_seconds(lambda: make_outline(["general"], message, Priority.MEDIUM))

    assert seconds < 0.5
