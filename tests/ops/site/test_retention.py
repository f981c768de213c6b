"""What may be deleted, and what may not."""

from datetime import UTC, datetime, timedelta

import pytest

from ops.site.bucket import Manifest, StoredObject
from ops.site.retention import Removal, plan_removal

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OLD = NOW - 3 * DAY


def stored(key: str, modified_at: datetime = OLD) -> StoredObject:
    return StoredObject(key, "etag", 1, modified_at)


def manifest(release: str, age: timedelta, *assets: str) -> Manifest:
    key = f"releases/{release}/index.html"
    return Manifest(release, NOW - age, ("blue",), 10, ("/",), (key,), assets)


def plan(
    manifests: list[Manifest],
    *,
    assets: tuple[StoredObject, ...] = (),
    shown: tuple[str, ...] = (),
    retired: tuple[tuple[Manifest, datetime], ...] = (),
    broken: tuple[StoredObject, ...] = (),
) -> Removal:
    releases = {
        each.release: [stored(each.keys[0]), stored(f"releases/{each.release}/manifest.json")]
        for each in manifests
    }
    for each in broken:
        releases.setdefault(each.key.split("/")[1], []).append(each)
    return plan_removal(
        releases,
        {each.release: each for each in manifests},
        assets,
        {
            f"retired/{each.release}.json": stored(f"retired/{each.release}.json", since)
            for each, since in retired
        },
        {each.release: each for each, _ in retired},
        shown=shown,
        now=NOW,
    )


def test_sixth_release_goes_with_its_pages_and_manifest() -> None:
    manifests = [manifest(f"r{age}", age * DAY) for age in range(6)]

    removal = plan(manifests)

    assert [each.release for each in removal.releases] == ["r5"]
    assert removal.keys == ("releases/r5/index.html", "releases/r5/manifest.json")


def test_release_that_a_colour_shows_stays_however_old_it_is() -> None:
    manifests = [manifest(f"r{age}", age * DAY) for age in range(8)]

    removal = plan(manifests, shown=("r7",))

    assert [each.release for each in removal.releases] == ["r6", "r5"]


@pytest.mark.parametrize(
    ("asset", "goes"),
    [
        (stored("assets/unnamed-1.js"), True),
        (stored("assets/unnamed-1.js", NOW - DAY), False),
        (stored("assets/kept-1.js"), False),
        (stored("assets/just-gone-1.js"), False),
        (stored("assets/gone-yesterday-1.js"), False),
        (stored("assets/long-gone-1.js"), True),
    ],
    ids=["unnamed", "young", "kept", "going now", "gone within a day", "gone for longer"],
)
def test_asset_goes_when_nobody_can_have_it_open(asset: StoredObject, goes: bool) -> None:
    manifests = [manifest(f"r{age}", age * DAY, "assets/kept-1.js") for age in range(5)]
    manifests.append(manifest("r5", 5 * DAY, "assets/just-gone-1.js"))
    retired = (
        (manifest("r6", 6 * DAY, "assets/gone-yesterday-1.js"), NOW - DAY),
        (manifest("r7", 7 * DAY, "assets/long-gone-1.js"), NOW - DAY - timedelta(seconds=1)),
    )

    removal = plan(manifests, assets=(asset,), retired=retired)

    assert (asset.key in removal.keys) is goes
    assert "retired/r6.json" not in removal.keys
    assert "retired/r7.json" in removal.keys


def test_release_that_came_back_keeps_its_assets() -> None:
    again = manifest("r0", timedelta(0), "assets/a-1.js")

    removal = plan([again], assets=(stored("assets/a-1.js"),), retired=((again, NOW - 2 * DAY),))

    assert removal.keys == ("retired/r0.json",)


def test_interrupted_release_goes_after_a_day() -> None:
    removal = plan(
        [manifest("r0", timedelta(0))],
        broken=(
            stored("releases/killed/a.html"),
            stored("releases/under-way/a.html"),
            stored("releases/under-way/b.html", NOW),
        ),
    )

    assert removal.broken == ("killed",)
    assert removal.keys == ("releases/killed/a.html",)


def test_nothing_goes_without_releases() -> None:
    assert plan([]) == Removal((), (), ())
