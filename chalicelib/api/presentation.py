"""How values and errors leave over HTTP."""

from typing import Any

import msgspec
from chalice.app import Request, Response

from chalicelib.errors import DomainError, TooMany
from chalicelib.gateways import get_gateways
from chalicelib.services.report_documents import Download

_RETRY_SECONDS = 2


def present_json(value: msgspec.Struct, status: int = 200) -> Response:
    """Give a result as JSON."""
    return Response(
        msgspec.json.encode(value).decode(),
        headers={"Content-Type": "application/json"},
        status_code=status,
    )


def present_text(text: str, content_type: str, status: int = 200) -> Response:
    """Give a document; scripts in it would not run, and it can't be framed."""
    return Response(
        text,
        status_code=status,
        headers={
            "Content-Type": f"{content_type}; charset=utf-8",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
            "img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        },
    )


def present_download(download: Download | None) -> Response:
    """Lead to a file that is ready, or ask to come again while it is being made."""
    if download is None:
        return Response("", status_code=202, headers={"Retry-After": str(_RETRY_SECONDS)})
    headers: dict[str, Any] = {"Location": download.url, "Referrer-Policy": "no-referrer"}
    return Response("", status_code=302, headers=headers)


def present_link_fault(request: Request, fault: DomainError) -> Response:
    """Tell a client who opens a link in a browser, in words, that it does not work."""
    if "text/html" not in request.headers.get("accept", ""):
        return present_error(fault)
    from chalicelib.services.templates import render_template

    page = render_template("report/link_fault.html", message=fault.message)
    return present_text(page, "text/html", fault.status)


def present_error(error: DomainError) -> Response:
    """Give an error in the one shape of the API."""
    headers: dict[str, Any] = {"Content-Type": "application/json"}
    if isinstance(error, TooMany):
        wait = (error.retry_at - get_gateways().clock.now()).total_seconds()
        headers["Retry-After"] = str(max(1, round(wait)))
    body = {"Code": error.code, "Message": error.message, "Details": error.details}
    text = msgspec.json.encode(body).decode()
    return Response(text, headers=headers, status_code=error.status)
