"""The commands of `python -m ops local`."""

from pathlib import Path
from typing import Annotated

import typer

from ops.options import AsJson, DryRun

app = typer.Typer(
    help="The whole platform on this machine: no Docker, no AWS account, no network.",
    no_args_is_help=True,
)

Data = Annotated[
    Path, typer.Option(help="Folder that keeps the state. It need not exist.", show_default=True)
]
Port = Annotated[
    int, typer.Option(min=0, max=65535, help="The one port of the platform; 0: any free one.")
]
WhileProcess = Annotated[
    int | None, typer.Option(help="Stop when the process with this id is gone.")
]


@app.command()
def up(
    port: Port = 8000,
    data: Data = Path(".local"),
    while_process: WhileProcess = None,
) -> None:
    """Run the packaged application in the foreground, until Ctrl-C."""
    from ops.local.foreground import run_in_foreground
    from ops.local.up import run_platform

    raise typer.Exit(
        run_in_foreground(lambda foreground: run_platform(foreground, port, data), while_process)
    )


@app.command()
def dev(
    port: Port = 8000,
    data: Data = Path(".local-dev"),
    while_process: WhileProcess = None,
) -> None:
    """Run the sources with reload in the foreground, until Ctrl-C."""
    from ops.local.development import run_development
    from ops.local.foreground import run_in_foreground

    raise typer.Exit(
        run_in_foreground(lambda foreground: run_development(foreground, port, data), while_process)
    )


@app.command()
def edge(
    environment: Annotated[str, typer.Argument(help="Owner of the data: prod, staging, pr-123.")],
    port: Port = 8000,
    while_process: WhileProcess = None,
) -> None:
    """Serve site and API of an environment of a running emulator, which AWS_ENDPOINT_URL names.

    Pages and colours are those of its bucket and of its routing, as CloudFront would serve them. It
    runs in the foreground, until Ctrl-C.
    """
    from ops.console import explaining
    from ops.local.environment_edge import run_edge
    from ops.local.foreground import run_in_foreground

    with explaining():
        code = run_in_foreground(
            lambda foreground: run_edge(foreground, environment, port),
            while_process,
            farewell="stopping",
        )
    raise typer.Exit(code)


@app.command()
def reset(data: Data = Path(".local"), dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Delete a data folder with everything in it, unless a platform runs on it."""
    from ops.console import explaining, say, show
    from ops.local.data_folder import delete_data_folder

    with explaining():
        folder = data.absolute()
        is_there = data.exists()
        if not is_there:
            say(f"{folder} does not exist; there is nothing to delete")
        elif dry_run:
            say(f"would delete {folder}")
        else:
            say(f"deleting {folder}")
            delete_data_folder(data)
        is_deleted = is_there and not dry_run
        show({"folder": str(folder), "deleted": is_deleted}, as_json=as_json, lines=())
