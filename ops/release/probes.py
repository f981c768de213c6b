"""Read-only requests to both colours in turn, so that a site without visitors has figures too.

They take the way that viewers take, and name their colour by the override header. Between them
they touch the router, the site's bucket, API Gateway, the start of the code, the tables and the
look-up of sessions; none of them writes anything or needs a sign-in.
"""

import itertools
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from ops.release.figures import Probe

_NOBODY = "00000000-0000-7000-8000-000000000000"
PATHS: Mapping[str, int] = {
    "/": 200,
    "/api/v1/health/ready": 200,
    "/api/v1/services": 200,
    f"/api/v1/inquiries/{_NOBODY}/status": 404,
    "/api/v1/admin/inquiries": 401,
}
"""What is asked, with the status that is right."""

LEGACY_PATHS: Mapping[str, int] = {"/": 200}
"""What a legacy back end is asked: it has none of our paths but the first page."""

_TIMEOUT_SECONDS = 30.0
"""API Gateway gives up after 29 s and says so."""

_END_SECONDS = 1.0
"""How long the end waits for probes that are under way. A colour that hangs must not hold up the
viewers that are taken back from it."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(slots=True)
class Prober:
    """Sends probes to colours in turn, and keeps what they got until somebody takes it."""

    url: str
    """Origin of the edge."""
    token: str = field(repr=False)
    colours: Sequence[str]
    per_second: float
    """Of each colour."""
    legacy: Collection[str] = ()
    """Colours of which only the first page is asked."""
    _done: list[Probe] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def take(self, colour: str) -> list[Probe]:
        """Give the probes of a colour since it was asked last."""
        with self._lock:
            taken = [probe for probe in self._done if probe.colour == colour]
            self._done = [probe for probe in self._done if probe.colour != colour]
        return taken

    @contextmanager
    def running(self) -> Iterator["Prober"]:
        """Send probes while the context lasts. A colour that hangs does not hold up the other."""
        threads = [
            threading.Thread(target=self._probe_again, args=(colour,), daemon=True)
            for colour in self.colours
        ]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._stopping.set()
            deadline = time.monotonic() + _END_SECONDS
            for thread in threads:
                thread.join(max(0.0, deadline - time.monotonic()))

    def _probe_again(self, colour: str) -> None:
        due = time.monotonic()
        paths = LEGACY_PATHS if colour in self.legacy else PATHS
        for path, expected in itertools.cycle(paths.items()):
            if self._stopping.wait(max(0.0, due - time.monotonic())):
                return
            probe = self.probe(colour, path, expected)
            with self._lock:
                self._done.append(probe)
            # One that took long is not made up for: that would be a burst.
            due = max(due + 1 / self.per_second, time.monotonic())

    def probe(self, colour: str, path: str, expected: int) -> Probe:
        """Send one probe."""
        request = urllib.request.Request(
            self.url + path,
            headers={"X-Colour": f"{self.token}.{colour}", "User-Agent": "release-probe"},
        )
        opener = urllib.request.build_opener(_NoRedirects)
        started = time.perf_counter()
        status: int | None = None
        request_id = None
        try:
            with opener.open(request, timeout=_TIMEOUT_SECONDS) as answer:
                answer.read()
                status, request_id = answer.status, answer.headers.get("X-Request-Id")
        except urllib.error.HTTPError as error:
            with error:
                status, request_id = error.code, error.headers.get("X-Request-Id")
        except OSError:
            pass  # No status is what the gate has to know.
        milliseconds = (time.perf_counter() - started) * 1000
        return Probe(colour, f"GET {path}", status, expected, milliseconds, request_id)
