"""`ops local up`: the packaged application on the emulator, and the built site, on one port."""

import time
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
from botocore.exceptions import BotoCoreError, ClientError

from ops.cloudformation import StackError
from ops.local.base import Base, announce_ready, open_base
from ops.local.data_folder import note_state_files
from ops.local.deployment import create_admin, deploy_application
from ops.local.edge.api_proxy import ApiProxy, new_session
from ops.local.edge.server import Rooms, serve_edge
from ops.local.edge.site import Site
from ops.local.emulator_process import ROOT
from ops.local.foreground import Foreground, in_thread
from ops.local.messages import LocalPlatformError, say
from ops.package_bundle import BundleError
from ops.package_template import TemplateError
from ops.stage_config import StageConfigError

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
        api_url = await foreground.unless_stopped(
            in_thread(lambda: _deploy(base)), base.emulator_end
        )
        session = await stack.enter_async_context(new_session())
        await foreground.unless_stopped(_check_health(session, api_url), base.emulator_end)

        api, site = ApiProxy(session, api_url), Site(SITE)
        rooms = Rooms(api=api.answer, local=base.local.answer, site=site.answer)
        edge = await serve_edge(rooms, base.sockets)
        stack.push_async_callback(edge.cleanup)
        say(f"started in {time.monotonic() - started:.1f} s")
        announce_ready(base)
        await foreground.unless_stopped(foreground.stopping.wait(), base.emulator_end)


def _deploy(base: Base) -> str:
    try:
        api_url = deploy_application(base.folder, base.emulator.url, base.site_url)
        create_admin(base.folder.admin)
        base.emulator.save()
        note_state_files(base.folder)
    except (BundleError, TemplateError, StackError, StageConfigError) as error:
        raise LocalPlatformError(f"The application can't be deployed: {error}") from error
    except (BotoCoreError, ClientError) as error:
        raise LocalPlatformError(
            f"The emulator refused a request: {error}. See {base.emulator.log}"
        ) from error
    return api_url


async def _check_health(session: aiohttp.ClientSession, api_url: str) -> None:
    async with session.get(f"{api_url}/api/v1/health") as response:
        if response.status != 200:
            text = await response.text()
            raise LocalPlatformError(
                f"The deployed API is not healthy: {response.status} {text[:500]}"
            )
