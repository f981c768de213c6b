"""Where a release stands, told by routing and stacks."""

import pytest

from ops.release.state import Phase, ReleaseState
from tests.ops.release import states


@pytest.mark.parametrize(
    ("state", "phase", "settled", "other"),
    [
        pytest.param(states.NOTHING, Phase.EMPTY, None, None, id="nothing"),
        pytest.param(states.ALONE, Phase.ALONE, "blue", None, id="alone"),
        pytest.param(states.DEPLOYED, Phase.DEPLOYED, "blue", "green", id="deployed"),
        pytest.param(states.WOKEN, Phase.DEPLOYED, "blue", "green", id="verification-broke-off"),
        pytest.param(states.READY, Phase.VERIFIED, "blue", "green", id="verified"),
        pytest.param(states.SHIFTING, Phase.SHIFTING, "blue", "green", id="shifting"),
        pytest.param(states.MOSTLY_SHIFTED, Phase.SHIFTING, "blue", "green", id="mostly-shifted"),
        pytest.param(states.SHIFTED, Phase.SHIFTED, "blue", "green", id="all-viewers"),
        pytest.param(states.BOTH_SCHEDULED, Phase.SETTLING, "green", "blue", id="schedules-twice"),
        pytest.param(states.RETIRING, Phase.RETIRING, "green", "blue", id="retiring"),
        pytest.param(states.DONE, Phase.IDLE, "green", "blue", id="done"),
        pytest.param(states.ROLLED_BACK, Phase.RETIRING, "blue", "green", id="rolled-back"),
        pytest.param(states.REJECTED_ASLEEP, Phase.IDLE, "blue", "green", id="rejected"),
        pytest.param(states.BACK_HALF_WAY, Phase.SETTLING, "blue", "green", id="back-half-way"),
        pytest.param(states.FROM_LEGACY, Phase.VERIFIED, "legacy", "blue", id="from-legacy"),
        pytest.param(states.OFF_LEGACY, Phase.SETTLING, "blue", "legacy", id="off-legacy"),
    ],
)
def test_phase(state: ReleaseState, phase: Phase, settled: str | None, other: str | None) -> None:
    assert state.phase is phase
    assert (state.settled.name if state.settled else None) == settled
    assert ((found := state.other()) and found.name) == other


def test_explain_names_the_colours_and_the_next_command() -> None:
    assert states.SHIFTING.explain() == (
        "green is being released and has 25 % of the viewers. On: ops release promote; "
        "back to blue: ops release rollback"
    )
    assert "back to blue: ops release rollback" in states.DONE.explain()
    assert "rejected" in states.REJECTED_ASLEEP.explain()
    assert "rollback" not in states.REJECTED_ASLEEP.explain()
