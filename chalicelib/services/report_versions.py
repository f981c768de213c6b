"""The versions of an inquiry's report: write, review, approve, send.

    draft ⇄ reviewed → approved → sent

A version's text never changes: whoever edits makes the next one, from the newest one only, so that
nobody's text is lost. What is approved is what the client gets; editing it makes a new draft.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from chalicelib.config import get_settings
from chalicelib.domain.activities import ActivityKind
from chalicelib.domain.debts import (
    Debt,
    DebtName,
    DebtState,
    debt_about,
    due_debt,
    waiting_debt,
)
from chalicelib.domain.inquiries import ReportOrigin, ReportStatus
from chalicelib.errors import (
    InquiryNotFound,
    ReportNotApproved,
    ReportNotFound,
    ReportSuperseded,
    TransitionNotAllowed,
    WorkUnderWay,
)
from chalicelib.gateways import get_gateways
from chalicelib.models import inquiry
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import (
    InquiryActivity,
    InquiryHead,
    InquiryReport,
    check_present,
    list_keys,
    report_key,
)
from chalicelib.models.table import Item
from chalicelib.services import drafting
from chalicelib.services.activities import make_activity
from chalicelib.services.debts import get_debt_rules, send_or_leave_to_sweep
from chalicelib.services.report_documents import has_document
from chalicelib.services.report_ids import read_report_id

REPORTS = "report"
"""The list that each inquiry's newest version is in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """What is said of a text that becomes a version. `author` is None when AI wrote it."""

    title: str
    origin: ReportOrigin
    status: ReportStatus = ReportStatus.DRAFT
    author: str | None = None
    note: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    """Model, version of the prompt and tokens of a text by AI."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEdit:
    """What a person changes; None leaves a thing as it is. A new text makes a new version."""

    markdown: str | None = None
    title: str | None = None
    note: str | None = None
    status: ReportStatus | None = None


@dataclass(frozen=True, slots=True)
class AddedVersion:
    """A version with everything that its write changes."""

    report: InquiryReport
    items: list[Item]
    attributes: dict[str, Any]


def store_body(inquiry_id: str, markdown: str) -> tuple[str, str]:
    """Store a text under its digest; give key and digest. The same text again changes nothing.

    Raises: DocumentsUnavailable.
    """
    digest = sha256(markdown.encode()).hexdigest()
    key = f"inquiries/{inquiry_id}/reports/{digest[:32]}.md"
    get_gateways().documents.put(key, markdown, "text/markdown; charset=utf-8")
    return key, digest


def add_version(head: InquiryHead, new: NewVersion, body: tuple[str, str]) -> AddedVersion:
    """Make the next version, and take the one before out of the list: 1 GetItem."""
    now = get_gateways().clock.now()
    number = int(head.report_number) + 1
    service = drafting.main_service(head.services)
    report = InquiryReport(
        head.pk,
        report_key(number),
        number=number,
        title=new.title,
        kind=service,
        status=new.status,
        origin=new.origin,
        body_key=body[0],
        body_sha256=body[1],
        created_at=now,
        updated_at=now,
        author=new.author,
        note=new.note,
        reference=head.reference,
        name=head.name,
        company=head.company,
        **new.facts,
    )
    set_list_keys(report, is_synthetic=bool(head.synthetic))
    items: list[Item] = [report, _written(report)]
    before = inquiry.get_report(head.pk, number - 1, is_consistent=True) if number > 1 else None
    if before is not None:
        before.superseded_by = number
        before.updated_at = now
        before.listed = before.listed_status = before.created_key = None
        items.append(before)
    attributes = {
        "report_state": new.status.value,
        "report_number": number,
        "updated_at": now,
        "drafted_at": head.drafted_at or now,
    }
    return AddedVersion(report, items, attributes)


def set_list_keys(report: InquiryReport, *, is_synthetic: bool) -> None:
    """Set what the indexes need of a newest version."""
    keys = list_keys(
        REPORTS,
        report.status,
        report.created_at,
        f"{report.pk}#{int(report.number)}",
        is_synthetic=is_synthetic,
    )
    for name, value in keys.items():
        setattr(report, name, value)


def edit_report(
    report_id: str, edit: ReportEdit, actor: str, *, version: int | None = None
) -> InquiryReport:
    """Save a new version on top of the newest one, or change the newest one's status.

    The report's id says which version the edit was made on; `version`, if given, has to be its
    number. The same text and title again make no version.
    Raises: ReportNotFound; ReportSuperseded when there is a newer version; TransitionNotAllowed.
    """
    stored: list[tuple[str, str]] = []

    def decide(head: InquiryHead, report: InquiryReport) -> tuple[InquiryReport, HeadChange] | None:
        _check_newest(head, report, version)
        _check_status(report, edit.status)
        if edit.markdown is not None and not stored:
            stored.append(store_body(head.pk, edit.markdown))
        body = stored[0] if stored else (report.body_key, report.body_sha256)
        title = edit.title or report.title
        if (body[1], title) == (report.body_sha256, report.title):
            return _set_status(head, report, edit.status, actor)
        new = NewVersion(
            title=title,
            origin=ReportOrigin.PERSON,
            status=edit.status or ReportStatus.DRAFT,
            author=actor,
            note=edit.note,
        )
        added = add_version(head, new, body)
        return added.report, HeadChange(attributes=added.attributes, items=added.items)

    return _change(report_id, decide)


def approve_report(report_id: str, actor: str, actor_name: str) -> InquiryReport:
    """Approve the newest version, and have its files made. Approving again changes nothing.

    Raises: ReportNotFound; ReportSuperseded.
    """

    def decide(head: InquiryHead, report: InquiryReport) -> tuple[InquiryReport, HeadChange] | None:
        _check_newest(head, report)
        if ReportStatus(report.status).is_approved:
            return None
        now = get_gateways().clock.now()
        change = _with_status(head, report, ReportStatus.APPROVED, actor)
        report.approved_by, report.approver, report.approved_at = actor, actor_name, now
        report.document_key = None
        files = debt_about(DebtName.DOCUMENT, int(report.number))
        debts: dict[str, Debt | None] = {files: due_debt(now, get_debt_rules())}
        return report, HeadChange(debts, change.attributes, change.items)

    return _change(report_id, decide)


def send_report(report_id: str, actor: str, *, is_again: bool = False) -> InquiryReport:
    """Have the client told where the approved version is, by a link that only the mail holds.

    Raises: ReportNotFound; ReportNotApproved; WorkUnderWay when that is being done, or was done and
    nobody asked for it again.
    """

    def decide(head: InquiryHead, report: InquiryReport) -> tuple[InquiryReport, HeadChange]:
        if not ReportStatus(report.status).is_approved:
            raise ReportNotApproved("Only an approved version can be sent to the client.")
        name = debt_about(DebtName.REPORT_LINK, int(report.number))
        owed = head.debts.get(name)
        if owed is not None and owed.state is not DebtState.PARKED:
            raise WorkUnderWay("The link to this version is on its way already.")
        if report.status == ReportStatus.SENT and not is_again:
            raise WorkUnderWay("This version was sent already. Say so to send it again.")
        now = get_gateways().clock.now()
        change = _with_status(head, report, ReportStatus.SENT, actor)
        report.sent_at = report.sent_at or now
        asked = make_activity(
            head.pk, ActivityKind.REPORT_LINK_REQUESTED, actor=actor, subject=report.report_id
        )
        return report, HeadChange(
            _debts_of_sending(head, report), change.attributes, [*change.items, asked]
        )

    return _change(report_id, decide)


def request_report(inquiry_id: str, instructions: str | None, actor: str) -> None:
    """Have AI write another version, with a consultant's instructions if there are any.

    Raises: InquiryNotFound; WorkUnderWay while a draft is owed already.
    """

    def decide(head: InquiryHead) -> HeadChange:
        check_present(head)
        owed = head.debts.get(DebtName.REPORT)
        if owed is not None and owed.state not in (DebtState.DONE, DebtState.PARKED):
            raise WorkUnderWay("A draft is being written already.")
        now = get_gateways().clock.now()
        asked = make_activity(
            inquiry_id, ActivityKind.REPORT_REQUESTED, actor=actor, text=instructions
        )
        debt = due_debt(now, get_debt_rules(), request=asked.sk)
        return HeadChange({DebtName.REPORT: debt}, {"updated_at": now}, [asked])

    changed = change_head(inquiry_id, decide)
    if changed:
        send_or_leave_to_sweep(changed[0], [DebtName.REPORT])


def _change(
    report_id: str,
    decide: Callable[[InquiryHead, InquiryReport], tuple[InquiryReport, HeadChange] | None],
) -> InquiryReport:
    """Change a version and its inquiry's head at once, and queue what that makes due."""
    inquiry_id, number = read_report_id(report_id)
    results: list[InquiryReport] = []

    def decide_on_head(head: InquiryHead) -> HeadChange | None:
        report = inquiry.get_report(inquiry_id, number, is_consistent=True)
        if report is None or not head.is_inquiry:
            raise ReportNotFound("There is no such report.")
        decided = decide(head, report)
        results.append(decided[0] if decided else report)
        return decided[1] if decided else None

    try:
        changed = change_head(inquiry_id, decide_on_head)
    except InquiryNotFound as missing:
        raise ReportNotFound("There is no such report.") from missing
    if changed:
        due = [name for name, debt in changed[1].debts.items() if debt and debt.is_due]
        if due:
            send_or_leave_to_sweep(changed[0], due)
    return results[-1]


def _check_newest(head: InquiryHead, report: InquiryReport, version: int | None = None) -> None:
    if int(report.number) == int(head.report_number) == (version or int(report.number)):
        return
    newest = inquiry.get_report(head.pk, int(head.report_number), is_consistent=True)
    if newest is None:
        raise ReportNotFound("There is no such report.")
    who = newest.author or "AI"
    raise ReportSuperseded(
        f"{who} saved version {int(newest.number)} in the meantime.",
        current={
            "id": newest.report_id,
            "number": int(newest.number),
            "status": newest.status,
            "author": newest.author,
            "origin": newest.origin,
            "created_at": newest.created_at,
        },
    )


def _set_status(
    head: InquiryHead, report: InquiryReport, status: ReportStatus | None, actor: str
) -> tuple[InquiryReport, HeadChange] | None:
    if status is None or status == report.status:
        return None
    if ReportStatus(report.status).is_approved:
        raise _not_allowed(report, status)
    return report, _with_status(head, report, status, actor)


def _check_status(report: InquiryReport, status: ReportStatus | None) -> None:
    """Make sure that no edit approves anything, whatever else it changes."""
    if status is not None and status.is_approved:
        raise _not_allowed(report, status)


def _not_allowed(report: InquiryReport, status: ReportStatus) -> TransitionNotAllowed:
    """Say that an edit moves a version between draft and reviewed, and no further."""
    before = ReportStatus(report.status)
    words = {ReportStatus.DRAFT, ReportStatus.REVIEWED}
    return TransitionNotAllowed(
        f"A version that is {before} can't become {status} by an edit.",
        status=before,
        allowed=[] if before.is_approved else sorted(words - {before}),
    )


def _with_status(
    head: InquiryHead, report: InquiryReport, status: ReportStatus, actor: str
) -> HeadChange:
    """Set a version's status; the newest one's is shown in the list of inquiries too."""
    now = get_gateways().clock.now()
    before = report.status
    report.status, report.updated_at = status, now
    attributes: dict[str, Any] = {"updated_at": now}
    if int(report.number) == int(head.report_number):
        attributes["report_state"] = status.value
        set_list_keys(report, is_synthetic=bool(head.synthetic))
    items: list[Item] = [report]
    if before != status:
        items.append(
            make_activity(
                head.pk,
                ActivityKind.REPORT_STATUS_CHANGED,
                actor=actor,
                subject=report.report_id,
                old=before,
                new=status,
            )
        )
    return HeadChange(attributes=attributes, items=items)


def _debts_of_sending(head: InquiryHead, report: InquiryReport) -> dict[str, Debt | None]:
    """Owe the link, and before it the files that it leads to."""
    now, rules = get_gateways().clock.now(), get_debt_rules()
    number = int(report.number)
    link = debt_about(DebtName.REPORT_LINK, number)
    if has_document(report):
        return {link: due_debt(now, rules)}
    files = debt_about(DebtName.DOCUMENT, number)
    until = now + timedelta(seconds=get_settings().draft_wait_seconds)
    owed = head.debts.get(files)
    debts: dict[str, Debt | None] = {link: waiting_debt(now, until)}
    if owed is None or owed.state is DebtState.PARKED:
        debts[files] = due_debt(now, rules)
    return debts


def _written(report: InquiryReport) -> InquiryActivity:
    return make_activity(
        report.pk,
        ActivityKind.REPORT_WRITTEN,
        actor=report.author,
        subject=report.report_id,
        new=report.origin,
        text=report.note,
    )
