"""The site in development: Vite's own server, its web socket for reloads included."""

import asyncio
from dataclasses import dataclass

import aiohttp
from aiohttp import web
from yarl import URL

from ops.local.edge.answers import error_answer
from ops.local.edge.api_proxy import ApiProxy


@dataclass(frozen=True, slots=True)
class DevelopmentSite:
    """Passes everything on to Vite."""

    session: aiohttp.ClientSession
    base_url: str

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Pass a request on, or tie two web sockets together."""
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return await self._tie(request)
        return await ApiProxy(self.session, self.base_url).answer(request)

    async def _tie(self, request: web.BaseRequest) -> web.StreamResponse:
        # Vite answers only to the one protocol that its page asks for.
        asked = request.headers.get("Sec-WebSocket-Protocol", "")
        protocols = [each.strip() for each in asked.split(",") if each.strip()]
        viewer = web.WebSocketResponse(protocols=protocols)
        address = URL(self.base_url + request.rel_url.raw_path_qs, encoded=True)
        try:
            async with self.session.ws_connect(address, protocols=protocols) as vite:
                await viewer.prepare(request)
                ends = [
                    asyncio.create_task(_copy(viewer, vite)),
                    asyncio.create_task(_copy(vite, viewer)),
                ]
                await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
                for end in ends:
                    end.cancel()
                await viewer.close()
        except aiohttp.ClientError:
            return error_answer(502, "SiteUnreachable", "Vite can't be reached.")
        return viewer


async def _copy(
    source: web.WebSocketResponse | aiohttp.ClientWebSocketResponse,
    target: web.WebSocketResponse | aiohttp.ClientWebSocketResponse,
) -> None:
    async for message in source:
        if message.type == aiohttp.WSMsgType.TEXT:
            await target.send_str(message.data)
        elif message.type == aiohttp.WSMsgType.BINARY:
            await target.send_bytes(message.data)
