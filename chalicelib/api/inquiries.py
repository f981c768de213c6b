"""Inquiries, for their visitors: submit one and follow it."""

from datetime import datetime

import msgspec
from chalice.app import Request

from chalicelib.api.access import require
from chalicelib.api.edge import get_address
from chalicelib.api.inquiry_inputs import InquiryInput, StatusHeaders, SubmissionHeaders
from chalicelib.api.operations import operation
from chalicelib.domain.addresses import mask_address
from chalicelib.domain.inquiries import InquiryStatus, MailStatus
from chalicelib.domain.permissions import Permission
from chalicelib.domain.progress import StepName, StepState, follow_progress
from chalicelib.errors import (
    BodyTooLarge,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    TooMany,
    Unauthorised,
    Unavailable,
)
from chalicelib.models.inquiry import InquiryHead
from chalicelib.services import inquiries

_TOLD_AS = {
    MailStatus.DELAYED: MailStatus.SENT,
    MailStatus.COMPLAINED: MailStatus.DELIVERED,
}
"""What a visitor is told of a mail where the word itself would say nothing to them."""


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


def present_progress(head: InquiryHead) -> InquiryProgress:
    """Give what a visitor may know."""
    status = InquiryStatus(head.status)
    steps = follow_progress(status, head.created_at, head.drafted_at, head.updated_at)
    state = MailStatus(head.confirmation_status or MailStatus.QUEUED)
    return InquiryProgress(
        reference=str(head.reference),
        status=status,
        services=list(head.services),
        received_at=head.created_at,
        updated_at=head.updated_at,
        timeline=[TimelineStep(step.name, step.state, step.at) for step in steps],
        confirmation=Confirmation(
            state=_TOLD_AS.get(state, state),
            to=mask_address(str(head.email)),
            at=head.confirmation_at,
        ),
    )
