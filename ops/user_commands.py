"""The commands `python -m ops users`."""

import os
import secrets
from typing import Annotated

import typer

from chalicelib.domain.permissions import Role
from ops.console import explaining, say, show
from ops.options import AsJson, DryRun, SettingsFile
from ops.stages.config import SETTINGS_FILE, read_stage_config

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

_PASSWORD_BYTES = 18


@app.callback()
def main() -> None:
    """Who may sign in to a stage's admin area."""


@app.command()
def create(
    stage: Annotated[str, typer.Argument(help="Chalice stage, such as prod-blue or staging.")],
    username: Annotated[str, typer.Argument(help="2 to 64 of a-z 0-9 . _ @ -")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.CONSULTANT,
    settings_file: SettingsFile = SETTINGS_FILE,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Create a user with a generated password, which is shown once and stored nowhere."""
    with explaining():
        os.environ.update(read_stage_config(stage, settings_file=settings_file).variables)
        # Imported here: the tables of chalicelib are named by the stage's settings.
        from chalicelib.services.users import create_user

        if dry_run:
            say(f"would create {username}, {role}, on {stage}")
            show({"username": username, "role": role, "stage": stage}, as_json=as_json, lines=())
            return
        password = secrets.token_urlsafe(_PASSWORD_BYTES)
        create_user(username, name, role, password)
        show(
            {"username": username, "password": password, "role": role},
            as_json=as_json,
            lines=[f"created {username} ({role}); the password, shown only here: {password}"],
        )
