"""The releases that the bucket keeps, and the way back to one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from ops.site.bucket import Manifest, SiteError, Tell
from ops.site.release import ASSETS, RELEASES
from ops.site.shown import Site, choose_colour, read_routing, show_release


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """A complete release, and who shows it."""

    release: str
    created_at: datetime
    size_bytes: int
    deployed_for: tuple[str, ...]
    shown_by: Mapping[str, int]
    """Weights in percent of the colours that show it."""


def choose_former(site: Site, colour: str | None, release: str | None) -> tuple[str, Manifest]:
    """Give the colour of a rollback and the release that it is to show.

    Without a release it is the one that was deployed for the colour before the one that it shows.

    Raises: SiteError when there is none, or parts of it are missing.
    """
    routing = read_routing(site)
    chosen = choose_colour(routing, colour)
    shown = routing.colours[chosen].release
    stored = site.bucket.list(RELEASES)
    manifests = site.bucket.read_manifests(stored)
    if release is None:
        release = _former(manifests, chosen, shown)
    if release not in manifests:
        known = ", ".join(sorted(manifests)) or "none"
        raise SiteError(f"there is no complete release {release}; there are: {known}")
    manifest = manifests[release]
    here = stored.keys() | site.bucket.list(ASSETS).keys()
    missing = sorted({*manifest.keys, *manifest.assets} - here)
    if missing:
        raise SiteError(f"release {release} lacks {missing[0]}; deploy it again from its sources")
    return chosen, manifest


def roll_back(
    site: Site, colour: str | None, release: str | None, *, tell: Tell = lambda line: None
) -> tuple[str, Manifest]:
    """Have a colour show a former release and give both. Nothing is stored: one write.

    Raises: SiteError.
    """
    with site.bucket.deploying(tell):
        chosen, manifest = choose_former(site, colour, release)
        show_release(site, chosen, manifest.release, manifest.paths)
    return chosen, manifest


def list_releases(site: Site) -> list[ReleaseFacts]:
    """List the complete releases, newest first."""
    routing = site.routing.read()
    colours = routing.colours if routing else {}
    manifests = site.bucket.read_manifests(site.bucket.list(RELEASES))
    return [
        ReleaseFacts(
            release=each.release,
            created_at=each.created_at,
            size_bytes=each.size_bytes,
            deployed_for=each.colours,
            shown_by={
                name: colour.weight
                for name, colour in sorted(colours.items())
                if colour.release == each.release
            },
        )
        for each in sorted(manifests.values(), key=lambda each: each.created_at, reverse=True)
    ]


def _former(manifests: Mapping[str, Manifest], colour: str, shown: str | None) -> str:
    if shown is None:
        raise SiteError(f"{colour} shows no release yet")
    since = manifests[shown].created_at if shown in manifests else datetime.now(UTC)
    earlier = [
        each
        for each in manifests.values()
        if colour in each.colours and each.release != shown and each.created_at < since
    ]
    if not earlier:
        raise SiteError(f"no release was deployed for {colour} before {shown}; name one")
    return max(earlier, key=lambda each: each.created_at).release
