"""Two releases on the same tables: what a former one wrote is read, what a newer one wrote is kept.

The rules are in docs/compatibility.md; what a former release wrote lies in releases/, recorded by
record.py.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import boto3
import pytest

from chalicelib.domain.debts import DebtName, debt_kind
from chalicelib.gateways.queues import UnknownMessage, read_message
from chalicelib.models import access, inquiry, ledger
from tests.compatibility import record as recording
from tests.compatibility.record import PASSWORD, RELEASES
from tests.factories import inquiry_body
from tests.functional.casework import get_activities, get_page, get_pages
from tests.functional.conftest import Platform, start_platform
from tests.functional.people import Consultant, mail_event, publish

Item = dict[str, Any]
Record = dict[str, Any]
Key = tuple[str, str, str]

FORMER = sorted(path.stem for path in RELEASES.glob("*.json"))
NEW_WORDS: dict[str, set[str]] = {}
"""Words of enumerations that this release reads and does not write yet, by enumeration."""

NEWER: dict[str, Any] = {"M": {"since": {"S": "the next release"}, "level": {"N": "3"}}}
UNKNOWN_DEBT = "foresight"
MODELS = {
    **{"HEAD": inquiry.InquiryHead, "TEXT": inquiry.InquiryText, "OUTLINE": inquiry.InquiryOutline},
    **{"REPORT": inquiry.InquiryReport, "EMAIL": inquiry.InquiryEmail},
    **{"ACTIVITY": inquiry.InquiryActivity, "LINK": inquiry.InquiryLink},
    **{"TOKEN": inquiry.SearchToken, "USERS": access.User, "SUPPRESSED": access.Suppression},
    **{"USER": access.Session, "LIMIT": access.Limit, "IDEMPOTENCY": access.IdempotencyKey},
    **{"COUNTS": ledger.Counts, "MAILS": ledger.Counts, "RUNS": ledger.JobRun},
}
"""By what the key says: the sort key's first part in the table of inquiries, the partition key's in
the others."""


def kind_of(table: str, item: Item) -> str:
    name = "sk" if table.endswith("-inquiries") else "pk"
    return str(item[name]["S"]).partition("#")[0]


def read_record(release: str) -> Record:
    return dict(json.loads((RELEASES / f"{release}.json").read_text(encoding="utf-8")))


@pytest.fixture(params=FORMER)
def former(request: pytest.FixtureRequest) -> Record:
    return read_record(request.param)


@pytest.fixture(scope="module")
def present() -> Record:
    """Give what the present code writes."""
    return recording.record()


def put(record: Record, platform: Platform) -> None:
    """Have everything lie there that a record has, some hours after it was written."""
    for table, items in record["tables"].items():
        for item in items:
            boto3.client("dynamodb").put_item(TableName=table, Item=item)
    documents = platform.gateways.documents
    documents.content_by_key |= {key: text.encode() for key, text in record["files"].items()}
    platform.gateways.clock.advance(3 * 3600)


@pytest.fixture
def platform() -> Iterator[Platform]:
    with start_platform() as platform:
        yield platform


def stored() -> dict[Key, Item]:
    dynamodb = boto3.client("dynamodb")
    return {
        (table, item["pk"]["S"], item["sk"]["S"]): item
        for table in dynamodb.list_tables()["TableNames"]
        for item in dynamodb.scan(TableName=table)["Items"]
    }


def heads(record: Record) -> list[Item]:
    """Give the heads of the inquiries that are not deleted."""
    items = record["tables"]["consulting-local-inquiries"]
    return [
        item
        for item in items
        if item["sk"]["S"] == "HEAD" and not item.keys() & {"deleted_at", "export"}
    ]


def head_of(record: Record, name: str) -> str:
    (found,) = (head["pk"]["S"] for head in heads(record) if head["name"]["S"] == name)
    return str(found)


def handled(record: Record) -> str:
    """Name the inquiry whose report was sent."""
    items = record["tables"]["consulting-local-inquiries"]
    (found,) = (item["pk"]["S"] for item in items if item["sk"]["S"].startswith("LINK#"))
    return str(found)


def test_record_has_items_of_every_kind(former: Record) -> None:
    kinds = {kind_of(table, item) for table, items in former["tables"].items() for item in items}
    messages = {debt_kind(json.loads(text)["kind"]) for text in former["messages"]}

    assert kinds == set(MODELS)
    assert messages == set(DebtName)


def test_each_item_of_a_former_release_is_read_and_saved_as_it_was(former: Record) -> None:
    for table, items in former["tables"].items():
        for item in items:
            model = MODELS[kind_of(table, item)]

            again = model.from_raw_data(deepcopy(item)).serialize()

            assert {name: again[name] for name in item} == item


def test_api_shows_what_a_former_release_wrote(former: Record, platform: Platform) -> None:
    put(former, platform)
    staff = platform.sign_in()
    signed_in = {"username": "some.consultant", "password": PASSWORD}

    assert platform.request("POST", "/auth/login", signed_in).status_code == 200
    listed = [row for page in get_pages(platform, staff) for row in page["items"]]
    assert {row["id"] for row in listed} == {
        head["pk"]["S"] for head in heads(former) if "listed" in head
    }
    for head in heads(former):
        inquiry_id = head["pk"]["S"]
        shown = platform.read(inquiry_id, staff)
        assert shown["reference"] == head["reference"]["S"]
        assert len(get_activities(platform, staff, inquiry_id)) >= 1
        status = platform.request(
            *("GET", f"/inquiries/{inquiry_id}/status"),
            headers={"X-Status-Token": head["status_token"]["S"]},
        )
        assert status.status_code == 200, status.body
        for report in shown["reports"]:
            for part in ("", "/html", "/markdown"):
                get = platform.request("GET", f"/admin/reports/{report['id']}{part}", headers=staff)
                assert get.status_code == 200, get.body
        for mail in shown["email_events"]:
            get_page(platform, staff, f"/admin/mail/events/{mail['id']}")
    for path in ("reports", "mail/events", "mail/suppressions", "consultants"):
        assert get_page(platform, staff, f"/admin/{path}")["items"], path
    assert get_page(platform, staff, "/admin/mail/metrics")["total"]["handed_over"] > 0
    assert get_page(platform, staff, "/admin/inquiries/counts")["total"] >= 5
    assert get_page(platform, staff, "/admin/inquiries", q="keller")["items"]


def test_submission_that_a_former_release_answered_is_answered_again(
    former: Record, platform: Platform
) -> None:
    put(former, platform)

    answer = platform.submit({"Idempotency-Key": "recorded"})

    assert answer["id"] == handled(former)


def test_work_that_a_former_release_owes_is_done(former: Record, platform: Platform) -> None:
    put(former, platform)
    staff = platform.sign_in()

    for body in former["messages"]:
        message = read_message(body)
        is_report = debt_kind(message.kind) in ("report", "document", "export", "erasure")
        platform.deliver("generate_reports" if is_report else "send_emails", body)
    platform.pass_time(900, step=300)

    assert platform.faults == []
    for name in ("Just Submitted", "Waiting Again"):
        shown = platform.read(head_of(former, name), staff)
        assert shown["owed"] == []
        assert shown["reports"]
    exports = [key for key in platform.gateways.documents.content_by_key if "exports/" in key]
    assert len(exports) == 2


def with_newer_things(record: Record) -> Record:
    """Make a record into what a newer release would leave: more in each item, and more items."""
    newer = deepcopy(record)
    for table, items in newer["tables"].items():
        for item in items:
            item["from_a_newer_release"] = NEWER
            for debt in item.get("debts", {}).get("M", {}).values():
                debt["M"]["from_a_newer_release"] = NEWER
            for event in item.get("trail", {}).get("L", []):
                event["M"]["from_a_newer_release"] = NEWER
        partitions = {item["pk"]["S"] for item in items}
        for pk in partitions:
            for sk in ("FORESIGHT#1", "PLAN", "ZEBRA#1"):
                items.append(
                    {"pk": {"S": pk}, "sk": {"S": sk}, "plan": NEWER, "changes": {"N": "1"}}
                )
        if table.endswith("-inquiries"):
            _owe_something_new(items)
    return newer


def _owe_something_new(items: list[Item]) -> None:
    for item in items:
        if item["sk"]["S"] == "HEAD" and "deleted_at" not in item:
            long_ago = {"S": "2026-11-01T00:00:00.000000Z"}
            item["debts"]["M"][UNKNOWN_DEBT] = {
                "M": {
                    "state": {"S": "due"},
                    "next_attempt_at": long_ago,
                    "sweep_at": long_ago,
                    "attempts": {"N": "0"},
                    "failures": {"N": "0"},
                }
            }
            item["owed_partition"], item["owed_key"] = {"S": "owed#0"}, long_ago


def _work_on(record: Record, platform: Platform) -> None:
    """Do to an inquiry what people, jobs and the mail provider do."""
    consultant, inquiry_id = Consultant(platform), handled(record)
    version = consultant.read(inquiry_id)["version"]
    body = {"version": version, "status": "reviewed", "priority": "low"}
    path = f"/admin/inquiries/{inquiry_id}"
    assert platform.request("PATCH", path, body, consultant.headers).status_code == 200
    assert consultant.post(f"/inquiries/{inquiry_id}/notes", {"text": "A note"}).status_code == 201
    newest = consultant.reports(inquiry_id)[-1]["id"]
    report_id = consultant.save(newest, "## Another\n\nText.")
    assert consultant.approve(report_id).status_code == 200
    assert consultant.send(report_id).status_code == 202
    sent = next(
        mail for mail in consultant.read(inquiry_id)["email_events"] if mail["status"] == "sent"
    )
    publish(platform, mail_event("Bounce", sent["message_id"]))
    assert consultant.post(f"/mail/events/{sent['id']}/send").status_code == 202
    platform.submit(name="Of this release")
    for message in record["messages"]:
        kind = debt_kind(read_message(message).kind)
        platform.deliver("generate_reports" if kind == "export" else "send_emails", message)
    platform.faults.clear()  # Each worker got the messages of the other too.
    platform.pass_time(1800, step=300)
    assert platform.faults == []


def test_what_only_a_newer_release_knows_survives_all_work(
    former: Record, platform: Platform
) -> None:
    newer = with_newer_things(former)
    put(newer, platform)
    before = stored()

    _work_on(newer, platform)

    after = stored()
    deleted = {pk for _, pk, _ in before} - {head["pk"]["S"] for head in heads(newer)}
    gone = {
        key for key in before.keys() - after.keys() if not (key[1] in deleted or "LIMIT" in key[1])
    }
    assert gone == set()
    changed = {kind_of(key[0], after[key]) for key in before if before[key] != after.get(key)}
    assert {"HEAD", "REPORT", "EMAIL", "COUNTS", "MAILS"} <= changed
    for key in before.keys() & after.keys():
        item = after[key]
        if "plan" in before[key]:
            assert item == before[key]
            continue
        assert item["from_a_newer_release"] == NEWER, key
        _assert_nested_things_are_kept(before[key], item)


def _assert_nested_things_are_kept(before: Item, after: Item) -> None:
    debts = after.get("debts", {}).get("M", {})
    for name, debt in before.get("debts", {}).get("M", {}).items():
        if name == UNKNOWN_DEBT:
            assert debts[name] == debt, "only a newer release can pay it"
        elif name in debts and debts[name]["M"].get("request") == debt["M"].get("request"):
            assert debts[name]["M"]["from_a_newer_release"] == NEWER
    events = before.get("trail", {}).get("L", [])
    assert after.get("trail", {}).get("L", [])[: len(events)] == events


def test_export_keeps_what_a_newer_release_notes_of_it(former: Record, platform: Platform) -> None:
    put(former, platform)
    export_id = next(
        item["pk"]["S"]
        for item in former["tables"]["consulting-local-inquiries"]
        if "export" in item and '"document_key":null' in item["export"]["S"]
    )
    head = inquiry.InquiryHead.get(export_id, "HEAD")
    head.export = json.dumps({**json.loads(str(head.export)), "columns": ["name"]})
    head.save()

    platform.pass_time(600, step=300)

    noted = json.loads(str(inquiry.InquiryHead.get(export_id, "HEAD").export))
    assert noted["columns"] == ["name"]
    assert noted["document_key"]


def test_deleted_inquiry_keeps_nothing_of_a_newer_release(
    former: Record, platform: Platform
) -> None:
    put(with_newer_things(former), platform)
    inquiry_id = handled(former)

    Consultant(platform).delete_inquiry(inquiry_id)
    platform.pass_time(1800, step=300)

    left = [item for key, item in stored().items() if key[1] == inquiry_id]
    (tombstone,) = left
    assert "NEWER" not in str(tombstone)
    assert "from_a_newer_release" not in tombstone
    assert "deleted_at" in tombstone


@pytest.mark.parametrize(
    "change",
    [{"version": 2}, {"kind": UNKNOWN_DEBT}, {"urgency": 3}],
    ids=["version", "kind", "field"],
)
def test_message_of_a_newer_release_is_left_for_the_dead_letter_queue(
    former: Record, platform: Platform, change: dict[str, Any]
) -> None:
    put(former, platform)
    message = next(json.loads(text) for text in former["messages"] if '"index"' in text)
    before = stored()

    for worker in ("send_emails", "generate_reports"):
        platform.deliver(worker, json.dumps(message | change))

    assert [type(fault) for fault in platform.faults] == [UnknownMessage, UnknownMessage]
    assert stored() == before


def shapes(record: Record) -> dict[str, list[dict[str, str]]]:
    """Give the types of the attributes of each item, by kind.

    A debt is a kind of its own, such as HEAD.debts.report, and so is what happened to a mail, as
    EMAIL.trail.
    """
    found: dict[str, list[dict[str, str]]] = {}
    for table, items in record["tables"].items():
        for item in items:
            types = {name: next(iter(value)) for name, value in item.items()}
            found.setdefault(kind_of(table, item), []).append(types)
            for kind, part in _parts_of(item):
                types = {name: next(iter(value)) for name, value in part.items()}
                found.setdefault(f"{kind_of(table, item)}.{kind}", []).append(types)
    return found


def _parts_of(item: Item) -> Iterator[tuple[str, Item]]:
    for name, debt in item.get("debts", {}).get("M", {}).items():
        yield f"debts.{debt_kind(name)}", debt["M"]
    for event in item.get("trail", {}).get("L", []):
        yield "trail", event["M"]


def faults_of_writing(former: Record, present: Record) -> list[str]:
    """Say what a former release would miss in items that the present one writes."""
    faults = []
    written = shapes(present)
    for kind, items in shapes(former).items():
        of_present = written.get(kind, [])
        if not of_present:
            faults.append(f"{kind} is not written any more")
            continue
        for name in sorted(set.intersection(*(set(item) for item in items))):
            if any(name not in item for item in of_present):
                faults.append(f"{kind} lacks {name}")
        types = {name: kinds for item in items for name, kinds in item.items()}
        for item in of_present:
            faults += [
                f"{kind}.{name} is {item[name]}, not {types[name]}"
                for name in item.keys() & types.keys()
                if item[name] != types[name]
            ]
    return faults


def test_items_of_the_present_release_have_what_the_former_one_reads(
    former: Record, present: Record
) -> None:
    assert faults_of_writing(former, present) == []


def _lack(record: Record) -> None:
    for item in record["tables"]["consulting-local-inquiries"]:
        item.pop("reference", None)


def _retype(record: Record) -> None:
    for item in record["tables"]["consulting-local-inquiries"]:
        if "version" in item:
            item["version"] = {"S": item["version"]["N"]}


def _rename(record: Record) -> None:
    for item in record["tables"]["consulting-local-inquiries"]:
        item["sk"]["S"] = item["sk"]["S"].replace("REPORT#", "DRAFT#")


def _parts(record: Record) -> Iterator[Item]:
    for item in record["tables"]["consulting-local-inquiries"]:
        yield from (part for _, part in _parts_of(item))


def _lack_in_debt(record: Record) -> None:
    for part in _parts(record):
        part.pop("attempts", None)


def _retype_in_trail(record: Record) -> None:
    for part in _parts(record):
        if "at" in part:
            part["at"] = {"N": "1"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_lack_in_debt, "HEAD.debts.report lacks attempts"),
        (_retype_in_trail, "EMAIL.trail.at is N, not S"),
        (_lack, "EMAIL lacks reference"),
        (_retype, "HEAD.version is S, not N"),
        (_rename, "REPORT is not written any more"),
    ],
    ids=["lack in debt", "retype in trail", "lack", "retype", "rename"],
)
def test_what_a_former_release_would_miss_is_named(
    former: Record, present: Record, change: Callable[[Record], None], fault: str
) -> None:
    changed = deepcopy(present)
    change(changed)

    assert fault in faults_of_writing(former, changed)


def test_words_of_a_former_release_are_known_and_new_ones_are_declared(
    former: Record, present: Record
) -> None:
    for name, words in former["words"].items():
        known = set(present["words"][name])
        assert set(words) <= known, f"{name} has lost words that lie in tables"
        assert known - set(words) == NEW_WORDS.get(name, set()), (
            f"{name} has new words, at which the former release breaks: read them first"
        )


def test_messages_of_the_present_release_are_those_that_the_former_one_opens(
    former: Record, present: Record
) -> None:
    if present["envelope"]["version"] == former["envelope"]["version"]:
        assert present["envelope"]["fields"] == former["envelope"]["fields"]


def test_record_that_exists_is_not_overwritten(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(recording, "RELEASES", tmp_path)
    monkeypatch.setattr("sys.argv", ["record", "release-0"])
    (tmp_path / "release-0.json").write_text("{}")

    with pytest.raises(SystemExit):
        recording.main()

    assert "--replace" in capsys.readouterr().err
    assert (tmp_path / "release-0.json").read_text() == "{}"


def test_body_of_the_recorded_submission_is_still_that_of_tests(former: Record) -> None:
    """Else the repeated submission of above would be another one."""
    text = next(
        item["message"]["S"]
        for item in former["tables"]["consulting-local-inquiries"]
        if item["pk"]["S"] == handled(former) and item["sk"]["S"] == "TEXT"
    )

    assert text == inquiry_body()["message"]
