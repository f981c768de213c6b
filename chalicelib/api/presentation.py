"""How values and errors leave over HTTP."""

from typing import Any

import msgspec
from chalice.app import Response

from chalicelib.errors import DomainError, TooMany
from chalicelib.gateways import get_gateways


def present_json(value: msgspec.Struct, status: int = 200) -> Response:
    """Give a result as JSON."""
    return Response(
        msgspec.json.encode(value).decode(),
        headers={"Content-Type": "application/json"},
        status_code=status,
    )


def present_text(text: str, content_type: str) -> Response:
    """Give a document; scripts in it would not run, and it can't be framed."""
    return Response(
        text,
        headers={
            "Content-Type": f"{content_type}; charset=utf-8",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
            "img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        },
    )


def present_error(error: DomainError) -> Response:
    """Give an error in the one shape of the API."""
    headers: dict[str, Any] = {"Content-Type": "application/json"}
    if isinstance(error, TooMany):
        wait = (error.retry_at - get_gateways().clock.now()).total_seconds()
        headers["Retry-After"] = str(max(1, round(wait)))
    body = {"Code": error.code, "Message": error.message, "Details": error.details}
    text = msgspec.json.encode(body).decode()
    return Response(text, headers=headers, status_code=error.status)
