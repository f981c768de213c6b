"""Answers that the edge gives by itself, in the API's one error shape."""

import json
from typing import Any

from aiohttp import web


def json_answer(value: Any, status: int = 200, **headers: str) -> web.Response:
    """Answer with JSON that nobody keeps."""
    return web.Response(
        body=json.dumps(value, ensure_ascii=False).encode(),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", **headers},
    )


def error_answer(status: int, code: str, message: str, **details: Any) -> web.Response:
    """Answer with an error."""
    return json_answer({"Code": code, "Message": message, "Details": details}, status)
