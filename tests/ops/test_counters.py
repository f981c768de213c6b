"""Counts compared with what they count, and corrected, as an operator does it."""

import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from chalicelib.domain.counts import inquiry_counts, moves
from chalicelib.domain.inquiries import MailKind, MailStatus
from chalicelib.models.inquiry import TEXT, InquiryEmail, InquiryText, email_key
from chalicelib.models.ledger import (
    INQUIRY_COUNTS,
    get_counts,
    list_counts_with_changes,
    mail_counts_key,
    move_counts,
)
from chalicelib.models.table import write_together
from chalicelib.services import mails
from ops import console, counter_commands, counters
from tests.factories import inquiry_head
from tests.fakes import START

NOW = datetime(2026, 11, 26, tzinfo=UTC)
LINKS = mail_counts_key(START.date(), MailKind.REPORT_LINK)
runner = CliRunner()


@pytest.fixture(autouse=True)
def data(aws_tables: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six inquiries and two mails that count, and some that don't, counted as they are."""
    monkeypatch.setattr(os, "environ", os.environ.copy())
    for status, assignee in [("pending", None)] * 4 + [("closed", "ada"), ("closed", "robin")]:
        store_counted(status=status, assignee=assignee)
    inquiry_head(debts={}).save()
    inquiry_head(synthetic=True, debts={}).save()
    inquiry_head(deleted_at=START).save()
    inquiry_head(export="{}", debts={}).save()
    for number, status in enumerate((MailStatus.SENT, MailStatus.BOUNCED)):
        store_mail(number, status)
    store_mail(9, MailStatus.SENT, is_synthetic=True)


def store_counted(**changes: Any) -> None:
    head = inquiry_head(**changes)
    with write_together() as transaction:
        transaction.save(head)
        names = inquiry_counts(head.status, head.report_state, head.assignee)
        move_counts(transaction, INQUIRY_COUNTS, moves((), names), START)


def store_mail(number: int, status: MailStatus, *, is_synthetic: bool = False) -> None:
    mail = InquiryEmail(
        "some-inquiry",
        email_key(f"mail-{number}"),
        kind=MailKind.REPORT_LINK,
        to="maria@keller-logistics.example",
        subject="Your report",
        status=status,
        at=START,
    )
    mails.set_list_keys(mail, is_synthetic=is_synthetic)
    with write_together() as transaction:
        transaction.save(mail)
        for key, by in mails.count_mail(mail, None, status).items():
            move_counts(transaction, key, by, START)


def spoil(key: tuple[str, str] = INQUIRY_COUNTS, **by: int) -> None:
    named = {name.replace("__", "="): count for name, count in by.items()}
    with write_together() as transaction:
        move_counts(transaction, key, named, NOW)


def run(*arguments: str, answer: str | None = None) -> Result:
    return runner.invoke(counter_commands.app, list(arguments), input=answer)


def test_check_counts_that_are_right() -> None:
    done = run("check", "local")

    assert done.exit_code == 0, done.output
    assert "every count is right" in done.stdout
    assert "read units, $0.00000" in done.stdout


def test_check_says_what_differs_and_changes_nothing() -> None:
    spoil(total=2, status__pending=-1, assignee__eve=1)
    spoil(LINKS, sent=5)
    before = list(list_counts_with_changes())

    done = run("check", "local")

    assert done.exit_code == 1
    rows = [line.split() for line in done.stderr.splitlines()]
    assert ["COUNTS/inquiries", "total", "8", "6"] in rows
    assert ["COUNTS/inquiries", "status=pending", "3", "4"] in rows
    assert ["COUNTS/inquiries", "assignee=eve", "1", "0"] in rows
    assert ["/".join(LINKS), "sent", "6", "1"] in rows
    assert "counts that differ: 4" in done.stdout
    assert list(list_counts_with_changes()) == before


def test_check_as_json_is_for_programs() -> None:
    spoil(total=2)

    done = run("check", "local", "--json")

    facts = json.loads(done.stdout)
    assert done.exit_code == 1
    assert facts["differences"] == [
        {"key": list(INQUIRY_COUNTS), "name": "total", "shown": 8, "counted": 6}
    ]
    assert facts["items"] == 13
    assert facts["nano_usd"] == round(facts["read_units"] * 125)


def test_check_counts_what_nobody_has_counted_yet() -> None:
    other = mail_counts_key(START.date(), MailKind.CUSTOMER_CONFIRMATION)
    mail = InquiryEmail(
        "some-inquiry",
        email_key("lost"),
        kind=MailKind.CUSTOMER_CONFIRMATION,
        to="maria@keller-logistics.example",
        subject="We have your inquiry",
        status=MailStatus.SENT,
        at=START,
    )
    mails.set_list_keys(mail, is_synthetic=False)
    mail.save()

    found = counters.compare_counts()
    counters.correct(found)

    assert [(each.key, each.name, each.counted) for each in found.differences] == [
        (other, "sent", 1)
    ]
    assert get_counts(other) == {"sent": 1}


def test_count_data_reads_page_after_page() -> None:
    for number in range(6):
        InquiryText(f"long-{number}", TEXT, message="x" * 300_000).save()
        store_counted(status="reviewed")
    seen: list[int] = []

    counted, effort = counters.count_data(seen.append)

    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == effort.items == 13 + 12
    assert (counted[INQUIRY_COUNTS]["total"], counted[INQUIRY_COUNTS]["status=reviewed"]) == (12, 6)


def test_repair_shows_asks_and_corrects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "has_terminal", lambda: True)
    spoil(total=2, status__pending=-1)
    spoil(LINKS, sent=5)

    refused = run("repair", "local", answer="n\n")
    after_refusal = get_counts(INQUIRY_COUNTS)["total"]
    done = run("repair", "local", answer="y\n")
    again = run("repair", "local")

    assert (refused.exit_code, after_refusal) == (1, 8)
    assert "Correct these counts?" in refused.stderr
    assert (done.exit_code, again.exit_code) == (0, 0), done.output
    assert "counts corrected: 3" in done.stdout
    assert "every count is right" in again.stdout
    assert get_counts(INQUIRY_COUNTS)["total"] == 6
    assert get_counts(LINKS) == {"sent": 1, "bounced": 1}


def test_repair_as_json_changes_nothing_without_yes() -> None:
    spoil(total=2)

    plan = run("repair", "local", "--json", "--dry-run")
    planned = get_counts(INQUIRY_COUNTS)["total"]
    done = run("repair", "local", "--json", "--yes")

    assert (plan.exit_code, planned) == (1, 8)
    facts = json.loads(plan.stdout)
    assert (facts["corrected"], len(facts["differences"])) == (0, 1)
    assert (done.exit_code, json.loads(done.stdout)["corrected"]) == (0, 1)
    assert get_counts(INQUIRY_COUNTS)["total"] == 6


def test_repair_leaves_alone_what_moved_since_it_was_counted() -> None:
    spoil(total=2)
    spoil(LINKS, sent=5)
    found = counters.compare_counts()
    store_counted(status="pending")

    moved = counters.correct(found)

    assert moved == [INQUIRY_COUNTS]
    assert get_counts(INQUIRY_COUNTS)["total"] == 9, "nobody's move is lost"
    assert get_counts(LINKS)["sent"] == 1


def test_repair_counts_again_when_somebody_was_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    compare, arrivals = counters.compare_counts, []

    def compare_and_let_one_arrive(progress: counters.Progress) -> counters.Comparison:
        found = compare(progress)
        if not arrivals:
            arrivals.append("an inquiry")
            store_counted(status="pending")
        return found

    monkeypatch.setattr(counters, "compare_counts", compare_and_let_one_arrive)
    spoil(total=2)

    done = run("repair", "local", "--yes")

    assert done.exit_code == 0, done.output
    assert "counting again" in done.stderr
    assert get_counts(INQUIRY_COUNTS)["total"] == 7


def test_repair_interrupted_is_finished_by_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(total=2)
    spoil(LINKS, sent=5)
    correct, done = counters.correct_counts, []

    def correct_one(*arguments: Any) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(arguments)
        correct(*arguments)

    monkeypatch.setattr(counters, "correct_counts", correct_one)
    interrupted = run("repair", "local", "--yes")
    monkeypatch.setattr(counters, "correct_counts", correct)
    left = counters.compare_counts().differences
    finished = run("repair", "local", "--yes")

    assert interrupted.exit_code != 0
    assert len(left) == 1
    assert "counts corrected: 1" in finished.stdout
    assert counters.compare_counts().is_right


def test_compare_counts_counts_again_what_moved_meanwhile() -> None:
    rounds: list[int] = []

    def one_arrives(items: int) -> None:
        rounds.append(items)
        if len(rounds) == 1:
            store_counted(status="pending")

    found = counters.compare_counts(one_arrives)

    assert found.is_right
    assert len(rounds) == 2


def test_compare_counts_that_move_all_the_time_are_called_so() -> None:
    spoil(total=2)
    spoil(LINKS, sent=5)

    found = counters.compare_counts(lambda _: store_counted(status="pending"))

    assert found.moving == [INQUIRY_COUNTS]
    assert [each.key for each in found.differences] == [LINKS]
    assert not found.is_right


def test_estimate_effort_knows_the_price_before_anything_is_read() -> None:
    effort = counters.Effort(items=1_000_000, read_units=250_000)

    assert effort.nano_usd == 31_250_000, "three cents"
    assert counters.estimate_effort().items == 13


@pytest.mark.parametrize("command", ["check", "repair"])
def test_each_command_explains_itself(command: str) -> None:
    shown = run(command, "--help")

    assert shown.exit_code == 0
    assert "Chalice stage" in shown.output


@pytest.mark.parametrize("command", ["check", "repair"])
def test_unknown_stage_is_refused_in_a_line(command: str) -> None:
    done = run(command, "prod")

    assert done.exit_code == 1
    assert "is no stage" in done.stderr
    assert "Traceback" not in done.output


def test_days_are_counted_apart() -> None:
    tomorrow = mail_counts_key((START + timedelta(days=1)).date(), MailKind.REPORT_LINK)
    spoil(tomorrow, sent=1)

    assert [each.key for each in counters.compare_counts().differences] == [tomorrow]
