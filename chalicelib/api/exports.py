"""Exports of the list of inquiries, as CSV."""

from typing import Annotated

import msgspec
from chalice.app import Request, Response

from chalicelib.api.access import get_signed_in
from chalicelib.api.list_queries import InquiryFilterFields, read_filter
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


class ExportRequest(InquiryFilterFields, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which inquiries: those of a filter of the list, or those that `ids` names."""

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
    actor = get_signed_in(request).username
    return ExportCreated(exports.request_export(read_filter(body), body.ids, actor))


@operation(
    status=302,
    other_statuses=(202,),
    content_type="",
    errors=(Unauthorised, Forbidden, NotFound, Conflict, Unavailable),
)
def get_export(request: Request, export_id: str) -> Response:
    """Get an export: where its file is, or 202 while it is being made."""
    return present_download(exports.get_export(export_id))
