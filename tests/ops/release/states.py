"""States of a release, as tests want them."""

from typing import Any

from ops.release.state import ColourState, ReleaseState, StackState, Standing


def colour(
    name: str,
    weight: int | None,
    sources: str = "off",
    schedules: str = "off",
    standing: Standing = Standing.NEW,
    **more: Any,
) -> ColourState:
    """Give a colour of ours."""
    stack = StackState(
        status=more.pop("status", "UPDATE_COMPLETE"),
        code=f"code-of-{name}",
        has_event_sources=sources == "on",
        has_schedules=schedules == "on",
        **more,
    )
    return ColourState(name, weight, f"site-of-{name}", stack=stack, standing=standing)


def legacy(weight: int) -> ColourState:
    """Give a legacy back end."""
    return ColourState("legacy", weight, is_legacy=True)


def empty(name: str) -> ColourState:
    """Give a colour that is not deployed."""
    return ColourState(name, None)


def state(*colours: ColourState) -> ReleaseState:
    """Give the state of production."""
    return ReleaseState("prod", {each.name: each for each in colours})


SERVED, VERIFIED, NEW, REJECTED = (
    Standing.SERVED,
    Standing.VERIFIED,
    Standing.NEW,
    Standing.REJECTED,
)
ON, OFF = "on", "off"
LIVE_BLUE = colour("blue", 100, ON, ON, SERVED)

NOTHING = state(empty("blue"), empty("green"))
ALONE = state(LIVE_BLUE, empty("green"))
DEPLOYED = state(LIVE_BLUE, colour("green", 0))
WOKEN = state(LIVE_BLUE, colour("green", 0, ON))
READY = state(LIVE_BLUE, colour("green", 0, ON, standing=VERIFIED))
SHIFTING = state(colour("blue", 75, ON, ON, SERVED), colour("green", 25, ON, standing=SERVED))
MOSTLY_SHIFTED = state(colour("blue", 10, ON, ON, SERVED), colour("green", 90, ON, standing=SERVED))
SHIFTED = state(colour("blue", 0, ON, ON, SERVED), colour("green", 100, ON, standing=SERVED))
BOTH_SCHEDULED = state(
    colour("blue", 0, ON, ON, SERVED), colour("green", 100, ON, ON, standing=SERVED)
)
RETIRING = state(colour("blue", 0, ON, OFF, SERVED), colour("green", 100, ON, ON, SERVED))
DONE = state(colour("blue", 0, OFF, OFF, SERVED), colour("green", 100, ON, ON, SERVED))
ROLLED_BACK = state(LIVE_BLUE, colour("green", 0, ON, standing=REJECTED))
REJECTED_ASLEEP = state(LIVE_BLUE, colour("green", 0, standing=REJECTED))
BACK_HALF_WAY = state(colour("blue", 100, OFF, OFF, SERVED), colour("green", 0, ON, ON, REJECTED))
FROM_LEGACY = state(legacy(100), colour("blue", 0, ON, standing=VERIFIED))
OFF_LEGACY = state(legacy(0), colour("blue", 100, ON, standing=SERVED))
DESTROYED = state(LIVE_BLUE, ColourState("green", 0, "site-of-green"))
"""The stacks of green are gone, and its entry in the routing is not."""
