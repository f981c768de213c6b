"""A window of time in which the gate looks at both colours."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from botocore.exceptions import BotoCoreError, ClientError

from ops.errors import OpsError
from ops.release.figures import LogLine, Probe, Tally
from ops.release.gate import Figures, Outcome, Thresholds, Verdict, judge
from ops.release.state import ReleaseError

_LOOKS = 30
"""How often at most the gate looks in a window."""
_SHORTEST_PAUSE_SECONDS = 0.5
_BLIND_LOOKS = 3
"""How many looks in a row may fail. A release that nobody can watch gets no viewers."""

UNREACHABLE = (ClientError, BotoCoreError, OpsError)
"""What a look or a change ends with while AWS is away, throttles, or forgot the operator."""


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """How long the gate looks, at what, and how strictly."""

    seconds: float = 300.0
    probes_per_second: float = 1.0
    """Of each colour. None at all with 0."""
    thresholds: Thresholds = field(default_factory=Thresholds)


class Source(Protocol):
    """Where the figures of one colour come from."""

    @property
    def is_legacy(self) -> bool:
        """Tell whether it is a legacy back end, which has neither our API nor our log."""

    def read_lines(self) -> Iterable[LogLine]:
        """Give the lines of its log since the window began; those given before may come again."""

    def take_probes(self) -> Iterable[Probe]:
        """Give the probes since the last time."""

    def count_dead_letters(self) -> int:
        """Count the messages that its workers gave up."""


@dataclass(slots=True)
class _Watched:
    source: Source
    tally: Tally = field(default_factory=Tally)
    dead_letters_before: int | None = None

    def look(self) -> Figures:
        if self.dead_letters_before is None:
            self.dead_letters_before = self.source.count_dead_letters()
        self.tally.add_lines(self.source.read_lines())
        self.tally.add_probes(self.source.take_probes())
        grown = self.source.count_dead_letters() - self.dead_letters_before
        return self.tally.figures(max(0, grown))


def watch(
    new: tuple[str, Source],
    old: tuple[str, Source],
    options: WatchOptions,
    *,
    check: Callable[[], None] = lambda: None,
    tell: Callable[[str], None] = lambda line: None,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> tuple[Verdict, Mapping[str, Figures]]:
    """Look until the window is over or the new colour has failed; give verdict and figures.

    `check` is called at each look, and ends the watch by what it raises.
    """
    watched = {name: _Watched(source) for name, source in (new, old)}
    figures: dict[str, Figures] = {}
    end = clock() + options.seconds
    pause_seconds = max(_SHORTEST_PAUSE_SECONDS, options.seconds / _LOOKS)
    told = ""
    blind_looks = 0
    while True:
        is_over = clock() >= end
        try:
            check()
            figures = {name: each.look() for name, each in watched.items()}
        except ReleaseError:
            raise
        except UNREACHABLE as error:
            blind_looks += 1
            if blind_looks == _BLIND_LOOKS:
                return Verdict(Outcome.NOT_ENOUGH_DATA, _blind(error)), figures
            tell(_blind(error))
            pause(pause_seconds)
            continue
        blind_looks = 0
        verdict = judge(
            figures[new[0]],
            figures[old[0]],
            options.thresholds,
            is_over=is_over,
            is_comparable=not (new[1].is_legacy or old[1].is_legacy),
            names=(new[0], old[0]),
        )
        if is_over or verdict.outcome in (Outcome.FAIL, Outcome.HALT):
            return verdict, figures
        if verdict.reason != told:
            told = verdict.reason
            tell(f"{max(0, round(end - clock()))} s to go: {told}")
        pause(max(0.0, min(pause_seconds, end - clock())))


def _blind(error: Exception) -> str:
    return f"the figures can't be read: {error}"
