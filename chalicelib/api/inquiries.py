"""Inquiries: the visitor's side, and the consultant's."""

import base64
import binascii
from datetime import datetime
from typing import Any

import msgspec
from chalice.app import Request

from chalicelib.api.access import get_address, require
from chalicelib.api.inquiry_inputs import InquiryInput, ListQuery, StatusHeaders, SubmissionHeaders
from chalicelib.api.operations import operation
from chalicelib.api.report_summary import ReportSummary, present_report
from chalicelib.domain.addresses import mask_address
from chalicelib.domain.debts import DebtState
from chalicelib.domain.inquiries import InquiryStatus, MailKind, MailStatus, ReportState, Source
from chalicelib.domain.permissions import Permission
from chalicelib.domain.priority import Priority
from chalicelib.domain.progress import StepName, StepState, follow_progress
from chalicelib.domain.times import from_text
from chalicelib.errors import (
    BodyTooLarge,
    Conflict,
    Forbidden,
    Invalid,
    InvalidInput,
    NotFound,
    TooMany,
    Unauthorised,
    Unavailable,
)
from chalicelib.models.inquiry import (
    InquiryEmail,
    InquiryHead,
    WholeInquiry,
    is_position,
)
from chalicelib.services import inquiries


class SubmittedInquiry(msgspec.Struct, frozen=True):
    """The answer to a submission. `status_url` is secret: whoever has it sees the status."""

    id: str
    reference: str
    status_url: str


class TimelineStep(msgspec.Struct, frozen=True):
    """A step of an inquiry's way, as its visitor sees it."""

    step: StepName
    state: StepState
    at: datetime | None


class Confirmation(msgspec.Struct, frozen=True):
    """What became of the visitor's mail; the address is masked."""

    state: MailStatus
    to: str
    at: datetime | None


class InquiryProgress(msgspec.Struct, frozen=True):
    """Where an inquiry stands, for its visitor: nothing internal."""

    reference: str
    status: InquiryStatus
    services: list[str]
    received_at: datetime
    updated_at: datetime
    timeline: list[TimelineStep]
    confirmation: Confirmation


class InquiryListItem(msgspec.Struct, frozen=True):
    """What the list shows of an inquiry."""

    id: str
    reference: str
    name: str
    company: str | None
    services: list[str]
    priority: Priority
    status: InquiryStatus
    source: Source
    assignee: str | None
    created_at: datetime
    updated_at: datetime
    report: ReportState
    version: int


class InquiryPage(msgspec.Struct, frozen=True):
    """A page of the list, newest first."""

    items: list[InquiryListItem]
    next_cursor: str | None


class EmailEvent(msgspec.Struct, frozen=True):
    """What became of a mail."""

    kind: MailKind
    to: str
    subject: str
    status: MailStatus
    at: datetime
    message_id: str | None
    reason: str | None


class OwedWork(msgspec.Struct, frozen=True):
    """A debt that is not settled yet."""

    debt: str  # A newer release may owe what this one has no name for.
    state: DebtState
    attempts: int
    failures: int
    next_attempt_at: datetime | None
    reason: str | None


class Inquiry(msgspec.Struct, frozen=True):
    """Everything that staff sees of an inquiry."""

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
    priority: Priority
    priority_reason: str | None
    source: Source
    assignee: str | None
    created_at: datetime
    updated_at: datetime
    synthetic: bool
    report: ReportState
    reports: list[ReportSummary]
    outline: str | None
    outline_html: str | None
    email_events: list[EmailEvent]
    owed: list[OwedWork]


@operation(
    status=201,
    errors=(Invalid, BodyTooLarge, Unauthorised, Forbidden, Conflict, TooMany, Unavailable),
)
def submit_inquiry(
    request: Request, body: InquiryInput, headers: SubmissionHeaders
) -> SubmittedInquiry:
    """Submit an inquiry."""
    if headers.x_synthetic:
        require(request, Permission.SYNTHETIC_WRITE)
    submitted = inquiries.submit_inquiry(
        inquiries.NewInquiry(
            name=body.name,
            email=body.email,
            company=body.company or None,
            phone=body.phone or None,
            services=tuple(body.services),
            message=body.message,
            source=body.source,
        ),
        address=get_address(request),
        idempotency_key=headers.idempotency_key,
        is_synthetic=bool(headers.x_synthetic),
    )
    return SubmittedInquiry(submitted.id, submitted.reference, submitted.status_url)


@operation(errors=(Invalid, NotFound))
def get_inquiry_status(
    request: Request, inquiry_id: str, headers: StatusHeaders
) -> InquiryProgress:
    """Tell a visitor where the inquiry stands."""
    head = inquiries.get_inquiry_status(inquiry_id, headers.x_status_token or "")
    return present_progress(head)


@operation(errors=(Invalid, Unauthorised, Forbidden))
def list_inquiries(request: Request, query: ListQuery) -> InquiryPage:
    """List inquiries, newest first."""
    after = _read_cursor(query.cursor) if query.cursor else None
    heads, position = inquiries.list_inquiries(query.limit, after)
    return InquiryPage(
        items=[present_list_item(head) for head in heads],
        next_cursor=_write_cursor(position) if position else None,
    )


@operation(errors=(Unauthorised, Forbidden, NotFound))
def get_inquiry(request: Request, inquiry_id: str) -> Inquiry:
    """Get everything about an inquiry."""
    whole, outline_html = inquiries.get_inquiry(inquiry_id)
    return present_inquiry(whole, outline_html)


def present_progress(head: InquiryHead) -> InquiryProgress:
    """Give what a visitor may know."""
    status = InquiryStatus(head.status)
    steps = follow_progress(status, head.created_at, head.drafted_at, head.updated_at)
    return InquiryProgress(
        reference=head.reference,
        status=status,
        services=list(head.services),
        received_at=head.created_at,
        updated_at=head.updated_at,
        timeline=[TimelineStep(step.name, step.state, step.at) for step in steps],
        confirmation=Confirmation(
            state=MailStatus(head.confirmation_status or MailStatus.QUEUED),
            to=mask_address(head.email),
            at=head.confirmation_at,
        ),
    )


def present_list_item(head: dict[str, Any]) -> InquiryListItem:
    """Give a row of the list."""
    values = {**head, "report": head["report_state"]}
    for moment in ("created_at", "updated_at"):
        values[moment] = from_text(head[moment])
    return InquiryListItem(**{name: values[name] for name in InquiryListItem.__struct_fields__})


def present_inquiry(whole: WholeInquiry, outline_html: str | None) -> Inquiry:
    """Give everything about an inquiry, flat."""
    head = whole.head
    return Inquiry(
        id=head.pk,
        version=int(head.version),
        reference=head.reference,
        name=head.name,
        email=head.email,
        company=head.company,
        phone=head.phone,
        services=list(head.services),
        message=whole.text.message,
        status=InquiryStatus(head.status),
        priority=Priority(head.priority),
        priority_reason=head.priority_reason,
        source=Source(head.source),
        assignee=head.assignee,
        created_at=head.created_at,
        updated_at=head.updated_at,
        synthetic=bool(head.synthetic),
        report=ReportState(head.report_state),
        reports=[present_report(report) for report in whole.reports],
        outline=whole.outline.markdown if whole.outline else None,
        outline_html=outline_html,
        email_events=[_present_email(email) for email in whole.emails],
        owed=[
            OwedWork(
                name, debt.state, debt.attempts, debt.failures, debt.next_attempt_at, debt.reason
            )
            for name, debt in head.debts.items()
            if debt.is_open
        ],
    )


def _present_email(email: InquiryEmail) -> EmailEvent:
    return EmailEvent(**{name: getattr(email, name) for name in EmailEvent.__struct_fields__})


def _write_cursor(position: str) -> str:
    return base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> str:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        position = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
        if not is_position(position):
            raise ValueError(position)
    except (ValueError, binascii.Error) as malformed:
        raise InvalidInput({"cursor": ["The cursor is not known"]}) from malformed
    return position
