"""The gate: what the figures of both colours in one window say about the new one.

A release is compared with the one that it replaces, at the same time and behind the same
dependencies. So a dependency that is away does not condemn it (both colours fail alike: the step
halts), and a slow day doesn't either. One number of its own keeps it from passing because the
former release was worse: a release that fails one request in a hundred is no good beside any other.

Failures are judged as soon as they are seen. Latency is judged at the end of the window, since a
95th percentile of a few requests is the slowest of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from math import inf

from ops.errors import OpsError


class Outcome(StrEnum):
    """What the gate says."""

    PASS = "pass"
    FAIL = "fail"
    HALT = "halt"
    """Both colours fail: no fault of the release, and no time for one."""
    NOT_ENOUGH_DATA = "not_enough_data"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says, and why, in one sentence."""

    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What one colour did in a window.

    A failure is an answer with a status of 500 or above, an invocation that gave no answer
    (time-out, import error), or a probe that got another answer than it should. Latencies are the
    application's, in milliseconds, without the requests that started a process.
    """

    requests: int = 0
    failures: int = 0
    p95_ms: float | None = None
    timed_requests: int = 0
    """The requests behind the percentile."""
    failures_by_route: Mapping[str, int] = field(default_factory=dict)
    dead_letters: int = 0
    """Messages that workers gave up in the window."""

    @property
    def failure_rate(self) -> float:
        """Give the share of requests that failed, 0 to 1."""
        return self.failures / self.requests if self.requests else 0.0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a colour fails. The defaults are what `ops release` uses unless told otherwise."""

    least_requests: int = 30
    """Fewer requests of either colour in a window say nothing; probes alone give 60 a minute."""
    failure_percent: float = 1.0
    failure_factor: float = 2.0
    """A colour fails above this many per cent, and above this many times the other's share."""
    least_failures: int = 2
    """One failure may be a lost packet."""
    latency_factor: float = 1.5
    latency_margin_ms: float = 200.0
    """The 95th percentile may be that many times the other's, and so much longer besides."""
    halt_percent: float = 10.0
    """Above this share of failures in both colours a release is no time well chosen."""


class ThresholdError(OpsError):
    """There is no such threshold, or its value is none."""


def describe_thresholds() -> Iterator[str]:
    """Name the thresholds with their defaults, as in least_requests=30."""
    for known in fields(Thresholds):
        yield f"{known.name}={known.default:g}"


def read_thresholds(texts: Iterable[str]) -> Thresholds:
    """Give thresholds of which some are named otherwise than the defaults, as in NAME=VALUE.

    Raises: ThresholdError.
    """
    kinds = {known.name: known.type for known in fields(Thresholds)}
    values = {}
    for text in texts:
        name, _, value = text.partition("=")
        if name not in kinds:
            raise ThresholdError(f"there is no threshold {name!r}: {', '.join(kinds)}")
        try:
            number = float(value)
        except ValueError as error:
            raise ThresholdError(f"{name}={value} is no number") from error
        if not 0 <= number < inf:
            raise ThresholdError(f"{name}={value} is no threshold")
        values[name] = int(number) if kinds[name] is int else number
    return Thresholds(**values)  # type: ignore[arg-type]  # each has the kind of its field


def percentile(values: Sequence[float], percent: float) -> float | None:
    """Give the least value that so many per cent of the values do not exceed (nearest rank)."""
    if not values:
        return None
    ordered = sorted(values)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(int(rank), 1) - 1]


def judge(
    new: Figures,
    old: Figures,
    thresholds: Thresholds,
    *,
    is_over: bool = True,
    is_comparable: bool = True,
    names: tuple[str, str] = ("new", "old"),
) -> Verdict:
    """Judge the new colour beside the old one; `is_over` tells the end of the window.

    Where the two are not comparable, one being a legacy back end with another API, the new one is
    judged by itself, whatever the old one does.
    """
    if new.dead_letters:
        text = f"workers of {names[0]} gave up {_count(new.dead_letters, 'message')}"
        return Verdict(Outcome.FAIL, text)
    failing = _judge_failures(new, old, thresholds, names, is_comparable=is_comparable)
    if failing is not None:
        return failing
    scarce = [
        f"{name}: {_count(figures.requests, 'request')}"
        for name, figures in zip(names, (new, old), strict=True)
        if figures.requests < thresholds.least_requests and (is_comparable or figures is new)
    ]
    if scarce:
        least = thresholds.least_requests
        text = f"{' and '.join(scarce)}, and {least} are needed to tell"
        return Verdict(Outcome.NOT_ENOUGH_DATA, text)
    if is_over and is_comparable and _is_slow(new, old, thresholds):
        text = (
            f"{names[0]} is slow: 95 % of its requests took up to {_ms(new.p95_ms)}, of "
            f"{names[1]}'s up to {_ms(old.p95_ms)}"
        )
        return Verdict(Outcome.FAIL, text)
    text = f"{_describe(names[0], new)}; {_describe(names[1], old)}"
    return Verdict(Outcome.PASS, text)


def _judge_failures(
    new: Figures,
    old: Figures,
    thresholds: Thresholds,
    names: tuple[str, str],
    *,
    is_comparable: bool,
) -> Verdict | None:
    text = f"{_describe(names[0], new)}; {_describe(names[1], old)}"
    if (
        is_comparable
        and min(new.failures, old.failures) >= thresholds.least_failures
        and min(new.failure_rate, old.failure_rate) * 100 > thresholds.halt_percent
    ):
        return Verdict(Outcome.HALT, f"both colours fail. {text}")
    if (
        new.failures >= thresholds.least_failures
        and new.failure_rate * 100 > thresholds.failure_percent
        and not (is_comparable and new.failure_rate <= old.failure_rate * thresholds.failure_factor)
    ):
        return Verdict(Outcome.FAIL, f"{names[0]} fails. {text}")
    return None


def _is_slow(new: Figures, old: Figures, thresholds: Thresholds) -> bool:
    if min(new.timed_requests, old.timed_requests) < thresholds.least_requests:
        return False  # Nearly all of them started processes, which says nothing of the code.
    if new.p95_ms is None or old.p95_ms is None:
        return False
    return new.p95_ms > old.p95_ms * thresholds.latency_factor + thresholds.latency_margin_ms


def _describe(name: str, figures: Figures) -> str:
    share = f"{figures.failures} of {_count(figures.requests, 'request')} failed"
    percent = f" ({figures.failure_rate:.1%})" if figures.failures else ""
    worst = max(figures.failures_by_route.items(), key=lambda item: item[1], default=None)
    where = f", {worst[1]} of them {worst[0]}" if worst else ""
    return f"{name}: {share}{percent}{where}, p95 {_ms(figures.p95_ms)}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _ms(value: float | None) -> str:
    return "unknown" if value is None else f"{value:,.0f} ms"
