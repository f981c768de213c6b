"""Let running Lambda invocations end before the emulator saves its state.

MiniStack closes its port first and saves afterwards, so a worker in the middle loses its database:
a mail that was sent but not recorded is sent again after the next start.
"""

import subprocess
import time
from contextlib import suppress

from ministack.core import lambda_runtime
from ministack.services import eventbridge, lambda_svc

_LONGEST_WAIT_SECONDS = 12.0
_REAP_SECONDS = 1.0


def finish_running_work() -> None:
    """Take no more messages and schedules, and wait for the invocations that run."""
    lambda_svc._poll_sqs = lambda: False
    eventbridge._tick_scheduled_rules = lambda: None
    deadline = time.monotonic() + _LONGEST_WAIT_SECONDS
    while _is_working() and time.monotonic() < deadline:
        time.sleep(0.05)


def kill_workers() -> None:
    """End every Lambda worker process at once.

    MiniStack's own way is to ask, to wait up to 2.5 s, and to delete each worker's unpacked code,
    which the next start does.
    """
    workers = [worker for pool in list(lambda_runtime._workers.values()) for worker in pool]
    processes = [worker._proc for worker in workers if worker._proc is not None]
    for process in processes:
        process.kill()
    deadline = time.monotonic() + _REAP_SECONDS
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))


def _is_working() -> bool:
    return bool(lambda_svc._esm_inflight or lambda_runtime.workers_in_use())
