"""A legacy back end in the routing: a colour that no stage is, and that no deployment enters."""

import re
from dataclasses import dataclass

from ops.edge.routing import Routing, RoutingError
from ops.stages.names import EnvironmentNames, StageNames

_NAME = re.compile(r"[a-z][a-z0-9-]{0,23}")
_HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


@dataclass(frozen=True, slots=True)
class RoutingPlan:
    """A routing as it would be, and what is new about it."""

    routing: Routing
    line: str
    """What changes, in words; empty when nothing does."""


def plan_entry(
    routing: Routing | None, names: EnvironmentNames, name: str, domain: str
) -> RoutingPlan:
    """Plan to enter a legacy back end, or to say where one is found now.

    `domain` is the host name that it serves HTTPS at. Beside another colour it begins without
    viewers; one that is entered keeps its share.

    Raises: RoutingError for a name that is a stage's, what is no host name, or an environment
    without a routing.
    """
    known = _present(routing, names)
    if not _NAME.fullmatch(name):
        raise RoutingError(f"{name!r} is no name: lower-case letters, digits and hyphens")
    _refuse_stages(known, names, name)
    if not _HOST.fullmatch(domain):
        raise RoutingError(f"{domain!r} is no host name, such as old.example.com")
    wanted = known.with_colour(name, domain, is_legacy=True)
    if wanted == known:
        return RoutingPlan(known, "")
    former = known.colours.get(name)
    place = f"{former.domain} -> {domain}" if former else f"enters the routing, at {domain}"
    weight = wanted.colours[name].weight
    return RoutingPlan(wanted, f"{name}: {place}, with {weight} % of the viewers")


def plan_exit(routing: Routing | None, names: EnvironmentNames, name: str) -> RoutingPlan:
    """Plan to take a legacy back end out of the routing.

    Raises: RoutingError for a colour that is none, or that viewers are sent to.
    """
    known = _present(routing, names)
    _refuse_stages(known, names, name)
    entry = known.colours.get(name)
    if entry is None:
        return RoutingPlan(known, "")
    if entry.weight:
        raise RoutingError(
            f"{name} has {entry.weight} % of the viewers. Send them to another colour first: "
            "ops release promote, or ops release rollback"
        )
    return RoutingPlan(known.without_colour(name), f"{name}: leaves the routing")


def _present(routing: Routing | None, names: EnvironmentNames) -> Routing:
    if routing is None:
        raise RoutingError(
            f"{names.environment} has no routing yet; first: ops stage deploy {names.stages[0]}"
        )
    return routing


def _refuse_stages(routing: Routing, names: EnvironmentNames, name: str) -> None:
    ours = {StageNames(stage).colour: stage for stage in names.stages}
    entry = routing.colours.get(name)
    if name in ours or (entry is not None and not entry.is_legacy):
        stage = ours.get(name, name)
        raise RoutingError(
            f"{name} is a stage of ours, which is entered by `ops stage deploy {stage}` and taken "
            f"out by `ops stage destroy {stage}`"
        )
