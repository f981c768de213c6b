"""`ops stage verify`, on the running platform."""

import json

import pytest
from click.testing import CliRunner, Result
from typer.main import get_command

from ops.__main__ import app
from tests.contract.targets import on_emulator
from tests.platform import Platform

pytestmark = pytest.mark.xdist_group("contract")


def verify(*arguments: str) -> Result:
    return CliRunner().invoke(get_command(app), ["stage", "verify", *arguments])


def test_stage_that_keeps_the_contract_is_verified(platform: Platform) -> None:
    with on_emulator(platform):
        done = verify("local", "--scope", "read", "--url", platform.url, "--yes", "--json")

    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kept"] is True
    assert found["passed"] > 50
    assert found["failures"] == []
    assert found["release"]


def test_address_where_something_else_answers_fails(platform: Platform) -> None:
    with on_emulator(platform):
        done = verify("local", "--scope", "read", "--url", f"{platform.url}/elsewhere", "--yes")

    assert done.exit_code == 1
    assert "error: local does not keep the contract" in done.stderr
    assert "0 lines passed" not in done.stderr


def test_dry_run_says_what_would_be_played(platform: Platform) -> None:
    with on_emulator(platform):
        done = verify("local", "--url", platform.url, "--dry-run")

    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("local: plays the contract, synthetic, on release ")


def test_colour_is_left_to_the_release() -> None:
    done = verify("prod-green", "--yes")

    assert done.exit_code == 1
    assert "`ops release verify` verifies" in done.stderr
