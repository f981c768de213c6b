"""Which release a colour shows: one write to the edge's routing, which everything else prepares."""

from dataclasses import dataclass
from typing import Any

from botocore.config import Config

from ops.clients import Aws
from ops.cloudformation import read_outputs
from ops.edge.routing import Routing, RoutingStore, open_routing_store
from ops.site.bucket import PARALLEL, SiteBucket, SiteError
from ops.stages.names import EnvironmentNames


@dataclass(frozen=True, slots=True)
class Site:
    """The site of an environment: its bucket, its routing, and the distribution before both."""

    names: EnvironmentNames
    bucket: SiteBucket
    routing: RoutingStore
    cloudfront: Any
    distribution_id: str


def open_site(aws: Aws, names: EnvironmentNames) -> Site:
    """Find the site of an environment whose edge is deployed.

    Raises: StackError when it is not.
    """
    outputs = read_outputs(aws.client("cloudformation"), names.edge_stack)
    s3 = aws.client("s3", Config(max_pool_connections=PARALLEL))
    return Site(
        names,
        SiteBucket(s3, outputs["SiteBucket"]),
        open_routing_store(aws, names),
        aws.client("cloudfront"),
        outputs["DistributionId"],
    )


def read_routing(site: Site) -> Routing:
    """Give the routing of an environment that has a colour.

    Raises: SiteError.
    """
    routing = site.routing.read()
    if routing is None or not routing.colours:
        stages = " or ".join(site.names.stages)
        raise SiteError(
            f"{site.names.environment} has no stage behind its edge that could show a site; "
            f"deploy {stages} first"
        )
    return routing


def choose_colour(routing: Routing, colour: str | None) -> str:
    """Give the colour that was named, or else the one with all visitors.

    Raises: SiteError when there is none, or it serves pages of its own.
    """
    known = ", ".join(f"{name} ({each.weight} %)" for name, each in sorted(routing.colours.items()))
    chosen = colour or routing.live
    if chosen is None:
        raise SiteError(f"no colour has all visitors; choose one by --colour: {known}")
    if chosen not in routing.colours:
        raise SiteError(f"there is no colour {chosen}; there are: {known}")
    if routing.colours[chosen].is_legacy:
        raise SiteError(f"{chosen} is a legacy back end, which serves pages of its own")
    return chosen


def show_release(site: Site, colour: str, release: str, paths: tuple[str, ...]) -> None:
    """Have a colour show a release, whatever else is changed in the routing meanwhile."""

    def decide(routing: Routing | None) -> Routing | None:
        if routing is None or colour not in routing.colours:
            raise SiteError(f"{colour} was taken out of the routing meanwhile")
        if routing.colours[colour].release == release:
            return None
        return routing.with_release(colour, release)

    site.routing.write_pages(release, paths)
    site.routing.change(decide)
