"""What a resource is charged for: quantities of prices, and what all rules may look at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ops.cost.facts import BuildSizes
from ops.cost.resolution import Resource
from ops.errors import OpsError


class UnknownCharge(OpsError):
    """Nobody has said what a resource costs; silence would mean that it is free."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A quantity of a price in a month, and where the quantity is from."""

    price: str
    """Key of prices.json."""
    quantity: Decimal | int
    basis: str


@dataclass(frozen=True, slots=True)
class Invocations:
    """How often schedules invoke a function in a month."""

    handler: str
    environment: str
    count: int


@dataclass(frozen=True, slots=True)
class Idle:
    """What goes on in the stages while nobody visits."""

    invocations_by_function: Mapping[str, Invocations]
    sizes: BuildSizes


Rule = Callable[[Resource, Idle], Iterator[Charge]]


def find_property(resource: Resource, path: str) -> Any:
    """Give a property by its dotted path, None where it is not set."""
    found: Any = resource.properties
    for key in path.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def refuse(resource: Resource, *paths: str) -> None:
    """Refuse properties that cost something and that the rule has no price for.

    Raises: UnknownCharge.
    """
    for path in paths:
        if find_property(resource, path):
            raise UnknownCharge(f"{describe(resource)} has {path}, which no rule prices")


def describe(resource: Resource) -> str:
    """Name a resource as an operator would look for it."""
    return f"{resource.stack.name}: {resource.logical_id} ({resource.kind})"
