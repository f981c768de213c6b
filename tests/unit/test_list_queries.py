"""What lists are asked with: ranges of time, and cursors."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.list_queries import (
    read_cursor,
    read_days,
    read_position,
    read_times,
    write_cursor,
    write_position,
)
from chalicelib.domain.times import from_text, to_text
from chalicelib.errors import InvalidInput
from chalicelib.models.lists import Position

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2026-11-24", None, "2026-11-24T00:00:00.000000Z", None),
        (None, "2026-11-24", None, "2026-11-24T23:59:59.999999Z"),
        ("2026-11-24", "2026-11-24", "2026-11-24T00:00:00.000000Z", "2026-11-24T23:59:59.999999Z"),
        ("2026-11-24T09:15Z", None, "2026-11-24T09:15:00.000000Z", None),
        ("2026-11-24T09:15:00+05:30", None, "2026-11-24T03:45:00.000000Z", None),
        ("0001-01-01", "9999-12-31", "0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_read_times_gives_the_bounds_in_utc(
    since: str | None, until: str | None, first: str | None, last: str | None
) -> None:
    found = read_times(since, until)

    assert [to_text(bound) if bound else None for bound in found] == [first, last]


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        ("tomorrow!!", None, "from"),
        (None, "2026-11-31", "to"),
        ("2026-11-24T09:15:00", None, "from"),
        ("0001-01-01T00:00:00+01:00", None, "from"),
        (None, "9999-12-31T23:59:59-01:00", "to"),
        ("2026-11-25", "2026-11-24", "to"),
        ("2026-11-24T09:15:01Z", "2026-11-24T09:15:00Z", "to"),
    ],
)
def test_read_times_malformed_names_the_field(
    since: str | None, until: str | None, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_times(since, until)

    assert list(refused.value.details["fields"]) == [field]


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (None, None, (date(2026, 11, 20), TODAY)),
        ("2026-11-26", None, (TODAY, TODAY)),
        (None, "2026-11-10", (date(2026, 11, 4), date(2026, 11, 10))),
        ("2026-01-01", "2026-12-31", (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_read_days_gives_seven_where_none_are_asked_for(
    since: str | None, until: str | None, days: tuple[date, date]
) -> None:
    assert read_days(since, until, TODAY) == days


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        ("2026-13-01", None, "from"),
        (None, "2026-02-30", "to"),
        ("2026-11-27", None, "to"),
        ("2024-01-01", "2026-01-01", "to"),
    ],
)
def test_read_days_malformed_names_the_field(
    since: str | None, until: str | None, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_days(since, until, TODAY)

    assert list(refused.value.details["fields"]) == [field]


@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))))
def test_read_cursor_gives_what_was_written(texts: list[str]) -> None:
    cursor = write_cursor(*texts)

    assert read_cursor(cursor, len(texts)) == texts
    assert cursor.replace("-", "").replace("_", "").isalnum()
    assert cursor.isascii()


def test_read_position_gives_what_was_written() -> None:
    position = Position("2026-11-24T09:15:00.000000Z#x", "x", "HEAD")

    assert read_position(write_position(position)) == position
    assert (write_position(None), read_position(None), read_position("")) == (None, None, None)


@given(st.text(max_size=80))
def test_read_cursor_of_anybody_is_refused_or_read(cursor: str) -> None:
    try:
        texts = read_cursor(cursor, 3)
    except InvalidInput:
        return

    assert len(texts) == 3


@given(st.datetimes(timezones=st.just(UTC)))
def test_to_text_sorts_like_the_time_and_can_be_read(moment: datetime) -> None:
    text = to_text(moment)

    assert from_text(text) == moment
    assert len(text) == len("2026-11-24T09:15:00.000000Z")
