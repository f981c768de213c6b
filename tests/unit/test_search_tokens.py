"""The words that an inquiry is found by, and those that somebody searches for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.search_tokens import (
    MOST_TOKENS,
    Token,
    fold,
    has_terms,
    read_terms,
    tokenise,
)

LONGEST_KEY_BYTES = 1024
"""What DynamoDB takes as a sort key. Source: docs.aws.amazon.com/amazondynamodb/latest/
developerguide/Constraints.html (2026-11)"""


def words(**changes: str | None) -> list[str]:
    facts = {"name": "-", "company": None, "email": "-", "reference": "-"}
    tokens = tokenise(**(facts | changes))  # type: ignore[arg-type]
    return [token.text for token in tokens]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({"name": "Maria Keller"}, ["keller", "maria"], id="name"),
        pytest.param({"name": "Ann-Kathrin"}, ["ann", "ann-kathrin", "kathrin"], id="hyphen"),
        pytest.param({"name": "O'Brien"}, ["brien", "o", "o'brien"], id="apostrophe"),
        pytest.param({"name": "Keller, Keller & (Keller)"}, ["keller"], id="once"),
        pytest.param({"company": "AT&T"}, ["at", "at&t", "t"], id="joined by a sign"),
        pytest.param({"company": "…"}, [], id="no letter"),
        pytest.param({"company": None}, [], id="no company"),
        pytest.param(
            {"email": "Maria+aws@Keller.example"}, ["maria+aws@keller.example"], id="mail"
        ),
        pytest.param({"email": "+x@keller.example"}, ["x@keller.example"], id="mail, odd"),
        pytest.param({"reference": "CP-7K3M-92QD"}, ["7k3m-92qd", "cp-7k3m-92qd"], id="reference"),
        pytest.param({"reference": "0193a4e2"}, ["0193a4e2"], id="reference that was imported"),
        pytest.param({"name": "山田 太郎"}, ["太郎", "山田"], id="CJK"),
    ],
)
def test_tokenise_gives_the_words_in_order(facts: dict[str, str], expected: list[str]) -> None:
    assert words(**facts) == expected


def test_tokenise_says_how_much_a_word_shares_with_the_one_before() -> None:
    found = tokenise(name="Anna Andersson", company="Anders", email="b@c", reference="CP-1")

    assert found == [
        Token("1", 0),
        Token("anders", 0),
        Token("andersson", 6),
        Token("anna", 2),
        Token("b@c", 0),
        Token("cp-1", 0),
    ]


def test_tokenise_keeps_reference_and_address_when_there_are_too_many_words() -> None:
    company = " ".join(f"word{number}" for number in range(200))

    found = words(company=company, email="m@keller.example", reference="CP-7K3M-92QD")

    assert len(found) == MOST_TOKENS
    assert {"m@keller.example", "cp-7k3m-92qd", "7k3m-92qd"} <= set(found)


TEXTS = st.text(max_size=60) | st.sampled_from(
    ["Anna Andersson An", "Z Zz Zzz", "ﷺ" * 60, "𠮷" * 60]
)


@given(name=TEXTS, company=st.none() | TEXTS, email=TEXTS, data=st.data())
@settings(max_examples=150, deadline=None)
def test_tokenise_each_beginning_finds_an_inquiry_by_one_word(
    name: str, company: str | None, email: str, data: st.DataObject
) -> None:
    tokens = tokenise(name=name, company=company, email=email, reference="CP-7K3M-92QD")
    token = data.draw(st.sampled_from(tokens))
    prefix = token.text[: data.draw(st.integers(1, len(token.text)))]

    found_by = [each for each in tokens if each.text.startswith(prefix)]
    shown = [each for each in found_by if each.shared < len(prefix)]

    assert len(shown) == 1, "never twice on a page, never missing"
    assert len(tokens) <= MOST_TOKENS
    assert len(tokens) == len({each.text for each in tokens})
    for each in tokens:
        assert len(f"{each.text}#{0:018}#{'x' * 64}".encode()) <= LONGEST_KEY_BYTES


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("keller", ["keller"]),
        ("  Keller \t Maria\n", ["keller", "maria"]),
        ("a bbb cc bbb", ["bbb", "cc", "a"]),
        ('"Keller", (Maria)', ["keller", "maria"]),
        ("CP-7K3M-92QD", ["cp-7k3m-92qd"]),
        ("Maria\u3000山田", ["maria", "山田"]),
        ("…  - ' ", []),
        ("x" * 150, ["x" * 100]),
    ],
    ids=str,
)
def test_read_terms_gives_the_longest_first(query: str, terms: list[str]) -> None:
    assert read_terms(query) == terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "MULLER"),
        ("Müller", "Mu\u0308ller"),
        ("José GARCÍA", "jose garcia"),
        ("Straße", "STRASSE"),
        ("Ｗｉｄｅ", "wide"),
        ("ﬁne", "fine"),
        ("İstanbul", "istanbul"),
        ("ｹｽﾄﾚﾙ", "ケストレル"),
        ("김", "\u1100\u1175\u11b7"),
    ],
)
def test_fold_makes_equal_what_differs_in_case_accents_or_width(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("パ", "ハ"), ("o", "0")])
def test_fold_keeps_apart_what_is_another_letter(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_fold_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_has_terms_wants_each_of_them() -> None:
    tokens = tokenise(name="Maria Keller", company=None, email="m@k", reference="CP-1")

    assert has_terms(tokens, ["kel", "mar"])
    assert has_terms(tokens, [])
    assert not has_terms(tokens, ["kel", "mario"])
