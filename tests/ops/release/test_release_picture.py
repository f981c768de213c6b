"""The state of a release as a terminal shows it."""

from datetime import UTC, datetime

from ops.release.history import Entry, Step
from ops.release.picture import draw
from tests.ops.release import states
from tests.ops.release.states import OFF, ON, SERVED, colour, legacy, state


def test_draw_shows_shares_releases_work_and_what_comes_next() -> None:
    found = state(
        colour("blue", 95, ON, ON, SERVED, waiting={"emails": 2, "reports": 1}),
        colour("green", 5, ON, OFF, SERVED, dead_letters=4, status="UPDATE_IN_PROGRESS"),
    )
    entry = Entry(
        datetime(2026, 11, 26, 10, 0, 0, tzinfo=UTC), "ada", Step.SHIFTED, "green", percent=5
    )

    assert list(draw(found, "https://site.example", [entry])) == [
        "viewers -> https://site.example",
        "  |-- blue     95 %  ###################.  code code-of-blue  site site-of-blue",
        "  |           event sources on, schedules on, 3 messages (emails 2, reports 1)",
        "  `-- green     5 %  #...................  code code-of-green  site site-of-green",
        "              event sources on, schedules off, 4 dead letters, stack UPDATE_IN_PROGRESS",
        "",
        "prod: green is being released and has 5 % of the viewers. On: ops release promote; "
        "back to blue: ops release rollback",
        "",
        "last steps",
        "  2026-11-26 10:00:00 UTC  green shifted at 5 %  ada",
    ]


def test_draw_shows_colours_that_are_not_there_and_those_of_others() -> None:
    drawn = "\n".join(draw(state(legacy(100), states.empty("blue")), "https://site.example"))

    assert "blue    no entry in the routing" in drawn
    assert "not deployed" in drawn
    assert "legacy back end: 0 or 100 %" in drawn


def test_a_small_share_is_seen() -> None:
    drawn = list(draw(state(colour("blue", 1)), "https://site.example"))

    assert "  1 %  #..." in drawn[1]
