"""Take away what the site does not need any more. What that is says retention.py."""

from dataclasses import dataclass
from datetime import UTC, datetime

from ops.site.bucket import Tell, by_release
from ops.site.release import ASSETS, MANIFEST, RELEASES
from ops.site.retention import Removal, plan_removal
from ops.site.shown import Site

_OTHERS = "another one is under way, or was killed within the last hour"
_LATE = "it took too long to be safe"


@dataclass(frozen=True, slots=True)
class Clearing:
    """What became of clearing up."""

    removed: tuple[str, ...]
    """Releases that are gone."""
    is_done: bool
    """Whether nothing is left that may go."""


def clear_up(
    site: Site, *, tell: Tell = lambda line: None, now: datetime | None = None
) -> Clearing:
    """Delete what may go; while others are at work, or once time is up, leave it for later."""
    with site.bucket.clearing() as is_time_left:
        if is_time_left is None:
            return _leave(_OTHERS, tell)
        removal = _plan_removal(site, now or datetime.now(UTC))
        for manifest in removal.releases:
            site.bucket.retire(manifest)
        manifests = {key for key in removal.keys if key.endswith(f"/{MANIFEST}")}
        # Without its manifest a release counts as interrupted: so it is cleared up later, too.
        for keys in (manifests, set(removal.keys) - manifests):
            if keys and not is_time_left():
                return _leave(_LATE, tell)
            site.bucket.delete(keys)
        removed = (*(each.release for each in removal.releases), *removal.broken)
        for release in removed:
            site.routing.forget_pages(release)
            tell(f"removed release {release}")
        return Clearing(removed, is_done=True)


def _leave(reason: str, tell: Tell) -> Clearing:
    tell(f"clearing up is left to a later deployment: {reason}")
    return Clearing((), is_done=False)


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
