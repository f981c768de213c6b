"""The commands `python -m ops cost`."""

import json
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ops.console import explaining, say, waiting
from ops.cost.facts import measure_builds
from ops.cost.idle import IdleCost, Line, price_stacks
from ops.cost.metrics import list_custom_metrics
from ops.cost.prices import OLDEST_PRICE
from ops.cost.resolution import Stack
from ops.cost.synthesis import DEFAULT_STAGES, synthesise
from ops.options import AsJson, SettingsFile
from ops.stages.config import SETTINGS_FILE

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

_LARGEST = 3
_WIDTH_WITHOUT_TERMINAL = 120
_CENT_DIGITS = 4


@app.callback()
def main() -> None:
    """Say what the platform costs."""


@app.command()
def idle(
    stage: Annotated[
        list[str] | None,
        typer.Option(
            help="Stage to price; may be repeated. Of two colours the first is live.",
            show_default=", ".join(DEFAULT_STAGES),
        ),
    ] = None,
    settings_file: SettingsFile = SETTINGS_FILE,
    show_all: Annotated[bool, typer.Option("--all", help="Show what is free, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Price every resource of stages in a month without a visitor; AWS is not asked.

    Prices are those of us-east-1. The free tiers are those of one account that has only these
    stages; docs/cost.md says what is assumed.
    """
    with explaining():
        with waiting("synthesising templates") as tell:
            stacks = synthesise(stage or DEFAULT_STAGES, tell, settings_file)
        cost = price_stacks(stacks, sizes=measure_builds(), custom_metrics=list_custom_metrics())
        for price in cost.outdated_prices(datetime.now(UTC).date()):
            say(
                f"warning: the price {price.key} is of {price.as_of}, more than "
                f"{OLDEST_PRICE.days} days ago: read it again ({price.source})"
            )
        if as_json:
            typer.echo(json.dumps(cost.as_json(), indent=2))
        else:
            _print(cost, stacks, show_all=show_all)


def _print(cost: IdleCost, stacks: list[Stack], *, show_all: bool) -> None:
    """Print the picture first: the sum, what runs, the largest lines; then all of them."""
    typer.echo(
        f"{_usd(cost.total_usd)} USD a month without a visitor, "
        f"{_usd(cost.list_usd)} USD without free tiers"
    )
    for stack in stacks:
        if "EventSources" in stack.parameters:
            events, schedules = stack.parameters["EventSources"], stack.parameters["Schedules"]
            typer.echo(f"  {stack.stage}: queue triggers {events}, schedules {schedules}")
    typer.echo("largest:")
    for line in sorted(cost.lines, key=lambda line: line.total_usd, reverse=True)[:_LARGEST]:
        where = f"{line.stack} {line.resource}"
        typer.echo(f"  {_usd(line.total_usd)}  {where}: {line.charge.basis}")
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH_WITHOUT_TERMINAL)
    console.print(_table(cost, show_all=show_all))


def _table(cost: IdleCost, *, show_all: bool) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("resource", "type", "what"):
        table.add_column(heading, overflow="fold")
    for heading in ("quantity", "list", "paid"):
        table.add_column(heading, justify="right", no_wrap=True)
    lines_by_stack: defaultdict[str, list[Line]] = defaultdict(list)
    for line in cost.lines:
        lines_by_stack[line.stack].append(line)
    for stack, lines in lines_by_stack.items():
        subtotal = IdleCost(lines)
        table.add_row(
            f"[bold]{stack}[/bold]",
            *("", "", ""),
            f"[bold]{_usd(subtotal.list_usd)}[/bold]",
            f"[bold]{_usd(subtotal.total_usd)}[/bold]",
        )
        shown = [line for line in lines if show_all or line.list_usd]
        for line in shown:
            table.add_row(
                f"  {line.resource}",
                line.kind.removeprefix("AWS::"),
                line.price.key,
                f"{_quantity(line)} {line.price.unit}",
                _usd(line.list_usd),
                _usd(line.total_usd),
            )
        if len(lines) > len(shown):
            table.add_row(f"  and {len(lines) - len(shown)} that cost nothing")
    return table


def _quantity(line: Line) -> str:
    quantity = Decimal(line.charge.quantity)
    whole = quantity == quantity.to_integral_value()
    return f"{quantity:,.0f}" if whole else f"{quantity:,.4f}"


def _usd(amount: Decimal) -> str:
    return f"{amount:.{_CENT_DIGITS}f}"
