"""Exports of the list of inquiries, as CSV."""

from typing import Annotated

import msgspec
from chalice.app import Request, Response

from chalicelib.api.access import get_signed_in
from chalicelib.api.list_queries import (
    AssigneeChoice,
    Moment,
    PriorityChoice,
    SearchText,
    ServiceChoice,
    SourceChoice,
    StatusChoice,
    read_times,
)
from chalicelib.api.operations import operation
from chalicelib.api.presentation import present_download
from chalicelib.errors import (
    BodyTooLarge,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Unauthorised,
    Unavailable,
)
from chalicelib.models.inquiry import LONGEST_ID
from chalicelib.services import exports
from chalicelib.services.inquiry_lists import InquiryFilter


class ExportRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which inquiries: those of a filter of the list, or those that `ids` names."""

    status: StatusChoice | None = None
    priority: PriorityChoice | None = None
    service: ServiceChoice | None = None
    source: SourceChoice | None = None
    assignee: AssigneeChoice | None = None
    since: Moment | None = msgspec.field(default=None, name="from")
    until: Moment | None = msgspec.field(default=None, name="to")
    q: SearchText | None = None
    ids: (
        Annotated[
            list[Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_ID)]],
            msgspec.Meta(
                min_length=1,
                max_length=100,
                extra={"rule": "Name 1 to 100 inquiries", "unique": "Name each inquiry once"},
            ),
        ]
        | None
    ) = None


class ExportCreated(msgspec.Struct, frozen=True):
    """The export that is being made."""

    id: str


@operation(status=202, errors=(Invalid, BodyTooLarge, Unauthorised, Forbidden, Unavailable))
def request_export(request: Request, body: ExportRequest) -> ExportCreated:
    """Have a CSV file made of inquiries."""
    since, until = read_times(body.since, body.until)
    wanted = InquiryFilter(
        status=body.status,
        priority=body.priority,
        service=body.service,
        source=body.source,
        assignee=body.assignee,
        since=since,
        until=until,
        query=body.q,
    )
    actor = get_signed_in(request).username
    return ExportCreated(exports.request_export(wanted, body.ids, actor))


@operation(
    status=302,
    other_statuses=(202,),
    content_type="",
    errors=(Unauthorised, Forbidden, NotFound, Conflict, Unavailable),
)
def get_export(request: Request, export_id: str) -> Response:
    """Get an export: where its file is, or 202 while it is being made."""
    return present_download(exports.get_export(export_id))
