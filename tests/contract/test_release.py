r"""The contract, played on an address: what `ops release verify` runs against a colour.

    CONTRACT_USERNAME=… CONTRACT_PASSWORD=… CONTRACT_HEADER='X-Colour: <token>.green' \
        python -m pytest tests/contract/test_release.py --base-url https://www.example.com \
            --expect-stage prod-green --expect-release 3f2a9c1b77de --junitxml=result.xml

Each line of the script is a test, so the JUnit report has a case for each, and each failure says
what the colour answered instead of what the same sources answer in process. Secrets come by the
environment, because arguments are for all to see. The user has to be an administrator.

`--scope synthetic`, the default, is for production: what changes nothing, and all that can be done
with one synthetic inquiry, from its submission to its deletion. The workers of the colour draft its
report and make its files; its mails are suppressed; it is in no list and no count. What stays of it
is what stays of any deleted inquiry: a head with a time. `--scope read` leaves that out,
`--scope change` works on an inquiry of a client too, and is for colours whose mail goes nowhere.

Without `--base-url` it is not collected; test_contract_suite.py runs it on the local platform.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.contract.differences import DIFFERENCES
from tests.contract.playing import Exchange, differences, play, up_to
from tests.contract.script import script
from tests.contract.steps import Act, Scope
from tests.contract.targets import ClientTarget, Target, UrlTarget, in_process

pytestmark = pytest.mark.xdist_group("contract")

LINES = [line for line in script() if not isinstance(line, Act) and line.scope < Scope.INSIDE]


@dataclass(frozen=True, slots=True)
class Verified:
    """What answered, and what the same sources answer in process."""

    target: Target
    scope: Scope
    stage: str
    release: str
    played: Mapping[str, Exchange]
    expected: Mapping[str, Exchange]


def _header() -> dict[str, str]:
    name, colon, value = os.environ.get("CONTRACT_HEADER", "").partition(":")
    return {name.strip(): value.strip()} if colon else {}


@pytest.fixture(scope="module")
def colour(request: pytest.FixtureRequest) -> Verified:
    option = request.config.getoption
    scope, stage = Scope[option("scope").upper()], option("expect_stage")
    admin = {name: os.environ[f"CONTRACT_{name.upper()}"] for name in ("username", "password")}
    target = UrlTarget(stage, option("base_url"), admin, _header())
    lines = list(up_to(script(), scope))
    with in_process() as application:
        reference = ClientTarget(application, target.admin["username"])
        expected = play(reference, lines, has_own_model=False)
    played = play(target, lines, has_own_model=False)
    return Verified(target, scope, stage, option("expect_release"), played, expected)


@pytest.mark.parametrize("path", ["/health", "/api/v1/health", "/api/v1/health/ready"])
def test_health_is_that_of_the_stage_and_release(colour: Verified, path: str) -> None:
    answer = colour.target.request("GET", path)

    assert answer.status == 200, answer.body
    found = (answer.json["status"], answer.json["stage"], answer.json["release"])
    assert found == ("ok", colour.stage, colour.release)


@pytest.mark.parametrize("name", [line.name for line in LINES])
def test_line_is_answered_as_the_sources_say(colour: Verified, name: str) -> None:
    if name not in colour.expected:
        pytest.skip(f"not within the scope {colour.scope.name.lower()}")
    played, expected = colour.played[name], colour.expected[name]
    in_process_only = {
        part
        for each in DIFFERENCES
        if (each.step, each.target) == (name, "client")
        for part in each.parts
    }

    found = differences(played, expected)

    assert expected.failure is None
    wrong = [f"{part}: {words}" for part, words in found.items() if part not in in_process_only]
    wrong += [f"contradicts the description: {fault}" for fault in played.faults]
    assert not wrong, "\n".join(wrong)


def test_nothing_of_the_synthetic_inquiry_is_shown(colour: Verified) -> None:
    if colour.scope < Scope.SYNTHETIC:
        pytest.skip("there is none")

    assert colour.played["get_inquiry: deleted"].status == 404
    assert '"items": []' in colour.played["list_inquiries: no synthetic ones"].body
    assert '"suppressed"' in colour.played["get_mail"].body
