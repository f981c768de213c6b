"""Mails, for staff: which ones, what became of them, and which addresses get no more."""

from chalice.app import Request, Response

from chalicelib.api.access import get_signed_in
from chalicelib.api.list_queries import (
    MailListQuery,
    MailMetricsQuery,
    read_days,
    read_position,
    read_times,
    write_position,
)
from chalicelib.api.mail_views import (
    EmailDetail,
    EmailPage,
    LastRetention,
    MailMetricsView,
    SuppressedAddresses,
    present_email_detail,
    present_email_row,
    present_metrics,
    present_suppression,
)
from chalicelib.api.operations import operation
from chalicelib.domain.permissions import Permission
from chalicelib.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Unauthorised,
    Unavailable,
)
from chalicelib.gateways import get_gateways
from chalicelib.services import emails, mail_monitor
from chalicelib.services.mail_monitor import MailFilter
from chalicelib.services.retention import get_last_retention

_READ = (Unauthorised, Forbidden)


@operation(errors=(Invalid, *_READ))
def list_mails(request: Request, query: MailListQuery) -> EmailPage:
    """List mails, newest first."""
    since, until = read_times(query.since, query.until)
    page = mail_monitor.list_mails(
        MailFilter(kind=query.kind, status=query.status, since=since, until=until),
        query.limit,
        read_position(query.cursor),
    )
    return EmailPage(
        items=[present_email_row(row) for row in page.rows],
        next_cursor=write_position(page.next),
        looked_at=page.looked_at,
    )


@operation(errors=(*_READ, NotFound, Unavailable))
def get_mail(request: Request, mail_id: str) -> EmailDetail:
    """Get a mail with what became of it and, for who may read inquiries, as it was sent."""
    email, body = mail_monitor.get_mail(*_split(mail_id))
    may_read = Permission.INQUIRIES_READ in get_signed_in(request).permissions
    return present_email_detail(email, body if may_read else None)


@operation(status=202, content_type="", errors=(*_READ, NotFound, Conflict, Unavailable))
def send_mail_again(request: Request, mail_id: str) -> Response:
    """Send a mail that did not arrive anew."""
    emails.send_mail_again(*_split(mail_id), get_signed_in(request).username)
    return Response("", status_code=202)


@operation(errors=(Invalid, *_READ))
def get_mail_metrics(request: Request, query: MailMetricsQuery) -> MailMetricsView:
    """Tell what became of the mails of a range of days."""
    today = get_gateways().clock.now().date()
    days = read_days(query.since, query.until, today)
    ran = get_last_retention()
    retention = None
    if ran:
        report, at = ran
        retention = LastRetention(at, report.removed, report.removed_by_kind, report.is_complete)
    return present_metrics(
        mail_monitor.measure_mails(*days, query.kind),
        days,
        len(mail_monitor.list_suppressions()),
        retention,
    )


@operation(errors=_READ)
def list_suppressions(request: Request) -> SuppressedAddresses:
    """List the addresses that get no more mail."""
    found = mail_monitor.list_suppressions()
    return SuppressedAddresses([present_suppression(suppression) for suppression in found])


@operation(status=204, content_type="", errors=(*_READ, NotFound, Unavailable))
def lift_suppression(request: Request, suppression_id: str) -> Response:
    """Let an address get mail again."""
    mail_monitor.lift_suppression(suppression_id, get_signed_in(request).username)
    return Response("", status_code=204)


def _split(mail_id: str) -> tuple[str, str]:
    inquiry_id, _, email_id = mail_id.rpartition(".")
    return inquiry_id, email_id
