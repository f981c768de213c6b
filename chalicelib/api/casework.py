"""Inquiries, for staff: list, read, edit, note, delete, and what happened to one."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from chalice.app import Request, Response
from msgspec import UNSET, UnsetType

from chalicelib.api.access import get_signed_in
from chalicelib.api.field_rules import SEVERAL_LINES, Version, text_rule
from chalicelib.api.inquiry_views import (
    Inquiry,
    InquiryPage,
    present_inquiry,
    present_list_item,
)
from chalicelib.api.list_queries import (
    AssigneeChoice,
    InquiryListQuery,
    PageQuery,
    PriorityChoice,
    StatusChoice,
    read_cursor,
    read_filter,
    read_position,
    write_cursor,
    write_position,
)
from chalicelib.api.operations import operation
from chalicelib.domain.times import from_text, to_text
from chalicelib.errors import (
    BodyTooLarge,
    Conflict,
    Forbidden,
    Invalid,
    InvalidInput,
    NotFound,
    Unauthorised,
    Unavailable,
)
from chalicelib.models.lists import UNKNOWN_CURSOR
from chalicelib.services import activities, inquiries, inquiry_edits, inquiry_lists, users
from chalicelib.services.activities import Activity
from chalicelib.services.inquiry_edits import Edit, EditResult

_READ = (Unauthorised, Forbidden)
_WRITE = (Invalid, BodyTooLarge, Unauthorised, Forbidden, NotFound, Conflict, Unavailable)
_NO_CHANGE = "Change status, priority or assignee"


class InquiryCounts(msgspec.Struct, frozen=True):
    """How many inquiries there are: in all, by status, by the state of their report, by owner."""

    total: int
    by_status: dict[str, int]
    by_report: dict[str, int]
    by_assignee: dict[str, int]


class InquiryEdit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """New values; what is left out stays. An assignee of null takes the inquiry from its owner."""

    version: Version
    status: StatusChoice | UnsetType = UNSET
    priority: PriorityChoice | UnsetType = UNSET
    assignee: AssigneeChoice | UnsetType | None = UNSET


class InquiryVersion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An inquiry and the version of it that the caller has seen."""

    id: str
    version: int


class BulkEdit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same new values for several inquiries."""

    items: Annotated[
        list[InquiryVersion],
        msgspec.Meta(
            min_length=1,
            max_length=100,
            extra={
                "missing": "Choose at least one inquiry",
                "rule": "Choose 1 to 100 inquiries, each with id and version",
            },
        ),
    ]
    status: StatusChoice | UnsetType = UNSET
    priority: PriorityChoice | UnsetType = UNSET
    assignee: AssigneeChoice | UnsetType | None = UNSET


class BulkResult(msgspec.Struct, frozen=True):
    """What became of one inquiry: its new version, or the error that its own edit would give."""

    id: str
    version: int | None
    code: str | None
    message: str | None


class BulkResults(msgspec.Struct, frozen=True):
    """A result for each inquiry, in the order of the request."""

    items: list[BulkResult]
    changed: int


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A note for colleagues."""

    text: Annotated[
        str,
        text_rule(
            1,
            5_000,
            SEVERAL_LINES,
            missing="Write something",
            max_length="A note must have 5,000 characters or fewer",
            rule="A note must not contain control characters",
        ),
    ]


class ActivityView(msgspec.Struct, frozen=True):
    """Something that happened. `actor` is a user name, null for the platform and the client."""

    id: str
    kind: str
    at: datetime
    actor: str | None
    subject: str | None
    old: str | None
    new: str | None
    text: str | None


class ActivityPage(msgspec.Struct, frozen=True):
    """A page of what happened, newest first."""

    items: list[ActivityView]
    next_cursor: str | None


class Consultant(msgspec.Struct, frozen=True):
    """Somebody who can have an inquiry."""

    username: str
    name: str


class Consultants(msgspec.Struct, frozen=True):
    """Everybody who can have an inquiry, by name."""

    items: list[Consultant]


class DeletionQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is deleted."""

    version: Version


@operation(errors=(Invalid, *_READ))
def list_inquiries(request: Request, query: InquiryListQuery) -> InquiryPage:
    """List inquiries, newest first, or search for them."""
    page = inquiry_lists.list_inquiries(
        read_filter(query), query.limit, read_position(query.cursor)
    )
    return InquiryPage(
        items=[present_list_item(row) for row in page.rows],
        next_cursor=write_position(page.next),
        total=page.total,
        looked_at=page.looked_at,
    )


@operation(errors=_READ)
def count_inquiries(request: Request) -> InquiryCounts:
    """Count inquiries by status, by the state of their report, and by owner."""
    counts = inquiry_lists.get_inquiry_counts()
    return InquiryCounts(
        total=counts.get("total", 0),
        by_status=_counts_of("status", counts),
        by_report=_counts_of("report", counts),
        by_assignee=_counts_of("assignee", counts),
    )


@operation(errors=(*_READ, NotFound))
def get_inquiry(request: Request, inquiry_id: str) -> Inquiry:
    """Get everything about an inquiry."""
    return present_inquiry(*inquiries.get_inquiry(inquiry_id))


@operation(errors=_WRITE)
def edit_inquiry(request: Request, inquiry_id: str, body: InquiryEdit) -> Inquiry:
    """Change status, priority or assignee of an inquiry."""
    actor = get_signed_in(request).username
    inquiry_edits.edit_inquiry(inquiry_id, body.version, _read_edit(body), actor)
    return present_inquiry(*inquiries.get_inquiry(inquiry_id, is_consistent=True))


@operation(errors=_WRITE)
def edit_inquiries(request: Request, body: BulkEdit) -> BulkResults:
    """Change several inquiries in the same way, each for itself."""
    if len({item.id for item in body.items}) < len(body.items):
        raise InvalidInput({"items": ["Name each inquiry once"]})
    results = inquiry_edits.edit_inquiries(
        [(item.id, item.version) for item in body.items],
        _read_edit(body),
        get_signed_in(request).username,
    )
    return BulkResults(
        items=[present_result(result) for result in results],
        changed=sum(result.error is None for result in results),
    )


@operation(status=204, content_type="", errors=(Invalid, *_READ, NotFound, Conflict, Unavailable))
def delete_inquiry(request: Request, inquiry_id: str, query: DeletionQuery) -> Response:
    """Delete an inquiry with everything that belongs to it."""
    actor = get_signed_in(request).username
    inquiry_edits.delete_inquiry(inquiry_id, query.version, actor)
    return Response("", status_code=204)


@operation(status=201, errors=_WRITE)
def add_note(request: Request, inquiry_id: str, body: Note) -> ActivityView:
    """Add a note for colleagues."""
    note = inquiry_edits.add_note(inquiry_id, body.text, get_signed_in(request).username)
    return present_activity(activities.describe_act(note))


@operation(errors=(Invalid, *_READ, NotFound))
def list_activities(request: Request, inquiry_id: str, query: PageQuery) -> ActivityPage:
    """List what happened to an inquiry, newest first."""
    after = None
    if query.cursor:
        moment, activity_id = read_cursor(query.cursor, 2)
        after = (_read_time(moment), activity_id)
    happened, has_more = activities.list_activities(inquiry_id, query.limit, after)
    last = happened[-1] if has_more else None
    return ActivityPage(
        items=[present_activity(activity) for activity in happened],
        next_cursor=write_cursor(to_text(last.at), last.id) if last else None,
    )


@operation(status=202, content_type="", errors=(*_READ, NotFound, Conflict, Unavailable))
def retry_work(request: Request, inquiry_id: str, debt: str) -> Response:
    """Have work that is parked or waits for its next try tried at once."""
    inquiry_edits.retry_work(inquiry_id, debt, get_signed_in(request).username)
    return Response("", status_code=202)


@operation(errors=_READ)
def list_consultants(request: Request) -> Consultants:
    """List everybody who can have an inquiry."""
    found = users.list_consultants()
    return Consultants([Consultant(user.username, user.name) for user in found])


def present_activity(activity: Activity) -> ActivityView:
    """Give something that happened."""
    return ActivityView(
        id=activity.id,
        kind=activity.kind,
        at=activity.at,
        actor=activity.actor,
        subject=activity.subject,
        old=activity.old,
        new=activity.new,
        text=activity.text,
    )


def present_result(result: EditResult) -> BulkResult:
    """Give what became of one of several edits."""
    error = result.error
    return BulkResult(
        id=result.inquiry_id,
        version=result.version,
        code=error.code if error else None,
        message=error.message if error else None,
    )


def _read_edit(body: InquiryEdit | BulkEdit) -> Edit:
    fields: dict[str, Any] = {
        name: getattr(body, name) for name in ("status", "priority", "assignee")
    }
    values = {name: value for name, value in fields.items() if value is not UNSET}
    if not values:
        raise InvalidInput({name: [_NO_CHANGE] for name in fields})
    return Edit(values)


def _read_time(text: str) -> datetime:
    try:
        return from_text(text)
    except ValueError as malformed:
        raise InvalidInput({"cursor": [UNKNOWN_CURSOR]}) from malformed


def _counts_of(prefix: str, counts: dict[str, int]) -> dict[str, int]:
    start = f"{prefix}="
    return {
        name.removeprefix(start): count
        for name, count in sorted(counts.items())
        if name.startswith(start) and count
    }
