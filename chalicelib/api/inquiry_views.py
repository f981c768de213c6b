"""What staff sees of inquiries: rows of the list, and everything about one."""

from datetime import datetime
from typing import Any

import msgspec

from chalicelib.api.mail_views import Email, present_email
from chalicelib.api.report_views import ReportLink, ReportSummary, present_link, present_report
from chalicelib.domain.debts import DebtState
from chalicelib.domain.inquiries import NEXT_STATUSES, InquiryStatus, ReportState, Source
from chalicelib.domain.priority import Priority
from chalicelib.domain.times import from_text
from chalicelib.models.inquiry import WholeInquiry


class InquiryListItem(msgspec.Struct, frozen=True):
    """What the list shows of an inquiry."""

    id: str
    reference: str
    name: str
    company: str | None
    email: str
    services: list[str]
    priority: Priority
    status: InquiryStatus
    source: Source
    assignee: str | None
    created_at: datetime
    updated_at: datetime
    report: ReportState
    report_number: int
    version: int


class InquiryPage(msgspec.Struct, frozen=True):
    """A page of the list, newest first; of a search, in the order of the words found.

    `total` is exact, or null where a filter is not counted. `looked_at` is how many inquiries were
    read to find the rows of such a page; it may be short although there is a next one.
    """

    items: list[InquiryListItem]
    next_cursor: str | None
    total: int | None
    looked_at: int | None


class OwedWork(msgspec.Struct, frozen=True):
    """A debt that is not settled yet."""

    debt: str  # A newer release may owe what this one has no name for.
    state: DebtState
    attempts: int
    failures: int
    next_attempt_at: datetime | None
    reason: str | None


class Inquiry(msgspec.Struct, frozen=True):
    """Everything that staff sees of an inquiry, but for its activities.

    `version` is the one to name in an edit. `next_statuses` are those that the status leads to, the
    usual one first.
    """

    id: str
    version: int
    reference: str
    name: str
    email: str
    company: str | None
    phone: str | None
    services: list[str]
    message: str
    status: InquiryStatus
    next_statuses: list[InquiryStatus]
    priority: Priority
    priority_reason: str | None
    source: Source
    assignee: str | None
    edited_by: str | None
    created_at: datetime
    updated_at: datetime
    synthetic: bool
    report: ReportState
    report_number: int
    reports: list[ReportSummary]
    links: list[ReportLink]
    outline: str | None
    outline_html: str | None
    email_events: list[Email]
    owed: list[OwedWork]


def present_list_item(row: dict[str, Any]) -> InquiryListItem:
    """Give a row of the list."""
    return InquiryListItem(
        id=row["pk"],
        reference=row["reference"],
        name=row["name"],
        company=row.get("company"),
        email=row["email"],
        services=row["services"],
        priority=row["priority"],
        status=row["status"],
        source=row["source"],
        assignee=row.get("assignee"),
        created_at=from_text(row["created_key"].partition("#")[0]),
        updated_at=from_text(row["updated_at"]),
        report=row["report_state"],
        report_number=int(row["report_number"]),
        version=int(row["version"]),
    )


def present_inquiry(whole: WholeInquiry, outline_html: str | None) -> Inquiry:
    """Give everything about an inquiry, flat."""
    head = whole.head
    return Inquiry(
        id=head.pk,
        version=int(head.version),
        reference=str(head.reference),
        name=str(head.name),
        email=str(head.email),
        company=head.company,
        phone=head.phone,
        services=list(head.services),
        message=whole.text.message,
        status=InquiryStatus(head.status),
        next_statuses=list(NEXT_STATUSES[InquiryStatus(head.status)]),
        priority=Priority(head.priority),
        priority_reason=head.priority_reason,
        source=Source(head.source),
        assignee=head.assignee,
        edited_by=head.edited_by,
        created_at=head.created_at,
        updated_at=head.updated_at,
        synthetic=bool(head.synthetic),
        report=ReportState(head.report_state),
        report_number=int(head.report_number),
        reports=[present_report(report) for report in whole.reports],
        links=[present_link(link) for link in whole.links],
        outline=whole.outline.markdown if whole.outline else None,
        outline_html=outline_html,
        email_events=[present_email(email) for email in whole.emails],
        owed=[
            OwedWork(
                name, debt.state, debt.attempts, debt.failures, debt.next_attempt_at, debt.reason
            )
            for name, debt in head.debts.items()
            if debt.is_open
        ],
    )
