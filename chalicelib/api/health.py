"""Health: alive, ready, and in detail what the platform depends on."""

import msgspec
from chalice.app import Request, Response

from chalicelib.api.operations import operation
from chalicelib.api.presentation import present_json
from chalicelib.config import get_settings
from chalicelib.errors import Forbidden, Unauthorised, Unavailable
from chalicelib.services import health
from chalicelib.services.health import DependencyHealth, HealthState


class Health(msgspec.Struct, frozen=True):
    """What answers."""

    status: HealthState
    environment: str
    stage: str
    release: str


class Dependency(msgspec.Struct, frozen=True):
    """What a check of one dependency found."""

    name: str
    state: HealthState
    milliseconds: int
    message: str | None


class DetailedHealth(msgspec.Struct, frozen=True):
    """Each dependency, asked just now."""

    status: HealthState
    dependencies: list[Dependency]


class DatabaseUnavailable(Unavailable):
    """The database does not answer."""


@operation()
def get_health(request: Request) -> Health:
    """Tell that the API answers, and which release it is."""
    return present_health()


@operation()
def get_liveness(request: Request) -> Health:
    """Tell that the process is alive; nothing else is asked."""
    return present_health()


@operation(errors=(Unavailable,))
def get_readiness(request: Request) -> Health:
    """Tell whether requests can be served: the database is asked."""
    database = health.check_database()
    if database.state is not HealthState.OK:
        raise DatabaseUnavailable("The database does not answer.", state=database.state)
    return present_health()


@operation(result=DetailedHealth, other_statuses=(503,), errors=(Unauthorised, Forbidden))
def get_detailed_health(request: Request) -> Response:
    """Ask every dependency. 503 when one of them is away."""
    found = [present_dependency(found) for found in health.check_dependencies()]
    is_ok = all(dependency.state is HealthState.OK for dependency in found)
    status = HealthState.OK if is_ok else HealthState.FAILED
    return present_json(DetailedHealth(status, found), 200 if is_ok else 503)


def present_health() -> Health:
    """Give who answers."""
    settings = get_settings()
    return Health(HealthState.OK, settings.environment, settings.stage, settings.release)


def present_dependency(found: DependencyHealth) -> Dependency:
    """Give a finding."""
    return Dependency(found.name, found.state, found.milliseconds, found.message)
