"""What CloudFront is in production: the router, the site's bucket, the way to a colour's API.

The behaviours are those of infrastructure/edge.yaml: hashed assets come from the bucket without the
router; it decides about everything else. The key-value store is read each second, so a change of
the routing is seen as soon as on AWS.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web
from botocore.exceptions import BotoCoreError, ClientError

from ops.edge.routing import RoutingStore
from ops.local.edge import security_headers
from ops.local.edge.answers import error_answer
from ops.local.edge.api_proxy import is_bad_path, new_session, pass_on, viewer_address
from ops.local.edge.bucket import BucketAway, SiteBucket, StoredObject
from ops.local.edge.router_process import (
    RouterFailed,
    RouterProcess,
    request_event,
    response_event,
)
from ops.local.foreground import in_thread
from ops.local.messages import LocalPlatformError

_ASSETS = "/assets/"
_API_OF_AWS = re.compile(r"([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?")
_THIS_MACHINE = re.compile(r"(localhost|127\.0\.0\.1)(:[0-9]+)?")
_REFRESH_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Distribution:
    """Answers what a visitor asks of the site's address."""

    router: RouterProcess
    bucket: SiteBucket
    session: aiohttp.ClientSession
    emulator_url: str

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer any request."""
        path = request.rel_url.raw_path
        try:
            if path.startswith(_ASSETS):
                return await self._answer_asset(request, path)
            routed = await self.router.route(request_event(request, viewer_address(request)))
            if "response" in routed:
                return _generated(routed["response"])
            if routed["origin"]:
                return await self._pass_on(request, routed["request"], routed["origin"])
            return await self._answer_page(request, routed["request"])
        except BucketAway:
            return error_answer(502, "SiteUnreachable", "The site's bucket can't be reached.")
        except RouterFailed as error:
            return error_answer(503, "RouterFailed", f"The router failed: {error}.")

    async def _answer_asset(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        if is_bad_path(path):
            return error_answer(400, "BadPath", "The path is no path of this site.")
        if request.method not in ("GET", "HEAD"):
            refusal = error_answer(405, "MethodNotAllowed", "The site answers GET and HEAD.")
            refusal.headers["Allow"] = "GET, HEAD"
            return refusal
        found = await self.bucket.get(path)
        return _send(found, found.status, found.headers, path, request.headers)

    async def _answer_page(
        self, request: web.BaseRequest, routed: Mapping[str, Any]
    ) -> web.StreamResponse:
        found = await self.bucket.get(routed["uri"])
        status, headers = found.status, found.headers
        if status < 400:  # CloudFront runs no function on answers from there on
            event = response_event(routed, status, headers)
            response = (await self.router.route(event))["response"]
            status = response["statusCode"]
            headers = {name: each["value"] for name, each in response["headers"].items()}
        asked = {name: each["value"] for name, each in routed["headers"].items()}
        return _send(found, status, headers, request.rel_url.raw_path, asked)

    async def _pass_on(
        self, request: web.BaseRequest, routed: Mapping[str, Any], origin: Mapping[str, Any]
    ) -> web.StreamResponse:
        base_url = origin_url(origin["domainName"], self.emulator_url)
        dropped = {name.lower() for name in request.headers} - routed["headers"].keys()
        return await pass_on(
            self.session,
            request,
            base_url + origin.get("originPath", "") + routed["uri"],
            more=origin["customHeaders"],
            dropped=dropped - {"cookie"},
        )


async def open_distribution(
    stack: AsyncExitStack, emulator_url: str, site_bucket: str, store: RoutingStore
) -> Distribution:
    """Start the router on what the store holds; the stack stops it again.

    Raises: LocalPlatformError when Node can't be started.
    """
    router = RouterProcess()
    try:
        await router.start()
    except OSError as error:
        raise LocalPlatformError(
            f"Node, which runs the router, can't be started: {error}"
        ) from error
    stack.push_async_callback(router.stop)
    router.put_items(await in_thread(lambda: dict(store.items())))
    refresh = asyncio.create_task(keep_fresh(router, lambda: dict(store.items())))
    stack.callback(refresh.cancel)
    session = await stack.enter_async_context(new_session())
    bucket = SiteBucket(session, f"{emulator_url}/{site_bucket}")
    return Distribution(router, bucket, session, emulator_url)


async def keep_fresh(
    router: RouterProcess,
    read: Callable[[], Mapping[str, str]],
    pause_seconds: float = _REFRESH_SECONDS,
) -> None:
    """Give the router each second what the key-value store holds.

    `read` may block. What can't be read leaves the router with what it has.
    """
    while True:
        await asyncio.sleep(pause_seconds)
        try:
            router.put_items(await in_thread(lambda: dict(read())))
        except (BotoCoreError, ClientError):
            continue


def origin_url(domain: str, emulator_url: str) -> str:
    """Give where a back end is found: an API of AWS on the emulator, anything else as it is."""
    api = _API_OF_AWS.fullmatch(domain)
    if api:
        return f"{emulator_url}/_aws/execute-api/{api[1]}"
    scheme = "http" if _THIS_MACHINE.fullmatch(domain) else "https"
    return f"{scheme}://{domain}"


def _generated(response: Mapping[str, Any]) -> web.Response:
    return web.Response(
        status=response["statusCode"],
        headers={name: each["value"] for name, each in response["headers"].items()},
        body=response["body"]["data"].encode(),
    )


def _send(
    found: StoredObject,
    status: int,
    stored_headers: Mapping[str, str],
    path: str,
    asked: Mapping[str, str],
) -> web.Response:
    headers = {**stored_headers, "vary": "Accept-Encoding", **security_headers.for_page(path)}
    lowered = {name.lower(): value for name, value in asked.items()}
    etag = headers.get("etag", "")
    if status == 200 and etag and etag in lowered.get("if-none-match", ""):
        return web.Response(status=304, headers=headers)
    body = found.body
    if found.compressed is not None and "gzip" in lowered.get("accept-encoding", ""):
        body = found.compressed
        headers["content-encoding"] = "gzip"
    return web.Response(status=status, body=body, headers=headers)
