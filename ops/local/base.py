"""What `up` and `dev` have in common: data folder, port, AI responder, emulator, inbox."""

import asyncio
import os
import socket
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from ops.local.data_folder import (
    DataFolder,
    killed_at_last_run,
    note_state_files,
    open_data_folder,
    wait_for_emulator_of_last_run,
)
from ops.local.emulator_process import Emulator, last_lines, start_emulator
from ops.local.foreground import Foreground, in_thread
from ops.local.inbox.journal import MailJournal
from ops.local.inbox.mail_events import publish_mail_event
from ops.local.local_room import LocalRoom
from ops.local.messages import LocalPlatformError, announce, say
from ops.local.ports import free_port, reserve_port
from ops.local.responder.modes import ModeSwitch
from ops.local.responder.server import NamedServer, Responder, serve_responder


@dataclass(frozen=True, slots=True)
class Base:
    """The running parts that do not depend on how the application is run."""

    folder: DataFolder
    emulator: Emulator
    emulator_end: asyncio.Task[None]
    """Fails when the emulator ends by itself."""
    local: LocalRoom
    port: int
    sockets: list[socket.socket]

    @property
    def site_url(self) -> str:
        """Give the address of the platform."""
        return f"http://localhost:{self.port}"


async def open_base(foreground: Foreground, stack: AsyncExitStack, data: Path, port: int) -> Base:
    """Start what everything else stands on; the stack stops it again.

    Raises: LocalPlatformError, StopRequested.
    """
    port = port or free_port()
    sockets = reserve_port(port)
    for bound in sockets:
        stack.callback(bound.close)
    folder, lock = open_data_folder(data)
    stack.callback(lock.close)
    await foreground.unless_stopped(in_thread(lambda: wait_for_emulator_of_last_run(folder)))
    killed = killed_at_last_run(folder)
    if killed:
        say(
            f"WARNING  The emulator of the last run, started {killed}, was killed. What tables and "
            "queues took up since then is lost; mails and stored reports are kept."
        )
    switch = ModeSwitch()
    responder, ai_url = await serve_responder(Responder(switch, _named_server()))
    stack.push_async_callback(responder.cleanup)
    emulator = await start_emulator(folder, ai_url)
    stack.push_async_callback(_stop_emulator, foreground, emulator, folder)
    end = asyncio.create_task(_fail_at_end(emulator))
    stack.callback(end.cancel)
    say(f"emulator on {emulator.url}, output in {emulator.log}")
    local = LocalRoom(MailJournal(folder.mail_journal), switch, publish_mail_event)
    return Base(folder, emulator, end, local, port, sockets)


def announce_ready(base: Base) -> None:
    """Print the line that programs wait for, and where things are."""
    announce(f"ready {base.site_url}")
    announce(f"  site         {base.site_url}/")
    announce(f"  admin        {base.site_url}/admin   user and password in {base.folder.admin}")
    announce(f"  inbox        {base.site_url}/inbox")
    announce(f"  API          {base.site_url}/api/docs   ({base.site_url}/api/v1/openapi.json)")


def _named_server() -> NamedServer | None:
    url = os.environ.get("AI_RESPONDER_URL")
    if not url:
        return None
    say(f"AI answers come from {url}")
    return NamedServer(
        url, os.environ.get("AI_RESPONDER_MODEL"), os.environ.get("AI_RESPONDER_KEY")
    )


async def _fail_at_end(emulator: Emulator) -> None:
    code = await emulator.wait()
    how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
    raise LocalPlatformError(
        f"The emulator {how}. What tables and queues took up since it started is lost; mails and "
        f"stored reports are kept. The end of {emulator.log}:\n{last_lines(emulator.log)}"
    )


async def _stop_emulator(foreground: Foreground, emulator: Emulator, folder: DataFolder) -> None:
    if emulator.process.poll() is not None:
        emulator.kill()
        return
    if await emulator.stop(foreground.hurrying):
        note_state_files(folder)
        say(f"stopped; the state is in {folder.root}")
    else:
        say(
            "WARNING  The emulator did not stop in time. What tables and queues took up since it "
            "started is lost."
        )
