"""Probes: which colour they ask, and what they make of an answer."""

import http.server
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from ops.local.ports import free_port
from ops.release.probes import PATHS, Prober
from tests.platform import PATIENCE_SECONDS, wait_until

TOKEN = "a-token"


@dataclass
class Edge:
    """An edge that answers as a test says."""

    url: str
    status_by_colour: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def edge() -> Iterator[Edge]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            token, _, colour = self.headers["X-Colour"].partition(".")
            assert token == TOKEN
            found.asked.append((colour, self.path))
            status = found.status_by_colour.get(colour, PATHS.get(self.path, 200))
            self.send_response(status)
            self.send_header("X-Request-Id", f"r-{len(found.asked)}")
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Edge(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def test_probes_ask_both_colours_for_every_path(edge: Edge) -> None:
    prober = Prober(edge.url, TOKEN, ("blue", "green"), per_second=200)

    wanted = {(colour, path) for colour in ("blue", "green") for path in PATHS}

    with prober.running():
        wait_until(lambda: set(edge.asked) >= wanted, PATIENCE_SECONDS, "probes", 0.01)
    taken = {colour: prober.take(colour) for colour in ("blue", "green")}

    assert set(edge.asked) == wanted
    by_colour = Counter(colour for colour, _ in edge.asked)
    for colour, probes in taken.items():
        assert len(probes) == by_colour[colour]
        assert all(probe.is_good and probe.request_id for probe in probes), probes
        assert prober.take(colour) == []


def test_a_legacy_back_end_is_asked_for_its_first_page_alone(edge: Edge) -> None:
    prober = Prober(edge.url, TOKEN, ("blue", "legacy"), per_second=200, legacy=("legacy",))

    def are_enough() -> bool:
        colours = Counter(colour for colour, _ in edge.asked)
        return min(colours["blue"], colours["legacy"]) >= len(PATHS)

    with prober.running():
        wait_until(are_enough, PATIENCE_SECONDS, "probes", 0.01)

    assert {path for colour, path in edge.asked if colour == "legacy"} == {"/"}
    assert {path for colour, path in edge.asked if colour == "blue"} == set(PATHS)


@pytest.mark.parametrize(
    ("status", "is_good"),
    [(200, True), (302, False), (404, False), (500, False), (503, False)],
)
def test_probe_is_good_only_with_the_answer_that_is_right(
    edge: Edge, status: int, is_good: bool
) -> None:
    edge.status_by_colour["green"] = status

    probe = Prober(edge.url, TOKEN, (), 1).probe("green", "/", 200)

    assert (probe.status, probe.is_good, probe.request_id) == (status, is_good, "r-1")
    assert edge.asked == [("green", "/")], "a redirect is not followed"


def test_probe_without_an_answer_is_no_good() -> None:
    nobody = f"http://127.0.0.1:{free_port()}"

    probe = Prober(nobody, TOKEN, (), 1).probe("green", "/", 200)

    assert (probe.status, probe.is_good, probe.request_id) == (None, False, None)


def test_a_colour_that_hangs_does_not_hold_up_the_end(edge: Edge) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        prober = Prober(f"http://127.0.0.1:{silent.getsockname()[1]}", TOKEN, ("green",), 10)

        started = time.monotonic()
        with prober.running():
            connection, _ = silent.accept()
        ended = time.monotonic()
        connection.close()

    assert ended - started < 15, "a probe waits 30 s for its answer"


def test_token_is_not_shown() -> None:
    assert TOKEN not in repr(Prober("https://site.example", TOKEN, (), 1))
