"""From raw requests to structs: each broken constraint has its words, whatever comes in."""

import json
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
import pytest
from chalice.app import Request
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.api.inquiry_inputs import (
    InquiryInput,
    StatusHeaders,
    SubmissionHeaders,
)
from chalicelib.api.list_queries import PageQuery
from chalicelib.api.parsing import (
    BODY_LIMIT_BYTES,
    parse_body,
    parse_fields,
    parse_headers,
    parse_query,
)
from chalicelib.errors import BodyTooLarge, DomainError, InvalidHeader, InvalidInput, InvalidJson
from tests.factories import inquiry_body

WORDS = {
    name: f"words of {name}" for name in ("missing", "min_length", "max_length", "pattern", "rule")
}
WORDS_OF_LISTS = {**WORDS, "unique": "words of unique"}
SAME_EVERY_TIME = settings(max_examples=300, derandomize=True, deadline=None, database=None)

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FIELD_NAMES = st.sampled_from([*InquiryInput.__struct_fields__]) | st.text(max_size=5)


class Ruled(msgspec.Struct, frozen=True):
    """A field for each rule."""

    text: Annotated[str, msgspec.Meta(min_length=2, max_length=4, pattern="^[a-z]*$", extra=WORDS)]
    things: Annotated[list[str], msgspec.Meta(min_length=1, max_length=2, extra=WORDS_OF_LISTS)]
    number: Annotated[int, msgspec.Meta(ge=1, extra=WORDS)]
    unworded: str = ""
    absent: Annotated[str, msgspec.Meta(max_length=2, extra=WORDS)] | None = None


VALID = {"text": "abc", "things": ["a"], "number": 1}


def request(
    body: bytes = b"",
    headers: dict[str, str] | None = None,
    query: dict[str, list[str]] | None = None,
) -> Request:
    return Request(
        {
            "multiValueQueryStringParameters": query,
            "headers": headers or {},
            "pathParameters": {},
            "requestContext": {"httpMethod": "POST", "resourcePath": "/", "identity": {}},
            "body": body.decode("latin-1"),
            "isBase64Encoded": False,
            "stageVariables": {},
        }
    )


def json_request(value: Any) -> Request:
    return request(json.dumps(value).encode())


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"text": "a"}, "min_length"),
        ({"text": "abcde"}, "max_length"),
        ({"text": "AB"}, "pattern"),
        ({"text": 7}, "rule"),
        ({"text": None}, "missing"),
        ({"text": ""}, "missing"),
        ({"things": []}, "missing"),
        ({"things": ["a", "b", "c"]}, "max_length"),
        ({"things": ["a", "a"]}, "unique"),
        ({"things": "a"}, "rule"),
        ({"number": 0}, "rule"),
        ({"number": "1"}, "rule"),
        ({"absent": "abc"}, "max_length"),
    ],
    ids=lambda value: str(value),
)
def test_parse_fields_broken_constraint_has_its_own_words(
    changes: dict[str, Any], constraint: str
) -> None:
    ((field, _),) = changes.items()

    with pytest.raises(InvalidInput) as refused:
        parse_fields(VALID | changes, Ruled)

    assert refused.value.details == {"fields": {field: [f"words of {constraint}"]}}


def test_parse_fields_names_every_fault_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_fields({"text": "A", "number": -3, "colour": 1, "unworded": 7}, Ruled)

    assert refused.value.details["fields"] == {
        "colour": ["This field is not known"],
        "text": ["words of min_length"],
        "things": ["words of missing"],
        "number": ["words of rule"],
        "unworded": ["This value is not allowed"],
    }


def test_parse_fields_unknown_name_is_cut() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_fields({**VALID, "x" * 5000: 1}, Ruled)

    assert list(refused.value.details["fields"]) == ["x" * 100]


def test_parse_fields_text_gives_numbers() -> None:
    assert parse_fields({"limit": "7"}, PageQuery, is_text=True).limit == 7


def test_parse_body_largest_is_taken_and_one_byte_more_is_not() -> None:
    padding = BODY_LIMIT_BYTES - len(json.dumps(inquiry_body()))
    largest = json.dumps(inquiry_body()).encode() + b" " * padding

    assert parse_body(request(largest), InquiryInput).name == "Maria Keller"
    with pytest.raises(BodyTooLarge, match="131,073 bytes"):
        parse_body(request(largest + b" "), InquiryInput)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"7", b'"x"', b'{"a":1}{"b":2}', b"[" * 100_000]
)
def test_parse_body_no_json_object_is_invalid_json(body: bytes) -> None:
    with pytest.raises(InvalidJson):
        parse_body(request(body), InquiryInput)


def test_parse_query_repeated_parameter_is_a_fault() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_query(request(query={"limit": ["1", "2"]}), PageQuery)

    assert refused.value.details["fields"] == {"limit": ["Give this parameter once"]}


def test_parse_headers_names_the_header_and_not_the_field() -> None:
    with pytest.raises(InvalidHeader) as refused:
        parse_headers(request(headers={"Idempotency-Key": "a b"}), SubmissionHeaders)

    assert list(refused.value.details["headers"]) == ["idempotency-key"]


def attempt(parse: Callable[[], Any]) -> tuple[Any, DomainError | None]:
    """Give what was parsed, or the domain error; any other error is a defect."""
    try:
        return parse(), None
    except DomainError as refused:
        return None, refused


@SAME_EVERY_TIME
@given(st.dictionaries(FIELD_NAMES, JSON_VALUES, max_size=8))
def test_parse_body_any_json_gives_an_inquiry_or_a_domain_error(value: dict[str, Any]) -> None:
    parsed, refused = attempt(lambda: parse_body(json_request(value), InquiryInput))

    assert refused.status == 400 if refused else 2 <= len(parsed.name) <= 50


@SAME_EVERY_TIME
@given(st.binary(max_size=200) | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_parse_body_any_bytes_raise_nothing_but_domain_errors(body: bytes) -> None:
    with pytest.raises(DomainError):
        parse_body(request(body), InquiryInput)


@SAME_EVERY_TIME
@given(field=st.sampled_from([*InquiryInput.__struct_fields__]), value=JSON_VALUES)
def test_parse_body_one_odd_value_is_kept_as_it_is_or_named(field: str, value: Any) -> None:
    body = inquiry_body(**{field: value})

    parsed, refused = attempt(lambda: parse_body(json_request(body), InquiryInput))

    if refused is None:
        assert (getattr(parsed, field) or None) == (value or None)
    else:
        assert list(refused.details["fields"]) == [field]
        assert all(refused.details["fields"][field])


@SAME_EVERY_TIME
@given(st.dictionaries(st.sampled_from(["limit", "cursor", "x"]), st.lists(st.text(), min_size=1)))
def test_parse_query_any_text_raises_nothing_but_domain_errors(query: dict[str, list[str]]) -> None:
    parsed, refused = attempt(lambda: parse_query(request(query=query), PageQuery))

    if refused is None:
        assert 1 <= parsed.limit <= 100
    else:
        assert refused.details["fields"].keys() <= query.keys()


@pytest.mark.parametrize("kind", [SubmissionHeaders, StatusHeaders])
@SAME_EVERY_TIME
@given(
    headers=st.dictionaries(
        st.sampled_from(["Idempotency-Key", "X-Synthetic", "X-Status-Token", "X-Other"]), st.text()
    )
)
def test_parse_headers_any_text_raises_nothing_but_domain_errors(
    kind: type[Any], headers: dict[str, str]
) -> None:
    parsed, refused = attempt(lambda: parse_headers(request(headers=headers), kind))

    if refused is None:
        assert isinstance(parsed, kind)
    else:
        assert refused.details["headers"].keys() <= {name.lower() for name in headers}
