"""Back to a former release, and the list of those that there are."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ops.site.bucket import SiteError
from ops.site.clearing import clear_up
from ops.site.deployment import deploy_site
from ops.site.release import make_build
from ops.site.rollback import list_releases, roll_back
from ops.site.shown import Site
from tests.ops.site.builds import build_content
from tests.ops.site.conftest import Visitor


def deploy(site: Site, *editions: str, colour: str | None = None) -> list[str]:
    return [
        deploy_site(site, make_build(build_content(edition)), colour).release
        for edition in editions
    ]


def test_rollback_shows_the_release_before(site: Site, visitor: Visitor) -> None:
    one, two, _ = deploy(site, "one", "two", "three")

    for expected in (two, one):
        roll_back(site, None, None)
        assert visitor.look_around("blue") == expected

    with pytest.raises(SiteError, match=f"before {one}"):
        roll_back(site, None, None)


def test_rollback_to_a_release_may_go_forward_again(site: Site, visitor: Visitor) -> None:
    one, two = deploy(site, "one", "two")

    roll_back(site, "blue", one)
    roll_back(site, "blue", two)

    assert visitor.look_around("blue") == two


def test_rollback_of_a_colour_takes_its_own_releases(site: Site, visitor: Visitor) -> None:
    green = deploy(site, "green one", colour="green")
    deploy(site, "blue one")
    deploy(site, "green two", colour="green")

    roll_back(site, "green", None)

    assert visitor.look_around("green") == green[0]


def test_rollback_makes_the_router_know_the_paths_again(site: Site, visitor: Visitor) -> None:
    one, _ = deploy(site, "one", "two")
    site.routing.forget_pages(one)

    roll_back(site, None, None)

    assert visitor.look_around("blue") == one


@pytest.mark.parametrize(
    ("release", "fault"),
    [("0123456789ab", "no complete release 0123456789ab; there are:"), (None, "shows no release")],
)
def test_rollback_to_what_is_not_there_is_refused(
    site: Site, visitor: Visitor, release: str | None, fault: str
) -> None:
    with pytest.raises(SiteError, match=fault):
        roll_back(site, "blue", release)

    assert visitor.shown("blue") is None


@pytest.mark.parametrize("part", ["asset", "page"])
def test_rollback_to_a_release_that_lacks_something_is_refused(
    site: Site, visitor: Visitor, part: str
) -> None:
    one, two = deploy(site, "one", "two")
    build = make_build(build_content("one"))
    gone = {
        "asset": next(each.key for each in build.assets if each.key.endswith(".js")),
        "page": build.pages[0].key,
    }[part]
    site.bucket.delete([gone])

    with pytest.raises(SiteError, match=f"release {one} lacks {gone}"):
        roll_back(site, None, None)

    assert visitor.look_around("blue") == two


def test_list_tells_who_shows_a_release(site: Site) -> None:
    one, two = deploy(site, "one", "two")
    deploy(site, "two", colour="green")

    listed = list_releases(site)

    assert [each.release for each in listed] == [two, one]
    assert listed[0].shown_by == {"blue": 100, "green": 0}
    assert listed[0].deployed_for == ("blue", "green")
    assert listed[1].shown_by == {}
    assert listed[0].size_bytes == make_build(build_content("two")).size_bytes
    assert datetime.now(UTC) - listed[0].created_at < timedelta(minutes=10)


def test_five_releases_are_kept_and_those_that_are_shown(
    site: Site, visitor: Visitor, open_again: Callable[..., Site]
) -> None:
    (shown_by_green,) = deploy(site, "green", colour="green")

    releases = deploy(site, *(f"edition {number}" for number in range(7)))

    assert {each.release for each in list_releases(site)} == {shown_by_green, *releases[2:]}
    assert visitor.look_around("green") == shown_by_green
    assert visitor.look_around("blue") == releases[-1]
    for gone in releases[:2]:
        assert site.bucket.list(f"releases/{gone}/") == {}
        assert visitor.known_paths(gone) is None
    for kept in releases[2:]:
        assert visitor.known_paths(kept) is not None


def test_assets_stay_a_day_longer_than_their_release(site: Site) -> None:
    deploy(site, *(f"edition {number}" for number in range(7)))

    def scripts() -> set[str]:
        return {key for key in site.bucket.list("assets/") if key.endswith(".js")}

    kept = {
        file.key
        for number in range(2, 7)
        for file in make_build(build_content(f"edition {number}")).assets
        if file.key.endswith(".js")
    }
    assert len(scripts()) == 7
    clear_up(site, now=datetime.now(UTC) + timedelta(hours=23))
    assert len(scripts()) == 7

    clear_up(site, now=datetime.now(UTC) + timedelta(days=2))

    assert scripts() == kept
    assert site.bucket.list("retired/") == {}
