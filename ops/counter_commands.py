"""The commands `python -m ops counters`."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn
from rich.table import Table

from ops.stage_config import StageConfigError, read_stage_config
from ops.stage_names import StageNameError

if TYPE_CHECKING:
    from ops.counters import Comparison, Difference, Effort

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
_MOST_ROUNDS = 5

console = Console(stderr=True, highlight=False, soft_wrap=True)

Stage = Annotated[str, typer.Argument(help="Chalice stage, such as prod-blue or staging.")]
AsJson = Annotated[bool, typer.Option("--json", help="Only JSON on standard output.")]


@app.callback()
def main() -> None:
    """Compare the counts that pages show with the data, which reads the whole table."""


@app.command()
def check(stage: Stage, as_json: AsJson = False) -> None:
    """Say which counts differ from the data, and fail if there are any. Changes nothing."""
    with _on(stage):
        found = _compare(as_json=as_json)
        _show(found, [], as_json=as_json)
        if not found.is_right:
            raise typer.Exit(1)


@app.command()
def repair(
    stage: Stage,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Correct the counts that differ from the data, unless they move meanwhile.

    It can be interrupted and run again. With --json and without --yes nothing is changed.
    """
    with _on(stage):
        from ops.counters import Difference, correct

        corrected: list[Difference] = []
        for _ in range(_MOST_ROUNDS):
            found = _compare(as_json=as_json)
            if not found.differences or (as_json and not yes):
                break
            if not as_json:
                _show_differences(found)
            if not yes and not typer.confirm("Correct these counts?", err=True):
                raise typer.Exit(1)
            moved = correct(found)
            corrected += [each for each in found.differences if each.key not in moved]
            if not moved:
                break
            console.print("Some counts moved meanwhile; counting again.")
        left = [each for each in found.differences if each not in corrected]
        _show(found, corrected, as_json=as_json)
        if left or found.moving:
            raise typer.Exit(1)


def _compare(*, as_json: bool) -> "Comparison":
    from ops.counters import compare_counts, estimate_effort

    estimate = estimate_effort()
    if not as_json:
        console.print(f"Reading about {_told(estimate)}")
    with Progress(
        *(*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeElapsedColumn()),
        console=console,
        transient=True,
        disable=as_json,
    ) as bar:
        task = bar.add_task("items", total=estimate.items or None)
        return compare_counts(lambda items: bar.update(task, completed=items))


def _told(effort: "Effort") -> str:
    usd = effort.nano_usd / 1_000_000_000
    return f"{effort.items:,} items: {effort.read_units:,.1f} read units, ${usd:.6f}"


def _show(found: "Comparison", corrected: Sequence["Difference"], *, as_json: bool) -> None:
    if as_json:
        facts = {
            "differences": [asdict(each) for each in found.differences],
            "corrected": len(corrected),
            "moving": found.moving,
            "items": found.effort.items,
            "read_units": found.effort.read_units,
            "nano_usd": found.effort.nano_usd,
        }
        typer.echo(json.dumps(facts, indent=2))
        return
    if not corrected:
        _show_differences(found)
    for key in found.moving:
        console.print(f"{'/'.join(key)} moves all the time; try again when less is going on.")
    if corrected:
        typer.echo(f"counts corrected: {len(corrected)}")
    elif found.is_right:
        typer.echo(f"every count is right; read {_told(found.effort)}")
    else:
        typer.echo(f"counts that differ: {len(found.differences)}; read {_told(found.effort)}")


def _show_differences(found: "Comparison") -> None:
    if not found.differences:
        return
    table = Table("Counts", "Name", "Shown", "In the data", box=None)
    for each in found.differences:
        table.add_row("/".join(each.key), each.name, str(each.shown), str(each.counted))
    console.print(table)


@contextmanager
def _on(stage: str) -> Iterator[None]:
    """Work on a stage's tables, and turn what may go wrong into one line and a failing status."""
    try:
        # chalicelib is imported after this: its tables are named by the stage's settings.
        os.environ.update(read_stage_config(stage).variables)
        yield
    except (StageConfigError, StageNameError) as error:
        _fail(str(error), error)
    except (ClientError, BotoCoreError, PynamoDBException) as error:
        _fail(f"AWS refused: {error}", error)


def _fail(reason: str, cause: Exception) -> None:
    typer.echo(f"error: {reason}", err=True)
    raise typer.Exit(1) from cause
