"""Twenty editors of one report at once: one of them wins each round, and no text is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from chalicelib.domain.inquiries import ReportStatus
from chalicelib.errors import ReportSuperseded
from chalicelib.gateways import get_gateways
from chalicelib.models import inquiry
from chalicelib.services.report_versions import ReportEdit, approve_report, edit_report
from tests.functional.conftest import Platform
from tests.serial_moto import one_request_at_a_time

_EDITORS = 20


def test_edit_report_twenty_at_once_one_wins_each_round(platform: Platform) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    texts = {1: get_gateways().documents.get(inquiry.get_whole(inquiry_id).reports[0].body_key)}

    for number in (2, 3, 4):
        conflicts = []
        start = Barrier(_EDITORS)

        def edit(editor: int, before: int = number - 1, start: Barrier = start) -> str | None:
            text = f"Version {before + 1} by editor {editor}"
            start.wait()
            try:
                edit_report(
                    f"{inquiry_id}.{before}",
                    ReportEdit(markdown=text),
                    f"editor.{editor}",
                    version=before,
                )
            except ReportSuperseded as conflict:
                conflicts.append(conflict)  # noqa: B023  # of this round
                return None
            return text

        with one_request_at_a_time(), ThreadPoolExecutor(_EDITORS) as editors:
            (texts[number],) = [text for text in editors.map(edit, range(_EDITORS)) if text]
        assert len(conflicts) == _EDITORS - 1
        assert {conflict.details["current"]["number"] for conflict in conflicts} == {number}

    reports = inquiry.get_whole(inquiry_id).reports
    documents = platform.gateways.documents
    assert {int(r.number): documents.get(r.body_key) for r in reports} == texts
    assert [int(r.superseded_by or 0) for r in reports] == [2, 3, 4, 0]
    assert [r.listed for r in reports] == [None, None, None, "report"]


def test_approve_report_while_others_edit_approves_a_text_that_was_seen(
    platform: Platform,
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    start = Barrier(8)

    def act(number: int) -> str:
        start.wait()
        try:
            if number < 4:
                return approve_report(f"{inquiry_id}.1", f"approver.{number}", "Ann").report_id
            text = ReportEdit(markdown=f"Text {number}")
            return edit_report(f"{inquiry_id}.1", text, f"editor.{number}").report_id
        except ReportSuperseded:
            return ""

    with one_request_at_a_time(), ThreadPoolExecutor(8) as people:
        given = list(people.map(act, range(8)))

    # The edit that wins makes the second version. Who came first decides whether the first one,
    # which the approver saw, is approved; no text that nobody saw ever is.
    whole = inquiry.get_whole(inquiry_id)
    assert sorted(filter(None, given[4:])) == [f"{inquiry_id}.2"]
    assert set(given[:4]) <= {"", f"{inquiry_id}.1"}
    assert whole.reports[0].status == (
        ReportStatus.APPROVED if any(given[:4]) else ReportStatus.DRAFT
    )
    assert [report.status for report in whole.reports[1:]] == [ReportStatus.DRAFT]
    assert whole.head.report_state == ReportStatus.DRAFT
