"""What is counted, so that totals are read and never found by scanning.

A record is counted under names, such as {"total", "status=pending"}. Whoever changes the record
moves the counts in the same transaction, from the names before to those after; so they are right at
any moment, whatever is repeated or lost on the way.
"""

from collections.abc import Iterable

TOTAL = "total"


def inquiry_counts(status: str, report_state: str, assignee: str | None) -> frozenset[str]:
    """Name the counts of an inquiry."""
    names = {TOTAL, status_count(status), f"report={report_state}"}
    return frozenset(names | ({assignee_count(assignee)} if assignee else set()))


def status_count(status: str) -> str:
    """Name the count of the inquiries in a status."""
    return f"status={status}"


def assignee_count(assignee: str) -> str:
    """Name the count of the inquiries of a consultant."""
    return f"assignee={assignee}"


def moves(before: Iterable[str], after: Iterable[str]) -> dict[str, int]:
    """Give by how much each count moves; those that stay are not named."""
    was, will_be = set(before), set(after)
    return {
        **dict.fromkeys(sorted(was - will_be), -1),
        **dict.fromkeys(sorted(will_be - was), 1),
    }
