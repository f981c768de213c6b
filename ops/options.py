"""Options that mean the same in every operator's command."""

from pathlib import Path
from typing import Annotated

import typer

Stage = Annotated[
    str, typer.Argument(help="Chalice stage, such as prod-blue, staging, local, pr-123.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Only JSON on standard output.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the plan and change nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Don't ask.")]
SettingsFile = Annotated[
    Path,
    typer.Option(
        "--settings", help="What differs between environments.", exists=True, dir_okay=False
    ),
]
