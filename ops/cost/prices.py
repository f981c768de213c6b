"""Prices of AWS in us-east-1, each with its source and date: prices.json, by key.

Public list prices without tax and discounts. Of free tiers only those are listed that every
account has for ever, not the credits of a new one. Amounts are Decimal, never float.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from ops.errors import OpsError

PRICES_FILE = Path(__file__).parent / "prices.json"
OLDEST_PRICE = timedelta(days=180)
"""What is older has to be read again before anybody relies on it."""


class PriceMissing(OpsError):
    """No price is known by this key."""


@dataclass(frozen=True, slots=True)
class FreeTier:
    """What an account has free of charge each month, in the unit of the price.

    Prices with the same `pool` share it: arm64 and x86 seconds, log lines taken in and kept.
    """

    pool: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit costs."""

    key: str
    unit: str
    usd: Decimal
    source: str
    as_of: str
    """ISO date of the source; a year or a month alone where the source says no more."""
    confidence: str
    """high: AWS's price list or an official page read in 2026; medium: secondary or older;
    low: unverified."""
    free_tier: FreeTier | None = None
    notes: str = ""

    def is_outdated(self, today: date) -> bool:
        """Tell whether it is older than `OLDEST_PRICE`; years and months count from day one."""
        first_day = self.as_of + "-01-01"[3 * self.as_of.count("-") :]
        return today - date.fromisoformat(first_day) > OLDEST_PRICE

    def cost(self, quantity: Decimal | int) -> Decimal:
        """Give what a quantity costs without free tier. Units: USD."""
        return self.usd * quantity


def get_price(key: str) -> Price:
    """Give the price of a key such as `lambda.request`.

    Raises: PriceMissing.
    """
    try:
        return read_prices()[key]
    except KeyError as error:
        raise PriceMissing(f"{PRICES_FILE.name} has no price {key!r}") from error


@cache
def read_prices(file: Path = PRICES_FILE) -> dict[str, Price]:
    """Read the prices, by key."""
    return {
        key: Price(
            key=key,
            unit=entry["unit"],
            usd=Decimal(entry["usd"]),
            source=entry["source"],
            as_of=entry["as_of"],
            confidence=entry["confidence"],
            free_tier=(
                FreeTier(entry["free_pool"], Decimal(entry["free_per_month"]))
                if "free_pool" in entry
                else None
            ),
            notes=entry.get("notes", ""),
        )
        for key, entry in json.loads(file.read_text())["prices"].items()
    }
