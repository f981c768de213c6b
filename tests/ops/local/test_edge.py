"""The edge serves the site, passes the API on, and answers in one error shape by itself."""

import asyncio
import gzip
import hashlib
import io
import json
import os
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from botocore.exceptions import EndpointConnectionError
from multidict import CIMultiDict
from yarl import URL

from ops.edge.routing import Routing
from ops.local.edge.api_proxy import new_session
from ops.local.edge.bucket import SiteBucket
from ops.local.edge.distribution import Distribution, keep_fresh, origin_url
from ops.local.edge.router_process import RouterProcess
from ops.local.edge.server import Rooms, serve_edge
from ops.local.inbox.journal import MailJournal
from ops.local.local_room import LocalRoom
from ops.local.ports import free_port, reserve_port
from ops.local.responder.modes import ModeSwitch

_PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(slots=True)
class _Api:
    """An API that tells what reached it."""

    seen: list[tuple[str, str, CIMultiDict[str], bytes]] = field(default_factory=list)

    async def answer(self, request: web.BaseRequest) -> web.Response:
        body = await request.read()
        self.seen.append((request.method, request.raw_path, CIMultiDict(request.headers), body))
        headers: CIMultiDict[str] = CIMultiDict({"X-Request-Id": "r1"})
        headers.add("Set-Cookie", "session=a; HttpOnly")
        headers.add("Set-Cookie", "colour=b")
        return web.Response(status=201, body=b'{"ok": true}', headers=headers)


@dataclass(slots=True)
class _S3:
    """A bucket, as far as the edge asks it."""

    objects: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, key: str, body: str, content_type: str, cache: str, **more: str) -> None:
        etag = f'"{hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()}"'
        headers = {"Content-Type": content_type, "Cache-Control": cache, "ETag": etag}
        self.objects[f"/site/{key}"] = (body.encode(), {**headers, **more})

    async def answer(self, request: web.BaseRequest) -> web.Response:
        self.asked.append(request.path)
        if request.path not in self.objects:
            return web.Response(
                status=404, text="<Code>NoSuchKey</Code>", content_type="application/xml"
            )
        body, headers = self.objects[request.path]
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304, headers={"ETag": headers["ETag"]})
        return web.Response(body=body, headers=headers)


@dataclass(frozen=True, slots=True)
class _Edge:
    url: str
    api: _Api
    s3: _S3
    router: RouterProcess
    routing: Routing
    client: aiohttp.ClientSession

    def put(self, routing: Routing) -> None:
        pages = json.dumps(["/", "/contact", "/privacy", "/status", "/admin", "/robots.txt"])
        self.router.put_items({"routing": routing.to_json(), "pages.r1": pages, "pages.r2": pages})

    async def get(self, path: str, method: str = "GET", **options: Any) -> tuple[Any, bytes]:
        target = URL(self.url + path, encoded=True)
        async with self.client.request(method, target, allow_redirects=False, **options) as found:
            return found, await found.read()


def _fill(s3: _S3) -> None:
    for release, mark in (("r1", ""), ("r2", " of r2")):
        for page in ("index", "contact", "privacy", "status", "admin", "404"):
            more = {"x-amz-meta-status": "404"} if page == "404" else {}
            text = f"<!doctype html><title>{page}</title>{mark}"
            key = f"releases/{release}/{page}.html"
            s3.put(key, text, "text/html; charset=utf-8", "no-cache", **more)
        s3.put(f"releases/{release}/robots.txt", "User-agent: *", "text/plain", "no-cache")
    immutable = "public, max-age=31536000, immutable"
    s3.put("assets/app-1a2b.js", "// " + "x" * 5000, "text/javascript; charset=utf-8", immutable)


@asynccontextmanager
async def _served(answer: Any) -> AsyncIterator[int]:
    port = free_port()
    runner = web.ServerRunner(web.Server(answer, auto_decompress=False))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield port
    await runner.cleanup()


@asynccontextmanager
async def _serving(root: Path, *, is_api_up: bool = True) -> AsyncIterator[_Edge]:
    api, s3, port, router = _Api(), _S3(), free_port(), RouterProcess()
    _fill(s3)
    local = LocalRoom(MailJournal(root / "mail.jsonl"), ModeSwitch(), publish=[].append)
    await router.start()
    async with (
        _served(api.answer) as api_port,
        _served(s3.answer) as s3_port,
        new_session() as session,
        aiohttp.ClientSession(auto_decompress=False) as client,
    ):
        domain = f"127.0.0.1:{api_port if is_api_up else free_port()}"
        bucket = SiteBucket(session, f"http://127.0.0.1:{s3_port}/site")
        answer = Distribution(router, bucket, session, "http://127.0.0.1:1").answer
        edge = await serve_edge(Rooms(answer, local.answer, answer).answer, reserve_port(port))
        routing = Routing({}, token="t" * 43, secret="s" * 43)
        routing = routing.with_colour("blue", domain, "/stage").with_release("blue", "r1")
        found = _Edge(f"http://127.0.0.1:{port}", api, s3, router, routing, client)
        found.put(routing)
        yield found
        await edge.cleanup()
        await router.stop()


def _with_edge(
    tmp_path: Path, test: Callable[[_Edge], Awaitable[None]], *, is_api_up: bool = True
) -> None:
    async def run() -> None:
        async with _serving(tmp_path, is_api_up=is_api_up) as edge:
            await test(edge)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "index"),
        ("/contact", "contact"),
        ("/privacy?from=mail", "privacy"),
        ("/status", "status"),
        ("/status/01a2-b3", "status"),
        ("/admin", "admin"),
        ("/admin/inquiries/01a2", "admin"),
    ],
)
def test_pages_are_found(tmp_path: Path, path: str, page: str) -> None:
    async def test(edge: _Edge) -> None:
        found, body = await edge.get(path)

        assert (found.status, body.decode()) == (200, f"<!doctype html><title>{page}</title>")
        assert found.headers["Content-Type"] == "text/html; charset=utf-8"
        assert found.headers["Cache-Control"] == "no-cache"
        is_admin = page == "admin"
        wanted = _PUBLIC_POLICY.replace(
            "style-src 'self'",
            "style-src 'self' 'unsafe-inline'" if is_admin else "style-src 'self'",
        )
        assert found.headers["Content-Security-Policy"] == wanted
        assert found.headers["X-Content-Type-Options"] == "nosniff"

    _with_edge(tmp_path, test)


def test_hashed_assets_are_kept_for_ever_and_compressed(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        found, body = await edge.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "gzip"})
        again, nothing = await edge.get(
            "/assets/app-1a2b.js", headers={"If-None-Match": found.headers["ETag"]}
        )

        assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert found.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(body).startswith(b"// xxx")
        assert (again.status, nothing) == (304, b"")

    _with_edge(tmp_path, test)


def test_unknown_pages_are_404_and_no_file_outside_is_served(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        for path in ("/nothing", "/contact.html/x"):
            found, body = await edge.get(path)
            assert (found.status, b"<title>404" in body) == (404, True), path
            assert found.headers["Cache-Control"] == "no-cache"
            assert not [name for name in found.headers if name.lower().startswith("x-amz")]
        found, _ = await edge.get("/nothing", headers={"If-None-Match": found.headers["ETag"]})
        assert found.status == 404
        assert (await edge.get("/assets/none-1.js"))[0].status == 404
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/a/..%2f..%2fsecret.txt", "/%ff"):
            found, body = await edge.get(path)
            assert (found.status, json.loads(body)["Code"]) == (400, "BadPath"), path

    _with_edge(tmp_path, test)


def test_a_slash_at_the_end_is_dropped_without_leaving_the_site(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        for path, wanted in (("/contact/", "/contact"), ("//evil.example//", "/evil.example")):
            found, _ = await edge.get(path)
            assert (found.status, found.headers["Location"]) == (308, wanted)

    _with_edge(tmp_path, test)


def test_the_site_refuses_other_methods(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        found, body = await edge.get("/contact", method="POST")

        assert (found.status, found.headers["Allow"]) == (405, "GET, HEAD")
        assert set(json.loads(body)) == {"Code", "Message", "Details"}

    _with_edge(tmp_path, test)


def test_api_requests_are_passed_on_as_they_came(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        found, body = await edge.get(
            "/api/v1/inquiries/a%2Fb?cursor=%3D%26&x=",
            method="PUT",
            data=b"\x1f\x8b not really gzip",
            headers={
                "Content-Type": "application/json",
                "Content-Encoding": "gzip",
                "Cookie": "session=s",
                "X-Forwarded-For": "203.0.113.9",
                "CloudFront-Viewer-Address": "198.51.100.1:1",
                "X-Origin-Secret": "guessed",
                "X-Colour": "guessed.green",
            },
        )

        ((method, path, headers, sent),) = edge.api.seen
        assert (method, path) == ("PUT", "/stage/api/v1/inquiries/a%2Fb?cursor=%3D%26&x=")
        assert sent == b"\x1f\x8b not really gzip"
        assert headers["Cookie"] == "session=s"
        assert headers["X-Forwarded-For"] == "203.0.113.9, 127.0.0.1"
        assert headers["CloudFront-Viewer-Address"].startswith("127.0.0.1:")
        assert len(headers.getall("CloudFront-Viewer-Address")) == 1
        assert headers.getall("X-Origin-Secret") == ["s" * 43]
        assert "X-Colour" not in headers
        assert (found.status, body) == (201, b'{"ok": true}')
        assert found.headers.getall("Set-Cookie") == ["session=a; HttpOnly", "colour=b"]
        assert found.headers["X-Request-Id"] == "r1"

    _with_edge(tmp_path, test)


def test_health_is_an_alias(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        await edge.get("/health")

        assert edge.api.seen[0][1] == "/stage/api/v1/health"

    _with_edge(tmp_path, test)


def test_a_body_over_six_megabytes_is_refused(tmp_path: Path) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(7):
            yield b"x" * 1024 * 1024

    async def test(edge: _Edge) -> None:
        for data in (io.BytesIO(b"x" * (6 * 1024 * 1024 + 1)), chunks()):
            found, body = await edge.get("/api/v1/inquiries", method="POST", data=data)
            assert (found.status, json.loads(body)["Code"]) == (413, "BodyTooLarge")
        assert edge.api.seen == []

    _with_edge(tmp_path, test)


def test_an_api_that_is_away_is_said_as_json(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        found, body = await edge.get("/api/v1/services")

        assert found.status == 502
        assert json.loads(body) == {
            "Code": "ApiUnreachable",
            "Message": "The API can't be reached.",
            "Details": {},
        }

    _with_edge(tmp_path, test, is_api_up=False)


def test_a_change_of_the_routing_moves_page_and_api_together(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        domain = edge.routing.colours["blue"].domain
        both = edge.routing.with_colour("green", domain, "/other").with_release("green", "r2")
        for weights, mark, stage in (
            ({"blue": 100}, b"", "/stage"),
            ({"green": 100}, b" of r2", "/other"),
        ):
            edge.put(both.with_weights(weights))
            _, page = await edge.get("/contact")
            await edge.get("/api/v1/services")
            assert page.endswith(b"</title>" + mark)
            assert edge.api.seen[-1][1] == f"{stage}/api/v1/services"

        edge.put(both.with_weights({"blue": 50, "green": 50}))
        for colour, mark in (("blue", b""), ("green", b" of r2")):
            _, page = await edge.get("/contact", headers={"Cookie": f"a=b; colour={colour}"})
            assert page.endswith(b"</title>" + mark)

    _with_edge(tmp_path, test)


def test_a_verification_reaches_a_colour_without_weight(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        domain = edge.routing.colours["blue"].domain
        edge.put(edge.routing.with_colour("green", domain, "/other"))

        await edge.get("/api/v1/services", headers={"X-Colour": f"{'t' * 43}.green"})
        await edge.get("/api/v1/services", headers={"X-Colour": f"{'x' * 43}.green"})

        assert [path for _, path, *_ in edge.api.seen] == [
            "/other/api/v1/services",
            "/stage/api/v1/services",
        ]

    _with_edge(tmp_path, test)


def test_a_legacy_back_end_gets_everything_but_assets(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        domain = edge.routing.colours["blue"].domain
        routing = edge.routing.with_colour("legacy", domain, is_legacy=True)
        edge.put(routing.with_weights({"legacy": 100}))

        for method, path in (("GET", "/"), ("POST", "/contact/?a=%20&b"), ("GET", "/health")):
            found, _ = await edge.get(path, method=method, data=b"x" if method == "POST" else None)
            assert found.status == 201
        ours, _ = await edge.get("/assets/app-1a2b.js")
        theirs, _ = await edge.get("/assets/theirs.js")

        assert [each[1] for each in edge.api.seen] == ["/", "/contact/?a=%20&b", "/health"]
        assert (ours.status, theirs.status) == (200, 404)
        assert all("X-Origin-Secret" not in each[2] for each in edge.api.seen)

    _with_edge(tmp_path, test)


def test_nothing_deployed_is_said_honestly(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        edge.router.put_items({})

        page, _ = await edge.get("/")
        api, body = await edge.get("/api/v1/services")

        assert (page.status, page.content_type) == (503, "text/html")
        assert (api.status, json.loads(body)["Code"]) == (503, "Unavailable")

    _with_edge(tmp_path, test)


def test_a_router_that_dies_is_started_again_and_no_request_is_lost(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        former = edge.router.pid
        assert former is not None
        asked = [asyncio.create_task(edge.get("/contact")) for _ in range(20)]
        await asyncio.sleep(0)
        os.kill(former, signal.SIGKILL)

        answers = await asyncio.gather(*asked)

        assert {found.status for found, _ in answers} == {200}
        assert (await edge.get("/api/v1/services"))[0].status == 201
        assert edge.router.pid not in (None, former)

    _with_edge(tmp_path, test)


def test_a_store_that_is_away_leaves_the_router_with_what_it_knows(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        later = edge.routing.with_release("blue", "r2").to_json()
        answers: list[Any] = [
            EndpointConnectionError(endpoint_url="http://store"),
            {"routing": later, "pages.r2": '["/contact"]'},
        ]
        seen: list[bytes] = []

        def read() -> dict[str, str]:
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if isinstance(answer, Exception):
                raise answer
            found: dict[str, str] = answer
            return found

        seen.append((await edge.get("/contact"))[1])
        refresh = asyncio.create_task(keep_fresh(edge.router, read, pause_seconds=0.01))
        while not seen[-1].endswith(b" of r2"):
            assert not refresh.done()
            found, body = await edge.get("/contact")
            assert found.status == 200
            seen.append(body)
        refresh.cancel()

    _with_edge(tmp_path, test)


def test_the_router_ends_with_the_edge(tmp_path: Path) -> None:
    ended: list[int] = []

    async def test(edge: _Edge) -> None:
        assert edge.router.pid is not None
        ended.append(edge.router.pid)

    _with_edge(tmp_path, test)

    with pytest.raises(ProcessLookupError):
        os.kill(ended[0], 0)


def test_assets_are_asked_for_once_and_pages_each_time(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        for _ in range(3):
            await edge.get("/assets/app-1a2b.js")
            await edge.get("/contact")

        assert edge.s3.asked.count("/site/assets/app-1a2b.js") == 1
        assert edge.s3.asked.count("/site/releases/r1/contact.html") == 3

    _with_edge(tmp_path, test)


def test_an_api_of_aws_is_found_on_the_emulator() -> None:
    emulator = "http://127.0.0.1:4566"

    assert origin_url("abc1234567.execute-api.us-east-1.amazonaws.com", emulator) == (
        "http://127.0.0.1:4566/_aws/execute-api/abc1234567"
    )
    assert origin_url("old.example", emulator) == "https://old.example"
    assert origin_url("localhost:8080", emulator) == "http://localhost:8080"


@pytest.mark.parametrize(
    "path", ["/api/v1/%00", "/api/v1/../x", "/api/%2e%2e/x", "/api/v1/%ff"], ids=repr
)
def test_a_bad_api_path_is_refused(tmp_path: Path, path: str) -> None:
    async def test(edge: _Edge) -> None:
        found, body = await edge.get(path)

        assert (found.status, json.loads(body)["Code"]) == (400, "BadPath")
        assert edge.api.seen == []

    _with_edge(tmp_path, test)


def test_what_is_no_http_gets_json(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        port = int(edge.url.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /api HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n")
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()

        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.split(b" ")[1] == b"400"
        assert set(json.loads(body)) == {"Code", "Message", "Details"}

    _with_edge(tmp_path, test)


def test_the_ai_switch_takes_only_its_modes(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        assert json.loads((await edge.get("/_local/ai"))[1]) == {"mode": "normal"}
        for mode in ("down", "slow", "throttled", "hostile", "normal"):
            found, body = await edge.get("/_local/ai", method="PUT", json={"mode": mode})
            assert (found.status, json.loads(body)) == (200, {"mode": mode})
        for wrong in (b'{"mode": "angry"}', b"{", b"[]", b"null", b'{"mode": ["down"]}'):
            found, body = await edge.get("/_local/ai", method="PUT", data=wrong)
            assert found.status == 400
            assert "mode" in json.loads(body)["Details"]["fields"]

    _with_edge(tmp_path, test)


def test_the_inbox_is_a_page_of_its_own(tmp_path: Path) -> None:
    async def test(edge: _Edge) -> None:
        for path, kind in (
            ("/inbox", "text/html"),
            ("/_local/inbox.js", "text/javascript"),
            ("/_local/inbox.css", "text/css"),
        ):
            found, body = await edge.get(path)
            assert (found.status, found.content_type) == (200, kind)
            assert body
        found, body = await edge.get("/_local/secrets")
        assert (found.status, json.loads(body)["Code"]) == (404, "NotFound")

    _with_edge(tmp_path, test)


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Exception, match=f"Port {port} is in use"):
            reserve_port(port)
