"""infrastructure/router.js in one Node process, and the events that CloudFront would give it.

The process is started again when it dies: a request that was in it is put again, once. It ends with
its standard input, so it never outlives the platform.
"""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from ops.local.messages import say

_HERE = Path(__file__).parent
_ROUTER = Path(__file__).parents[3] / "infrastructure" / "router.js"
_LONGEST_LINE_BYTES = 1024 * 1024
_RESTART_PAUSE_SECONDS = 0.1
_LONGEST_ANSWER_SECONDS = 5.0
_STOP_SECONDS = 2.0


class RouterFailed(Exception):
    """The router threw, took too long, or its process died."""


class RouterProcess:
    """The router, one request at a time as far as its process is concerned."""

    def __init__(self, router: Path = _ROUTER) -> None:
        self._command = ("node", str(_HERE / "router-process.mjs"), str(router))
        self._items: Mapping[str, str] = {}
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._last_id = 0
        self._process: asyncio.subprocess.Process | None = None
        self._is_running = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """Give the id of the process, None while there is none."""
        return self._process.pid if self._process and self._is_running.is_set() else None

    async def start(self) -> None:
        """Start the process, and again whenever it dies.

        Raises: OSError when there is no Node.
        """
        await self._spawn()
        self._keeper = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """End the process."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        self._is_running.clear()
        if self._process is None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def put_items(self, items: Mapping[str, str]) -> None:
        """Say what the key-value store holds from now on."""
        if items != self._items:
            self._items = items
            self._send({"items": items})

    async def route(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Give what the router makes of an event.

        Shape: {"request": ..., "origin": ... or None}, or {"response": ...}.
        Raises: RouterFailed.
        """
        try:
            return await self._ask(event)
        except ConnectionError:
            # It died under this request, which changes nothing and can be put again.
            return await self._ask_again(event)

    async def _ask_again(self, event: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return await self._ask(event)
        except ConnectionError as error:
            raise RouterFailed("the router's process keeps dying") from error

    async def _ask(self, event: Mapping[str, Any]) -> dict[str, Any]:
        try:
            async with asyncio.timeout(_LONGEST_ANSWER_SECONDS):
                await self._is_running.wait()
                self._last_id += 1
                number = self._last_id
                answer = asyncio.get_running_loop().create_future()
                self._waiting[number] = answer
                try:
                    self._send({"id": number, "event": event})
                    found: dict[str, Any] = await answer
                finally:
                    self._waiting.pop(number, None)
        except TimeoutError as error:
            raise RouterFailed("the router does not answer") from error
        if "error" in found:
            raise RouterFailed(found["error"])
        result: dict[str, Any] = found["result"]
        return result

    def _send(self, message: Mapping[str, Any]) -> None:
        if self._is_running.is_set() and self._process and self._process.stdin:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")

    async def _spawn(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE_BYTES,
            # Ctrl-C is for the platform, which then closes the standard input.
            start_new_session=True,
        )
        self._is_running.set()
        self._send({"items": self._items})

    async def _keep(self) -> None:
        while True:
            await self._read_answers()
            self._is_running.clear()
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(ConnectionError("the router's process died"))
            self._waiting.clear()
            say("the router's process died; starting it again")
            await asyncio.sleep(_RESTART_PAUSE_SECONDS)
            await self._spawn()

    async def _read_answers(self) -> None:
        process = self._process
        if process is None or process.stdout is None:
            return
        with suppress(ConnectionError):
            async for line in process.stdout:
                answer = json.loads(line)
                waiting = self._waiting.get(answer["id"])
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer)
        await process.wait()


def request_event(request: web.BaseRequest, address: str) -> dict[str, Any]:
    """Give a request as CloudFront gives it to a function on viewer requests.

    Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/
    functions-event-structure.html
    """
    headers = [(name.lower(), value) for name, value in request.headers.items()]
    return {
        "version": "1.0",
        "context": {"eventType": "viewer-request"},
        "viewer": {"ip": address},
        "request": {
            "method": request.method,
            "uri": request.rel_url.raw_path,
            "querystring": _fields(_query(request.rel_url.raw_query_string)),
            "headers": _fields([each for each in headers if each[0] != "cookie"]),
            "cookies": _fields(_cookies(request.headers.getall("Cookie", []))),
        },
    }


def response_event(
    request: Mapping[str, Any], status: int, headers: Mapping[str, str]
) -> dict[str, Any]:
    """Give a response as CloudFront gives it to a function on viewer responses."""
    return {
        "version": "1.0",
        "context": {"eventType": "viewer-response"},
        "request": dict(request),
        "response": {
            "statusCode": status,
            "headers": _fields([(name.lower(), value) for name, value in headers.items()]),
            "cookies": {},
        },
    }


def _fields(pairs: list[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """Give pairs as CloudFront does: the last value, and all of them where there are several."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in pairs:
        known = found.get(name)
        several = [*known.get("multiValue", [{"value": known["value"]}])] if known else []
        found[name] = {"value": value}
        if known:
            found[name]["multiValue"] = [*several, {"value": value}]
    return found


def _query(text: str) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in text.split("&") if part)
    return [(name, value) for name, _, value in parts]


def _cookies(headers: list[str]) -> list[tuple[str, str]]:
    parts = (part.strip().partition("=") for header in headers for part in header.split(";"))
    return [(unquote(name), value) for name, equals, value in parts if equals]
