"""What stages cost in a month in which nobody visits: one line for each priced thing.

List price is quantity times price. Free tiers belong to the account, so all stages named share
them: what is free of a pool is spread over its lines by their quantities.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ops.cost.charges import Charge, Idle
from ops.cost.facts import BuildSizes
from ops.cost.prices import Price, get_price
from ops.cost.resolution import Resource, Stack, list_resources
from ops.cost.resources import list_charges, list_invocations
from ops.stages.names import EnvironmentNames

_DIGITS = 12
"""Decimal places of numbers in JSON; the lowest price has ten."""


@dataclass(frozen=True, slots=True)
class Line:
    """One priced thing of a resource."""

    stack: str
    resource: str
    kind: str
    charge: Charge
    price: Price
    free_quantity: Decimal
    """How much of the quantity the free tier of the account covers."""

    @property
    def list_usd(self) -> Decimal:
        """Give what it costs without free tier."""
        return self.price.cost(self.charge.quantity)

    @property
    def free_usd(self) -> Decimal:
        """Give what the free tier takes off."""
        return self.price.cost(self.free_quantity)

    @property
    def total_usd(self) -> Decimal:
        """Give what is paid."""
        return self.list_usd - self.free_usd

    def as_json(self) -> dict[str, Any]:
        """Give what the command prints; `usd` is the list price."""
        return {
            "stack": self.stack,
            "resource": self.resource,
            "type": self.kind,
            "quantity": as_number(Decimal(self.charge.quantity)),
            "unit": self.price.unit,
            "unit_price": as_number(self.price.usd),
            "usd": as_number(self.list_usd),
            "free_tier_usd": as_number(self.free_usd),
            "basis": self.charge.basis,
            "source": self.price.source,
            "as_of": self.price.as_of,
        }


@dataclass(frozen=True, slots=True)
class IdleCost:
    """What the stages cost in a month. Units: USD."""

    lines: Sequence[Line]

    @property
    def list_usd(self) -> Decimal:
        """Give the sum without free tiers."""
        return sum((line.list_usd for line in self.lines), Decimal(0))

    @property
    def total_usd(self) -> Decimal:
        """Give the sum after the free tiers of one account."""
        return sum((line.total_usd for line in self.lines), Decimal(0))

    def outdated_prices(self, today: date) -> list[Price]:
        """Give the prices in use whose source is older than it may be."""
        used = {line.price.key: line.price for line in self.lines}
        return [price for _, price in sorted(used.items()) if price.is_outdated(today)]

    def as_json(self) -> dict[str, Any]:
        """Give what the command prints."""
        return {
            "total_usd": as_number(self.total_usd),
            "list_usd": as_number(self.list_usd),
            "lines": [line.as_json() for line in self.lines],
        }


def as_number(value: Decimal) -> int | float:
    """Give a number of JSON; floats are nowhere else."""
    return int(value) if value == value.to_integral_value() else float(round(value, _DIGITS))


def price_stacks(
    stacks: Sequence[Stack], *, sizes: BuildSizes, custom_metrics: Sequence[str] = ()
) -> IdleCost:
    """Price everything that the stacks have, and what their code and commands make besides.

    Raises: UnknownCharge, UnknownFunction, PriceMissing.
    """
    resources = [resource for stack in stacks for resource in list_resources(stack)]
    idle = Idle(dict(list_invocations(resources)), sizes)
    found = [
        (resource.stack.name, resource.logical_id, resource.kind, charge)
        for resource in resources
        for charge in list_charges(resource, idle)
    ]
    found += _outside_of_templates(resources, custom_metrics)
    free_share = _free_shares(charge for *_, charge in found)
    return IdleCost(
        [
            Line(stack, resource, kind, charge, price, _free_quantity(charge, price, free_share))
            for stack, resource, kind, charge in found
            for price in [get_price(charge.price)]
        ]
    )


def _outside_of_templates(
    resources: Iterable[Resource], custom_metrics: Sequence[str]
) -> Iterator[tuple[str, str, str, Charge]]:
    """Give what no template shows: the edge's parameter, and metrics that the code publishes."""
    environments: dict[str, bool] = {}
    for resource in resources:
        is_awake = resource.kind == "AWS::Lambda::EventSourceMapping" and bool(
            resource.properties.get("Enabled", True)
        )
        environment = resource.stack.environment
        environments[environment] = environments.get(environment, False) or is_awake
    for environment, is_awake in environments.items():
        names = EnvironmentNames(environment)
        made = Charge("ssm.parameter.standard", 1, "made by ops with the edge")
        yield names.edge_stack, names.edge_parameter, "AWS::SSM::Parameter", made
        count = len(custom_metrics) if is_awake else 0
        metrics = Charge("cw.metric.custom", count, f"declared in chalicelib: {count}")
        yield names.data_stack, "CUSTOM_METRICS", "AWS::CloudWatch::Metric", metrics


def _free_shares(charges: Iterable[Charge]) -> dict[str, Decimal]:
    """Give which part of each pool's quantity is free, 0 to 1, by pool."""
    used: defaultdict[str, Decimal] = defaultdict(Decimal)
    free: dict[str, Decimal] = {}
    for charge in charges:
        tier = get_price(charge.price).free_tier
        if tier:
            used[tier.pool] += charge.quantity
            free[tier.pool] = tier.quantity
    return {pool: min(Decimal(1), free[pool] / used[pool]) for pool in free if used[pool]}


def _free_quantity(charge: Charge, price: Price, free_share: dict[str, Decimal]) -> Decimal:
    if price.free_tier is None:
        return Decimal(0)
    return charge.quantity * free_share.get(price.free_tier.pool, Decimal(1))
