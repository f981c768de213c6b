"""`ops local up`: the packaged application on the emulator, and the built site, on one port."""

import time
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
from botocore.exceptions import BotoCoreError, ClientError

from ops.clients import Aws
from ops.errors import OpsError
from ops.local.base import Base, announce_ready, open_base
from ops.local.data_folder import note_state_files
from ops.local.deployment import STAGE, create_admin, deploy_application
from ops.local.edge.distribution import open_distribution
from ops.local.edge.server import Rooms, serve_edge
from ops.local.emulator_process import ROOT
from ops.local.foreground import Foreground, in_thread
from ops.local.messages import LocalPlatformError, say
from ops.site.deployment import deploy_site
from ops.site.release import read_build
from ops.site.shown import Site, open_site
from ops.stages.names import StageNames

SITE = ROOT / "frontend" / "dist"


async def run_platform(foreground: Foreground, port: int, data: Path) -> None:
    """Run the platform until it is stopped.

    Raises: LocalPlatformError, StopRequested.
    """
    started = time.monotonic()
    if not (SITE / "index.html").is_file():
        raise LocalPlatformError(f"{SITE} has no built site. Run it through: make run")
    async with AsyncExitStack() as stack:
        base = await open_base(foreground, stack, data, port)
        site = await foreground.unless_stopped(in_thread(lambda: _deploy(base)), base.emulator_end)
        distribution = await open_distribution(
            stack, base.emulator.url, site.bucket.name, site.routing
        )
        rooms = Rooms(distribution.answer, base.local.answer, distribution.answer)
        edge = await serve_edge(rooms.answer, base.sockets)
        stack.push_async_callback(edge.cleanup)
        await foreground.unless_stopped(_check_health(base.site_url), base.emulator_end)
        say(f"started in {time.monotonic() - started:.1f} s")
        announce_ready(base)
        await foreground.unless_stopped(foreground.stopping.wait(), base.emulator_end)


def _deploy(base: Base) -> Site:
    try:
        deploy_application(base.folder, base.emulator.url, base.site_url)
        site = open_site(Aws(endpoint_url=base.emulator.url), StageNames(STAGE).shared)
        deploy_site(site, read_build(SITE), tell=lambda line: say(f"  {line}"))
        create_admin(base.folder.admin)
        base.emulator.save()
        note_state_files(base.folder)
    except OpsError as error:
        raise LocalPlatformError(f"The application can't be deployed: {error}") from error
    except (BotoCoreError, ClientError) as error:
        raise LocalPlatformError(
            f"The emulator refused a request: {error}. See {base.emulator.log}"
        ) from error
    return site


async def _check_health(site_url: str) -> None:
    """Ask the API by the way that every visitor's request goes."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{site_url}/api/v1/health") as response,
    ):
        if response.status != 200:
            text = await response.text()
            raise LocalPlatformError(
                f"The deployed API is not healthy: {response.status} {text[:500]}"
            )
