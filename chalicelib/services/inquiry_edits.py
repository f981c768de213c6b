"""What people do to an inquiry: edit, note, retry what is owed, delete.

An edit names the version that it was made on. When somebody else was faster it is refused, with the
inquiry as it is now, before any other rule is looked at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.domain import debts
from chalicelib.domain.activities import ActivityKind
from chalicelib.domain.debts import DebtName, DebtState, due_debt
from chalicelib.domain.inquiries import NEXT_STATUSES, InquiryStatus
from chalicelib.errors import (
    DomainError,
    NothingToRetry,
    TransitionNotAllowed,
    VersionConflict,
)
from chalicelib.gateways import get_gateways
from chalicelib.models import inquiry
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import InquiryActivity, InquiryHead, check_present
from chalicelib.models.table import Item
from chalicelib.services.activities import make_activity
from chalicelib.services.debts import get_debt_rules, send_or_leave_to_sweep
from chalicelib.services.mails import count_removed_mails
from chalicelib.services.users import check_consultant

_ACTIVITY_BY_FIELD = {
    "status": ActivityKind.STATUS_CHANGED,
    "priority": ActivityKind.PRIORITY_CHANGED,
    "assignee": ActivityKind.ASSIGNEE_CHANGED,
}
_ERASED = (
    "reference",
    "name",
    "email",
    "company",
    "phone",
    "services",
    "source",
    "status",
    "priority",
    "priority_reason",
    "assignee",
    "edited_by",
    "status_token",
    "report_state",
    "drafted_at",
    "confirmation_status",
    "confirmation_at",
    "confirmation_id",
)


_MOST_REMOVED = 30
"""Of reports and of mails: with the counts of each mail's day they are fewer than 100 writes."""


@dataclass(frozen=True, slots=True)
class Edit:
    """New values by field: status, priority, assignee (None: nobody has it any more)."""

    values: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class EditResult:
    """What became of the edit of one of several inquiries."""

    inquiry_id: str
    version: int | None
    error: DomainError | None


def edit_inquiry(inquiry_id: str, version: int, edit: Edit, actor: str) -> None:
    """Change status, priority or assignee, with an activity for each: 1 GetItem, 1 transaction.

    Raises: InquiryNotFound; VersionConflict; TransitionNotAllowed; InvalidInput.
    """
    _edit(inquiry_id, version, edit, actor)


def edit_inquiries(versions: Sequence[tuple[str, int]], edit: Edit, actor: str) -> list[EditResult]:
    """Make the same edit on several inquiries, each for itself.

    Raises: InvalidInput when the edit would be wrong on any inquiry.
    """
    if edit.values.get("assignee"):
        check_consultant(str(edit.values["assignee"]))
    results = []
    for inquiry_id, version in versions:
        try:
            after = _edit(inquiry_id, version, edit, actor)
        except DomainError as refused:
            results.append(EditResult(inquiry_id, None, refused))
        else:
            results.append(EditResult(inquiry_id, after, None))
    return results


def add_note(inquiry_id: str, text: str, actor: str) -> InquiryActivity:
    """Write a note into the log of an inquiry. Notes are for staff only.

    Raises: InquiryNotFound.
    """
    note = make_activity(inquiry_id, ActivityKind.NOTE_ADDED, actor=actor, text=text)

    def decide(head: InquiryHead) -> HeadChange:
        check_present(head)
        return HeadChange(attributes={"updated_at": note.at}, items=[note])

    change_head(inquiry_id, decide)
    return note


def retry_work(inquiry_id: str, name: str, actor: str) -> None:
    """Have work that is parked or postponed tried at once.

    Raises: InquiryNotFound; NothingToRetry.
    """
    rules = get_debt_rules()

    def decide(head: InquiryHead) -> HeadChange:
        check_present(head)
        debt = head.debts.get(name)
        now = get_gateways().clock.now()
        if debt is None or debt.state not in (DebtState.PARKED, DebtState.DUE, DebtState.CAPPED):
            raise NothingToRetry("This work is done already, or is being done.")
        act = make_activity(inquiry_id, ActivityKind.WORK_RETRIED, actor=actor, subject=name)
        return HeadChange({name: debts.redrive(debt, now, rules)}, items=[act])

    changed = change_head(inquiry_id, decide)
    if changed:
        send_or_leave_to_sweep(changed[0], [name])


def delete_inquiry(inquiry_id: str, version: int, actor: str) -> None:
    """Delete an inquiry at once, for everybody; what nobody can reach is erased by a job.

    The head stays as a tombstone: when, by whom, and nothing of what the client wrote. Reports and
    mails, which have addresses of their own, go in the same transaction, as many as fit into it.

    Raises: InquiryNotFound; VersionConflict.
    """

    def decide(head: InquiryHead) -> HeadChange:
        check_present(head)
        check_version(head, version)
        now = get_gateways().clock.now()
        gone: dict[str, Any] = dict.fromkeys(_ERASED)
        whole = inquiry.get_whole(inquiry_id, is_consistent=True)
        reports, mails = whole.reports[-_MOST_REMOVED:], whole.emails[-_MOST_REMOVED:]
        return HeadChange(
            debts={
                **dict.fromkeys(head.debts),
                DebtName.ERASURE: due_debt(now, get_debt_rules()),
            },
            attributes=gone | {"deleted_at": now, "deleted_by": actor, "updated_at": now},
            removed=[*reports, *mails],
            counts=count_removed_mails(mails),
            is_edit=True,
            # It may be the client's words, which a newer release keeps there.
            forgets_unknown=True,
        )

    changed = change_head(inquiry_id, decide)
    if changed:
        send_or_leave_to_sweep(changed[0], [DebtName.ERASURE])


def check_version(head: InquiryHead, version: int) -> None:
    """Make sure that nobody edited the inquiry since the version that the caller knows.

    Raises: VersionConflict.
    """
    if int(head.version) == version:
        return
    who = f"{head.edited_by} changed" if head.edited_by else "Somebody changed"
    current = {
        "version": int(head.version),
        "status": head.status,
        "priority": head.priority,
        "assignee": head.assignee,
        "updated_at": head.updated_at,
        "edited_by": head.edited_by,
    }
    raise VersionConflict(f"{who} the inquiry in the meantime.", current=current)


def _edit(inquiry_id: str, version: int, edit: Edit, actor: str) -> int:
    """Edit, and give the version after it."""

    def decide(head: InquiryHead) -> HeadChange | None:
        check_present(head)
        check_version(head, version)
        values = {
            field: value for field, value in edit.values.items() if value != getattr(head, field)
        }
        if not values:
            return None
        _check_edit(head, values)
        attributes: dict[str, Any] = {
            **values,
            "updated_at": get_gateways().clock.now(),
            "edited_by": actor,
        }
        if "priority" in values:
            attributes["priority_reason"] = f"set by {actor}"
        acts = list(_activities(head, values, actor))
        return HeadChange(attributes=attributes, items=acts, is_edit=True)

    changed = change_head(inquiry_id, decide)
    return version + 1 if changed else version


def _check_edit(head: InquiryHead, values: dict[str, str | None]) -> None:
    if "status" in values:
        allowed = NEXT_STATUSES[InquiryStatus(head.status)]
        if values["status"] not in allowed:
            raise TransitionNotAllowed(
                f"An inquiry that is {head.status} can't become {values['status']}; "
                f"it can become {' or '.join(allowed)}.",
                status=head.status,
                allowed=list(allowed),
            )
    if values.get("assignee"):
        check_consultant(str(values["assignee"]))


def _activities(head: InquiryHead, values: dict[str, str | None], actor: str) -> Iterator[Item]:
    for field, value in values.items():
        yield make_activity(
            head.pk,
            _ACTIVITY_BY_FIELD[field],
            actor=actor,
            old=getattr(head, field),
            new=value,
        )
