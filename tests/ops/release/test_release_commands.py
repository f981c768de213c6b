"""The commands of `ops release` on an environment in memory."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from click.testing import Result
from typer.testing import CliRunner

from ops.cloudformation import StackError
from ops.contract_suite import ContractSuiteError
from ops.release import commands
from ops.release.history import Step
from ops.release.state import Phase, ReleaseState
from tests.ops.release import states
from tests.ops.release.fake_estate import FakeEstate

Run = Callable[..., Result]
QUICK = ["--watch", "0", "--gate", "least_requests=1"]
AT_ONCE = ["--quiet", "0"]


@pytest.fixture
def estate(monkeypatch: pytest.MonkeyPatch) -> FakeEstate:
    found = FakeEstate(states.READY)
    monkeypatch.setattr(commands, "_estate", lambda *_: found)
    return found


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(commands.app, list(arguments), input=stdin)


def test_status_draws_and_changes_nothing(estate: FakeEstate) -> None:
    shown = run("status")

    assert shown.exit_code == 0
    assert "viewers -> https://site.example" in shown.stdout
    assert "green is verified. Next: ops release promote" in shown.stdout
    assert estate.done == []


def test_status_as_json_is_only_json(estate: FakeEstate) -> None:
    shown = json.loads(run("status", "--json").stdout)

    assert shown["phase"] == "verified"
    assert (shown["settled"], shown["next"]) == ("blue", "green")
    assert shown["colours"]["blue"]["weight"] == 100
    assert shown["colours"]["green"]["stack"]["code"] == "code-of-green"


@pytest.mark.parametrize(
    ("arguments", "state", "first"),
    [
        (["deploy"], states.ALONE, "deploy code and site to green, asleep, with no viewers"),
        (["verify"], states.WOKEN, "run the contract suite against green"),
        (["shift", "--percent", "5"], states.READY, "send 5 % to green, 95 % to blue"),
        (["promote"], states.READY, "send 5 % to green, 95 % to blue"),
        (["rollback"], states.SHIFTING, "send 100 % to blue, 0 % to green"),
    ],
    ids=["deploy", "verify", "shift", "promote", "rollback"],
)
class TestEachCommand:
    def test_dry_run_shows_the_plan_and_changes_nothing(
        self, estate: FakeEstate, arguments: list[str], state: ReleaseState, first: str
    ) -> None:
        estate.state = state

        told = run(*arguments, "--dry-run")
        as_json = json.loads(run(*arguments, "--dry-run", "--json").stdout)

        assert told.exit_code == 0
        assert told.stdout.splitlines()[0] == first
        assert as_json["plan"][0] == first
        assert as_json["done"] is False
        assert estate.done == []

    def test_without_a_terminal_and_without_yes_nothing_is_changed(
        self, estate: FakeEstate, arguments: list[str], state: ReleaseState, first: str
    ) -> None:
        estate.state = state

        refused = run(*arguments)

        assert refused.exit_code == 1
        assert first in refused.stderr
        assert "nothing has been changed" in refused.stderr
        assert estate.done == []

    def test_help_says_what_it_does(
        self, estate: FakeEstate, arguments: list[str], state: ReleaseState, first: str
    ) -> None:
        shown = run(arguments[0], "--help")

        assert shown.exit_code == 0
        for option in ("--dry-run", "--json", "--yes", "--environment"):
            assert option in shown.stdout


def test_deploy_shows_what_would_change_below_its_step(estate: FakeEstate) -> None:
    estate.state = states.ALONE

    shown = json.loads(run("deploy", "--dry-run", "--json").stdout)
    refused = run("deploy")

    change = "  consulting-prod-green-app: 1 resource changes"
    assert shown["plan"] == ["deploy code and site to green, asleep, with no viewers", change]
    assert change in refused.stderr
    assert estate.done == []


def test_promote_ends_a_release(estate: FakeEstate) -> None:
    done = run("promote", "--yes", "--json", "--steps", "50,100", *QUICK, *AT_ONCE)

    assert done.exit_code == 0, done.stderr
    shown = json.loads(done.stdout)
    assert shown["phase"] == "idle"
    assert shown["settled"] == "green"
    assert shown["history"][0]["step"] == "retired"


def test_a_gate_that_fails_ends_the_command_with_the_reason(estate: FakeEstate) -> None:
    estate.failing = {"green"}

    failed = run("promote", "--yes", *QUICK)

    assert failed.exit_code == 1
    assert "error: green did not pass at 5 %: green fails" in failed.stderr
    assert estate.read().weights == {"blue": 100, "green": 0}
    assert estate.read().phase is Phase.IDLE


def test_verify_that_fails_ends_with_what_failed(estate: FakeEstate) -> None:
    estate.contract_fault = "list_services: status 500"

    failed = run("verify", "--yes")

    assert failed.exit_code == 1
    assert "green does not keep the contract: list_services: status 500" in failed.stderr


def test_verify_that_can_not_run_says_so_and_puts_the_colour_to_sleep(estate: FakeEstate) -> None:
    estate.suite_fault = ContractSuiteError("The contract suite took more than 900 s.")

    failed = run("verify", "--yes")

    assert failed.exit_code == 1
    assert failed.stderr.endswith("error: The contract suite took more than 900 s.\n")
    assert estate.done == ["verify green", "switch green False False"]
    assert estate.entries == [], "it says nothing of the release"


def test_rollback_is_one_command_and_notes_why(estate: FakeEstate) -> None:
    estate.state = states.DONE

    done = run("rollback", "--yes", "--reason", "prices are wrong", *AT_ONCE)

    assert done.exit_code == 0, done.stderr
    assert estate.done[0] == "weigh {'blue': 100}"
    rolled_back = next(each for each in estate.entries if each.step is Step.ROLLED_BACK)
    assert (rolled_back.colour, rolled_back.reason) == ("green", "prices are wrong")


def test_rollback_goes_first_when_stacks_cannot_be_read(estate: FakeEstate) -> None:
    estate.state = states.SHIFTED
    estate.stacks_fault = StackError("CloudFormation does not answer")

    unsaid = run("rollback", "--yes")
    said = run("rollback", "--to", "blue", "--yes")

    assert unsaid.exit_code == 1
    assert said.exit_code == 1
    assert estate.done == ["weigh {'blue': 100}"]
    assert estate.state.weights == {"blue": 100, "green": 0}
    assert "CloudFormation does not answer" in said.stderr


def test_rollback_to_a_colour_reads_nothing_before_viewers_are_back(estate: FakeEstate) -> None:
    estate.state = states.SHIFTED
    estate.is_reading_noted = True

    done = run("rollback", "--to", "blue", "--yes", *AT_ONCE)

    assert done.exit_code == 0, done.stderr
    assert estate.done[:2] == ["weigh {'blue': 100}", "read"]
    assert "send 100 % to blue" in done.stderr


def test_rollback_that_worked_ends_well_without_a_ledger(estate: FakeEstate) -> None:
    estate.state = states.SHIFTING
    estate.ledger_fault = EndpointConnectionError(endpoint_url="https://dynamodb.example")

    done = run("rollback", "--yes", "--json", *AT_ONCE)

    assert done.exit_code == 0, done.stderr
    assert "the ledger can't be read" in done.stderr
    shown = json.loads(done.stdout)
    assert shown["colours"]["blue"]["weight"] == 100
    assert shown["history"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["promote", "--steps", "5,x"], "numbers with commas"),
        (["promote", "--steps", "5,50"], "to 100"),
        (["shift", "--percent", "5", "--gate", "speed=3"], "there is no threshold 'speed'"),
        (["shift", "--percent", "500"], "no percentage"),
    ],
)
def test_wrong_options_are_explained(estate: FakeEstate, arguments: list[str], words: str) -> None:
    refused = run(*arguments, "--yes")

    assert refused.exit_code == 1
    assert words in refused.stderr
    assert estate.done == []


def test_an_environment_without_colours_is_refused(tmp_path: Path, monkeypatch: Any) -> None:
    refused = run("status", "--environment", "staging")

    assert refused.exit_code == 1
    assert "staging has one stage and no colours" in refused.stderr
