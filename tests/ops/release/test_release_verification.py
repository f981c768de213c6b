"""What a run of the contract suite means for a release."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ops.contract_suite import ContractFailure, ContractResult, Verifier
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
