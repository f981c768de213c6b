"""The edge serves the site, passes the API on, and answers in one error shape by itself."""

import asyncio
import gzip
import io
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from multidict import CIMultiDict
from yarl import URL

from ops.local.edge.api_proxy import ApiProxy, new_session
from ops.local.edge.server import Rooms, serve_edge
from ops.local.edge.site import Site
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


@dataclass(frozen=True, slots=True)
class _Edge:
    url: str
    api: _Api
    client: aiohttp.ClientSession

    async def get(self, path: str, method: str = "GET", **options: Any) -> tuple[Any, bytes]:
        target = URL(self.url + path, encoded=True)
        async with self.client.request(method, target, allow_redirects=False, **options) as found:
            return found, await found.read()


@asynccontextmanager
async def _serving(root: Path, *, is_api_up: bool = True) -> AsyncIterator[_Edge]:
    (root / "assets").mkdir(parents=True)
    pages = ("index", "contact", "privacy", "status", "admin", "404")
    for page in pages:
        (root / f"{page}.html").write_text(f"<!doctype html><title>{page}</title>")
    (root / "assets" / "app-1a2b.js").write_text("// " + "x" * 5000)
    (root / "robots.txt").write_text("User-agent: *")
    (root.parent / "secret.txt").write_text("secret")

    api, api_port, port = _Api(), free_port(), free_port()
    runner = web.ServerRunner(web.Server(api.answer, auto_decompress=False))
    await runner.setup()
    if is_api_up:
        await web.TCPSite(runner, "127.0.0.1", api_port).start()
    local = LocalRoom(MailJournal(root.parent / "mail.jsonl"), ModeSwitch(), publish=[].append)
    async with new_session() as session, aiohttp.ClientSession(auto_decompress=False) as client:
        proxy = ApiProxy(session, f"http://127.0.0.1:{api_port}/stage")
        rooms = Rooms(proxy.answer, local.answer, Site(root).answer)
        edge = await serve_edge(rooms, reserve_port(port))
        yield _Edge(f"http://127.0.0.1:{port}", api, client)
        await edge.cleanup()
        await runner.cleanup()


def _with_edge(
    tmp_path: Path, test: Callable[[_Edge], Awaitable[None]], *, is_api_up: bool = True
) -> None:
    async def run() -> None:
        async with _serving(tmp_path / "dist", is_api_up=is_api_up) as edge:
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
        for path in ("/nothing", "/assets/none-1.js", "/contact.html/x"):
            found, body = await edge.get(path)
            assert (found.status, b"<title>404" in body) == (404, True), path
            assert found.headers["Cache-Control"] == "no-cache"
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
            },
        )

        ((method, path, headers, sent),) = edge.api.seen
        assert (method, path) == ("PUT", "/stage/api/v1/inquiries/a%2Fb?cursor=%3D%26&x=")
        assert sent == b"\x1f\x8b not really gzip"
        assert headers["Cookie"] == "session=s"
        assert headers["X-Forwarded-For"] == "203.0.113.9, 127.0.0.1"
        assert headers["CloudFront-Viewer-Address"].startswith("127.0.0.1:")
        assert len(headers.getall("CloudFront-Viewer-Address")) == 1
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
