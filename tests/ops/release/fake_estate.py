"""An environment in memory: routing, stacks, queues and ledger that a release works on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import repeat
from operator import contains

from ops.release.figures import LogLine, Probe
from ops.release.history import Entry, standing_of
from ops.release.plan import Note
from ops.release.state import ReleaseState
from ops.release.steps import refuse_other_weights
from ops.release.watch import Source, WatchOptions


@dataclass
class FakeClock:
    """Time that passes only while somebody pauses."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class FakeSource:
    """A colour whose probes go well, or as the test says."""

    colour: str
    failing: Callable[[], bool]
    blind_looks: Iterator[Exception | None] = field(default_factory=lambda: repeat(None))
    is_legacy: bool = False
    asked: int = 0
    dead_letters: int = 0

    def read_lines(self) -> list[LogLine]:
        fault = next(self.blind_looks)
        if fault:
            raise fault
        return []

    def take_probes(self) -> list[Probe]:
        self.asked += 1
        status = 500 if self.failing() else 200
        number = self.asked * 10
        return [
            Probe(self.colour, "GET /", status, 200, 10.0, f"{self.colour}-{number + each}")
            for each in range(10)
        ]

    def count_dead_letters(self) -> int:
        return self.dead_letters


@dataclass
class FakeEstate:
    """What ops/release/estate.py is on AWS."""

    state: ReleaseState
    entries: list[Entry] = field(default_factory=list)
    messages: dict[str, list[int]] = field(default_factory=dict)
    """By colour, what each look at the queues finds; the last number stays."""
    failing: set[str] = field(default_factory=set)
    """Colours whose requests fail."""
    contract_fault: str | None = None
    suite_fault: Exception | None = None
    ledger_fault: Exception | None = None
    stacks_fault: Exception | None = None
    routing_faults: list[Exception] = field(default_factory=list)
    """What each of the next changes of the routing without a condition ends with."""
    blind_looks: Iterator[Exception | None] = field(default_factory=lambda: repeat(None))
    """What each reading of a colour's log ends with, both colours' in turn."""
    is_reading_noted: bool = False
    done: list[str] = field(default_factory=list)

    def read(self) -> ReleaseState:
        self.done += ["read"] if self.is_reading_noted else []
        if self.stacks_fault:
            raise self.stacks_fault
        colours = {
            name: each
            if not self.entries or each.stack is None
            else replace(each, standing=standing_of(name, each.stack.code, self.entries))
            for name, each in self.state.colours.items()
        }
        return replace(self.state, colours=colours)

    @property
    def url(self) -> str:
        return "https://site.example"

    @property
    def first_colour(self) -> str:
        return "blue"

    def last_entries(self, most: int) -> list[Entry]:
        if self.ledger_fault:
            raise self.ledger_fault
        return self.entries[:most]

    def read_weights(self) -> Mapping[str, int]:
        return self.state.weights

    def weigh(
        self, weights: Mapping[str, int], *, instead_of: Mapping[str, int] | None = None
    ) -> None:
        if instead_of is None and self.routing_faults:
            raise self.routing_faults.pop(0)
        if instead_of is not None:
            refuse_other_weights(self.state.weights, instead_of)
        self.done.append(f"weigh {dict(weights)}")
        self._change({name: weights.get(name, 0) for name in self.state.weights})

    def switch(
        self, colour: str, *, event_sources: bool, schedules: bool, tell: Callable[[str], None]
    ) -> None:
        if self.stacks_fault:
            raise self.stacks_fault
        self.done.append(f"switch {colour} {event_sources} {schedules}")
        found = self.state.colours[colour]
        assert found.stack is not None
        stack = replace(found.stack, has_event_sources=event_sources, has_schedules=schedules)
        changed = {**self.state.colours, colour: replace(found, stack=stack)}
        self.state = replace(self.state, colours=changed)

    def count_messages(self, colour: str) -> int:
        found = self.messages.get(colour, [0])
        return found.pop(0) if len(found) > 1 else found[0]

    def preview(self, colour: str, *, is_first: bool, tell: Callable[[str], None]) -> list[str]:
        return [f"consulting-prod-{colour}-app: 1 resource changes"]

    def deploy(self, colour: str, *, is_first: bool, tell: Callable[[str], None]) -> None:
        self.done.append(f"deploy {colour}")

    def verify(self, colour: str, tell: Callable[[str], None]) -> str | None:
        self.done.append(f"verify {colour}")
        if self.suite_fault:
            raise self.suite_fault
        return self.contract_fault

    @contextmanager
    def sources(
        self, colours: Sequence[str], options: WatchOptions
    ) -> Iterator[Mapping[str, Source]]:
        self.done.append(f"watch {' '.join(colours)}")
        yield {
            name: FakeSource(
                name,
                partial(contains, self.failing, name),
                self.blind_looks,
                self.state.colours[name].is_legacy,
            )
            for name in colours
        }

    def note(self, note: Note) -> None:
        if self.ledger_fault:
            raise self.ledger_fault
        about = self.state.colours[note.colour]
        self.entries.insert(
            0,
            Entry(
                datetime.now(UTC),
                "a tester",
                note.step,
                note.colour,
                note.other,
                about.stack.code if about.stack else None,
                about.site,
                note.percent,
                note.reason,
                {name: {"requests": each.requests} for name, each in note.figures.items()},
            ),
        )

    def sweep_minutes(self) -> float:
        return 10.0

    def _change(self, weights: Mapping[str, int]) -> None:
        colours = {
            name: replace(each, weight=weights.get(name, each.weight))
            for name, each in self.state.colours.items()
        }
        self.state = replace(self.state, colours=colours)
