"""Whether what the platform depends on really answers, each asked with a time limit of its own."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.config import get_settings
from chalicelib.gateways import get_gateways
from chalicelib.models.access import count_hits

_LIMIT_SECONDS = {"database": 2, "documents": 2, "queues": 2, "mail": 3, "ai": 6}


class HealthState(StrEnum):
    """What a check found."""

    OK = "ok"
    FAILED = "failed"
    TIMED_OUT = "timed_out"


@dataclass(frozen=True, slots=True)
class DependencyHealth:
    """What a check of one dependency found, and how long it took."""

    name: str
    state: HealthState
    milliseconds: int
    message: str | None


def check_database() -> DependencyHealth:
    """Read from the database."""
    return _check_all({"database": _database})[0]


def check_dependencies() -> list[DependencyHealth]:
    """Ask every dependency, all at once. The question to the model costs a few tokens."""
    gateways = get_gateways()
    settings = get_settings()

    def ask_queues() -> None:
        gateways.queues.check(settings.emails_queue)
        gateways.queues.check(settings.reports_queue)

    return _check_all(
        {
            "database": _database,
            "documents": gateways.documents.check,
            "queues": ask_queues,
            "mail": gateways.mailer.check,
            "ai": gateways.ai.check,
        }
    )


def _database() -> None:
    count_hits("health", "check", "0")


def _check_all(checks: dict[str, Callable[[], object]]) -> list[DependencyHealth]:
    started = time.monotonic()
    pool = ThreadPoolExecutor(len(checks))
    futures: dict[str, Future[int]] = {
        name: pool.submit(_time, check) for name, check in checks.items()
    }
    found = [_await(name, future, started) for name, future in futures.items()]
    pool.shutdown(wait=False, cancel_futures=True)
    return found


def _await(name: str, future: Future[int], started: float) -> DependencyHealth:
    left = max(0.0, _LIMIT_SECONDS[name] - (time.monotonic() - started))
    try:
        return DependencyHealth(name, HealthState.OK, future.result(left), None)
    except TimeoutError:
        message = f"No answer within {_LIMIT_SECONDS[name]} s"
        return DependencyHealth(name, HealthState.TIMED_OUT, _since(started), message)
    except Exception as fault:  # noqa: BLE001  # whatever a dependency raises is the finding
        return DependencyHealth(name, HealthState.FAILED, _since(started), type(fault).__name__)


def _time(check: Callable[[], object]) -> int:
    started = time.monotonic()
    check()
    return _since(started)


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
