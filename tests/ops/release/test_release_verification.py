"""What a run of the contract suite means for a release."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ops.contract_suite import ContractFailure, ContractResult, Verifier, run_contract_suite
from ops.errors import OpsError
from ops.release import verification
from ops.release.verification import verify_colour


@pytest.mark.parametrize(
    ("failed", "passed", "told"),
    [
        pytest.param(0, 120, None, id="kept"),
        pytest.param(1, 119, "1 line of the contract: line 0", id="one"),
        pytest.param(
            7,
            113,
            "7 lines of the contract: line 0, line 1, line 2, line 3, line 4 and 2 more",
            id="many",
        ),
        pytest.param(0, 0, "not one of its lines was played", id="nothing-played"),
    ],
)
def test_verify_colour(
    monkeypatch: pytest.MonkeyPatch, failed: int, passed: int, told: str | None
) -> None:
    asked: list[dict[str, object]] = []
    users: list[str] = []

    @contextmanager
    def user() -> Iterator[Verifier]:
        users.append("made")
        yield Verifier("verify-1", "a password")
        users.append("removed")

    def run(url: str, **options: object) -> ContractResult:
        asked.append({"url": url, **options})
        failures = tuple(ContractFailure(f"line {n}", f"status {500 + n}") for n in range(failed))
        return ContractResult(passed, 14, failures, 12.0)

    monkeypatch.setattr(verification, "temporary_verifier", user)
    monkeypatch.setattr(verification, "run_contract_suite", run)
    said: list[str] = []

    found = verify_colour(
        "https://site.example",
        stage="prod-green",
        code="c1",
        header=("X-Colour", "token.green"),
        tell=said.append,
    )

    assert found == told
    assert users == ["made", "removed"]
    (only,) = asked
    assert (only["url"], only["stage"], only["release"]) == (
        "https://site.example",
        "prod-green",
        "c1",
    )
    assert only["header"] == ("X-Colour", "token.green")
    assert only["scope"] == "synthetic", "production gets no more than that"
    assert said[0] == f"contract: {passed} passed, {failed} failed, 14 left out, 12 s"
    assert len(said) == 1 + failed
    assert not any("token" in line or "password" in line for line in said)


@pytest.mark.parametrize(
    ("seconds", "status", "words"),
    [(5, 3, "took more than 0 s"), (0, 3, "could not be run: no such option")],
    ids=["time-out", "status-3"],
)
def test_a_suite_that_can_not_run_is_an_error_for_operators(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seconds: int, status: int, words: str
) -> None:
    suite = tmp_path / "python"
    suite.write_text(f"#!/bin/sh\nsleep {seconds}\necho no such option\nexit {status}\n")
    suite.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(suite))

    with pytest.raises(OpsError) as refused:
        run_contract_suite(
            "https://site.example",
            stage="prod-green",
            release="c1",
            verifier=Verifier("verify-1", "a password"),
            timeout_seconds=0.2 if seconds else 60,
        )

    assert words in " ".join(str(refused.value).split())
