"""Where the figures of a colour come from: its log, its probes and its dead letters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ops.release.figures import LogLine, Probe
from ops.release.logs import LogReader
from ops.release.probes import Prober


@dataclass(slots=True)
class AwsSource:
    """The figures of a colour of ours."""

    colour: str
    prober: Prober
    reader: LogReader
    count: Callable[[], int]

    @property
    def is_legacy(self) -> bool:
        """Tell whether it is a legacy back end, which has neither our API nor our log."""
        return False

    def read_lines(self) -> Iterable[LogLine]:
        """Give the lines of its log."""
        return self.reader.read()

    def take_probes(self) -> Iterable[Probe]:
        """Give the probes since the last time."""
        return self.prober.take(self.colour)

    def count_dead_letters(self) -> int:
        """Count the messages that its workers gave up."""
        return self.count()


@dataclass(slots=True)
class LegacySource:
    """The figures of a legacy back end: those of probes alone."""

    colour: str
    prober: Prober

    @property
    def is_legacy(self) -> bool:
        """Tell whether it is a legacy back end, which has neither our API nor our log."""
        return True

    def read_lines(self) -> Iterable[LogLine]:
        """Give no lines: it has none that we could read."""
        return ()

    def take_probes(self) -> Iterable[Probe]:
        """Give the probes since the last time."""
        return self.prober.take(self.colour)

    def count_dead_letters(self) -> int:
        """Give 0: it has no workers of ours."""
        return 0
