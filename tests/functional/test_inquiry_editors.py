"""Twenty editors of one inquiry at once: one of them wins each version, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from chalicelib.domain.priority import Priority
from chalicelib.errors import VersionConflict
from chalicelib.models.inquiry import get_head, get_history
from chalicelib.services.inquiry_edits import Edit, add_note, delete_inquiry, edit_inquiry
from ops.counters import compare_counts
from tests.functional.conftest import Platform
from tests.serial_moto import one_request_at_a_time

EDITORS = 20


def compete(
    inquiry_id: str, version: int, priority: Priority
) -> tuple[list[str], list[VersionConflict]]:
    """Have all editors make their edit of one version; give who won, and the others' conflicts."""
    start, conflicts = Barrier(EDITORS), []

    def edit(editor: int) -> str | None:
        start.wait()
        try:
            edit_inquiry(inquiry_id, version, Edit({"priority": priority}), f"editor.{editor}")
        except VersionConflict as conflict:
            conflicts.append(conflict)
            return None
        return f"editor.{editor}"

    with one_request_at_a_time(), ThreadPoolExecutor(EDITORS) as editors:
        winners = [winner for winner in editors.map(edit, range(EDITORS)) if winner]
    return winners, conflicts


def test_edit_inquiry_twenty_at_once_one_wins_each_version(platform: Platform) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    wins = []

    for version, priority in enumerate((Priority.LOW, Priority.URGENT, Priority.MEDIUM), start=1):
        (winner,), conflicts = compete(inquiry_id, version, priority)
        assert len(conflicts) == EDITORS - 1
        for conflict in conflicts:
            current = conflict.details["current"]
            assert (current["version"], current["priority"]) == (version + 1, priority)
            assert current["edited_by"] == winner
        wins.append((winner, priority))

    _, acts, _ = get_history(inquiry_id)
    changes = [(act.actor, act.new) for act in acts if act.kind == "priority_changed"]
    assert changes == wins
    assert int(get_head(inquiry_id).version) == 4


def test_edit_inquiry_while_jobs_work_and_others_take_notes_keeps_all(platform: Platform) -> None:
    inquiry_id = platform.submit()["id"]
    start = Barrier(4)

    def edit() -> None:
        start.wait()
        for version, status in enumerate(("processing", "reviewed", "responded"), start=1):
            edit_inquiry(inquiry_id, version, Edit({"status": status}), "robin")

    def note() -> None:
        start.wait()
        for number in range(3):
            add_note(inquiry_id, f"note {number}", "ada")

    def work() -> None:
        start.wait()
        platform.work()

    with one_request_at_a_time(), ThreadPoolExecutor(4) as people:
        for done in [people.submit(act) for act in (edit, note, work, work)]:
            done.result()
    platform.pass_time(600, step=60)

    head, acts, emails = get_history(inquiry_id)
    kinds = [act.kind for act in acts]
    assert platform.faults == []
    assert (head.status, int(head.version), head.report_state) == ("responded", 4, "draft")
    assert not any(debt.is_open for debt in head.debts.values())
    assert (kinds.count("status_changed"), kinds.count("note_added")) == (3, 3)
    assert kinds.count("report_written") == 1
    assert len(emails) == 2
    assert compare_counts().differences == []


def test_delete_inquiry_while_others_edit_it_is_deleted_or_edited(platform: Platform) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    start = Barrier(8)

    def act(number: int) -> str:
        start.wait()
        try:
            if number < 4:
                delete_inquiry(inquiry_id, 1, "ada")
                return "deleted"
            edit_inquiry(inquiry_id, 1, Edit({"status": "processing"}), "robin")
        except Exception as refused:  # noqa: BLE001  # which of two conflicts is a matter of order
            return type(refused).__name__
        return "edited"

    with one_request_at_a_time(), ThreadPoolExecutor(8) as people:
        results = list(people.map(act, range(8)))

    assert len({"deleted", "edited"} & set(results)) == 1
    assert results.count("deleted") + results.count("edited") == 1
    assert set(results) <= {"deleted", "edited", "VersionConflict", "InquiryNotFound"}
    assert compare_counts().differences == []
