"""The commands `python -m ops edge`."""

from typing import Annotated

import typer

from ops.clients import Aws
from ops.console import confirm, explaining, show
from ops.edge.legacy import RoutingPlan, plan_entry, plan_exit
from ops.edge.routing import RoutingStore, open_routing_store
from ops.options import AsJson, DryRun, Yes
from ops.stages.names import EnvironmentNames

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Environment = Annotated[str, typer.Argument(help="Owner of the edge, such as prod.")]
Name = Annotated[str, typer.Argument(help="Name of the colour, such as legacy.")]


@app.command()
def enter(
    environment: Environment,
    name: Name,
    domain: Annotated[str, typer.Argument(help="Host name that it serves HTTPS at.")],
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Enter a legacy back end as a colour, or say where it is found now.

    Beside another colour it begins without viewers, and gets all or none of them.
    """
    with explaining():
        names = EnvironmentNames(environment)
        store = open_routing_store(Aws(), names)
        plan = plan_entry(store.read(), names, name, domain)
        _carry_out(store, plan, yes=yes, dry_run=dry_run, as_json=as_json)


@app.command()
def leave(
    environment: Environment,
    name: Name,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take a legacy back end, which has no viewers any more, out of the routing."""
    with explaining():
        names = EnvironmentNames(environment)
        store = open_routing_store(Aws(), names)
        plan = plan_exit(store.read(), names, name)
        _carry_out(store, plan, yes=yes, dry_run=dry_run, as_json=as_json)


def _carry_out(
    store: RoutingStore, plan: RoutingPlan, *, yes: bool, dry_run: bool, as_json: bool
) -> None:
    is_done = bool(plan.line) and not dry_run
    if is_done:
        confirm([plan.line], yes=yes)
        store.write(plan.routing)
    weights = {name: colour.weight for name, colour in plan.routing.colours.items()}
    show(
        {"plan": [plan.line] if plan.line else [], "done": is_done, "weights": weights},
        as_json=as_json,
        lines=[plan.line or "there is nothing to do"],
    )
