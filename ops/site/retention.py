"""Which releases stay, and what may be deleted of the others.

kept       the newest five complete releases, and whatever a colour shows
gone       other releases: pages and files at once, their manifest goes to retired/
assets     once no kept release names them, none that went within the last day, and they are
older than a day themselves. Somebody may have a page of it open, whose script loads
another part when he gets to it
broken     a release without manifest is one that was interrupted: after a day
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ops.site.bucket import Manifest, StoredObject

KEPT_RELEASES = 5
GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Removal:
    """What may go."""

    releases: tuple[Manifest, ...]
    """Complete releases, oldest first."""
    broken: tuple[str, ...]
    """Releases that never became complete."""
    keys: tuple[str, ...]
    """Every object of them, assets that nobody names any more, notes that served their time."""


def plan_removal(
    releases: Mapping[str, Collection[StoredObject]],
    manifests: Mapping[str, Manifest],
    assets: Iterable[StoredObject],
    retired: Mapping[str, StoredObject],
    retired_manifests: Mapping[str, Manifest],
    *,
    shown: Collection[str],
    now: datetime,
    keep: int = KEPT_RELEASES,
    grace: timedelta = GRACE,
) -> Removal:
    """Say what may go.

    Shape: `releases` has the objects by release, `retired` the notes in the bucket by key,
    `retired_manifests` what they hold by release. `shown` are the releases that colours show.
    """
    newest = sorted(manifests.values(), key=lambda each: each.created_at, reverse=True)
    kept = {each.release for each in newest[:keep]} | set(shown)
    gone = tuple(each for each in reversed(newest) if each.release not in kept)
    broken = tuple(
        sorted(
            release
            for release, objects in releases.items()
            if release not in manifests
            and release not in kept
            and all(now - each.modified_at > grace for each in objects)
        )
    )
    expired = {key for key, note in retired.items() if now - note.modified_at > grace}
    still_open = [
        manifest
        for release, manifest in retired_manifests.items()
        if not any(key.endswith(f"/{release}.json") for key in expired)
    ]
    named = {asset for manifest in (*manifests.values(), *still_open) for asset in manifest.assets}
    unnamed = {
        each.key for each in assets if each.key not in named and now - each.modified_at > grace
    }
    leaving = {each.release for each in gone} | set(broken)
    pages = {each.key for release in leaving for each in releases.get(release, ())}
    return Removal(gone, broken, tuple(sorted(pages | unnamed | expired)))
