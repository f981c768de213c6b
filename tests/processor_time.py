"""How long a call keeps the processor."""

import time
from collections.abc import Callable


def shortest_seconds(work: Callable[[], object], tries: int = 3) -> float:
    """Give the processor time of the shortest of some tries.

    A collection of garbage, which lasts long in the process of a test run, falls into few of them.
    """
    return min(_seconds(work) for _ in range(tries))


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
