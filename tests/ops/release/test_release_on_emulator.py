"""Releases of production on the emulator, with viewers at the edge all the while.

What is asserted of the edge holds for infrastructure/router.js, which the local edge runs; that
CloudFront runs it in the same way is shown on AWS only. Watch times are short, and the thresholds
of latency wide: other tests share the machine.
"""

import signal
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from tests.emulator import running_emulator
from tests.ops.release.production import (
    Production,
    kill_code,
    replace_in,
    responding,
)
from tests.ops.release.traffic import Traffic, traffic
from tests.platform import PATIENCE_SECONDS, wait_until

pytestmark = pytest.mark.xdist_group("own platform")

PER_SECOND = 20
WIDE = ["--gate", "latency_margin_ms=20000", "--gate", "least_requests=3"]
WATCH = ["--watch", "5", "--probes", "2", *WIDE]
FAILING_WATCH = ["--watch", "120", "--probes", "2", *WIDE, "--gate", "least_failures=8"]
"""It ends at so many failures, when enough viewers have come to tell their share."""
QUIET = ["--quiet", "2"]
BROKEN_ROUTE = "/api/v1/services"
_MAILS_SECONDS = 300
"""Work that a worker lost is found by the sweep, which comes once a minute."""
_LEAST_SENT = 0.5
"""Share of the requests meant to be sent that must have been; the machine may be busy."""
_NOISE = 4
"""Standard deviations by which a share may differ by chance."""
_BACK_SECONDS = 10


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """Give production with a first release that serves, and its edge."""
    root = tmp_path_factory.mktemp("production")
    with (
        responding() as ai_url,
        running_emulator("shimmed", root / "emulator", ai_url) as emulator,
    ):
        found = Production(emulator, root / "production")
        first = found.package("prod-blue")
        found.release("deploy", "--package", str(first), "--site", str(found.site("first")))
        with found.edge():
            yield found
            assert_no_mail_came_twice(found)


def deploy(production: Production, package: Path, mark: str) -> dict[str, Any]:
    """Bring a release to the idle colour and give the state."""
    site = production.site(mark)
    return production.release("deploy", "--package", str(package), "--site", str(site)).json


def idle_colour(production: Production) -> str:
    """Name the colour that the next release goes to."""
    return "green" if production.status()["settled"] == "blue" else "blue"


def change_one_line(project: Path) -> None:
    """Make another release of the code, which does the same."""
    opening = '"""Logs as one JSON object a line'
    replace_in(project, "chalicelib/logs.py", opening, f"{opening}, in the second release")


def break_one_route(project: Path) -> None:
    """Make a release that answers one route with 500."""
    replace_in(
        project,
        "chalicelib/api/services.py",
        "return ServiceCatalogue(get_site().services)",
        'raise LookupError("a fault of the release")',
    )


def interrupt_while_it_watches(production: Production, new: str) -> None:
    """Begin to promote, and press Ctrl-C while the gate looks."""
    process = production.start("promote", "--steps", "5,100", "--watch", "300")
    wait_until(lambda: production.weights()[new] == 5, PATIENCE_SECONDS, "the first step")
    assert process.stderr is not None
    while "s to go" not in process.stderr.readline():
        assert process.poll() is None

    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == 130
    assert f"interrupted; {new} keeps 5 % of the viewers" in errors
    assert production.weights()[new] == 5


def assert_colours_are_kept(seen: Traffic) -> None:
    """Show that viewers changed their colour only when it had no viewers any more."""
    for before, after in seen.moves():
        assert seen.had_no_viewers(str(before.colour), after), (before, after)


def assert_pages_and_api_belong_together(seen: Traffic, colour_by_site: dict[str, str]) -> None:
    """Show that the API of a page's own release answered, as long as it had viewers."""
    compared = 0
    for each in seen.exchanges:
        if each.colour is None:
            continue
        own = colour_by_site[str(each.page_release)]
        compared += 1
        assert each.colour == own or seen.had_no_viewers(own, each), each
    assert compared > 20


def assert_share_was_hit(percent: int, hit: set[str], asked: set[str]) -> None:
    """Show that of the viewers who asked, no more were hit than their share and chance explain."""
    share = percent / 100
    chance = _NOISE * sqrt(share * (1 - share) / len(asked))
    assert share + chance < 1, f"{len(asked)} viewers are too few to tell"
    assert len(hit) / len(asked) <= share + chance, (hit, asked)


def assert_work_was_done_once(production: Production, inquiry_ids: list[str]) -> None:
    """Show that each inquiry got its two mails, and no third."""
    wanted = set(inquiry_ids)

    def mails() -> dict[str, list[str]]:
        kinds: dict[str, list[str]] = defaultdict(list)
        for mail in production.mails():
            if mail["inquiry_id"] in wanted:
                kinds[mail["inquiry_id"]].append(mail["kind"])
        return kinds

    def are_complete() -> bool:
        found = mails()
        return wanted == found.keys() and all(len(kinds) >= 2 for kinds in found.values())

    wait_until(are_complete, _MAILS_SECONDS, f"two mails for each of {len(wanted)} inquiries")
    assert_no_mail_came_twice(production)


def assert_no_mail_came_twice(production: Production) -> None:
    """Show that nobody got a mail again, those of former tests included.

    Each test, and the end of them all, looks at all mails, so that most are looked at after several
    sweeps, which come once a minute here.
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    for mail in production.mails():
        kinds[mail["inquiry_id"]].append(mail["kind"])
    assert kinds
    for inquiry_id, sent in kinds.items():
        counted = Counter(sent)
        consultants = counted["consultant_notification"] + counted["inquiry_notification"]
        assert counted["customer_confirmation"] <= 1, (inquiry_id, counted)
        assert consultants <= 1, (inquiry_id, counted)
        assert sum(counted.values()) <= 2, (inquiry_id, counted)


def test_a_release_is_noticed_by_nobody(production: Production) -> None:
    former = production.status()
    new = idle_colour(production)
    package = production.package(f"prod-{new}", change_one_line)

    with traffic(production.url, production.weights, per_second=PER_SECOND) as seen:
        deployed = deploy(production, package, "second")
        production.release("verify")
        interrupt_while_it_watches(production, new)
        ended = production.release("promote", *WATCH, *QUIET).json

    old = former["settled"]
    assert deployed["phase"] == "deployed"
    assert (ended["phase"], ended["settled"]) == ("idle", new)
    colours = ended["colours"]
    assert colours[new]["weight"] == 100
    assert colours[old]["stack"]["has_event_sources"] is False
    assert colours[old]["stack"]["has_schedules"] is False
    assert colours[new]["stack"]["has_schedules"] is True
    assert colours[new]["stack"]["code"] != colours[old]["stack"]["code"]
    assert seen.failures == []
    assert len(seen.exchanges) > PER_SECOND * 20
    meant = len(seen.exchanges) + seen.late
    assert len(seen.exchanges) > meant * _LEAST_SENT, f"{seen.late} were not sent in time"
    answered = Counter(each.colour for each in seen.exchanges if each.colour)
    assert min(answered[old], answered[new]) > 10, "both colours had viewers"
    assert_colours_are_kept(seen)
    assert_pages_and_api_belong_together(seen, {colours[name]["site"]: name for name in (old, new)})
    steps = [(entry["step"], entry["percent"]) for entry in reversed(ended["history"])]
    assert steps[-2:] == [("promoted", 100), ("retired", None)]
    assert len(seen.inquiry_ids) >= 5
    assert_work_was_done_once(production, seen.inquiry_ids)


def test_a_broken_release_is_taken_back_by_the_gate(production: Production) -> None:
    new = idle_colour(production)
    package = production.package(f"prod-{new}", break_one_route)
    percent = 25

    with traffic(production.url, production.weights, per_second=PER_SECOND) as seen:
        deploy(production, package, "broken")
        # The contract suite finds this fault (tests/contract); here it got past.
        failed = production.release(
            *("shift", "--percent", str(percent), "--unverified"),
            *(*FAILING_WATCH, *QUIET),
            check=False,
        )

    assert failed.status == 1
    assert f"error: {new} did not pass at {percent} %: {new} fails" in failed.errors
    assert f"500 GET {BROKEN_ROUTE}" in failed.errors
    ended = production.status()
    assert ended["colours"][new]["weight"] == 0
    assert ended["colours"][new]["stack"]["has_event_sources"] is False
    assert ended["phase"] == "idle"
    assert "rejected" in ended["explanation"]
    rolled_back = next(each for each in ended["history"] if each["step"] == "rolled back")
    assert (rolled_back["colour"], rolled_back["percent"]) == (new, percent)
    assert [each for each in seen.failures if each.path != BROKEN_ROUTE] == []
    shifted = [at for at, weights in seen.weights if weights[new]]
    during = [each for each in seen.exchanges if shifted[0] <= each.at <= shifted[-1] + 2]
    hit = {each.viewer for each in seen.failures}
    asked = {each.viewer for each in during if each.path == BROKEN_ROUTE}
    assert_share_was_hit(percent, hit, asked | hit)
    early_or_late = [each for each in seen.failures if not seen.had_viewers(new, each)]
    assert early_or_late == [], "nobody was hit before or after"
    assert_colours_are_kept(seen)
    assert_work_was_done_once(production, seen.inquiry_ids)


def test_rollback_from_an_entirely_dead_release_takes_seconds(
    production: Production, tmp_path: Path
) -> None:
    new = idle_colour(production)
    stage = f"prod-{new}"
    dead = kill_code(production.package(stage, change_one_line), tmp_path / "dead")
    blind = ["--gate", "least_failures=1000000", "--gate", "least_requests=1"]

    deploy(production, dead, "dead")
    # An operator who switched the gate off, and a release that can't answer anything.
    production.release(
        *("shift", "--percent", "100", "--unverified"), *("--watch", "3", "--probes", "2"), *blind
    )
    with traffic(production.url, production.weights, per_second=PER_SECOND) as seen:
        wait_until(lambda: len(seen.failures) > 3, PATIENCE_SECONDS, "it is noticed")
        done = production.release("rollback", "--reason", "it is dead", *QUIET, "--drain", "5")

    ended = done.json
    old = ended["settled"]
    assert old != new
    assert ended["colours"][old]["weight"] == 100
    assert ended["colours"][new]["stack"]["has_event_sources"] is False
    rolled_back = next(each for each in ended["history"] if each["step"] == "rolled back")
    assert rolled_back["reason"] == "it is dead"
    back_at = next(at for at, weights in seen.weights if weights[old] == 100)
    last_failure = max(each.at for each in seen.failures)
    assert last_failure - back_at < _BACK_SECONDS
    assert len([each for each in seen.exchanges if each.at > last_failure]) > PER_SECOND
    assert_work_was_done_once(production, seen.inquiry_ids)
