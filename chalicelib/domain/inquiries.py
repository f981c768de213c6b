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


class ReportState(StrEnum):
    """What there is to read: nothing yet, an outline made by rules, or a draft."""

    WORKING = "working"
    OUTLINE = "outline"
    DRAFT = "draft"


class ReportStatus(StrEnum):
    """How far people have come with a version of a report."""

    DRAFT = "draft"


class ReportOrigin(StrEnum):
    """Who wrote a version of a report."""

    AI = "ai"


class MailKind(StrEnum):
    """The mails that the platform sends."""

    CUSTOMER_CONFIRMATION = "customer_confirmation"
    CONSULTANT_NOTIFICATION = "consultant_notification"
    INQUIRY_NOTIFICATION = "inquiry_notification"


class MailStatus(StrEnum):
    """What became of a mail: queued while it is owed, sent, then what the provider tells of it."""

    QUEUED = "queued"
    SENT = "sent"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    SUPPRESSED = "suppressed"
    FAILED = "failed"


def new_reference() -> str:
    """Make a reference such as CP-7K3M-92QD: 40 random bits, no letter that looks like a digit."""
    letters = "".join(secrets.choice(_CROCKFORD) for _ in range(8))
    return f"CP-{letters[:4]}-{letters[4:]}"
