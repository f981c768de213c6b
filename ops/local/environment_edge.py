"""`ops local edge`: the edge of any environment of a running emulator, on one port."""

from contextlib import AsyncExitStack

from ops.clients import Aws
from ops.cloudformation import read_outputs
from ops.edge.routing import RoutingStore
from ops.local.edge.distribution import open_distribution
from ops.local.edge.server import serve_edge
from ops.local.foreground import Foreground
from ops.local.messages import LocalPlatformError, announce
from ops.local.ports import free_port, reserve_port
from ops.stages.names import EnvironmentNames


async def run_edge(foreground: Foreground, environment: str, port: int) -> None:
    """Serve an environment until stopped. Which emulator is told by AWS_ENDPOINT_URL.

    Raises: LocalPlatformError, StageNameError; StackError when the edge is not deployed.
    """
    names = EnvironmentNames(environment)
    aws = Aws()
    cloudformation = aws.client("cloudformation")
    emulator_url = str(cloudformation.meta.endpoint_url)
    if not emulator_url.startswith("http://"):
        raise LocalPlatformError(
            "AWS_ENDPOINT_URL names no emulator, and on AWS the edge is CloudFront's. Run it as: "
            "AWS_ENDPOINT_URL=http://127.0.0.1:PORT python -m ops local edge ENVIRONMENT"
        )
    outputs = read_outputs(cloudformation, names.edge_stack)
    port = port or free_port()
    sockets = reserve_port(port)
    async with AsyncExitStack() as stack:
        for bound in sockets:
            stack.callback(bound.close)
        store = RoutingStore(aws, outputs["RoutingStoreArn"])
        distribution = await open_distribution(stack, emulator_url, outputs["SiteBucket"], store)
        edge = await serve_edge(distribution.answer, sockets)
        stack.push_async_callback(edge.cleanup)
        announce(f"ready http://localhost:{port}")
        await foreground.unless_stopped(foreground.stopping.wait())
