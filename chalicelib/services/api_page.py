"""The description of the API as a page for people."""

from typing import Any

import msgspec

from chalicelib.services.templates import render_template

_METHODS = ("get", "post", "put", "patch", "delete")


def render_api_page(description: bytes) -> str:
    """Give an OpenAPI description as a page that works without a script."""
    spec = msgspec.json.decode(description)
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, item in spec["paths"].items():
        for method in _METHODS:
            if method in item:
                operation = _operation(spec, path, method, item[method])
                groups.setdefault(operation["group"], []).append(operation)
    return render_template("api/page.html", info=spec["info"], groups=groups)


def _operation(spec: Any, path: str, method: str, operation: Any) -> dict[str, Any]:
    return {"group": "", "path": path, "method": method}
