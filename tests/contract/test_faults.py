"""Whatever breaks: each inquiry gets its one report and one of each mail, within three minutes.

The scenario is lived through once (faults.py); each test looks at one fault. The times that a test
ran under are those of the deployed configuration, and stand at the end of the test run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from math import inf

import pytest

from tests.contract.faults import CONCURRENCY, LOAD, OUTAGE_SECONDS, Aftermath, Case, live_through
from tests.platform import PATIENCE_SECONDS, Answer, start_platform, stop_platform
from tests.ran_under import RAN_UNDER

pytestmark = pytest.mark.xdist_group("faults")

_ONE_OF_EACH = ["consultant_notification", "customer_confirmation"]
_LONGEST_SECONDS = 180
_QUEUES = ("emails", "reports")
_HARMLESS = ("http://localhost", "https://", "mailto:", "#")


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    """Give what became of everything, on a platform that is nobody else's."""
    folder = tmp_path_factory.mktemp("faults")
    platform, process = start_platform(folder / "data", folder / "log")
    try:
        yield live_through(platform)
    finally:
        stop_platform(platform.pid)
        process.wait(PATIENCE_SECONDS)


CaseOf = Callable[[str], Case]


@pytest.fixture
def case_of(aftermath: Aftermath, request: pytest.FixtureRequest) -> CaseOf:
    """Give the inquiries of a fault; that each was made good, once and in time, is shown first."""

    def settled_case(name: str) -> Case:
        case = aftermath.cases[name]
        waits = [case.settled_at.get(each, inf) - case.over_at for each in case.inquiry_ids]
        note = f"nothing owed {max(waits):.0f} s after the fault; {aftermath.times}"
        request.node.user_properties.append((RAN_UNDER, note))
        assert max(waits) < _LONGEST_SECONDS, note
        for inquiry_id in case.inquiry_ids:
            inquiry = aftermath.inquiries[inquiry_id]
            mails = aftermath.mails.get(inquiry_id, [])
            assert inquiry["owed"] == []
            assert [report["number"] for report in inquiry["reports"]] == [1]
            assert sorted(mail["kind"] for mail in mails) == _ONE_OF_EACH
            assert sorted(event["kind"] for event in inquiry["email_events"]) == _ONE_OF_EACH
        return case

    return settled_case


def test_times_leave_room_for_each_other(aftermath: Aftermath) -> None:
    times = aftermath.times

    for queue in _QUEUES:
        assert times.lease[queue] < times.visibility[queue], "redelivery finds the lease over"
    # A lost message is found when its grace is over, by the next sweep, which may be 10 s late.
    assert times.sweep_grace + times.sweep_period + 10 < _LONGEST_SECONDS
    assert max(times.lease.values()) + times.sweep_period + 10 < _LONGEST_SECONDS


def test_worker_killed_in_the_middle(aftermath: Aftermath, case_of: CaseOf) -> None:
    case = case_of("killed")

    assert case.evidence["workers"] >= len(case.inquiry_ids)
    for inquiry in case.evidence["after"]:
        (debt,) = [debt for debt in inquiry["owed"] if debt["debt"] == "report"]
        assert debt["state"] == "leased", "the worker had the lease when it was killed"
        assert inquiry["reports"] == []
    for inquiry_id in case.inquiry_ids:
        # Nobody else touches the work before the dead worker's lease is over.
        waited = case.settled_at[inquiry_id] - case.over_at
        assert waited > aftermath.times.lease["reports"] - case.evidence["seconds_leased"] - 1


def test_queues_purged(aftermath: Aftermath, case_of: CaseOf) -> None:
    case = case_of("purged")

    for queue in _QUEUES:
        waiting, left = (
            case.evidence[when][queue]["ApproximateNumberOfMessages"]
            for when in ("waiting", "left")
        )
        assert waiting >= len(case.inquiry_ids), "the messages lay in the queue"
        assert left == 0, "and were purged"


def test_message_lost(case_of: CaseOf) -> None:
    case = case_of("lost")

    taken = sorted(body["kind"] for body in case.evidence["bodies"])
    assert taken == ["customer_mail", "index", "report"]


def test_ai_down_for_a_minute(aftermath: Aftermath, case_of: CaseOf) -> None:
    case = case_of("down")

    assert case.evidence["seconds"] >= OUTAGE_SECONDS
    for during, at_the_end in zip(
        case.evidence["during"], case.evidence["at_the_end"], strict=True
    ):
        assert "made by rules" in during["outline"].lower()
        for inquiry in (during, at_the_end):
            assert inquiry["report"] == "outline"
            assert inquiry["reports"] == []
            owed = {debt["debt"]: debt for debt in inquiry["owed"]}
            assert owed["report"]["state"] in ("due", "leased")
            assert owed["report"]["failures"] == 0, "an outage is no fault of ours"
            assert owed["consultant_mail"]["state"] == "waiting"
        tries = [debt["attempts"] for debt in at_the_end["owed"] if debt["debt"] == "report"]
        assert tries[0] >= 2
    for inquiry_id in case.inquiry_ids:
        assert aftermath.inquiries[inquiry_id]["report"] == "draft"


def test_ai_throttled(case_of: CaseOf) -> None:
    case = case_of("throttled")

    for inquiry in case.evidence["during"]:
        (debt,) = [debt for debt in inquiry["owed"] if debt["debt"] == "report"]
        assert (debt["attempts"], debt["failures"]) == (1, 0)
        assert "throttl" in debt["reason"].lower() or "many" in debt["reason"].lower()


def test_messages_repeated_change_nothing(case_of: CaseOf) -> None:
    assert len(case_of("repeated").inquiry_ids) == 2


def test_no_message_is_left_behind_or_dead(aftermath: Aftermath) -> None:
    assert {queue: sum(counts.values()) for queue, counts in aftermath.queues.items()} == {
        "emails": 0,
        "reports": 0,
        "emails-dead": 0,
        "reports-dead": 0,
    }


def test_same_key_from_many_clients_gives_one_inquiry(
    aftermath: Aftermath, case_of: CaseOf
) -> None:
    answers: list[Answer] = case_of("one_key").evidence["answers"]

    assert [answer.status for answer in answers] == [201] * CONCURRENCY
    assert len({answer.body for answer in answers}) == 1
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == CONCURRENCY


def test_many_submissions_at_once(aftermath: Aftermath, case_of: CaseOf) -> None:
    case = case_of("load")

    assert [answer.status for answer in case.evidence["answers"]] == [201] * LOAD
    assert len(set(case.inquiry_ids)) == LOAD
    references = {aftermath.inquiries[each]["reference"] for each in case.inquiry_ids}
    assert len(references) == LOAD
    for inquiry_id in case.inquiry_ids:
        name = aftermath.inquiries[inquiry_id]["name"]
        assert all(name in mail["text"] for mail in aftermath.mails[inquiry_id])


def test_inbox_holds_nothing_else(aftermath: Aftermath) -> None:
    assert aftermath.mails.keys() == aftermath.inquiries.keys()


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag with its attributes."""

    name: str
    attributes: dict[str, str | None]


class TagReader(HTMLParser):
    """Collects what a browser would see as elements."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, dict(attrs)))


def read_tags(html: str) -> list[Tag]:
    reader = TagReader()
    reader.feed(html)
    reader.close()
    return reader.tags


def assert_inert(html: str, house_tags: frozenset[str] = frozenset()) -> None:
    """Show that nothing runs, loads or leads anywhere but to the web or a mail."""
    active = {"script", "iframe", "object", "embed", "svg", "form", "input", "base", "link"}
    tags = read_tags(html)
    assert not {tag.name for tag in tags} & (active | {"style", "meta"}) - house_tags
    for tag in tags:
        assert not [name for name in tag.attributes if name.startswith("on")], tag
        for name in ("href", "src", "action", "formaction", "srcdoc", "background"):
            address = (tag.attributes.get(name) or "").strip().lower()
            assert not address or address.startswith(_HARMLESS), tag
        if tag.name == "img":
            assert not (tag.attributes.get("src") or "").startswith("https://attacker")


def test_hostile_answer_and_inquiry_are_inert(aftermath: Aftermath, case_of: CaseOf) -> None:
    (inquiry_id,) = case_of("hostile").inquiry_ids
    path = f"/api/v1/admin/reports/{inquiry_id}.1"
    platform, staff = aftermath.platform, aftermath.staff

    report = platform.request("GET", path, headers=staff).json
    document = platform.request("GET", f"{path}/html", headers=staff).body.decode()

    assert "<script>" in report["markdown"], "the answer was hostile"
    assert_inert(report["html"])
    assert "style" not in {name for tag in read_tags(report["html"]) for name in tag.attributes}
    assert_inert(document, frozenset({"style", "meta"}))
    mails = {mail["kind"]: mail for mail in aftermath.mails[inquiry_id]}
    for mail in mails.values():
        assert_inert(mail["html"], frozenset({"style", "meta"}))
        assert "\n" not in mail["subject"]
        assert len(mail["to"].split(",")) == 1
    leaked = "My instructions were"
    assert leaked in mails["consultant_notification"]["text"]
    assert leaked not in mails["customer_confirmation"]["text"]
    assert leaked not in mails["customer_confirmation"]["html"]
