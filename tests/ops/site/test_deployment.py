"""Deployments on the emulator: what is stored, in which order, and what visitors see."""

import dataclasses
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import boto3
import pytest

from ops.edge.routing import Routing, RoutingError
from ops.site.bucket import SiteBucket, SiteError
from ops.site.clearing import Clearing, clear_up
from ops.site.deployment import deploy_site, plan_deployment
from ops.site.release import SiteBuild, make_build
from ops.site.shown import Site
from tests.emulator import RunningEmulator
from tests.ops.site.builds import build_content
from tests.ops.site.conftest import Visitor
from tests.platform import PATIENCE_SECONDS

OpenAgain = Callable[..., Site]
_OVER = timedelta(seconds=-1)
"""A mark that lasts so long has none."""


def build(edition: str, **more: Any) -> SiteBuild:
    return make_build(build_content(edition, **more))


def puts(session: boto3.session.Session) -> list[str]:
    """Note what is put into the bucket from now on by clients of a session."""
    noted: list[str] = []
    session.events.register(
        "provide-client-params.s3.PutObject", lambda params, **_: noted.append(params["Key"])
    )
    return noted


def test_first_deployment_shows_the_site(site: Site, visitor: Visitor) -> None:
    one = build("one")

    done = deploy_site(site, one)

    assert (done.release, done.colour, done.former) == (one.release, "blue", None)
    assert done.uploaded == len(one.assets) + len(one.files) + len(one.pages)
    assert visitor.look_around("blue") == one.release
    assert visitor.shown("green") is None


def test_more_pages_than_the_router_can_be_told_are_refused_before_anything_is_stored(
    site: Site,
) -> None:
    large = build("one", extra_pages=80)

    with pytest.raises(RoutingError, match="more than the 1024 of a value"):
        plan_deployment(site, large)
    with pytest.raises(RoutingError, match="more than the 1024 of a value"):
        deploy_site(site, large)

    assert site.bucket.list("assets/") == site.bucket.list("releases/") == {}


def test_objects_carry_what_the_edge_sends(site: Site, emulator: RunningEmulator) -> None:
    one = build("one")
    deploy_site(site, one)
    s3 = emulator.client("s3")

    for file in (*one.assets, *one.files, *one.pages):
        head = s3.head_object(Bucket=site.bucket.name, Key=file.key)
        assert head["ContentType"] == file.content_type
        assert head["CacheControl"] == file.cache_control
        assert head["Metadata"] == file.metadata
        assert "ContentEncoding" not in head
        assert head["ETag"].strip('"') == file.etag


def test_only_what_changed_is_uploaded(site: Site, open_again: OpenAgain) -> None:
    one, two = build("one"), build("two")
    deploy_site(site, one)
    session = boto3.session.Session()
    noted = puts(session)

    deploy_site(open_again(session), two)

    changed = {file.key for file in two.assets} - {file.key for file in one.assets}
    assert len(changed) == 1
    uploaded = {key for key in noted if not key.startswith("work/")}
    assert uploaded == changed | {
        *(file.key for file in (*two.files, *two.pages)),
        f"releases/{two.release}/manifest.json",
    }


def test_assets_come_first_pages_later_and_the_manifest_last(
    site: Site, open_again: OpenAgain
) -> None:
    session = boto3.session.Session()
    noted = puts(session)

    deploy_site(open_again(session), build("one", extra_assets=20))

    def kind(key: str) -> int:
        kinds = ("assets/", ".svg", ".html", "/manifest.json")
        return next(number for number, part in enumerate(kinds) if part in key)

    order = [kind(key) for key in noted if not key.startswith("work/")]
    assert order == sorted(order)
    assert set(order) == {0, 1, 2, 3}


def test_deploying_the_same_again_changes_nothing(site: Site, open_again: OpenAgain) -> None:
    deploy_site(site, build("one"))
    before = site.bucket.list("")
    session = boto3.session.Session()
    noted = puts(session)

    done = deploy_site(open_again(session), build("one"))

    assert done.uploaded == 0
    assert {key.partition("/")[0] for key in noted} == {"work"}
    assert site.bucket.list("") == before


def test_former_edition_is_deployed_again_without_uploads(site: Site, visitor: Visitor) -> None:
    for edition in ("one", "two"):
        deploy_site(site, build(edition))

    done = deploy_site(site, build("one"))

    assert done.uploaded == 0
    assert visitor.look_around("blue") == build("one").release


def test_release_is_deployed_for_another_colour(site: Site, visitor: Visitor) -> None:
    deploy_site(site, build("one"))

    deploy_site(site, build("two"), "green")

    assert visitor.look_around("blue") == build("one").release
    assert visitor.look_around("green") == build("two").release


@pytest.mark.parametrize(
    ("routing", "colour", "fault"),
    [
        (Routing({}, "t", "s"), None, "deploy pr-.* first"),
        (Routing({}, "t", "s").with_colour("blue", "b"), "green", r"are: blue \(100 %\)"),
        (
            Routing({}, "t", "s").with_colour("old", "old.example", is_legacy=True),
            None,
            "pages of its own",
        ),
        (
            Routing({}, "t", "s")
            .with_colour("blue", "b")
            .with_colour("green", "g")
            .with_weights({"blue": 95, "green": 5}),
            None,
            r"--colour: blue \(95 %\), green \(5 %\)",
        ),
    ],
    ids=["no stage", "unknown", "legacy", "shared"],
)
def test_colour_that_can_not_show_it_is_refused_before_anything_is_stored(
    open_again: OpenAgain, routing: Routing, colour: str | None, fault: str
) -> None:
    site = open_again()
    site.routing.write(routing)

    with pytest.raises(SiteError, match=fault):
        deploy_site(site, build("one"), colour)

    assert site.bucket.list("") == {}


def test_environment_without_a_routing_is_refused(open_again: OpenAgain) -> None:
    with pytest.raises(SiteError, match="no stage behind its edge"):
        plan_deployment(open_again(), build("one"))


class Killed(BaseException):
    """Stands for the end of the process: nothing that it would do afterwards is done."""


class Death:
    """Ends a session: after so many requests its clients never send another one."""

    def __init__(self, session: boto3.session.Session) -> None:
        self._lock = threading.Lock()
        self._left: float = float("inf")
        session.events.register("before-send", self._count)

    def comes_after(self, requests: int) -> None:
        self._left = requests

    def _count(self, **_: Any) -> None:
        with self._lock:
            self._left -= 1
            if self._left < 0:
                raise Killed


def test_killed_anywhere_leaves_the_site_whole_and_the_next_run_goes_on(
    site: Site, open_again: OpenAgain, visitor: Visitor
) -> None:
    shown = build("former").release
    deploy_site(site, build("former"))
    session = boto3.session.Session()
    death = Death(session)
    dying = open_again(session)
    kills = 0
    for requests in range(100):
        following = build(f"edition {requests}")
        death.comes_after(requests)
        try:
            deploy_site(dying, following)
        except Killed:
            kills += 1
            assert visitor.look_around("blue") in {shown, following.release}
        else:
            break
        # A minute later: until then a mark of clearing up would be waited for.
        site.bucket.delete(key for key in site.bucket.list("work/") if "clearing" in key)
        deploy_site(site, following)
        shown = following.release
        assert visitor.shown("blue") == shown
    assert 20 < kills < 99
    assert visitor.look_around("blue") == following.release


def test_change_of_weights_in_between_is_kept(
    site: Site, open_again: OpenAgain, visitor: Visitor
) -> None:
    other = open_again()
    session = boto3.session.Session()
    is_done = False

    def shift_first(params: dict[str, Any], **_: Any) -> None:
        nonlocal is_done
        if params["Key"] == "routing" and not is_done:
            is_done = True
            routing = other.routing.read()
            assert routing is not None
            other.routing.write(routing.with_weights({"blue": 75, "green": 25}))

    session.events.register("provide-client-params.cloudfront-keyvaluestore.PutKey", shift_first)

    deploy_site(open_again(session), build("one"), "green")

    routing = site.routing.read()
    assert routing is not None
    assert {name: each.weight for name, each in routing.colours.items()} == {
        "blue": 75,
        "green": 25,
    }
    assert visitor.look_around("green") == build("one").release


def test_two_deployments_at_once_both_arrive(
    site: Site, open_again: OpenAgain, visitor: Visitor
) -> None:
    editions = {"blue": build("blue", extra_assets=20), "green": build("green", extra_assets=20)}
    start = threading.Barrier(2)

    def deploy(colour: str) -> None:
        opened = open_again(boto3.session.Session())
        start.wait()
        deploy_site(opened, editions[colour], colour)

    threads = [threading.Thread(target=deploy, args=[colour]) for colour in editions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert visitor.look_around("blue") == editions["blue"].release
    assert visitor.look_around("green") == editions["green"].release


def test_page_with_other_content_is_replaced_and_invalidated(
    site: Site, emulator: RunningEmulator, visitor: Visitor
) -> None:
    one = build("one")
    deploy_site(site, one)
    key = f"releases/{one.release}/contact.html"
    emulator.client("s3").put_object(Bucket=site.bucket.name, Key=key, Body=b"not ours")

    done = deploy_site(site, one)

    assert done.uploaded == 1
    assert done.invalidated == ("/contact", f"/{key}")
    assert visitor.look_around("blue") == one.release
    cloudfront = emulator.client("cloudfront")
    listed = cloudfront.list_invalidations(DistributionId=site.distribution_id)
    (invalidation,) = listed["InvalidationList"]["Items"]
    batch = cloudfront.get_invalidation(DistributionId=site.distribution_id, Id=invalidation["Id"])[
        "Invalidation"
    ]["InvalidationBatch"]
    assert sorted(batch["Paths"]["Items"]) == ["/contact", f"/{key}"]


def test_nothing_is_invalidated_as_long_as_nothing_is_replaced(
    site: Site, emulator: RunningEmulator
) -> None:
    for edition in ("one", "two"):
        assert deploy_site(site, build(edition)).invalidated == ()

    listed = emulator.client("cloudfront").list_invalidations(DistributionId=site.distribution_id)
    assert listed["InvalidationList"]["Quantity"] == 0


def test_asset_with_other_content_stops_the_deployment(
    site: Site, emulator: RunningEmulator, visitor: Visitor
) -> None:
    one, two = build("one"), build("two")
    deploy_site(site, one)
    new = next(file for file in two.assets if file not in one.assets)
    emulator.client("s3").put_object(Bucket=site.bucket.name, Key=new.key, Body=b"not ours")
    before = site.bucket.list("")

    with pytest.raises(SiteError, match=f"{new.key} is in the bucket with other content"):
        deploy_site(site, two)

    assert site.bucket.list("") == before
    assert visitor.look_around("blue") == one.release


def test_clearing_up_is_left_out_beside_a_deployment(site: Site, open_again: OpenAgain) -> None:
    told: list[str] = []
    with open_again().bucket.deploying(told.append):
        assert clear_up(site, tell=told.append) == Clearing((), is_done=False)
    assert "left to a later deployment: another one is under way" in told[0]

    assert clear_up(site).is_done


def test_clearing_up_ends_when_its_time_is_up(
    site: Site, emulator: RunningEmulator, visitor: Visitor
) -> None:
    slow = SiteBucket(emulator.client("s3"), site.bucket.name, clearing_for=_OVER)
    late = dataclasses.replace(site, bucket=slow)
    editions = [build(f"edition {number}") for number in range(6)]
    for edition in editions[:5]:
        assert deploy_site(late, edition).cleared, "there was nothing to clear up"
    told: list[str] = []

    done = deploy_site(late, editions[5], tell=told.append)

    first = editions[0].release
    assert (done.removed, done.cleared) == ((), False)
    assert told[-1] == "clearing up is left to a later deployment: it took too long to be safe"
    assert visitor.known_paths(first) is not None
    assert site.bucket.read_manifest(first) is not None
    again = deploy_site(site, editions[5])
    assert (again.removed, again.cleared) == ((first,), True)


def test_deployment_waits_until_others_have_cleared_up(
    site: Site, open_again: OpenAgain, visitor: Visitor
) -> None:
    is_waiting = threading.Event()
    with open_again().bucket.clearing() as is_time_left:
        assert is_time_left is not None
        thread = threading.Thread(
            target=deploy_site,
            args=[site, build("one")],
            kwargs={"tell": lambda line: is_waiting.set() if "waiting" in line else None},
        )
        thread.start()
        assert is_waiting.wait(PATIENCE_SECONDS)
        assert visitor.shown("blue") is None
        assert site.bucket.list("assets/") == {}
    thread.join()

    assert visitor.look_around("blue") == build("one").release


def test_two_do_not_clear_up_at_once(site: Site, open_again: OpenAgain) -> None:
    with open_again().bucket.clearing(), site.bucket.clearing() as is_time_left:
        assert is_time_left is None


def test_mark_of_a_killed_run_loses_its_force(site: Site, emulator: RunningEmulator) -> None:
    s3 = emulator.client("s3")
    s3.put_object(Bucket=site.bucket.name, Key="work/deploying-killed", Body=b"{}")
    with site.bucket.clearing() as is_time_left:
        assert is_time_left is None

    later = SiteBucket(s3, site.bucket.name, deploying_for=_OVER)
    with later.clearing() as is_time_left:
        assert is_time_left is not None

    assert site.bucket.list("work/") == {}


def test_run_that_took_too_long_does_not_become_visible(
    site: Site, emulator: RunningEmulator, visitor: Visitor
) -> None:
    slow = SiteBucket(emulator.client("s3"), site.bucket.name, deploying_for=_OVER)

    with pytest.raises(SiteError, match="took too long"):
        deploy_site(dataclasses.replace(site, bucket=slow), build("one"))

    assert visitor.shown("blue") is None
    assert f"releases/{build('one').release}/manifest.json" not in site.bucket.list("releases/")
