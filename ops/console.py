"""How operators' commands talk: plan, question, progress, result, and what went wrong in one line.

Standard output is for results alone, so that `--json` can be piped; everything else is said on
standard error. Every command that changes something goes the same way:

    with explaining():
        plan = ...                                  reads, changes nothing
        confirm(plan.lines(), yes=yes)              shows the plan and asks; left out by --dry-run
        with waiting("deploying staging") as tell:  applies, telling lines
            ...
        show(result, as_json=as_json)

A step that goes on without us when Ctrl-C stops it, such as the update of a stack, adds a note to
the KeyboardInterrupt that says so.
"""

import dataclasses
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    EndpointConnectionError,
    InvalidRegionError,
    LoginError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)
from pynamodb.exceptions import PynamoDBException
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

from chalicelib.errors import DomainError, InvalidInput
from ops.errors import OpsError

console = Console(stderr=True, highlight=False, soft_wrap=True)
"""Plans, questions, progress and complaints. Standard output is for results."""

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it: 128 and the number of SIGINT."""

_LOG_IN = "log in (`aws login`, `aws sso login`) or name a profile by AWS_PROFILE"
_EXPIRED = ("ExpiredToken", "ExpiredTokenException", "RequestExpired")
_UNKNOWN_KEY = (
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "AuthFailure",
)
_ADVICE: tuple[tuple[type[BotoCoreError], str], ...] = (
    (NoCredentialsError, f"there are no AWS credentials: {_LOG_IN}"),
    (PartialCredentialsError, f"the AWS credentials are not complete ({{error}}): {_LOG_IN}"),
    (ProfileNotFound, "{error}; `aws configure list-profiles` lists those that there are"),
    (SSOError, f"the AWS session is over or was never there: {_LOG_IN} ({{error}})"),
    (LoginError, f"the AWS session is over or was never there: {_LOG_IN} ({{error}})"),
    (TokenRetrievalError, f"the AWS session is over or was never there: {_LOG_IN} ({{error}})"),
    (CredentialRetrievalError, f"the AWS credentials can't be had: {_LOG_IN} ({{error}})"),
    (NoRegionError, "no AWS region is named: set AWS_DEFAULT_REGION, or a region in the profile"),
    (
        InvalidRegionError,
        "{error}; AWS_DEFAULT_REGION or the profile names a region such as us-east-1",
    ),
)
_DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation")


class Declined(OpsError):
    """The plan was shown, and nobody agreed to it."""


def say(text: str = "") -> None:
    """Print a line on standard error, above whatever moves there."""
    if console.is_terminal:
        console.print(text, markup=False)
    else:
        typer.echo(text, err=True)


def show(facts: Any, *, as_json: bool, lines: Iterable[str] | None = None) -> None:
    """Print a result on standard output: as JSON, or as lines `name: value`.

    Shape: a dataclass or a mapping; what it holds in turn is named `name.key`. `lines` replaces the
    lines where people read something else better than the facts.
    """
    is_value = dataclasses.is_dataclass(facts) and not isinstance(facts, type)
    plain = dataclasses.asdict(facts) if is_value else facts
    if as_json:
        typer.echo(json.dumps(plain, indent=2, default=str))
        return
    for line in _lines(plain) if lines is None else lines:
        typer.echo(line)


def _lines(value: Any, name: str = "") -> Iterator[str]:
    parts: Iterable[tuple[Any, Any]]
    if isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, (list, tuple)):
        parts = enumerate(value)
    else:
        yield f"{name}: {'none' if value is None else value}"
        return
    for key, part in parts:
        yield from _lines(part, f"{name}.{key}" if name else str(key))


def confirm(plan: Iterable[str], *, yes: bool, question: str = "Do this?") -> None:
    """Show a plan and ask whether to go on; `yes` is an answer given beforehand.

    Raises: Declined if the answer is no, or nobody is there to give one.
    """
    for line in plan:
        say(line)
    if yes:
        return
    _need_terminal("Add --yes to go on without being asked")
    if not typer.confirm(question, err=True):
        raise Declined("nothing has been changed")


def confirm_by_name(plan: Iterable[str], name: str, *, given: str | None) -> None:
    """Show a plan that can't be undone, and go on only if somebody types the name of what goes.

    Raises: Declined.
    """
    for line in plan:
        say(line)
    if given is None:
        _need_terminal(f"Add --confirm {name} to go on without being asked")
        given = str(typer.prompt(f"Type {name} to go on", err=True, default="", show_default=False))
    if given != name:
        raise Declined(f"{given!r} is not {name!r}; nothing has been changed")


def has_terminal() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty()


def _need_terminal(instead: str) -> None:
    if not has_terminal():
        raise Declined(f"nothing has been changed: there is no terminal to ask on. {instead}")


@contextmanager
def waiting(title: str) -> Iterator[Callable[[str], None]]:
    """Give a function that tells of progress while something lasts.

    On a terminal a line below the lines told says what is waited for; elsewhere there are only the
    lines told.
    """
    if not console.is_terminal:
        yield say
        return
    with console.status(title) as status:

        def tell(line: str) -> None:
            say(line)
            status.update(f"{title} …")

        yield tell


@contextmanager
def counting(title: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Give a function that takes how many things are done, out of a total if it is known.

    On a terminal there is a bar; elsewhere a line at the end.
    """
    if console.is_terminal:
        with Progress(
            *(*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeElapsedColumn()),
            console=console,
            transient=True,
        ) as bar:
            task = bar.add_task(title, total=total)
            yield lambda done: bar.update(task, completed=done)
        return
    last = 0

    def count(done: int) -> None:
        nonlocal last
        last = done

    yield count
    say(f"{title}: {last:,}" + (f" of {total:,}" if total else ""))


@contextmanager
def explaining() -> Iterator[None]:
    """Turn what may go wrong into one line and a failing status, Ctrl-C into what goes on."""
    try:
        # Imported here, since all of botocore's signing is more than `--help` should wait for.
        from ops.signing import shield_signing

        shield_signing()
        yield
    except KeyboardInterrupt as interrupt:
        going_on = getattr(interrupt, "__notes__", [])
        # Not through the console: the interruption may have come in the middle of its own work.
        typer.echo("\ninterrupted" + "".join(f"; {note}" for note in going_on), err=True)
        typer.echo("What is done is kept: run the same command again to continue.", err=True)
        raise typer.Exit(INTERRUPTED) from interrupt
    except typer.Abort as abort:  # Ctrl-C at a question
        typer.echo("interrupted; nothing has been changed", err=True)
        raise typer.Exit(INTERRUPTED) from abort
    except InvalidInput as error:
        faults = error.details.get("fields", {}).items()
        fail("; ".join(f"{field}: {fault[0]}" for field, fault in faults) or error.message, error)
    except DomainError as error:
        fail(error.message, error)
    except OpsError as error:
        fail(str(error), error)
    except (ClientError, BotoCoreError) as error:
        fail(_explain_aws(error), error)
    except PynamoDBException as error:
        cause = error.cause
        known = cause if isinstance(cause, (ClientError, BotoCoreError)) else None
        fail(_explain_aws(known) if known else f"DynamoDB refused: {error}", error)


def fail(reason: str, cause: BaseException | None = None) -> NoReturn:
    """End the command with a line `error: …` and status 1."""
    say(f"error: {' '.join(reason.split())}")
    raise typer.Exit(1) from cause


def _explain_aws(error: ClientError | BotoCoreError) -> str:
    if isinstance(error, ClientError):
        return _explain_refusal(error)
    for kind, advice in _ADVICE:
        if isinstance(error, kind):
            return advice.format(error=error)
    if isinstance(error, EndpointConnectionError):
        endpoint = os.environ.get("AWS_ENDPOINT_URL")
        why = (
            f"is anything running at AWS_ENDPOINT_URL={endpoint}?"
            if endpoint
            else "is the region right (AWS_DEFAULT_REGION or the profile), and is there a network?"
        )
        return f"{error}: {why}"
    return f"AWS can't be asked: {error}"


def _explain_refusal(error: ClientError) -> str:
    refusal = error.response.get("Error", {})
    code, message = refusal.get("Code", ""), refusal.get("Message", "") or str(error)
    if code in _EXPIRED:
        return f"the AWS session has expired: {_LOG_IN} again"
    if code in _UNKNOWN_KEY:
        return f"AWS does not accept the credentials ({code}): {_LOG_IN}"
    if code in _DENIED:
        return f"AWS does not allow {error.operation_name}: {message}"
    if code == "OptInRequired":
        return f"the account has not opted in to this region or service: {message}"
    return f"AWS refused {error.operation_name}: {message}"
