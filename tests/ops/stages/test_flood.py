"""What a flood of requests costs at most."""

from decimal import Decimal

from ops.cost.flood import SECONDS_A_DAY, price_flood
from ops.cost.prices import get_price
from ops.stages.config import read_stage_config


def test_flood_costs_in_proportion_to_the_throttle() -> None:
    assert price_flood(200, 256).usd == 2 * price_flood(100, 256).usd


def test_flood_has_a_line_for_everything_that_a_request_is_charged_for() -> None:
    flood = price_flood(100, 256)

    lines = {line.price: line for line in flood.lines}
    requests = 100 * SECONDS_A_DAY
    assert lines["apigw.rest.request"].usd == requests * get_price("apigw.rest.request").usd
    assert lines["lambda.duration.arm64"].quantity == requests * Decimal("0.25") * Decimal("0.15")
    assert flood.usd == sum(line.usd for line in flood.lines)
    assert {key.partition(".")[0] for key in lines} == {"cf", "apigw", "lambda", "ddb", "sqs", "cw"}


def test_line_names_what_is_assumed() -> None:
    config = read_stage_config("prod-blue")

    told = price_flood(config.throttle_rate, config.memory_megabytes("api_handler")).describe()

    for part in (
        "100/s",
        "of the API",
        "10,000 characters",
        "USD a day",
        "accepted inquiry",
        "150 ms of 256 MB",
        "98 write units",
    ):
        assert part in told
    assert "without mails and AI" in told
