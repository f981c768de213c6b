"""Take away what the site does not need any more. What that is says retention.py."""

from datetime import UTC, datetime

from ops.site.bucket import Tell, by_release
from ops.site.release import ASSETS, MANIFEST, RELEASES
from ops.site.retention import Removal, plan_removal
from ops.site.shown import Site


def clear_up(
    site: Site, *, tell: Tell = lambda line: None, now: datetime | None = None
) -> Removal | None:
    """Delete what may go; None if others are at work, so that a later deployment has to do it."""
    with site.bucket.clearing() as is_time_left:
        if is_time_left is None:
            tell(
                "clearing up is left to a later deployment: another one is under way, or was "
                "killed within the last hour"
            )
            return None
        removal = _plan_removal(site, now or datetime.now(UTC))
        for manifest in removal.releases:
            site.bucket.retire(manifest)
        manifests = {key for key in removal.keys if key.endswith(f"/{MANIFEST}")}
        # Without its manifest a release counts as interrupted: so it is cleared up later, too.
        for keys in (manifests, set(removal.keys) - manifests):
            if is_time_left():
                site.bucket.delete(keys)
        for release in (*(each.release for each in removal.releases), *removal.broken):
            site.routing.forget_pages(release)
            tell(f"removed release {release}")
        return removal


def _plan_removal(site: Site, now: datetime) -> Removal:
    stored = site.bucket.list(RELEASES)
    retired = site.bucket.list_retired()
    routing = site.routing.read()
    colours = routing.colours.values() if routing else ()
    return plan_removal(
        by_release(stored),
        site.bucket.read_manifests(stored),
        site.bucket.list(ASSETS).values(),
        retired,
        site.bucket.read_retired(retired),
        shown={each.release for each in colours if each.release},
        now=now,
    )
