"""The operator's command line: `python -m ops GROUP COMMAND`.

A group is imported when it is called, so that `--help` and small commands answer at once.
"""

import importlib
from dataclasses import dataclass
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of commands: where it is defined, and what it is for."""

    module: str
    help: str


_GROUPS = {
    "cost": _Group("ops.cost.commands", "Say what the platform costs."),
    "counters": _Group("ops.counter_commands", "Compare counts with the data, and correct them."),
    "edge": _Group("ops.edge.commands", "Enter a legacy back end as a colour, or take it out."),
    "fonts": _Group("ops.font_commands", "Make the fonts of report PDFs again."),
    "generate": _Group("ops.generate_commands", "Write what the code describes, or check it."),
    "local": _Group("ops.local.commands", "Run the whole platform on this machine."),
    "package": _Group("ops.packaging.commands", "Write a stage's code and template to a folder."),
    "release": _Group("ops.release.commands", "Change production in steps, and take it back."),
    "site": _Group("ops.site.commands", "Deploy the static site, list its releases, go back."),
    "stage": _Group("ops.stages.commands", "Bring a stage to AWS and say where its parts are."),
    "users": _Group("ops.user_commands", "Say who may sign in."),
}


class _LazyGroups(TyperGroup):
    """Groups that are imported when somebody calls them or asks for their help."""

    def list_commands(self, ctx: Any) -> list[str]:
        """List the groups."""
        return sorted(_GROUPS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a group."""
        group = _GROUPS.get(cmd_name)
        if group is None:
            return None
        command = get_command(importlib.import_module(group.module).app)
        command.name = cmd_name
        command.help = group.help
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Show the groups as they are described here: none is imported for that."""
        overview = TyperGroup(
            commands=[TyperCommand(name, help=group.help) for name, group in _GROUPS.items()],
            params=self.params,
            help=self.help,
            rich_markup_mode=self.rich_markup_mode,
        )
        overview.format_help(ctx, formatter)


app = typer.Typer(
    cls=_LazyGroups,
    help="Operate the Cloud Consulting Platform.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def main() -> None:
    """Operate the Cloud Consulting Platform."""


if __name__ == "__main__":
    app()
