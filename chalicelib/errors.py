"""Every error that the platform knows, and the status that each becomes over HTTP.

    DomainError
    ├── Invalid                 400   InvalidInput, InvalidJson, InvalidHeader
    │   └── BodyTooLarge        413
    ├── Unauthorised            401   NotSignedIn, WrongCredentials
    ├── Forbidden               403   PermissionMissing, CsrfHeaderMissing, EdgeBypassed
    ├── NotFound                404   InquiryNotFound, ReportNotFound, ReportLinkNotFound,
    │                                 ReportLinkExpired, MailNotFound, SuppressionNotFound,
    │                                 ExportNotFound
    ├── Conflict                409   IdempotencyKeyReused, UserExists, VersionConflict,
    │                                 TransitionNotAllowed, ReportSuperseded, ReportNotApproved,
    │                                 WorkUnderWay, NothingToRetry, ExportFailed
    ├── TooMany                 429   TooManyRequests, TooManyAttempts
    └── Unavailable             503   AiUnavailable, MailUnavailable, DocumentsUnavailable

The wire shape is one for all: {"Code", "Message", "Details"}. The code is the class's name.
"""

from datetime import datetime
from typing import Any, ClassVar


class DomainError(Exception):
    """Carry a message for people and details for programs."""

    status: ClassVar[int] = 500

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    @property
    def code(self) -> str:
        """Give the name that programs recognise the situation by."""
        return type(self).__name__


class Invalid(DomainError):
    """The request breaks a rule."""

    status = 400


class Unauthorised(DomainError):
    """Nobody is signed in."""

    status = 401


class Forbidden(DomainError):
    """Who is signed in may not do this."""

    status = 403


class NotFound(DomainError):
    """There is no such thing, or the caller may not know of it."""

    status = 404


class Conflict(DomainError):
    """The request contradicts what is already there."""

    status = 409


class TooMany(DomainError):
    """A limit is reached; it is lifted at `retry_at`."""

    status = 429

    def __init__(self, message: str, retry_at: datetime, **details: Any) -> None:
        super().__init__(message, retry_at=retry_at, **details)
        self.retry_at = retry_at


class Unavailable(DomainError):
    """Something that the platform depends on is away. Trying again later is right."""

    status = 503


class InvalidInput(Invalid):
    """One or more fields break their rules.

    Shape: details["fields"] maps a field's name to its faults, in words for visitors.
    """

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__("Please check the fields named in the details.", fields=fields)


class InvalidJson(Invalid):
    """The body is not a JSON object."""


class InvalidHeader(Invalid):
    """A header breaks its rule."""


class BodyTooLarge(Invalid):
    """The body is larger than the API takes."""

    status = 413


class NotSignedIn(Unauthorised):
    """The session token is missing, unknown, or over."""


class WrongCredentials(Unauthorised):
    """The user name or the password is wrong; which of them is not said."""


class PermissionMissing(Forbidden):
    """The role lacks the permission that the route demands."""


class CsrfHeaderMissing(Forbidden):
    """A browser session wrote without the header that a foreign page can't set."""


class EdgeBypassed(Forbidden):
    """The request did not come by the address of the site."""


class InquiryNotFound(NotFound):
    """There is no such inquiry."""


class ReportNotFound(NotFound):
    """There is no such report."""


class ReportLinkNotFound(NotFound):
    """The link was never there, or it was revoked."""


class ReportLinkExpired(NotFound):
    """The link is too old."""


class MailNotFound(NotFound):
    """There is no such mail."""


class SuppressionNotFound(NotFound):
    """No such address is suppressed."""


class ExportNotFound(NotFound):
    """There is no such export, or its file is gone."""


class VersionConflict(Conflict):
    """Somebody else changed the inquiry since it was read.

    Shape: details["current"] has version, status, priority, assignee, updated_at, edited_by.
    """


class TransitionNotAllowed(Conflict):
    """The status does not lead to the other. details["allowed"] names those that it leads to."""


class ReportSuperseded(Conflict):
    """There is a newer version of the report than the one that was worked on.

    Shape: details["current"] has id, number, status, author, origin and created_at of the newest.
    """


class ReportNotApproved(Conflict):
    """The client can't get a version that no consultant approved."""


class WorkUnderWay(Conflict):
    """The same is being done already."""


class NothingToRetry(Conflict):
    """The work is not owed, or is being done."""


class ExportFailed(Conflict):
    """The export can't be made. The message says why."""


class IdempotencyKeyReused(Conflict):
    """The same idempotency key came with another body."""


class UserExists(Conflict):
    """The user name is taken."""


class TooManyRequests(TooMany):
    """The caller's network sent too much."""


class TooManyAttempts(TooMany):
    """Too many wrong passwords; the user or the network is locked out for a while."""


class AiUnavailable(Unavailable):
    """The model gave no usable answer. The message says why in a short phrase."""


class MailUnavailable(Unavailable):
    """The mail provider takes no mail at the moment. The message says why in a short phrase."""


class DocumentsUnavailable(Unavailable):
    """The store of report bodies does not answer."""
