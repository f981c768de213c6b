"""The ledger: counts, and what jobs say of their last run.

    pk COUNTS   sk inquiries                  how many inquiries there are, by status, and so on
       MAILS       2026-11-26#report_link     what became of the mails of a day, by kind
       RUNS        apply_retention            the last run of a job
       RELEASES    2026-11-26T10:00:00.0...Z  a step of a release, in the order of time

A count is an attribute, named as domain/counts.py names it. `changes` counts the changes, so that a
repair notices that somebody was faster. Days are UTC days.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.config import get_settings
from chalicelib.domain.times import to_text
from chalicelib.models.table import Item, TimeAttribute, raw_text

INQUIRY_COUNTS = ("COUNTS", "inquiries")
_MAILS = "MAILS"
_RUNS = "RUNS"
_RELEASES = "RELEASES"
_NO_COUNTS = ("pk", "sk", "changes", "updated_at")


class LedgerItem(Item):
    """An item of the ledger."""

    class Meta:
        """Where it lies."""

        table_name = get_settings().ledger_table


class Counts(LedgerItem):
    """Counts that belong together. Their attributes are named by data, so none is declared."""

    changes = NumberAttribute(default=0)
    updated_at = TimeAttribute(null=True)


class JobRun(LedgerItem):
    """What a job says of its last run, as JSON."""

    report = UnicodeAttribute()
    updated_at = TimeAttribute()


class ReleaseEntry(LedgerItem):
    """A step of a release: who did what, when, and why it ended as it did.

    `colour` is the one that the step is about, `other` the one beside it. `figures` is JSON: by
    colour, what the gate looked at.
    """

    at = TimeAttribute()
    who = UnicodeAttribute()
    what = UnicodeAttribute()
    colour = UnicodeAttribute()
    other = UnicodeAttribute(null=True)
    code = UnicodeAttribute(null=True)
    site = UnicodeAttribute(null=True)
    percent = NumberAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    figures = UnicodeAttribute(null=True)


def mail_counts_key(day: date, kind: str) -> tuple[str, str]:
    """Give the key of the counts of a day's mails of a kind."""
    return _MAILS, f"{day.isoformat()}#{kind}"


def move_counts(
    transaction: TransactWrite, key: tuple[str, str], moves: Mapping[str, int], now: datetime
) -> None:
    """Have a transaction move counts."""
    if moves:
        transaction.update(Counts(*key), actions=_moving(moves, now))


def get_counts(key: tuple[str, str]) -> dict[str, int]:
    """Read counts: 1 GetItem. A count that nothing is in may be missing."""
    item = Counts._get_connection().get_item(*key).get("Item")
    return read_counts(item) if item else {}


def list_counts_with_changes() -> Iterator[tuple[tuple[str, str], dict[str, int], int]]:
    """Read all counts, by key, and how often they changed, consistently: 2 Query or more."""
    for partition in (INQUIRY_COUNTS[0], _MAILS):
        start = None
        while True:
            page = Counts._get_connection().query(
                partition, consistent_read=True, exclusive_start_key=start
            )
            for item in page["Items"]:
                key = (raw_text(item, "pk"), raw_text(item, "sk"))
                yield key, read_counts(item), int(item["changes"]["N"])
            start = page.get("LastEvaluatedKey")
            if not start:
                break


def list_mail_counts(first: date, last: date) -> Iterator[tuple[date, str, dict[str, int]]]:
    """Read the counts of the mails of some days, by day and kind: 1 Query."""
    start = None
    while True:
        page = Counts._get_connection().query(
            _MAILS,
            range_key_condition=Counts.sk.between(first.isoformat(), f"{last.isoformat()}#~"),
            exclusive_start_key=start,
        )
        for item in page["Items"]:
            day, _, kind = raw_text(item, "sk").partition("#")
            yield date.fromisoformat(day), kind, read_counts(item)
        start = page.get("LastEvaluatedKey")
        if not start:
            return


def correct_counts(
    key: tuple[str, str], moves: Mapping[str, int], changes: int, now: datetime
) -> None:
    """Move counts unless they changed since they were read: 1 UpdateItem.

    Raises: pynamodb's UpdateError with ConditionalCheckFailedException when they did.
    """
    unchanged = Counts.changes == changes if changes else Counts.changes.does_not_exist()
    Counts(*key).update(actions=_moving(moves, now), condition=unchanged)


def save_run(job: str, report: str, now: datetime) -> None:
    """Keep what a job says of its run: 1 PutItem."""
    JobRun(_RUNS, job, report=report, updated_at=now).save()


def get_run(job: str) -> JobRun | None:
    """Read what a job said of its last run: 1 GetItem."""
    try:
        return JobRun.get(_RUNS, job)
    except JobRun.DoesNotExist:
        return None


def save_release_entry(entry: ReleaseEntry) -> None:
    """Keep a step of a release under its time: 1 PutItem."""
    entry.pk, entry.sk = _RELEASES, to_text(entry.at)
    entry.save()


def list_release_entries(most: int) -> list[ReleaseEntry]:
    """Read the last steps of releases, newest first: 1 Query."""
    found = ReleaseEntry.query(_RELEASES, scan_index_forward=False, limit=most)
    return list(found)


def read_counts(item: Mapping[str, Any]) -> dict[str, int]:
    """Give the counts of an item as DynamoDB gives it."""
    return {
        name: int(value["N"])
        for name, value in item.items()
        if name not in _NO_COUNTS and "N" in value
    }


def _moving(moves: Mapping[str, int], now: datetime) -> list[Action]:
    counts = [Path([name]).add(by) for name, by in moves.items()]
    return [*counts, Counts.changes.add(1), Counts.updated_at.set(now)]
