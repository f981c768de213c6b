"""The commands `python -m ops counters`."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from ops.console import confirm, console, counting, explaining, say, show
from ops.options import AsJson, DryRun, SettingsFile, Stage, Yes
from ops.stages.config import SETTINGS_FILE, read_stage_config

if TYPE_CHECKING:
    from ops.counters import Comparison, Difference, Effort

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
_MOST_ROUNDS = 5


@app.callback()
def main() -> None:
    """Compare the counts that pages show with the data, which reads the whole table."""


@app.command()
def check(
    stage: Stage, settings_file: SettingsFile = SETTINGS_FILE, as_json: AsJson = False
) -> None:
    """Say which counts differ from the data, and fail if there are any. Changes nothing."""
    with _on(stage, settings_file):
        found = _compare()
        _show(found, [], as_json=as_json)
        if not found.is_right:
            raise typer.Exit(1)


@app.command()
def repair(
    stage: Stage,
    yes: Yes = False,
    dry_run: DryRun = False,
    settings_file: SettingsFile = SETTINGS_FILE,
    as_json: AsJson = False,
) -> None:
    """Correct the counts that differ from the data, unless they move meanwhile.

    It can be interrupted and run again.
    """
    with _on(stage, settings_file):
        from ops.counters import Difference, correct

        corrected: list[Difference] = []
        for _ in range(_MOST_ROUNDS):
            found = _compare()
            if not found.differences or dry_run:
                break
            _show_differences(found)
            confirm((), yes=yes, question="Correct these counts?")
            moved = correct(found)
            corrected += [each for each in found.differences if each.key not in moved]
            if not moved:
                break
            say("Some counts moved meanwhile; counting again.")
        left = [each for each in found.differences if each not in corrected]
        _show(found, corrected, as_json=as_json)
        if left or found.moving:
            raise typer.Exit(1)


def _compare() -> "Comparison":
    from ops.counters import compare_counts, estimate_effort

    estimate = estimate_effort()
    say(f"Reading about {_told(estimate)}")
    with counting("items", estimate.items or None) as count:
        return compare_counts(count)


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
        show(facts, as_json=True)
        return
    if not corrected:
        _show_differences(found)
    for key in found.moving:
        say(f"{'/'.join(key)} moves all the time; try again when less is going on.")
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
def _on(stage: str, settings_file: Path) -> Iterator[None]:
    """Work on a stage's tables, and explain what may go wrong."""
    with explaining():
        # chalicelib is imported after this: its tables are named by the stage's settings.
        os.environ.update(read_stage_config(stage, settings_file=settings_file).variables)
        yield
