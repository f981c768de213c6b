"""Run the contract suite (tests/contract/test_release.py) against an address, and say what failed.

It runs as a process of its own: the suite plays the same script on the application in process, with
AWS imitated, and must never come near the account that the operator works on. So it gets neither
credentials nor an endpoint, and what it needs of the account is made here beforehand: a user who
exists for as long as the suite runs.
"""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from ops.errors import OpsError
from ops.local.aws_environment import without_aws
from ops.stages.config import PROJECT

Scope = Literal["read", "synthetic", "change"]

_SUITE = "tests/contract/test_release.py"
_USER_PREFIX = "verify-"
_USER_LASTS = timedelta(hours=1)
_NO_TESTS_FAILED, _TESTS_FAILED = 0, 1
_REASON_CHARACTERS = 4000


class ContractSuiteError(OpsError):
    """The suite could not be run, which says nothing of the release."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A user of the stage's environment, who exists while the suite runs."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContractFailure:
    """A line of the script that was not answered as it has to be, and what was wrong."""

    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class ContractResult:
    """What the suite found."""

    passed: int
    skipped: int
    failures: tuple[ContractFailure, ...]
    seconds: float

    @property
    def is_kept(self) -> bool:
        """Tell whether the release keeps the contract."""
        return not self.failures and self.passed > 0


def run_contract_suite(
    base_url: str,
    *,
    stage: str,
    release: str,
    verifier: Verifier,
    header: tuple[str, str] | None = None,
    scope: Scope = "synthetic",
    timeout_seconds: float = 900,
) -> ContractResult:
    """Play the contract on an address, and give what it found.

    `header` chooses the colour: ("X-Colour", "<token>.green"). `scope` is the most that may be
    done; production gets no more than "synthetic". Secrets go by the environment of the process.

    Raises: ContractSuiteError.
    """
    variables = {
        "CONTRACT_USERNAME": verifier.username,
        "CONTRACT_PASSWORD": verifier.password,
        "CONTRACT_HEADER": ": ".join(header) if header else "",
    }
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "contract.xml"
        options = {
            "--base-url": base_url.rstrip("/"),
            "--expect-stage": stage,
            "--expect-release": release,
            "--scope": scope,
            "--junitxml": str(report),
        }
        try:
            ran = subprocess.run(
                [
                    *(sys.executable, "-m", "pytest", _SUITE, "-p", "no:cacheprovider"),
                    *(f"{name}={value}" for name, value in options.items()),
                ],
                cwd=PROJECT,
                env={**without_aws(os.environ), **variables},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=timeout_seconds,
            )
        except subprocess.TimeoutExpired as late:
            raise ContractSuiteError(
                f"The contract suite took more than {timeout_seconds:.0f} s."
            ) from late
        if ran.returncode not in (_NO_TESTS_FAILED, _TESTS_FAILED) or not report.exists():
            said = (ran.stdout + ran.stderr).strip()[-_REASON_CHARACTERS:]
            raise ContractSuiteError(f"The contract suite could not be run:\n{said}")
        return read_report(report.read_text(encoding="utf-8"))


def read_report(junit_xml: str) -> ContractResult:
    """Read the JUnit report of the suite."""
    cases = list(ElementTree.fromstring(junit_xml).iter("testcase"))
    failures = []
    skipped = 0
    for case in cases:
        found = next((each for each in case if each.tag in ("failure", "error")), None)
        skipped += case.find("skipped") is not None
        if found is not None:
            reason = found.get("message") or found.text or ""
            failures.append(ContractFailure(_line(case.get("name", "")), _shorten(reason)))
    return ContractResult(
        passed=len(cases) - skipped - len(failures),
        skipped=skipped,
        failures=tuple(failures),
        seconds=sum(float(case.get("time", 0)) for case in cases),
    )


@contextmanager
def temporary_verifier() -> Iterator[Verifier]:
    """Have a user for the suite while the context lasts, in the environment of this process.

    The caller has set the variables of the stage before (`os.environ.update`, as
    ops/user_commands.py does). Users of earlier runs that were killed are removed as well.
    """
    # Imported here: the tables of chalicelib are named by the stage's settings.
    from chalicelib.domain.permissions import Role
    from chalicelib.services.users import create_user, delete_user

    _remove_left_over()
    username = f"{_USER_PREFIX}{secrets.token_hex(8)}"
    password = secrets.token_urlsafe(24)
    # An administrator, since nobody else may delete the synthetic inquiry.
    create_user(username, "Release verification", Role.ADMIN, password)
    try:
        yield Verifier(username, password)
    finally:
        delete_user(username)


def _remove_left_over() -> None:
    from chalicelib.gateways import get_gateways
    from chalicelib.models.access import list_users
    from chalicelib.services.users import delete_user

    now = get_gateways().clock.now()
    for user in list_users():
        is_ours = str(user.username).startswith(_USER_PREFIX)
        if is_ours and user.created_at < now - _USER_LASTS:
            delete_user(str(user.username))


def _line(test_name: str) -> str:
    """Give the line of the script that a test is about, or what the test is called."""
    name, bracket, line = test_name.partition("[")
    return line.removesuffix("]") if bracket else name.removeprefix("test_").replace("_", " ")


def _shorten(reason: str) -> str:
    text = reason.removeprefix("AssertionError: ")
    return text if len(text) <= _REASON_CHARACTERS else text[:_REASON_CHARACTERS] + " …"
