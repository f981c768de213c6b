"""Prices are exact, dated and sourced."""

import json
from datetime import date
from decimal import Decimal

import pytest

from ops.cost.prices import PRICES_FILE, Price, PriceMissing, get_price, read_prices


@pytest.mark.parametrize("price", read_prices().values(), ids=lambda price: price.key)
def test_each_price_has_source_date_and_unit(price: Price) -> None:
    assert price.unit
    assert price.source
    assert price.usd >= 0
    assert price.confidence in ("high", "medium", "low")
    assert not price.is_outdated(date(int(price.as_of[:4]), 1, 1))


def test_prices_are_exact() -> None:
    assert get_price("sqs.standard.request").cost(1_000_000) == Decimal("0.4")
    assert get_price("lambda.duration.arm64").usd == Decimal("0.0000133334")
    entries = json.loads(PRICES_FILE.read_text())["prices"].values()
    assert all(isinstance(entry["usd"], str) for entry in entries)


def test_prices_of_one_pool_have_the_same_free_quantity() -> None:
    quantities: dict[str, set[Decimal]] = {}
    for price in read_prices().values():
        if price.free_tier:
            quantities.setdefault(price.free_tier.pool, set()).add(price.free_tier.quantity)

    assert {pool: len(found) for pool, found in quantities.items()} == dict.fromkeys(quantities, 1)
    assert quantities["cw.logs"] == {Decimal(5)}


def test_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(PriceMissing, match=r"lambda\.nothing"):
        get_price("lambda.nothing")


@pytest.mark.parametrize(
    ("as_of", "today", "expected"),
    [
        ("2026-01-01", date(2026, 6, 30), False),
        ("2026-01-01", date(2026, 7, 1), True),
        ("2026-01", date(2026, 6, 30), False),
        ("2026-01", date(2026, 7, 1), True),
        ("2026", date(2026, 6, 30), False),
        ("2026", date(2026, 7, 1), True),
    ],
)
def test_price_is_outdated_after_180_days(as_of: str, today: date, expected: bool) -> None:
    price = Price("k", "unit", Decimal(1), "somewhere", as_of, "high")

    assert price.is_outdated(today) is expected
