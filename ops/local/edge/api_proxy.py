"""The way from the edge to the API, with the headers that CloudFront adds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote_to_bytes

import aiohttp
from aiohttp import web
from multidict import CIMultiDict
from yarl import URL

from ops.local.edge.answers import error_answer

_LARGEST_BODY_BYTES = 6 * 1024 * 1024
"""What Lambda takes. Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""

_LONGEST_ANSWER_SECONDS = 30.0
"""API Gateway gives up after 29 s and says so itself."""

_HOP_BY_HOP = frozenset(
    (
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "expect",
        "host",
        "content-length",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-forwarded-port",
    )
)
_HEALTH_ALIAS = "/api/v1/health"


class BodyTooLarge(Exception):
    """The request's body is larger than Lambda takes."""


@dataclass(slots=True)
class ApiProxy:
    """Passes requests on to one address, in development."""

    session: aiohttp.ClientSession
    base_url: str

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Pass a request on and give the API's answer, or say why there is none."""
        path = _HEALTH_ALIAS if request.path == "/health" else request.rel_url.raw_path
        return await pass_on(self.session, request, self.base_url + path)


async def pass_on(
    session: aiohttp.ClientSession,
    request: web.BaseRequest,
    address: str,
    *,
    more: Mapping[str, str] | None = None,
    dropped: Collection[str] = (),
) -> web.StreamResponse:
    """Pass a request on with its query and give the answer, or say why there is none.

    `more` are headers to add, `dropped` those to leave out, in lower case.
    """
    if is_bad_path(request.rel_url.raw_path):
        return error_answer(400, "BadPath", "The path is not a path of the API.")
    query = request.rel_url.raw_query_string
    target = URL(address + (f"?{query}" if query else ""), encoded=True)
    headers = _viewer_headers(request)
    for name in dropped:
        headers.popall(name, None)
    headers.update(more or {})
    try:
        body = await _read_body(request)
    except BodyTooLarge:
        refusal = error_answer(413, "BodyTooLarge", "The body is larger than 6 MB.")
        refusal.force_close()
        return refusal
    try:
        async with session.request(
            request.method,
            target,
            headers=headers,
            data=BytesIO(body) if body else None,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=_LONGEST_ANSWER_SECONDS, connect=5),
        ) as response:
            return _pass_back(response, await response.read())
    except TimeoutError:
        return error_answer(504, "ApiTimeout", "The API took too long to answer.")
    except aiohttp.ClientError:
        return error_answer(502, "ApiUnreachable", "The API can't be reached.")


def new_session(*, is_kept_open: bool = True) -> aiohttp.ClientSession:
    """Make the connections of a proxy, which passes bodies and cookies on untouched."""
    kept = {"keepalive_timeout": 30.0} if is_kept_open else {"force_close": True}
    return aiohttp.ClientSession(
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        connector=aiohttp.TCPConnector(limit=0, **kept),
        skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
    )


async def _read_body(request: web.BaseRequest) -> bytes:
    if (request.content_length or 0) > _LARGEST_BODY_BYTES:
        raise BodyTooLarge
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > _LARGEST_BODY_BYTES:
            raise BodyTooLarge
    return bytes(body)


def _viewer_headers(request: web.BaseRequest) -> CIMultiDict[str]:
    named_by_connection = {
        name.strip().lower() for name in request.headers.get("Connection", "").split(",")
    }
    headers = CIMultiDict(
        (name, value)
        for name, value in request.headers.items()
        if name.lower() not in _HOP_BY_HOP | named_by_connection
        # Only the edge may say these: a viewer's word on them is dropped.
        and not name.lower().startswith("cloudfront-")
    )
    address = viewer_address(request)
    peer = request.transport.get_extra_info("peername") if request.transport else None
    earlier = headers.popall("X-Forwarded-For", [])
    headers["X-Forwarded-For"] = ", ".join([*earlier, address])
    headers["X-Forwarded-Proto"] = "http"
    headers["X-Forwarded-Host"] = request.headers.get("Host", "localhost")
    headers["CloudFront-Viewer-Address"] = f"{address}:{peer[1] if peer else 0}"
    return headers


def viewer_address(request: web.BaseRequest) -> str:
    """Give the network address that a request came from."""
    return request.remote or "127.0.0.1"


def is_bad_path(raw_path: str) -> bool:
    """Tell whether a path could lead elsewhere, or is no text."""
    decoded = unquote_to_bytes(raw_path)
    try:
        text = decoded.decode()
    except UnicodeDecodeError:
        return True
    return "\0" in text or any(segment in (".", "..") for segment in text.split("/"))


def _pass_back(response: aiohttp.ClientResponse, body: bytes) -> web.Response:
    headers: CIMultiDict[str] = CIMultiDict(
        (name, value)
        for name, value in response.headers.items()
        if name.lower() not in _HOP_BY_HOP and name.lower() not in ("date", "server")
    )
    return web.Response(status=response.status, headers=headers, body=body)
