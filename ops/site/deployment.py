"""Bring a build of the site to an environment.

A deployment goes from what nobody refers to yet to what everybody sees: assets, other files, pages,
the manifest, the list of paths for the router, and at last the routing, which is one write. Stopped
anywhere, it leaves what visitors see as it was, and the next run goes on where this one stopped.

CloudFront needs no invalidation for that (docs/adr/0014): its cache knows objects by the path that
the router made, and nothing below releases/<release>/ ever changes. Only where a deployment had to
repair a page, because the bucket held something else under its key, this page is invalidated.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from ops.edge.routing import pages_value
from ops.site.bucket import SiteBucket, SiteError, StoredObject, Tell, manifest_of
from ops.site.clearing import clear_up
from ops.site.release import ASSETS, MANIFEST, SiteBuild, SiteFile, release_prefix, viewer_path
from ops.site.retention import KEPT_RELEASES
from ops.site.shown import Site, choose_colour, read_routing, show_release

Count = Callable[[int], None]
"""Told how many objects are stored."""


@dataclass(frozen=True, slots=True)
class DeploymentPlan:
    """What a deployment would do."""

    build: SiteBuild
    colour: str
    former: str | None
    """Release that the colour shows now."""
    is_complete: bool
    """Whether the bucket has the whole release."""
    uploads: tuple[SiteFile, ...]
    """What is missing, in the order in which it is stored."""
    replaced: tuple[str, ...]
    """Keys among it under which the bucket holds something else."""

    @property
    def is_done(self) -> bool:
        """Tell whether there is nothing to do."""
        return self.is_complete and not self.uploads and self.former == self.build.release

    def lines(self) -> list[str]:
        """Say it in words."""
        build = self.build
        if self.is_done:
            return [f"{self.colour} shows release {build.release} already; nothing to do"]
        everything = len(build.assets) + len(build.files) + len(build.pages)
        size = sum(len(file.body) for file in self.uploads)
        return [
            f"release {build.release}: {everything} files, {build.size_bytes / 1e6:.2f} MB",
            f"upload {len(self.uploads)} files that are not there, {size / 1e6:.2f} MB",
            *(f"replace {key}, which holds something else" for key in self.replaced),
            f"{self.colour} shows {build.release} instead of {self.former or 'nothing'}",
            f"keep the newest {KEPT_RELEASES} releases and those that a colour shows",
        ]


@dataclass(frozen=True, slots=True)
class SiteDeployment:
    """What a deployment did."""

    release: str
    colour: str
    former: str | None
    uploaded: int
    uploaded_bytes: int
    invalidated: tuple[str, ...]
    removed: tuple[str, ...]
    """Releases that were removed."""
    cleared: bool
    """Whether whatever may go is gone. If not, a later deployment sees to it; a line says why."""


def plan_deployment(site: Site, build: SiteBuild, colour: str | None = None) -> DeploymentPlan:
    """Say what a deployment would do. Without a colour it is for the one with all visitors.

    Raises: SiteError; RoutingError for more paths than the router can be told.
    """
    pages_value(build.paths)  # Found out now, and not when everything is stored.
    routing = read_routing(site)
    chosen = choose_colour(routing, colour)
    stored = site.bucket.list(ASSETS) | site.bucket.list(release_prefix(build.release))
    uploads, replaced = _missing(build, stored)
    return DeploymentPlan(
        build,
        chosen,
        routing.colours[chosen].release,
        release_prefix(build.release) + MANIFEST in stored,
        uploads,
        replaced,
    )


def deploy_site(
    site: Site,
    build: SiteBuild,
    colour: str | None = None,
    *,
    tell: Tell = lambda line: None,
    count: Count = lambda done: None,
) -> SiteDeployment:
    """Store a build and have a colour show it; do nothing that is done already.

    Raises: SiteError, RoutingError.
    """
    with site.bucket.deploying(tell) as check:
        plan = plan_deployment(site, build, colour)
        if not plan.is_done:
            _store(site.bucket, plan, count)
            check()
            _complete(site.bucket, plan)
            show_release(site, plan.colour, build.release, build.paths)
            tell(f"{plan.colour} shows release {build.release}")
        invalidated = _invalidate(site, build, plan.replaced)
    clearing = clear_up(site, tell=tell)
    return SiteDeployment(
        release=build.release,
        colour=plan.colour,
        former=plan.former,
        uploaded=len(plan.uploads),
        uploaded_bytes=sum(len(file.body) for file in plan.uploads),
        invalidated=invalidated,
        removed=clearing.removed,
        cleared=clearing.is_done,
    )


def _missing(
    build: SiteBuild, stored: Mapping[str, StoredObject]
) -> tuple[tuple[SiteFile, ...], tuple[str, ...]]:
    """Give what is not stored, in the order to store it, and the keys that hold something else.

    Raises: SiteError for an asset with other content: browsers keep it for a year, and pages of
    other releases refer to it.
    """
    uploads = tuple(
        file
        for file in (*build.assets, *build.files, *build.pages)
        if file.key not in stored or stored[file.key].etag != file.etag
    )
    replaced = tuple(file.key for file in uploads if file.key in stored)
    for key in replaced:
        if key.startswith(ASSETS):
            raise SiteError(
                f"{key} is in the bucket with other content, though it is named by its content; "
                "see which is right, and delete it if it is not what other releases need"
            )
    return uploads, replaced


def _store(bucket: SiteBucket, plan: DeploymentPlan, count: Count) -> None:
    """Store what is missing, each kind only when all before it is there."""
    stored = 0

    def done() -> None:
        nonlocal stored
        stored += 1
        count(stored)

    wanted = {file.key for file in plan.uploads}
    for kind in (plan.build.assets, plan.build.files, plan.build.pages):
        bucket.put([file for file in kind if file.key in wanted], done)


def _complete(bucket: SiteBucket, plan: DeploymentPlan) -> None:
    known = bucket.read_manifest(plan.build.release)
    colours = (*(known.colours if known else ()), plan.colour)
    bucket.write_manifest(manifest_of(plan.build, datetime.now(UTC), colours))


def _invalidate(site: Site, build: SiteBuild, replaced: tuple[str, ...]) -> tuple[str, ...]:
    """Have CloudFront forget pages that were replaced, by both paths that it may know them by.

    Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/
    invalidation-specifying-objects.html, "Changing the URI", 2026-11.
    """
    prefix = release_prefix(build.release)
    pages = [file.key for file in build.pages if file.key in replaced]
    asked_for = [path for key in pages if (path := viewer_path(key.removeprefix(prefix)))]
    paths = tuple(sorted([*(f"/{key}" for key in pages), *asked_for]))
    if paths:
        site.cloudfront.create_invalidation(
            DistributionId=site.distribution_id,
            InvalidationBatch={
                "Paths": {"Quantity": len(paths), "Items": list(paths)},
                "CallerReference": uuid4().hex,
            },
        )
    return paths
