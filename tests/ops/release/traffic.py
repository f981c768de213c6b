"""Viewers at the edge: so many requests a second, pages and API, each viewer with his own cookies.

Some viewers stay all the time, others come once. Each has an address of his own in 127/8, because
the router shares out viewers without a cookie by their address.
"""

import asyncio
import itertools
import json
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

import aiohttp

from tests.factories import inquiry_body

_RELEASE = re.compile(r'<meta name="release" content="([0-9a-f]+)"')
_ASSET = re.compile(r'(?:src|href)="(/assets/[^"]+)"')
_LONGEST_ANSWER_SECONDS = 60
_ARRIVALS_PER_SECOND = 2
_MOST_AT_ONCE = 8
"""The emulator starts a process for each request at once, and twenty at once keep two processors
busy for half a minute. So viewers come one after the other, and there are never more requests."""

_OLDEST_ROUTING_SECONDS = 5.0
"""Between a change of the routing and the moment at which the edge has read it. It reads it each
second, and takes longer on a busy machine."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one request got."""

    at: float
    """When it was sent."""
    viewer: str
    path: str
    status: int | None
    """None: no answer at all."""
    colour: str | None = None
    """The one that answered, where the answer says so."""
    page_release: str | None = None
    """Release of the page that the viewer looks at."""
    inquiry_id: str | None = None
    detail: str = ""
    milliseconds: float = 0.0

    @property
    def is_failure(self) -> bool:
        return self.status is None or self.status >= 400


@dataclass(slots=True)
class Traffic:
    """What was sent and answered, and the weights meanwhile."""

    exchanges: list[Exchange] = field(default_factory=list)
    weights: list[tuple[float, dict[str, int]]] = field(default_factory=list)
    late: int = 0
    """Requests that were not sent in time, because viewers were waiting or had not come yet."""

    @property
    def failures(self) -> list[Exchange]:
        return [each for each in self.exchanges if each.is_failure]

    @property
    def inquiry_ids(self) -> list[str]:
        return [each.inquiry_id for each in self.exchanges if each.inquiry_id]

    def had_no_viewers(self, colour: str, exchange: Exchange) -> bool:
        """Tell whether a colour may have had the weight 0 when the edge decided on a request."""
        return any(weights.get(colour, 0) == 0 for weights in self._weights_of(exchange))

    def had_viewers(self, colour: str, exchange: Exchange) -> bool:
        """Tell whether a colour may have had a weight when the edge decided on a request."""
        return any(weights.get(colour, 0) > 0 for weights in self._weights_of(exchange))

    def _weights_of(self, exchange: Exchange) -> list[dict[str, int]]:
        """Give the weights by which the edge may have decided on a request.

        It decided after the request was sent and before it was answered. What the routing was at
        a moment is told by the samples before and after it.
        """
        earliest = exchange.at - _OLDEST_ROUTING_SECONDS
        latest = exchange.at + exchange.milliseconds / 1000
        before = [weights for when, weights in self.weights if when <= earliest]
        during = [weights for when, weights in self.weights if earliest < when <= latest]
        after = [weights for when, weights in self.weights if when > latest]
        return [*before[-1:], *during, *after[:1]]

    def moves(self) -> Iterator[tuple[Exchange, Exchange]]:
        """Give each pair of a viewer's requests between which his colour changed."""
        by_viewer: dict[str, Exchange] = {}
        for each in self.exchanges:
            if each.colour is None:
                continue
            before = by_viewer.get(each.viewer)
            if before is not None and before.colour != each.colour:
                yield before, each
            by_viewer[each.viewer] = each


class _Viewer:
    """Somebody with an address and cookies, who asks for one thing after the other."""

    def __init__(self, url: str, number: int, is_faithful: bool, inquiry_every: int) -> None:
        self.name = f"127.{1 + number // 62500}.{number // 250 % 250}.{1 + number % 250}"
        self.is_busy = False
        self.visits = 0
        self._url = url
        self._number = number
        self._inquiry_every = inquiry_every
        self._steps = iter(self._visit())
        self._is_faithful = is_faithful
        self._cookies: dict[str, str] = {}
        self._release: str | None = None
        self._asset: str | None = None
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(),
            connector=aiohttp.TCPConnector(local_addr=(self.name, 0)),
            timeout=aiohttp.ClientTimeout(total=_LONGEST_ANSWER_SECONDS),
        )
        self._submitted: dict[str, str] = {}
        self._sent_at = time.time()
        self._milliseconds = 0.0

    @property
    def is_leaving(self) -> bool:
        return self.visits > 0 and not self._is_faithful

    async def close(self) -> None:
        await self._session.close()

    async def ask(self) -> Exchange:
        """Send the next request."""
        try:
            step = next(self._steps)
        except StopIteration:
            self._steps = iter(self._visit())
            step = next(self._steps)
        try:
            return await step()
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
            return self._exchange("no answer", None, detail=repr(error))

    def _visit(self) -> Iterator[Callable[[], "asyncio.Future[Exchange]"]]:
        yield self._look_at_page  # type: ignore[misc]
        yield self._load_asset  # type: ignore[misc]
        yield self._ask_health  # type: ignore[misc]
        yield self._list_services  # type: ignore[misc]
        if (self._number + self.visits) % self._inquiry_every == 0:
            yield self._submit  # type: ignore[misc]
            yield self._follow  # type: ignore[misc]
        self.visits += 1

    async def _look_at_page(self) -> Exchange:
        status, text = await self._send("GET", "/")
        found = _RELEASE.search(text)
        self._release = found.group(1) if found else None
        asset = _ASSET.search(text)
        self._asset = asset.group(1) if asset else None
        detail = "" if found else f"a page without a release: {text[:200]}"
        return self._exchange("/", status if found else None, detail=detail)

    async def _load_asset(self) -> Exchange:
        status, _ = await self._send("GET", self._asset or "/assets/none")
        return self._exchange(self._asset or "/assets/none", status)

    async def _ask_health(self) -> Exchange:
        status, text = await self._send("GET", "/api/v1/health")
        colour = json.loads(text)["stage"].rpartition("-")[2] if status == 200 else None
        return self._exchange("/api/v1/health", status, colour=colour, detail=text[:200])

    async def _list_services(self) -> Exchange:
        status, text = await self._send("GET", "/api/v1/services")
        return self._exchange("/api/v1/services", status, detail=text[:200])

    async def _submit(self) -> Exchange:
        body = inquiry_body(email=f"visitor{self._number}-{self.visits}@client.example")
        status, text = await self._send("POST", "/api/v1/inquiries", body)
        self._submitted = json.loads(text) if status == 201 else {}
        inquiry_id = self._submitted.get("id")
        return self._exchange("/api/v1/inquiries", status, inquiry_id=inquiry_id, detail=text[:200])

    async def _follow(self) -> Exchange:
        address = self._submitted["status_url"].partition("/status/")[2]
        inquiry_id, _, token = address.partition("#")
        path = f"/api/v1/inquiries/{inquiry_id}/status"
        status, text = await self._send("GET", path, headers={"X-Status-Token": token})
        return self._exchange(path, status, detail=text[:200])

    async def _send(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        sent = dict(headers or {})
        if path.startswith("/api/") and self._release:
            sent["X-Site-Release"] = self._release  # As the site's own scripts do.
        if self._cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        started, self._sent_at = time.perf_counter(), time.time()
        async with self._session.request(
            method, self._url + path, json=body, headers=sent, allow_redirects=False
        ) as answer:
            text = (await answer.read()).decode(errors="replace")
            self._milliseconds = (time.perf_counter() - started) * 1000
            for header in answer.headers.getall("Set-Cookie", []):
                for name, morsel in SimpleCookie(header).items():
                    self._cookies[name] = morsel.value
            return answer.status, text

    def _exchange(
        self,
        path: str,
        status: int | None,
        *,
        colour: str | None = None,
        inquiry_id: str | None = None,
        detail: str = "",
    ) -> Exchange:
        return Exchange(
            self._sent_at,
            self.name,
            path,
            status,
            colour=colour,
            page_release=self._release,
            inquiry_id=inquiry_id,
            detail=detail,
            milliseconds=self._milliseconds,
        )


@contextmanager
def traffic(
    url: str,
    read_weights: Callable[[], Mapping[str, int]],
    *,
    per_second: float,
    faithful: int = 12,
    passing: int = 8,
    inquiry_every: int = 9,
) -> Iterator[Traffic]:
    """Send requests in a thread of their own while the context lasts; then let all be answered."""
    seen = Traffic()
    stopping = threading.Event()
    run = _run(seen, stopping, url, per_second, faithful, passing, inquiry_every)
    faults: list[BaseException] = []

    def keep_going() -> None:
        try:
            asyncio.run(run)
        except BaseException as fault:  # noqa: BLE001  # told by the test's own thread
            faults.append(fault)

    def sample() -> None:
        while not stopping.wait(0.2):
            seen.weights.append((time.time(), dict(read_weights())))

    threads = [threading.Thread(target=each, daemon=True) for each in (keep_going, sample)]
    seen.weights.append((time.time(), dict(read_weights())))
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stopping.set()
        for thread in threads:
            thread.join(2 * _LONGEST_ANSWER_SECONDS)
    if faults:
        raise faults[0]


async def _run(
    seen: Traffic,
    stopping: threading.Event,
    url: str,
    per_second: float,
    faithful: int,
    passing: int,
    inquiry_every: int,
) -> None:
    numbers = itertools.count()
    viewers = [_Viewer(url, next(numbers), True, inquiry_every) for _ in range(faithful)]
    viewers += [_Viewer(url, next(numbers), False, inquiry_every) for _ in range(passing)]
    turns = itertools.count()
    running: set[asyncio.Task[None]] = set()

    async def serve(place: int) -> None:
        viewer = viewers[place]
        seen.exchanges.append(await viewer.ask())
        if viewer.is_leaving:
            viewers[place] = _Viewer(url, next(numbers), False, inquiry_every)
            await viewer.close()
        viewer.is_busy = False

    began = due = time.monotonic()
    while not stopping.is_set():
        due += 1 / per_second
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        come = 1 + int((time.monotonic() - began) * _ARRIVALS_PER_SECOND)
        place = _next_idle(viewers[:come], next(turns))
        if place is None or len(running) >= _MOST_AT_ONCE:
            seen.late += 1
            continue
        viewers[place].is_busy = True
        task = asyncio.create_task(serve(place))
        running.add(task)
        task.add_done_callback(running.discard)
    if running:
        await asyncio.gather(*running)
    for viewer in viewers:
        await viewer.close()


def _next_idle(viewers: list[_Viewer], turn: int) -> int | None:
    order: Iterable[int] = ((turn + each) % len(viewers) for each in range(len(viewers)))
    return next((place for place in order if not viewers[place].is_busy), None)
