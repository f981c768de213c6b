"""What a flood of the API costs in a day at most: as many requests as its throttle lets through.

Each is taken for the dearest that anybody may send: an inquiry that is accepted, as long as one may
be, from an address of its own, so that no limit of an address refuses it. It comes through the
edge. What jobs then do
with it (mails, reports by AI) is not in it: their concurrency bounds that, whatever comes in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ops.cost.facts import log_bytes
from ops.cost.prices import get_price

SECONDS_A_DAY = 86_400

REQUEST_MS = 150
"""Assumed, from a measurement on the emulator: 10 ms of a processor each (four inquiries, clock of
10 ms). 256 MB have 256/1769 of one, which makes 69 ms; four calls to DynamoDB and SQS, two of them
at the same time, wait for some 10 ms each; rounded up."""

WRITE_UNITS = 98
"""Of the longest inquiry, a message of 10,000 characters of four bytes and every other field as
long as it may be: the address's limit, then text, head and Idempotency-Key in one transaction,
which counts twice, and the head's places in the indexes. A test counts them on what is stored."""

MESSAGES = 2
REQUEST_LOG_BYTES = 400
"""The line that each request leaves."""
RESPONSE_BYTES = 2_048
"""With headers. Through CloudFront nothing else is paid for the transfer."""

_GIGABYTE = Decimal(2**30)


@dataclass(frozen=True, slots=True)
class FloodLine:
    """A part of the bill of a day."""

    price: str
    """Key of prices.json."""
    quantity: Decimal
    usd: Decimal


@dataclass(frozen=True, slots=True)
class Flood:
    """A day of requests at the rate of the throttle."""

    rate: int
    """Requests a second."""
    memory_megabytes: int
    lines: tuple[FloodLine, ...]

    @property
    def usd(self) -> Decimal:
        """Give the price of the day."""
        return sum((line.usd for line in self.lines), Decimal(0))

    def describe(self) -> str:
        """Say it with what is assumed."""
        return (
            f"throttle {self.rate}/s: a flood of the API costs at most {self.usd:,.0f} USD a day, "
            "if each request is an accepted inquiry of the longest, 10,000 characters "
            f"({REQUEST_MS} ms of {self.memory_megabytes} MB, {WRITE_UNITS} write units, "
            f"{MESSAGES} messages); list prices, without mails and AI, which the concurrency of "
            "their jobs bounds"
        )


def price_flood(rate: int, memory_megabytes: int) -> Flood:
    """Price a day of requests. Units: requests a second; MB of the function behind the API."""
    requests = Decimal(rate) * SECONDS_A_DAY
    lines = tuple(_lines(requests, Decimal(memory_megabytes) / 1024))
    return Flood(rate, memory_megabytes, lines)


def _lines(requests: Decimal, gigabytes: Decimal) -> Iterator[FloodLine]:
    logged = Decimal(log_bytes((REQUEST_LOG_BYTES,)))
    per_request = {
        "cf.request.https.us": Decimal(1),
        "cf.function.invocation": Decimal(1),
        "cf.kvs.read": Decimal(1),
        "cf.dto.us_eu": RESPONSE_BYTES / _GIGABYTE,
        "apigw.rest.request": Decimal(1),
        "lambda.request": Decimal(1),
        "lambda.duration.arm64": gigabytes * REQUEST_MS / 1000,
        "ddb.ondemand.wru": Decimal(WRITE_UNITS),
        "sqs.standard.request": Decimal(MESSAGES),
        "cw.logs.ingest.standard": logged / _GIGABYTE,
    }
    for key, quantity in per_request.items():
        price = get_price(key)
        yield FloodLine(key, requests * quantity, price.cost(requests * quantity))
