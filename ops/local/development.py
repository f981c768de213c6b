"""`ops local dev`: the sources with reload, on the emulator, behind one port.

The API runs as `chalice local` runs it, the site in Vite's server, and a third process hands
messages and schedules to the same handlers that Lambda calls. API and jobs start again when a
source changes; Vite reloads by itself.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from botocore.exceptions import BotoCoreError, ClientError
from watchfiles import PythonFilter, awatch

from ops.cloudformation import StackError
from ops.local.aws_environment import child_environment
from ops.local.base import Base, announce_ready, open_base
from ops.local.data_folder import note_state_files
from ops.local.deployment import create_admin, deploy_resources
from ops.local.edge.api_proxy import ApiProxy, new_session
from ops.local.edge.development_site import DevelopmentSite
from ops.local.edge.server import Rooms, serve_edge
from ops.local.emulator_process import ROOT
from ops.local.foreground import Foreground, in_thread
from ops.local.messages import LocalPlatformError, say
from ops.local.ports import free_port
from ops.stages.config import StageConfigError

_START_SECONDS = 30.0
_STOP_SECONDS = 5.0
_RESTART_PAUSE_SECONDS = 0.2
_WATCHED = (ROOT / "app.py", ROOT / "chalicelib", ROOT / "infrastructure" / "settings.toml")
_TEXT_SOURCES = (".json", ".toml", ".md", ".html", ".txt", ".j2", ".css", ".typ")


@dataclass(slots=True)
class Child:
    """A process that is started again when it should run newer sources."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the process; it ends with us, because its standard input does."""
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            cwd=self.folder,
            env=dict(self.environment),
            start_new_session=True,
        )

    def stop(self) -> None:
        """End the process and its children."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()

    def restart(self) -> None:
        """Run on the present sources."""
        self.stop()
        self.start()


async def run_development(foreground: Foreground, port: int, data: Path) -> None:
    """Run until stopped.

    Raises: LocalPlatformError, StopRequested.
    """
    async with AsyncExitStack() as stack:
        base = await open_base(foreground, stack, data, port)
        await foreground.unless_stopped(in_thread(lambda: _prepare(base)), base.emulator_end)
        api_port, vite_port = free_port(), free_port()
        api, jobs, vite = _children(base, api_port, vite_port)
        for child in (api, jobs, vite):
            child.start()
            stack.callback(child.stop)

        # The server of `chalice local` is slow on connections that are kept open.
        api_session = await stack.enter_async_context(new_session(is_kept_open=False))
        vite_session = await stack.enter_async_context(new_session())
        api_url, vite_url = f"http://127.0.0.1:{api_port}", f"http://127.0.0.1:{vite_port}"
        for child, url in ((api, f"{api_url}/api/v1/health/live"), (vite, vite_url)):
            await foreground.unless_stopped(_wait_for(child, url), base.emulator_end)
        edge = await serve_edge(
            Rooms(
                api=ApiProxy(api_session, api_url).answer,
                local=base.local.answer,
                site=DevelopmentSite(vite_session, vite_url).answer,
            ).answer,
            base.sockets,
        )
        stack.push_async_callback(edge.cleanup)
        announce_ready(base)
        await foreground.unless_stopped(_reload(api, jobs), base.emulator_end)


def _prepare(base: Base) -> None:
    try:
        deploy_resources(base.emulator.url, base.site_url)
        create_admin(base.folder.admin)
        base.emulator.save()
        note_state_files(base.folder)
    except (StackError, StageConfigError) as error:
        raise LocalPlatformError(f"The resources can't be deployed: {error}") from error
    except (BotoCoreError, ClientError) as error:
        raise LocalPlatformError(
            f"The emulator refused a request: {error}. See {base.emulator.log}"
        ) from error


def _children(base: Base, api_port: int, vite_port: int) -> tuple[Child, Child, Child]:
    sources = [sys.executable, "-m", "ops.local.sources"]
    environment = child_environment(
        base.emulator.url, SITE_URL=base.site_url, PYTHONDONTWRITEBYTECODE="1"
    )
    frontend = ROOT / "frontend"
    vite = ["node", str(frontend / "node_modules" / "vite" / "bin" / "vite.js")]
    return (
        Child("API", [*sources, "api", str(api_port)], environment, ROOT),
        Child("jobs", [*sources, "jobs"], environment, ROOT),
        Child(
            "Vite",
            [*vite, "--host", "127.0.0.1", "--clearScreen", "false", "--logLevel", "warn"],
            {**os.environ, "PORT": str(vite_port), "API_ORIGIN": base.site_url},
            frontend,
        ),
    )


async def _wait_for(child: Child, url: str) -> None:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
        for _ in range(int(_START_SECONDS * 10)):
            if child.process is None or child.process.poll() is not None:
                break
            with suppress(aiohttp.ClientError, TimeoutError):
                async with session.get(url):
                    return
            await asyncio.sleep(0.1)
    raise LocalPlatformError(f"{child.name} did not start (see above).")


class _Sources(PythonFilter):
    """Python sources, and the templates and settings that they read."""

    def __init__(self) -> None:
        super().__init__(extra_extensions=_TEXT_SOURCES)


async def _reload(*children: Child) -> None:
    async for changes in awatch(*_WATCHED, watch_filter=_Sources()):
        names = sorted({str(Path(path).relative_to(ROOT)) for _, path in changes})
        say(f"changed: {', '.join(names)}; starting API and jobs again")
        for child in children:
            await asyncio.to_thread(child.restart)
        await asyncio.sleep(_RESTART_PAUSE_SECONDS)
