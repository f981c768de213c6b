"""How operators' commands talk."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    TokenRetrievalError,
)
from pynamodb.exceptions import GetError

from chalicelib.errors import InvalidInput, UserExists
from ops import console
from ops.cloudformation import StackError
from tests.platform import PATIENCE_SECONDS

ROOT = Path(__file__).resolve().parents[2]


def refusal(code: str, message: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "DescribeStacks")


@dataclass(frozen=True)
class Facts:
    stage: str
    queues: dict[str, str]
    stacks: tuple[str, ...]
    expires_at: str | None = None


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (StackError("the stack\nis gone"), "error: the stack is gone"),
        (UserExists("There is such a user."), "error: There is such a user."),
        (InvalidInput({"name": ["is missing", "is short"]}), "error: name: is missing"),
        (NoCredentialsError(), "error: there are no AWS credentials: log in"),
        (
            PartialCredentialsError(provider="env", cred_var="secret_key"),
            "error: the AWS credentials are not complete",
        ),
        (ProfileNotFound(profile="nobody"), "could not be found; `aws configure list-profiles`"),
        (
            TokenRetrievalError(provider="sso", error_msg="expired"),
            "error: the AWS session is over or was never there: log in",
        ),
        (NoRegionError(), "error: no AWS region is named: set AWS_DEFAULT_REGION"),
        (
            EndpointConnectionError(endpoint_url="https://cloudformation.eu-west-9.amazonaws.com/"),
            'eu-west-9.amazonaws.com/": is the region right',
        ),
        (refusal("ExpiredToken", "x"), "error: the AWS session has expired: log in"),
        (refusal("InvalidClientTokenId", "x"), "AWS does not accept the credentials"),
        (refusal("AccessDenied", "no"), "error: AWS does not allow DescribeStacks: no"),
        (refusal("Throttling", "Rate exceeded"), "AWS refused DescribeStacks: Rate exceeded"),
        (GetError(cause=refusal("ExpiredToken", "x")), "the AWS session has expired"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_known_error_becomes_one_line_and_status_1(
    error: Exception,
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)

    with pytest.raises(typer.Exit) as end, console.explaining():
        raise error

    said = capsys.readouterr()
    assert end.value.exit_code == 1
    assert line in said.err
    assert len(said.err.splitlines()) == 1
    assert said.out == ""


def test_emulator_that_does_not_run_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")

    with pytest.raises(typer.Exit), console.explaining():
        raise EndpointConnectionError(endpoint_url="http://127.0.0.1:4566/")

    assert "is anything running at AWS_ENDPOINT_URL=http://127.0.0.1:4566?" in (
        capsys.readouterr().err
    )


def test_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(KeyError), console.explaining():
        raise KeyError("Outputs")


def test_interrupt_says_what_goes_on_and_ends_as_shells_expect(
    capsys: pytest.CaptureFixture[str],
) -> None:
    interrupt = KeyboardInterrupt()
    interrupt.add_note("CloudFormation goes on with consulting-x-app")

    with pytest.raises(typer.Exit) as end, console.explaining():
        raise interrupt

    said = capsys.readouterr().err
    assert end.value.exit_code == 130
    assert "interrupted; CloudFormation goes on with consulting-x-app" in said
    assert "run the same command again" in said


def test_result_is_json_or_lines(capsys: pytest.CaptureFixture[str]) -> None:
    facts = Facts("staging", {"emails": "https://queue"}, ("a", "b"))

    console.show(facts, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    console.show(facts, as_json=True)
    parsed = json.loads(capsys.readouterr().out)

    assert lines == [
        "stage: staging",
        "queues.emails: https://queue",
        "stacks.0: a",
        "stacks.1: b",
        "expires_at: none",
    ]
    assert parsed == {
        "stage": "staging",
        "queues": {"emails": "https://queue"},
        "stacks": ["a", "b"],
        "expires_at": None,
    }


def test_plan_is_shown_and_refused_without_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "has_terminal", lambda: False)

    with pytest.raises(console.Declined, match="Add --yes"):
        console.confirm(["1 table removed"], yes=False)
    console.confirm(["1 table removed"], yes=True)

    assert capsys.readouterr().err.splitlines() == ["1 table removed"] * 2


@pytest.mark.parametrize("given", ["Staging", ""])
def test_what_can_not_be_undone_is_refused_under_another_name(given: str) -> None:
    with pytest.raises(console.Declined, match="nothing has been changed"):
        console.confirm_by_name(["all of staging"], "staging", given=given)


def test_what_can_not_be_undone_is_done_under_its_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    console.confirm_by_name(["all of staging"], "staging", given="staging")

    assert capsys.readouterr().err == "all of staging\n"


_PROGRAM = """
import sys, time
from ops.console import confirm, counting, explaining, say, waiting
with explaining():
    confirm(["the plan"], yes=False)
    with waiting("deploying") as tell:
        tell("half of it")
    with counting("objects", 2) as count:
        count(2)
    try:
        say("waits")
        time.sleep(600)
    except KeyboardInterrupt as interrupt:
        interrupt.add_note("the rest goes on")
        raise
"""


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Give both ends of a terminal: the operator's and the program's."""
    ours, theirs = pty.openpty()
    yield ours, theirs
    for end in (ours, theirs):
        os.close(end)


def read_until(descriptor: int, expected: str) -> str:
    said = b""
    while expected.encode() not in said:
        readable, _, _ = select.select([descriptor], [], [], PATIENCE_SECONDS)
        assert readable, f"{expected!r} is not said in {said!r}"
        said += os.read(descriptor, 4096)
    return said.decode(errors="replace")


def test_on_a_terminal_it_asks_waits_and_is_interrupted(terminal: tuple[int, int]) -> None:
    ours, theirs = terminal
    options: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
    environment = {**os.environ, "TERM": "xterm"}
    program = subprocess.Popen(
        [sys.executable, "-c", f"import typer\n{_wrapped(_PROGRAM)}"],
        cwd=ROOT,
        env=environment,
        **options,
    )
    try:
        asked = read_until(ours, "[y/N]")
        os.write(ours, b"y\n")
        done = read_until(ours, "waits")
        program.send_signal(signal.SIGINT)
        ended = read_until(ours, "again to continue.")
        status = program.wait(PATIENCE_SECONDS)
    finally:
        program.kill()
        program.wait()

    assert "the plan" in asked
    assert "half of it" in done
    assert "interrupted; the rest goes on" in ended
    assert status == 130


def _wrapped(program: str) -> str:
    """Give a command of one function, run as typer runs them."""
    body = "".join(f"    {line}\n" for line in program.strip().splitlines())
    return f"def main() -> None:\n{body}typer.run(main)\n"
