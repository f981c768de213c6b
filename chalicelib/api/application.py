"""The Chalice application: edge, permissions, errors and headers around every view."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from chalice.app import Chalice, Request, Response

from chalicelib.api.access import authorise
from chalicelib.api.edge import keep_colour, require_edge
from chalicelib.api.presentation import present_error
from chalicelib.api.request_log import RequestLog
from chalicelib.config import Settings
from chalicelib.domain.permissions import Permission
from chalicelib.errors import DomainError, EdgeBypassed
from chalicelib.logs import configure_logs

View = Callable[..., Any]


class Application(Chalice):
    """Chalice, with a permission on each route and one shape for each error."""

    current_request: Request

    def __init__(self, settings: Settings) -> None:
        super().__init__("consulting", configure_logs=False)
        configure_logs(settings.log_level)
        self.permission_by_view: dict[str, Permission] = {}
        self.middleware("http")(RequestLog())
        self.middleware("http")(present_framework_errors)

    def route(
        self, path: str, *, permission: Permission | None = None, **kwargs: Any
    ) -> Callable[[View], View]:
        """Declare a route; one without a permission does not start."""
        if permission is None:
            raise TypeError(f"The route {path} declares no permission")
        register = super().route(path, **kwargs)

        def declare(view: View) -> View:
            self.permission_by_view[view.__name__] = permission

            @wraps(view)
            def checked(*args: Any, **kwargs: Any) -> Any:
                try:
                    authorise(self.current_request, permission)
                    return view(*args, **kwargs)
                except DomainError as error:
                    return present_error(error)

            register(checked)
            return view

        return declare


def present_framework_errors(
    request: Request, get_response: Callable[[Request], Response]
) -> Response:
    """Give Chalice's own errors our shape, and each answer the id of its request and its colour.

    Chalice has logged an unhandled exception by then, to our log, and answers it with 500.
    """
    try:
        require_edge(request)
        response = get_response(request)
    except EdgeBypassed as error:
        response = present_error(error)
    if isinstance(response.body, dict) and response.body.keys() == {"Code", "Message"}:
        response.body = {**response.body, "Details": {}}
        response.headers["Content-Type"] = "application/json"
    response.headers["X-Request-Id"] = request.context.get("requestId") or str(uuid4())
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    keep_colour(request, response)
    return response
