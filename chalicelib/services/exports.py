"""Exports of the list of inquiries: made by the report worker into S3, kept for a day.

An export is owed like anything else, so it has a head with debts (models/inquiry.py).
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import msgspec
from uuid_utils.compat import uuid7

from chalicelib.config import get_settings
from chalicelib.domain.debts import DebtName, DebtState, due_debt, waiting_debt
from chalicelib.domain.file_names import export_file_name
from chalicelib.domain.spreadsheets import BYTE_ORDER_MARK, write_csv
from chalicelib.errors import ExportFailed, ExportNotFound, InquiryNotFound
from chalicelib.gateways import get_gateways
from chalicelib.models import inquiry
from chalicelib.models.head_changes import set_keys
from chalicelib.models.inquiry import HEAD, InquiryHead
from chalicelib.services.debts import Lease, Outcome, get_debt_rules, send_or_leave_to_sweep
from chalicelib.services.inquiry_lists import (
    InquiryFilter,
    list_inquiries,
    list_inquiries_by_id,
    read_search,
)
from chalicelib.services.report_documents import Download
from chalicelib.site import get_site

MOST_ROWS = 50_000
_KEPT = timedelta(days=1)
_PAGE = 100
_COLUMNS = (
    "Reference",
    "Received (UTC)",
    "Name",
    "Company",
    "E-mail",
    "Services",
    "Source",
    "Status",
    "Priority",
    "Assignee",
    "Report",
    "Updated (UTC)",
)


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """What an export is of, and what became of it."""

    actor: str
    filter: dict[str, Any]
    ids: list[str] | None
    file_name: str
    document_key: str | None = None
    rows: int | None = None
    failure: str | None = None


def request_export(wanted: InquiryFilter, ids: list[str] | None, actor: str) -> str:
    """Have an export made, and give its id.

    Raises: InvalidInput for a search without a word.
    """
    if wanted.query is not None:
        read_search(wanted.query)
    now = get_gateways().clock.now()
    times = {name: value for name, value in asdict(wanted).items() if value is not None}
    export = Export(actor=actor, filter=times, ids=ids, file_name=export_file_name(now))
    rules = get_debt_rules()
    head = InquiryHead(
        f"export-{uuid7()}",
        HEAD,
        created_at=now,
        updated_at=now,
        export=_write(export),
        debts={
            DebtName.EXPORT: due_debt(now, rules),
            DebtName.ERASURE: waiting_debt(now, now + _KEPT),
        },
    )
    set_keys(head)
    head.save()
    send_or_leave_to_sweep(head, [DebtName.EXPORT])
    return str(head.pk)


def get_export(export_id: str) -> Download | None:
    """Give the address of an export's file, or None while it is being made: 1 GetItem.

    Raises: ExportNotFound; ExportFailed.
    """
    try:
        head = inquiry.get_any_head(export_id)
    except InquiryNotFound as missing:
        raise ExportNotFound("There is no such export.") from missing
    if head.export is None or head.deleted_at is not None:
        raise ExportNotFound("There is no such export, or it was made more than a day ago.")
    export = msgspec.json.decode(head.export, type=Export)
    if export.failure:
        raise ExportFailed(export.failure)
    debt = head.debts[DebtName.EXPORT]
    if debt.state is DebtState.PARKED:
        raise ExportFailed(f"The export could not be made: {debt.reason}.")
    if export.document_key is None:
        return None
    url = get_gateways().documents.download_url(
        export.document_key,
        file_name=export.file_name,
        content_type="text/csv; charset=utf-8",
        seconds=get_settings().download_seconds,
    )
    return Download(url)


def make_export(lease: Lease) -> Outcome:
    """Write the rows of an export into a CSV file."""
    if lease.head.deleted_at is not None:
        return Outcome()  # It could not be made for so long that it was over before.
    export = msgspec.json.decode(str(lease.head.export), type=Export)
    rows: list[list[str]] = []
    for row in _rows(export):
        if len(rows) >= MOST_ROWS:
            failure = f"More than {MOST_ROWS:,} inquiries match. Choose a shorter range of dates."
            return _made(lease.head, failure=failure)
        rows.append(_cells(row))
    key = f"exports/{lease.head.pk}/{export.file_name}"
    text = BYTE_ORDER_MARK + write_csv([_COLUMNS, *rows])
    get_gateways().documents.put(key, text, "text/csv; charset=utf-8")
    return _made(lease.head, document_key=key, rows=len(rows))


def _made(head: InquiryHead, **facts: Any) -> Outcome:
    """Note what became of an export, beside whatever a newer release noted."""
    now = get_gateways().clock.now()
    noted = msgspec.json.decode(str(head.export), type=dict[str, Any]) | facts
    return Outcome(attributes={"export": msgspec.json.encode(noted).decode(), "updated_at": now})


def _rows(export: Export) -> Iterator[dict[str, Any]]:
    if export.ids is not None:
        yield from list_inquiries_by_id(export.ids)
        return
    times: dict[str, Any] = {
        name: datetime.fromisoformat(export.filter[name])
        for name in ("since", "until")
        if name in export.filter
    }
    wanted, after = InquiryFilter(**{**export.filter, **times}), None
    while True:
        page = list_inquiries(wanted, _PAGE, after, has_total=False)
        yield from page.rows
        after = page.next
        if after is None:
            return


def _cells(row: dict[str, Any]) -> list[str]:
    services = [get_site().service_name(service) for service in row["services"]]
    return [
        row["reference"],
        row["created_key"].partition("#")[0],
        row["name"],
        row.get("company") or "",
        row["email"],
        ", ".join(services),
        row["source"],
        row["status"],
        row["priority"],
        row.get("assignee") or "",
        row["report_state"],
        row["updated_at"],
    ]


def _write(export: Export) -> str:
    return msgspec.json.encode(export).decode()
