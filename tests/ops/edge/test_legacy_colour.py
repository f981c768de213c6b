"""Entering a legacy back end and taking it out: the plans, and the commands on the emulator."""

import json
import os
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from ops.clients import Aws
from ops.cloudformation import StackRequest, Template, apply_stack
from ops.edge.commands import app
from ops.edge.deployment import edge_template
from ops.edge.legacy import plan_entry, plan_exit
from ops.edge.routing import Routing, RoutingError, RoutingStore, open_routing_store
from ops.local.aws_environment import point_at, without_aws
from ops.stages.names import EnvironmentNames
from tests.platform import Platform

pytestmark = pytest.mark.xdist_group("platform")

PROD = EnvironmentNames("prod")
OLD, NEW = "old.example.com", "new.example.com"
ROUTING = Routing({}, token="t" * 43, secret="s" * 43).with_colour("blue", "b.example", "/live")
WITH_LEGACY = ROUTING.with_colour("legacy", OLD, is_legacy=True)


def test_a_legacy_back_end_is_entered_without_viewers() -> None:
    plan = plan_entry(ROUTING, PROD, "legacy", OLD)

    assert plan.routing == WITH_LEGACY
    assert plan.routing.live == "blue"
    assert plan.line == f"legacy: enters the routing, at {OLD}, with 0 % of the viewers"
    assert plan_entry(WITH_LEGACY, PROD, "legacy", OLD).line == ""


def test_a_legacy_back_end_that_moves_keeps_its_viewers() -> None:
    serving = WITH_LEGACY.with_weights({"legacy": 100})

    plan = plan_entry(serving, PROD, "legacy", NEW)

    assert plan.line == f"legacy: {OLD} -> {NEW}, with 100 % of the viewers"
    assert (plan.routing.live, plan.routing.colours["legacy"].domain) == ("legacy", NEW)


def test_a_legacy_back_end_leaves_when_it_has_no_viewers() -> None:
    serving = WITH_LEGACY.with_weights({"legacy": 100})

    assert plan_exit(WITH_LEGACY, PROD, "legacy").routing == ROUTING
    assert plan_exit(ROUTING, PROD, "legacy").line == ""
    with pytest.raises(RoutingError, match="legacy has 100 % of the viewers"):
        plan_exit(serving, PROD, "legacy")


@pytest.mark.parametrize(
    ("name", "domain", "fault"),
    [
        ("green", OLD, "green is a stage of ours.*ops stage deploy prod-green"),
        ("Legacy", OLD, "is no name"),
        ("legacy.", OLD, "is no name"),
        ("legacy", f"https://{OLD}", "is no host name"),
        ("legacy", f"{OLD}/path", "is no host name"),
        ("legacy", "localhost", "is no host name"),
        ("legacy", "127.0.0.1", "is no host name"),
    ],
)
def test_what_can_not_be_entered_is_refused(name: str, domain: str, fault: str) -> None:
    with pytest.raises(RoutingError, match=fault):
        plan_entry(ROUTING, PROD, name, domain)


def test_stages_of_ours_do_not_leave_by_this_way() -> None:
    with pytest.raises(RoutingError, match="ops stage destroy prod-blue"):
        plan_exit(WITH_LEGACY, PROD, "blue")
    with pytest.raises(RoutingError, match="staging has no routing yet"):
        plan_exit(None, EnvironmentNames("staging"), "legacy")


@pytest.fixture
def environment(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give an environment with an edge, one colour, and AWS's variables set for it."""
    for name in os.environ.keys() - without_aws(os.environ).keys():
        monkeypatch.delenv(name)
    for name, value in point_at(platform.emulator_url).items():
        monkeypatch.setenv(name, value)
    environment = f"l{uuid4().hex[:10]}"
    names = EnvironmentNames(environment)
    request = StackRequest(
        names.edge_stack,
        Template(body=edge_template()),
        {"Environment": environment},
        names.tags(),
    )
    apply_stack(platform.client("cloudformation"), request, progress=lambda line: None)
    open_routing_store(Aws(), names).write(ROUTING)
    return environment


def store_of(environment: str) -> RoutingStore:
    return open_routing_store(Aws(), EnvironmentNames(environment))


def test_commands_change_the_store_only_when_asked_to(environment: str) -> None:
    def run(*arguments: str, status: int = 0) -> str:
        done = CliRunner().invoke(app, list(arguments))
        assert done.exit_code == status, done.output
        return done.stdout if status == 0 else done.stderr

    entering = ("enter", environment, "legacy", OLD)
    tried = json.loads(run(*entering, "--dry-run", "--json"))
    refused = run(*entering, status=1)
    unchanged = store_of(environment).read()
    entered = json.loads(run(*entering, "--yes", "--json"))
    again = run(*entering)

    assert (tried["done"], tried["weights"]) == (False, {"blue": 100, "legacy": 0})
    assert "there is no terminal to ask on" in refused
    assert unchanged == ROUTING
    assert entered["done"]
    assert "there is nothing to do" in again
    assert store_of(environment).read() == WITH_LEGACY

    run("leave", environment, "legacy", "--yes")

    assert store_of(environment).read() == ROUTING
