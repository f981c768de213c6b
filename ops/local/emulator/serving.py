"""Start MiniStack's server with the shims applied, and end it with its state saved.

MiniStack saves only when it stops. One path is added, POST /_platform/save, which saves at once:
the platform asks for it when the stacks are deployed, so that a kill never loses those.
"""

import asyncio
import faulthandler
import fcntl
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NoReturn

from hypercorn.asyncio import serve as serve_asgi
from hypercorn.config import Config
from ministack import app as ministack
from ministack.core.persistence import save_all

from ops.local.emulator import (
    api_import,
    bedrock_failures,
    bedrock_stop_reason,
    function_states,
    gateway_responses,
    layer_files,
    mail_journal,
    queue_addresses,
    read_capacity,
    rest_of_template,
    shared_layers,
    silent_handlers,
    topic_notifications,
)
from ops.local.emulator.orderly_stop import finish_running_work, kill_workers

_SAVE_PATH = "/_platform/save"
_LONG_STOP_SECONDS = 19.0
_SHIMS = (
    api_import,
    bedrock_failures,
    bedrock_stop_reason,
    function_states,
    gateway_responses,
    layer_files,
    mail_journal,
    queue_addresses,
    read_capacity,
    rest_of_template,
    shared_layers,
    silent_handlers,
    topic_notifications,
)


def serve() -> None:
    """Serve until told to stop; never return."""
    for shim in _SHIMS:
        shim.apply()
    state = Path(os.environ["STATE_DIR"])
    state.mkdir(parents=True, exist_ok=True)
    lock = (state.parent / "emulator.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    mark = state.parent / "running.json"
    mark.write_text(json.dumps({"pid": os.getpid(), "started_at": time.time()}))

    if not sys.stdin.isatty():
        threading.Thread(target=_stop_with_the_starter, daemon=True).start()
    asyncio.run(_serve_until_stopped(_ending_when_saved(mark)))


async def _serve_until_stopped(answer: Callable[..., Awaitable[None]]) -> None:
    config = Config()
    config.bind = [f"{os.environ['BIND_HOST']}:{os.environ['GATEWAY_PORT']}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 2
    config.loglevel = "WARNING"
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)

    async def stop_in_order() -> None:
        await stopping.wait()
        # Threads in the log, should the stop take so long that the platform is about to kill it.
        faulthandler.dump_traceback_later(_LONG_STOP_SECONDS)
        # While the server still answers: a worker that loses it half-way would do its work twice.
        await asyncio.to_thread(finish_running_work)

    await serve_asgi(answer, config, shutdown_trigger=stop_in_order)


def _ending_when_saved(mark: Path) -> Callable[..., Awaitable[None]]:
    """Wrap the application so that the process ends in the moment its state is on disk.

    What hypercorn and asyncio do after that has no limit: a connection that failed while it was
    closed would make the server raise, and asyncio would then join the threads that read from
    Lambda workers and hold long polls. Nobody is left to get those answers.
    """

    async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
        async def send_or_end(message: dict[str, Any]) -> None:
            if message["type"] == "lifespan.shutdown.complete":
                _end(mark)
            await send(message)

        await _answer(scope, receive, send_or_end if scope["type"] == "lifespan" else send)

    return answer


def _end(mark: Path) -> NoReturn:
    # First of all: from here on a kill loses nothing.
    mark.unlink(missing_ok=True)
    try:
        kill_workers()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


async def _answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "http" or scope["path"] != _SAVE_PATH:
        await ministack.app(scope, receive, send)
        return
    save_all(ministack._build_persistence_save_dict())
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def _stop_with_the_starter() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
