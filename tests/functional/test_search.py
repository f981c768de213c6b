"""Search: by the beginnings of words, in the order of words, with filters and pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.api.list_queries import write_cursor
from chalicelib.models.inquiry import InquiryHead, InquiryItem, SearchToken, make_token_item
from chalicelib.services.indexing import tokens_of
from tests.dynalite.server import tables_in_dynalite
from tests.factories import inquiry_head
from tests.fakes import START
from tests.functional.casework import LIST, Headers, assert_fault, get_ids, get_page, get_pages
from tests.functional.conftest import Platform, start_platform

PEOPLE = {
    "mueller": {
        "name": "Jürgen Müller-Lüdenscheidt",
        "company": "Mueller & Söhne GmbH",
        "email": "j.mueller@soehne.example",
        "reference": "CP-7K3M-92QD",
    },
    "obrien": {"name": "Siobhán O'Brien", "company": None, "email": "siobhan+aws@obrien.example"},
    "yamada": {
        "name": "山田 太郎",
        "company": "株式会社ケストレル",
        "email": "taro@kestrel.example",
    },
    "kim": {"name": "김철수", "company": "Kestrel Korea", "email": "kim@kestrel-korea.example"},
    "qahtani": {"name": "مريم القحطاني", "company": "شركة النور", "email": "m@noor.example"},
    "garcia": {"name": "José GARCÍA", "company": "García García Garcia", "email": "g@g.example"},
    "strasse": {"name": "Ute Straße", "company": "ﬁne Ｗｉｄｅ Ltd.", "email": "u@fine.example"},
    "rocket": {"name": "🚀", "company": "🚀🚀", "email": "rocket@space.example"},
    "3m": {"name": "Ann 3", "company": "3M", "email": "ann@3m.example"},
}


def person(**facts: Any) -> InquiryHead:
    """Give an inquiry whose reference, unless it is given, begins like no word of these tests."""
    return inquiry_head(**{"reference": "CP-0000-0000"} | facts)


@pytest.fixture(scope="module")
def heads() -> dict[str, InquiryHead]:
    return {
        name: person(**facts, created_at=START + timedelta(hours=number))
        for number, (name, facts) in enumerate(PEOPLE.items())
    }


def index(*heads: InquiryHead) -> None:
    """Store inquiries as the job leaves them."""
    with InquiryItem.batch_write() as batch:
        for head in heads:
            batch.save(head)
            for token in tokens_of(head):
                batch.save(make_token_item(head, token))


@pytest.fixture(scope="module")
def platform(dynalite: str, heads: dict[str, InquiryHead]) -> Iterator[Platform]:
    with start_platform(tables=tables_in_dynalite(dynalite)) as platform:
        index(*heads.values())
        yield platform


@pytest.fixture
def staff(platform: Platform) -> Headers:
    return platform.sign_in()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("mül", ["mueller"], id="beginning"),
        pytest.param("MULL", ["mueller"], id="no case, no accent"),
        pytest.param("muller-lud", ["mueller"], id="whole of what is joined by a hyphen"),
        pytest.param("lüden", ["mueller"], id="part of what is joined by a hyphen"),
        pytest.param("ller", [], id="not the middle of a word"),
        pytest.param("soehne", [], id="another spelling is another word"),
        pytest.param("söhne gmbh", ["mueller"], id="two words"),
        pytest.param("gmbh jürgen", ["mueller"], id="of name and company, in any order"),
        pytest.param("jürgen kestrel", [], id="each word has to be found"),
        pytest.param("j.mueller@soehne.example", ["mueller"], id="address"),
        pytest.param("J.Mueller@", ["mueller"], id="beginning of an address"),
        pytest.param("siobhan+aws", ["obrien"], id="address with plus"),
        pytest.param("soehne.example", [], id="not the middle of an address"),
        pytest.param("CP-7K3M-92QD", ["mueller"], id="reference"),
        pytest.param("cp-7k3m", ["mueller"], id="beginning of a reference"),
        pytest.param("7K3M-92", ["mueller"], id="reference without CP"),
        pytest.param("(7k3m-92qd)", ["mueller"], id="reference in brackets"),
        pytest.param("o'brien", ["obrien"], id="apostrophe"),
        pytest.param("brien", ["obrien"], id="part after an apostrophe"),
        pytest.param("山", ["yamada"], id="CJK, one letter"),
        pytest.param("株式会社ケ", ["yamada"], id="CJK, company"),
        pytest.param("太郎\u3000山田", ["yamada"], id="CJK, ideographic blank"),
        pytest.param("ｹｽﾄﾚﾙ", [], id="CJK, not the middle, half-width"),
        pytest.param("김철", ["kim"], id="Hangul"),
        pytest.param("القح", ["qahtani"], id="Arabic"),
        pytest.param("garcia", ["garcia"], id="found once although four words begin so"),
        pytest.param("strasse", ["strasse"], id="sharp s"),
        pytest.param("fine wide", ["strasse"], id="ligature and full width"),
        pytest.param("ltd", ["strasse"], id="full stop is no letter"),
        pytest.param("rocket@", ["rocket"], id="whose name has no letters"),
        pytest.param("3", ["3m"], id="digit"),
        pytest.param("kestrel", ["kim"], id="the same word twice in one inquiry"),
        pytest.param("x" * 200, [], id="long"),
        pytest.param("kestrel " * 20, ["kim"], id="the same word often"),
    ],
)
def test_list_inquiries_search_finds_by_beginnings_of_words(
    platform: Platform,
    heads: dict[str, InquiryHead],
    staff: Headers,
    query: str,
    found: list[str],
) -> None:
    expected = sorted(heads[name].pk for name in found)

    for limit in (1, 25):
        assert sorted(get_ids(platform, staff, q=query[:200], limit=limit)) == expected


@pytest.mark.parametrize("query", ["", " ", "-", "...", "🚀", "'\"<>"])
def test_list_inquiries_search_for_nothing_is_400(
    platform: Platform, staff: Headers, query: str
) -> None:
    assert_fault(platform.request("GET", f"{LIST}?q={quote(query)}", headers=staff), "q")


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({}, ["yamada", "kim"]),
        ({"status": "pending"}, ["yamada", "kim"]),
        ({"status": "closed"}, []),
        ({"service": "migration", "source": "contact_form"}, ["yamada", "kim"]),
        ({"service": "general"}, []),
        ({"priority": "low"}, []),
        ({"assignee": "-"}, ["yamada", "kim"]),
        ({"assignee": "robin.meyer"}, []),
        ({"from": "2026-11-24T12:00:00Z"}, ["kim"]),
        ({"to": "2026-11-24T12:00:00Z"}, ["yamada"]),
    ],
    ids=str,
)
def test_list_inquiries_search_can_be_narrowed_by_filters(
    dynalite: str,
    platform: Platform,
    heads: dict[str, InquiryHead],
    staff: Headers,
    narrowed: dict[str, str],
    found: list[str],
) -> None:
    ids = get_ids(platform, staff, q="k", **narrowed) + get_ids(
        platform, staff, q="taro@k", **narrowed
    )

    assert sorted(ids) == sorted(heads[name].pk for name in found)


def test_list_inquiries_search_counts_nothing_and_says_how_far_it_looked(
    platform: Platform, staff: Headers
) -> None:
    plain = get_page(platform, staff, q="garcia")
    narrowed = get_page(platform, staff, q="garcia", status="pending")

    assert (plain["total"], narrowed["total"]) == (None, None)
    assert narrowed["looked_at"] >= 1


def test_list_inquiries_search_row_is_that_of_the_list(platform: Platform, staff: Headers) -> None:
    (found,) = get_page(platform, staff, q="7k3m-92qd")["items"]

    listed = get_page(platform, staff, limit=100)["items"]
    assert found in listed


def test_list_inquiries_search_newest_first_within_a_word(
    dynalite: str, platform: Platform, staff: Headers
) -> None:
    several = [
        person(name="Quentin", company=None, created_at=START + timedelta(minutes=number))
        for number in range(5)
    ]
    index(*several)

    assert get_ids(platform, staff, q="quen", limit=2) == [head.pk for head in reversed(several)]


def test_list_inquiries_search_pages_without_repeats_when_several_words_match(
    platform: Platform, staff: Headers
) -> None:
    heads = [
        person(
            name=f"Zoe Zander Zimmer{number}",
            company=f"Zzz Zoo {chr(97 + number)}zz Z",
            email=f"z{number}@zoo.example",
        )
        for number in range(12)
    ]
    index(*heads)

    for query, limit in (("z", 1), ("z", 5), ("zo", 3), ("zoe z", 4), ("z zo", 100)):
        pages = list(get_pages(platform, staff, q=query, limit=limit))
        ids = [item["id"] for page in pages for item in page["items"]]
        assert len(ids) == len(set(ids)), (query, limit)
        assert set(ids) == {head.pk for head in heads}, (query, limit)
        assert all(len(page["items"]) <= limit for page in pages)


@pytest.mark.parametrize("state", ["deleted", "gone"])
def test_list_inquiries_search_never_shows_what_was_deleted(
    platform: Platform, staff: Headers, state: str
) -> None:
    """Tokens stay until the job has erased them, and an index may lag behind its table."""
    head = person(name=f"Vanished {state}")
    index(head)
    assert get_ids(platform, staff, q=f"vanish {state}") == [head.pk]

    if state == "gone":
        head.delete()
    else:
        head.update(actions=[InquiryHead.deleted_at.set(START), InquiryHead.name.remove()])

    assert get_ids(platform, staff, q="vanish") == []


def test_list_inquiries_search_cursor_of_another_search_is_400(
    platform: Platform, staff: Headers
) -> None:
    cursor = get_page(platform, staff, q="k", limit=1)["next_cursor"]
    assert cursor

    for query in ("q=garcia", "status=pending", "from=2026-11-24"):
        answer = platform.request("GET", f"{LIST}?{query}&cursor={cursor}", headers=staff)
        assert_fault(answer, "cursor")


@pytest.mark.parametrize("pk", ["", "x", "x" * 1100])
@pytest.mark.parametrize("place", ["k", "keller#1#x", "k" * 1100])
def test_list_inquiries_search_forged_cursor_is_a_page_or_400(
    platform: Platform, staff: Headers, place: str, pk: str
) -> None:
    cursor = write_cursor(place, pk, "TOKEN#keller")

    answer = platform.request("GET", f"{LIST}?q=k&cursor={cursor}", headers=staff)

    is_possible = len(pk) == 1 and len(place) < 1024
    assert answer.status_code == (200 if is_possible else 400), answer.body


def test_list_inquiries_search_shows_the_head_as_it_is_now(
    platform: Platform, staff: Headers
) -> None:
    head = person(name="Walter Wechsel")
    index(head)

    head.update(actions=[InquiryHead.status.set("closed"), InquiryHead.version.set(2)])

    (row,) = get_page(platform, staff, q="wechsel", status="closed")["items"]
    assert (row["status"], row["version"]) == ("closed", 2)


def test_search_index_is_known_whichever_model_of_the_table_was_used_first() -> None:
    """A worker that erased something first would find no index; `index` above begins so, too."""
    connections = {id(model._get_connection()) for model in (InquiryItem, InquiryHead, SearchToken)}

    assert len(connections) == 3
