"""Colours and weights as values, and as the router reads them."""

import json

import pytest

from ops.edge.routing import Colour, Routing, RoutingError

_DOMAIN = "abc1234567.execute-api.us-east-1.amazonaws.com"
_EMPTY = Routing({}, token="t" * 43, secret="s" * 43)


def two_colours(blue: int = 100) -> Routing:
    return (
        _EMPTY.with_colour("blue", _DOMAIN, "/live")
        .with_colour("green", _DOMAIN, "/live")
        .with_weights({"blue": blue, "green": 100 - blue})
    )


def test_the_first_colour_gets_all_viewers_and_the_next_nobody() -> None:
    routing = _EMPTY.with_colour("green", _DOMAIN, "/live").with_colour("blue", "b.example")

    assert {name: each.weight for name, each in routing.colours.items()} == {
        "green": 100,
        "blue": 0,
    }
    assert routing.live == "green"


def test_a_colour_that_is_entered_again_keeps_weight_and_release() -> None:
    routing = two_colours(75).with_release("blue", "3f2a00000001")

    again = routing.with_colour("blue", "other.example", "/live")

    assert again.colours["blue"] == Colour(75, "other.example", "/live", "3f2a00000001")
    assert again.colours["green"] == routing.colours["green"]
    assert again.live is None


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"blue": 60}, "the weights make 60, not 100"),
        ({"blue": 101}, "not 0 to 100"),
        ({"blue": -1, "green": 101}, "not 0 to 100"),
        ({"red": 100}, "there is no colour red"),
    ],
)
def test_weights_that_leave_viewers_without_a_colour_are_refused(
    weights: dict[str, int], message: str
) -> None:
    with pytest.raises(RoutingError, match=message):
        two_colours().with_weights(weights)


def test_a_legacy_back_end_takes_all_or_nobody() -> None:
    routing = two_colours().with_colour("legacy", "old.example", is_legacy=True)

    assert routing.with_weights({"legacy": 100}).live == "legacy"
    with pytest.raises(RoutingError, match="0 or 100, not 40"):
        routing.with_weights({"legacy": 40, "blue": 60})


def test_a_colour_with_viewers_can_not_be_taken_out() -> None:
    routing = two_colours()

    assert set(routing.without_colour("green").colours) == {"blue"}
    with pytest.raises(RoutingError, match="the weights make 0"):
        routing.without_colour("blue")
    assert routing.without_colour("green").without_colour("blue").colours == {}


def test_what_is_written_is_read_again() -> None:
    routing = two_colours(95).with_release("blue", "3f2a00000001")
    routing = routing.with_colour("legacy", "old.example", is_legacy=True)

    text = routing.to_json()

    assert Routing.from_json(text) == routing
    assert json.loads(text)["colours"] == {
        "blue": {"weight": 95, "domain": _DOMAIN, "path": "/live", "release": "3f2a00000001"},
        "green": {"weight": 5, "domain": _DOMAIN, "path": "/live"},
        "legacy": {"weight": 0, "domain": "old.example", "path": "", "legacy": True},
    }
    assert len(text.encode()) < 1024


def test_what_does_not_fit_into_the_store_is_refused() -> None:
    routing = two_colours().with_colour("blue", "a" * 1000)

    with pytest.raises(RoutingError, match="more than the 1024"):
        routing.to_json()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"colours": {}}',
        '{"colours": {"blue": 1}, "token": "", "secret": ""}',
    ],
)
def test_a_garbled_routing_is_told(text: str) -> None:
    with pytest.raises(RoutingError, match="garbled"):
        Routing.from_json(text)


def test_no_secret_is_shown() -> None:
    assert "sss" not in repr(two_colours())
    assert "ttt" not in repr(two_colours())
