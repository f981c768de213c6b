"""An operator's place of work in tests of releases."""

from collections.abc import Sequence

from ops.release.history import Step
from ops.release.plan import Action
from ops.release.state import ReleaseState
from ops.release.steps import Release, ReleaseOptions
from ops.release.watch import WatchOptions
from tests.ops.release.fake_estate import FakeClock, FakeEstate


class Desk:
    """An operator at a fake environment."""

    def __init__(self, state: ReleaseState, **options: float) -> None:
        self.estate = FakeEstate(state)
        self.clock = FakeClock()
        self.told: list[str] = []
        self.release = Release(
            self.estate,
            ReleaseOptions(
                watch=WatchOptions(seconds=60), **{"quiet_seconds": 6, "pause_seconds": 2} | options
            ),
            self.told.append,
            self.clock,
            self.clock.pause,
        )

    def run(self, plan: Sequence[Action]) -> None:
        self.release.run(plan, self.estate.read().weights)

    @property
    def steps(self) -> list[tuple[Step, str, int | None]]:
        return [(each.step, each.colour, each.percent) for each in reversed(self.estate.entries)]
