"""`ops cost idle`, as an operator sees it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ops.__main__ import app
from ops.cost import commands
from ops.cost.prices import read_prices
from ops.cost.resolution import Stack
from ops.stages.config import SETTINGS_FILE
from tests.ops.cost.conftest import Mutate, resource

runner = CliRunner()


@pytest.fixture
def use_stacks(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[Stack]], None]:
    """Have the command price given stacks, without synthesising them again."""

    def use(stacks: Sequence[Stack]) -> None:
        monkeypatch.setattr(commands, "synthesise", lambda stages, tell, settings: list(stacks))

    return use


def test_idle_explains_itself() -> None:
    shown = runner.invoke(app, ["cost", "idle", "--help"])

    assert shown.exit_code == 0
    assert "without a visitor" in shown.output


def test_idle_of_one_stage_prices_what_it_and_its_environment_have() -> None:
    done = runner.invoke(app, ["cost", "idle", "--stage", "staging", "--json"])

    assert done.exit_code == 0, done.stderr
    facts = json.loads(done.stdout)
    assert {line["stack"] for line in facts["lines"]} == {
        f"consulting-staging-{kind}" for kind in ("data", "edge", "stage", "app")
    }
    assert 0 < facts["total_usd"] < 0.02
    assert "synthesising staging" in done.stderr
    assert "ephemeral" not in done.stderr


def test_idle_of_a_stage_without_a_table_says_that_it_is_priced_as_an_ephemeral_one() -> None:
    done = runner.invoke(app, ["cost", "idle", "--stage", "pr-123", "--json"])

    assert done.exit_code == 0, done.stderr
    assert "pr-123 has no table in settings.toml: priced as an ephemeral stage" in done.stderr
    assert json.loads(done.stdout)["lines"]


def test_idle_prices_by_other_settings(tmp_path: Path) -> None:
    settings = tmp_path / "other.toml"
    settings.write_text(
        SETTINGS_FILE.read_text().replace("log_retention_days = 7\n", "log_retention_days = 90\n")
    )

    done = runner.invoke(
        app, ["cost", "idle", "--stage", "staging", "--settings", str(settings), "--json"]
    )

    assert done.exit_code == 0, done.stderr
    assert ", for 90 days" in done.stdout


def test_idle_writes_only_json_on_standard_output(
    use_stacks: Callable[[Sequence[Stack]], None], stacks: Sequence[Stack]
) -> None:
    use_stacks(stacks)

    done = runner.invoke(app, ["cost", "idle", "--json"])

    assert done.exit_code == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["total_usd"] < 1 < len(facts["lines"])
    assert facts["total_usd"] < facts["list_usd"]


def test_idle_shows_the_sum_the_largest_and_what_is_free_as_a_count(
    use_stacks: Callable[[Sequence[Stack]], None], stacks: Sequence[Stack]
) -> None:
    use_stacks(stacks)

    short, long = (runner.invoke(app, ["cost", "idle", *more]).stdout for more in ([], ["--all"]))

    assert "USD a month without a visitor" in short.splitlines()[0]
    assert "prod-green: queue triggers off, schedules off" in short
    largest = short.split("largest:")[1].splitlines()[1:3]
    assert all("SqsEventSource" in line for line in largest)
    assert "that cost nothing" in short
    assert "RoutingStore" not in short
    assert "that cost nothing" not in long
    assert "RoutingStore" in long


def test_idle_says_which_prices_are_old(
    use_stacks: Callable[[Sequence[Stack]], None],
    stacks: Sequence[Stack],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use_stacks(stacks)
    old = replace(read_prices()["ddb.pitr"], as_of="2024-01-01")
    monkeypatch.setitem(read_prices(), "ddb.pitr", old)

    done = runner.invoke(app, ["cost", "idle", "--json"])

    assert done.exit_code == 0
    assert "warning: the price ddb.pitr is of 2024-01-01" in done.stderr
    assert json.loads(done.stdout)["lines"]


def test_idle_names_a_missing_price_and_fails(
    use_stacks: Callable[[Sequence[Stack]], None],
    stacks: Sequence[Stack],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use_stacks(stacks)
    monkeypatch.delitem(read_prices(), "ddb.pitr")

    done = runner.invoke(app, ["cost", "idle", "--json"])

    assert (done.exit_code, done.stdout) == (1, "")
    assert "error: prices.json has no price 'ddb.pitr'" in done.stderr


def test_idle_names_an_unknown_type_and_fails(
    use_stacks: Callable[[Sequence[Stack]], None], mutated: Mutate
) -> None:
    added = {"Gateway": resource("AWS::EC2::NatGateway")}
    use_stacks(mutated("consulting-prod-data", added))

    done = runner.invoke(app, ["cost", "idle", "--json"])

    assert (done.exit_code, done.stdout) == (1, "")
    assert "consulting-prod-data: Gateway (AWS::EC2::NatGateway)" in done.stderr


def test_idle_refuses_what_is_no_stage() -> None:
    done = runner.invoke(app, ["cost", "idle", "--stage", "prod"])

    assert done.exit_code == 1
    assert "is no stage" in done.stderr
    assert "Traceback" not in done.output
