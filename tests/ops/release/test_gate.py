"""The gate, with fed figures: when a release goes on, back, or waits."""

import pytest

from ops.release.gate import (
    Figures,
    Outcome,
    ThresholdError,
    Thresholds,
    describe_thresholds,
    judge,
    percentile,
    read_thresholds,
)

HEALTHY = Figures(requests=600, failures=0, p95_ms=80, timed_requests=590)
THRESHOLDS = Thresholds()


def figures(requests: int, failures: int = 0, p95_ms: float | None = 80, **more: int) -> Figures:
    timed = more.pop("timed_requests", requests)
    return Figures(
        requests=requests,
        failures=failures,
        p95_ms=p95_ms,
        timed_requests=timed,
        failures_by_route={"500 GET /api/v1/services": failures} if failures else {},
        **more,
    )


@pytest.mark.parametrize(
    ("new", "old", "outcome", "words"),
    [
        pytest.param(figures(300), HEALTHY, Outcome.PASS, "0 of 300", id="healthy"),
        pytest.param(figures(30), HEALTHY, Outcome.PASS, "0 of 30", id="just-enough"),
        pytest.param(
            figures(29), HEALTHY, Outcome.NOT_ENOUGH_DATA, "green: 29 requests", id="too-few"
        ),
        pytest.param(
            figures(300), figures(3), Outcome.NOT_ENOUGH_DATA, "blue: 3 requests", id="old-too-few"
        ),
        pytest.param(
            Figures(), Figures(), Outcome.NOT_ENOUGH_DATA, "30 are needed", id="nothing-at-all"
        ),
        pytest.param(figures(300, 3), HEALTHY, Outcome.PASS, "3 of 300", id="one-per-cent"),
        pytest.param(
            figures(300, 4),
            HEALTHY,
            Outcome.FAIL,
            "4 of 300 requests failed (1.3%), 4 of them 500 GET /api/v1/services",
            id="above-one-per-cent",
        ),
        pytest.param(figures(40, 1), HEALTHY, Outcome.PASS, "1 of 40", id="one-failure-is-chance"),
        pytest.param(figures(40, 2), HEALTHY, Outcome.FAIL, "2 of 40", id="two-failures-are-none"),
        pytest.param(figures(3, 3), HEALTHY, Outcome.FAIL, "3 of 3", id="dead-needs-no-minimum"),
        pytest.param(
            figures(300, 12),
            figures(600, 14),
            Outcome.PASS,
            "12 of 300",
            id="old-fails-half-so-often",
        ),
        pytest.param(
            figures(300, 15), figures(600, 14), Outcome.FAIL, "14 of 600", id="old-fails-far-less"
        ),
        pytest.param(
            figures(300, 150),
            figures(600, 280),
            Outcome.HALT,
            "both colours fail",
            id="a-dependency-is-away",
        ),
        pytest.param(
            figures(300, 300),
            figures(600, 60),
            Outcome.FAIL,
            "green fails",
            id="old-fails-a-tenth-new-wholly",
        ),
        pytest.param(
            figures(300, p95_ms=320), HEALTHY, Outcome.PASS, "320 ms", id="slower-is-fine"
        ),
        pytest.param(
            figures(300, p95_ms=321), HEALTHY, Outcome.FAIL, "up to 321 ms", id="much-slower"
        ),
        pytest.param(
            figures(300, p95_ms=900, timed_requests=20),
            HEALTHY,
            Outcome.PASS,
            "0 of 300",
            id="slow-but-nearly-all-cold",
        ),
        pytest.param(
            figures(300, dead_letters=1),
            HEALTHY,
            Outcome.FAIL,
            "gave up 1 message",
            id="dead-letter",
        ),
    ],
)
def test_judge(new: Figures, old: Figures, outcome: Outcome, words: str) -> None:
    verdict = judge(new, old, THRESHOLDS, names=("green", "blue"))

    assert verdict.outcome is outcome, verdict.reason
    assert words in verdict.reason
    assert "\n" not in verdict.reason


@pytest.mark.parametrize(
    ("new", "old", "outcome"),
    [
        pytest.param(figures(60), figures(60, 60), Outcome.PASS, id="legacy-fails"),
        pytest.param(figures(60), Figures(), Outcome.PASS, id="legacy-has-no-figures"),
        pytest.param(figures(60, 30), figures(60, 60), Outcome.FAIL, id="both-fail"),
        pytest.param(figures(60, 2), figures(60, 2), Outcome.FAIL, id="no-better-than-legacy"),
        pytest.param(figures(60, p95_ms=900), HEALTHY, Outcome.PASS, id="slower-than-legacy"),
        pytest.param(figures(10), figures(60), Outcome.NOT_ENOUGH_DATA, id="new-has-too-few"),
        pytest.param(figures(60, dead_letters=1), HEALTHY, Outcome.FAIL, id="dead-letter"),
    ],
)
def test_judge_beside_legacy_looks_at_the_new_colour_alone(
    new: Figures, old: Figures, outcome: Outcome
) -> None:
    verdict = judge(new, old, THRESHOLDS, is_comparable=False, names=("blue", "legacy"))

    assert verdict.outcome is outcome, verdict.reason


def test_judge_waits_with_latency_until_the_window_is_over() -> None:
    slow = figures(300, p95_ms=2_000)

    assert judge(slow, HEALTHY, THRESHOLDS, is_over=False).outcome is Outcome.PASS
    assert judge(slow, HEALTHY, THRESHOLDS, is_over=True).outcome is Outcome.FAIL


def test_judge_does_not_wait_with_failures() -> None:
    verdict = judge(figures(10, 5), Figures(), THRESHOLDS, is_over=False)

    assert verdict.outcome is Outcome.FAIL


def test_thresholds_are_the_operators() -> None:
    strict = Thresholds(failure_percent=0.1, least_failures=1, least_requests=1)

    assert judge(figures(300, 1), HEALTHY, strict).outcome is Outcome.FAIL
    assert judge(figures(300, 1), HEALTHY, THRESHOLDS).outcome is Outcome.PASS


def test_thresholds_are_read_by_name() -> None:
    assert read_thresholds([]) == THRESHOLDS
    assert read_thresholds(["least_requests=5", "latency_margin_ms=0.5"]) == Thresholds(
        least_requests=5, latency_margin_ms=0.5
    )
    assert "least_requests=30" in list(describe_thresholds())


@pytest.mark.parametrize("text", ["least=5", "least_requests", "least_requests=-1", "x=nan", "="])
def test_thresholds_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ThresholdError):
        read_thresholds([text])


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        pytest.param([], 95, None, id="none"),
        pytest.param([7], 95, 7, id="one"),
        pytest.param([3, 1, 2], 50, 2, id="median"),
        pytest.param(list(range(1, 101)), 95, 95, id="hundred"),
        pytest.param(list(range(1, 21)), 95, 19, id="twenty"),
        pytest.param([1, 2, 3, 4], 100, 4, id="all"),
    ],
)
def test_percentile_is_the_nearest_rank(
    values: list[float], percent: float, expected: float | None
) -> None:
    assert percentile(values, percent) == expected
