"""The words that describe an inquiry, and the reference that people know it by."""

import secrets
from enum import StrEnum

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class ServiceType(StrEnum):
    """The services of the catalogue."""

    ASSESSMENT = "assessment"
    MIGRATION = "migration"
    OPTIMIZATION = "optimization"
    ARCHITECTURE_REVIEW = "architecture_review"
    GENERAL = "general"


class Source(StrEnum):
    """The form that an inquiry came from."""

    CONTACT_FORM = "contact_form"
    QUOTE_REQUEST = "quote_request"


class InquiryStatus(StrEnum):
    """How far people have come with an inquiry. Jobs never change it."""

    PENDING = "pending"
    PROCESSING = "processing"
    REVIEWED = "reviewed"
    RESPONDED = "responded"
    CLOSED = "closed"


NEXT_STATUSES: dict[InquiryStatus, tuple[InquiryStatus, ...]] = {
    InquiryStatus.PENDING: (InquiryStatus.PROCESSING, InquiryStatus.CLOSED),
    InquiryStatus.PROCESSING: (
        InquiryStatus.REVIEWED,
        InquiryStatus.PENDING,
        InquiryStatus.CLOSED,
    ),
    InquiryStatus.REVIEWED: (
        InquiryStatus.RESPONDED,
        InquiryStatus.PROCESSING,
        InquiryStatus.CLOSED,
    ),
    InquiryStatus.RESPONDED: (
        InquiryStatus.CLOSED,
        InquiryStatus.PROCESSING,
        InquiryStatus.REVIEWED,
    ),
    InquiryStatus.CLOSED: (InquiryStatus.PROCESSING, InquiryStatus.PENDING),
}
"""One step on or back at a time; anything can be closed, and what is answered or closed reopened.
The first of each is the usual next step."""


class ReportState(StrEnum):
    """What there is to read: nothing yet, an outline made by rules, or a report's newest version.

    From `draft` on the words are those of `ReportStatus`.
    """

    WORKING = "working"
    OUTLINE = "outline"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    SENT = "sent"


class ReportStatus(StrEnum):
    """How far people have come with a version of a report."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    SENT = "sent"

    @property
    def is_approved(self) -> bool:
        """Tell whether the client may see the version; then nobody changes it any more."""
        return self in (ReportStatus.APPROVED, ReportStatus.SENT)


class ReportOrigin(StrEnum):
    """Who wrote a version of a report."""

    AI = "ai"
    PERSON = "person"


class MailKind(StrEnum):
    """The mails that the platform sends."""

    CUSTOMER_CONFIRMATION = "customer_confirmation"
    CONSULTANT_NOTIFICATION = "consultant_notification"
    INQUIRY_NOTIFICATION = "inquiry_notification"
    REPORT_LINK = "report_link"


class MailStatus(StrEnum):
    """What became of a mail: queued while it is owed, delivered or bounced as the provider says."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    DELAYED = "delayed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


def new_reference() -> str:
    """Make a reference such as CP-7K3M-92QD: 40 random bits, no letter that looks like a digit."""
    letters = "".join(secrets.choice(_CROCKFORD) for _ in range(8))
    return f"CP-{letters[:4]}-{letters[4:]}"
