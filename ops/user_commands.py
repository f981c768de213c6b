"""The commands `python -m ops users`."""

import json
import os
import secrets
from typing import Annotated

import typer
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.permissions import Role
from chalicelib.errors import DomainError, InvalidInput
from ops.stage_config import StageConfigError, read_stage_config
from ops.stage_names import StageNameError

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
    dry_run: Annotated[bool, typer.Option(help="Say what would be done.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Only JSON on standard output.")] = False,
) -> None:
    """Create a user with a generated password, which is shown once and stored nowhere."""
    try:
        os.environ.update(read_stage_config(stage).variables)
        # Imported here: the tables of chalicelib are named by the stage's settings.
        from chalicelib.services.users import create_user

        password = secrets.token_urlsafe(_PASSWORD_BYTES)
        if dry_run:
            typer.echo(f"would create {username}, {role}, on {stage}", err=True)
            return
        create_user(username, name, role, password)
    except InvalidInput as faults:
        _fail(
            "; ".join(f"{field}: {fault[0]}" for field, fault in faults.details["fields"].items())
        )
    except DomainError as error:
        _fail(error.message)
    except (StageConfigError, StageNameError) as error:
        _fail(str(error))
    except (ClientError, BotoCoreError, PynamoDBException) as error:
        _fail(f"AWS refused: {error}")
    else:
        _show(username, password, role, as_json=as_json)


def _show(username: str, password: str, role: Role, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"username": username, "password": password, "role": role}))
    else:
        typer.echo(f"created {username} ({role}); the password, shown only here: {password}")


def _fail(reason: str) -> None:
    typer.echo(f"error: {reason}", err=True)
    raise typer.Exit(1)
