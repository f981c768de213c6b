"""The OpenAI-compatible endpoint that the emulator asks for Bedrock's answers."""

import asyncio
import json
import math
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import aiohttp
from aiohttp import web

from ops.local.ports import free_port
from ops.local.responder.drafts import compose_draft, compose_hostile
from ops.local.responder.modes import Mode, ModeSwitch
from ops.local.responder.request import DraftRequest, read_request

_CHARACTERS_PER_TOKEN = 4
_LARGEST_REQUEST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class NamedServer:
    """An OpenAI-compatible server of the developer's: AI_RESPONDER_URL, and what it may need."""

    url: str
    model: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Responder:
    """Answers chat completions as the switch says."""

    switch: ModeSwitch
    named_server: NamedServer | None = None
    slow_seconds: float = 8.0
    """How long slow mode takes."""

    async def answer(self, request: web.Request) -> web.Response:
        """Answer POST /v1/chat/completions."""
        mode = self.switch.mode
        if mode is Mode.DOWN:
            return _failure(503, "The model is down, as asked for.")
        if mode is Mode.THROTTLED:
            return _failure(429, "Too many requests, as asked for.")
        try:
            body = await request.json()
            draft = read_request(body)
        except (ValueError, AttributeError) as error:
            return _failure(400, str(error))
        if mode is Mode.SLOW:
            await asyncio.sleep(self.slow_seconds)
        if mode is Mode.HOSTILE:
            return _completion(body, draft, compose_hostile(draft))
        if self.named_server:
            return await _ask(self.named_server, body)
        return _completion(body, draft, compose_draft(draft))


async def serve_responder(responder: Responder) -> tuple[web.AppRunner, str]:
    """Serve on a free port; give the runner, which the caller cleans up, and the address."""
    app = web.Application(client_max_size=_LARGEST_REQUEST_BYTES)
    app.router.add_post("/v1/chat/completions", responder.answer)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner, f"http://127.0.0.1:{port}"


async def _ask(server: NamedServer, body: dict[str, Any]) -> web.Response:
    headers = {"Authorization": f"Bearer {server.key}"} if server.key else {}
    asked = {**body, "model": server.model or body.get("model")}
    address = f"{server.url.rstrip('/').removesuffix('/v1')}/v1/chat/completions"
    try:
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.post(address, json=asked) as response,
        ):
            return web.Response(
                status=response.status,
                body=await response.read(),
                content_type="application/json",
            )
    except aiohttp.ClientError as error:
        return _failure(503, f"{server.url} can't be reached: {error}")


def _completion(body: dict[str, Any], draft: DraftRequest, text: str) -> web.Response:
    longest = int(body.get("max_tokens") or 1_000_000)
    is_cut = _tokens(text) > longest
    if is_cut:
        text = text[: longest * _CHARACTERS_PER_TOKEN]
    prompt_tokens, completion_tokens = _tokens(draft.prompt), _tokens(text)
    return _json(
        {
            "id": f"chatcmpl-{uuid4().hex}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body.get("model"),
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": text},
                    "finish_reason": "length" if is_cut else "stop",
                }
            ],
            "usage": {
                "prompt_tokens": prompt_tokens,
                "completion_tokens": completion_tokens,
                "total_tokens": prompt_tokens + completion_tokens,
            },
        }
    )


def _failure(status: int, message: str) -> web.Response:
    return _json({"error": {"message": message, "type": "local_responder"}}, status)


def _json(value: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(
        body=json.dumps(value).encode(), status=status, content_type="application/json"
    )


def _tokens(text: str) -> int:
    return max(1, math.ceil(len(text) / _CHARACTERS_PER_TOKEN))
