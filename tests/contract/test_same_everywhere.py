"""The script gets the same answers, and has the same effect, on everything that serves the API."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.contract.differences import CHALICE_LOCAL, CLIENT, DIFFERENCES, Difference
from tests.contract.playing import Exchange, differences, play
from tests.contract.script import script
from tests.contract.steps import Act, Step, entries
from tests.contract.targets import ClientTarget, HttpTarget, in_process
from tests.platform import Platform

pytestmark = pytest.mark.xdist_group("contract")

Exchanges = dict[str, Exchange]
SCRIPT = script()
COMPARED = [line.name for line in SCRIPT if not isinstance(line, Act)]
STEPS = [line for line in SCRIPT if isinstance(line, Step)]
OTHERS = (CLIENT, CHALICE_LOCAL)
"""What is compared with the deployed stack."""


@pytest.fixture(scope="module")
def exchanges(platform_with_operator: Platform, local_server: Platform) -> dict[str, Exchanges]:
    """Play the script on each target, with nothing of the environment's shown but what it makes."""
    with in_process() as application:
        in_client = play(ClientTarget(application), SCRIPT)
    over_http = [
        HttpTarget(CHALICE_LOCAL, local_server, platform_with_operator),
        HttpTarget("deployed", platform_with_operator, platform_with_operator),
    ]
    with ThreadPoolExecutor(len(over_http)) as pool:
        chalice_local, deployed = pool.map(lambda target: play(target, SCRIPT), over_http)
    return {CLIENT: in_client, CHALICE_LOCAL: chalice_local, "deployed": deployed}


def declared(step: str, target: str) -> Iterator[Difference]:
    return (each for each in DIFFERENCES if each.step == step and target == each.target)


def test_every_route_is_asked_with_success_and_in_vain() -> None:
    views = {entry.view_name for entry in entries()}
    names = [line.name for line in SCRIPT]

    assert {step.view for step in STEPS if not step.is_refusal} == views
    assert {step.view for step in STEPS if step.is_refusal} - {""} == views
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", COMPARED)
def test_step_is_answered_alike(exchanges: dict[str, Exchanges], name: str) -> None:
    deployed = exchanges["deployed"][name]
    found = []
    for target in OTHERS:
        excused = {part for each in declared(name, target) for part in each.parts}
        for part, words in differences(exchanges[target][name], deployed).items():
            if part not in excused:
                found.append(f"{target}: {part}: {words}")

    assert deployed.failure is None
    assert found == [], f"{name} is not answered as by the deployed stack:\n" + "\n".join(found)


@pytest.mark.parametrize("name", [step.name for step in STEPS if step.view])
def test_step_is_answered_as_described(exchanges: dict[str, Exchanges], name: str) -> None:
    for target, played in exchanges.items():
        assert played[name].faults == (), target


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda each: f"{each.target}-{each.step}")
def test_declared_difference_is_one(
    exchanges: dict[str, Exchanges], difference: Difference
) -> None:
    here = exchanges[difference.target][difference.step]

    found = differences(here, exchanges["deployed"][difference.step])

    assert difference.reason
    assert set(difference.parts) == set(found), "what is declared is what differs"
