"""The edge's server: one function that knows which room answers which path."""

import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ops.local.edge.answers import error_answer

Answerer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

_LARGEST_HEADER_BYTES = 20_480
"""CloudFront's limit.
Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"""


@dataclass(frozen=True, slots=True)
class Rooms:
    """Who answers what. The development server has rooms of its own for site and API."""

    api: Answerer
    local: Answerer
    site: Answerer

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer any request."""
        path = request.rel_url.raw_path
        if path == "/health" or path == "/api" or path.startswith("/api/"):
            return await self.api(request)
        if path == "/inbox" or path.startswith("/_local/"):
            return await self.local(request)
        return await self.site(request)


class _EdgeProtocol(web.RequestHandler):
    """A connection whose own errors have the API's shape, too."""

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no HTTP, and what went wrong here."""
        super().handle_error(request, status, exc, message)
        if status == 400:
            answer = error_answer(400, "BadRequest", "This is not a valid HTTP request.")
        else:
            answer = error_answer(status, "EdgeFailure", "The local edge failed.")
        answer.force_close()
        return answer


class _EdgeServer(web.Server):
    def __call__(self) -> web.RequestHandler:
        return _EdgeProtocol(self, loop=self._loop, **self._kwargs)


async def serve_edge(answer: Answerer, sockets: list[socket.socket]) -> web.ServerRunner:
    """Serve on sockets that are bound already; the caller cleans the runner up."""
    options: dict[str, Any] = {
        "access_log": None,
        # The API gets a body as the viewer sent it.
        "auto_decompress": False,
        "max_line_size": _LARGEST_HEADER_BYTES,
        "max_field_size": _LARGEST_HEADER_BYTES,
    }
    runner = web.ServerRunner(
        _EdgeServer(answer, **options), handle_signals=False, shutdown_timeout=3.0
    )
    await runner.setup()
    for bound in sockets:
        await web.SockSite(runner, bound).start()
    return runner
