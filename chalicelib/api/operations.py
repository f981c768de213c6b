"""What an API function takes and gives, declared by its signature.

    @operation(status=201, errors=(TooManyRequests,))
    def submit_inquiry(request: Request, body: InquiryInput) -> SubmittedInquiry: ...

`body`, `query` and `headers` are parsed into their structs before the function runs, and the struct
it returns is presented as JSON. From the same declarations the OpenAPI description is generated, so
that it can't say anything else than what the code does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any, get_type_hints

import msgspec
from chalice.app import Request, Response

from chalicelib.api.parsing import BODY_LIMIT_BYTES, parse_body, parse_headers, parse_query
from chalicelib.api.presentation import present_json
from chalicelib.errors import DomainError

_INPUTS = ("body", "query", "headers")
_NO_QUERY: type[msgspec.Struct] = msgspec.defstruct("NoQuery", [], forbid_unknown_fields=True)


@dataclass(frozen=True, slots=True)
class Operation:
    """An API function with its declaration. Calling it serves a request."""

    name: str
    summary: str
    function: Callable[..., Any]
    inputs: dict[str, type[Any]]
    result: Any
    status: int
    other_statuses: tuple[int, ...]
    content_type: str
    errors: tuple[type[DomainError], ...]
    body_limit_bytes: int

    def __call__(self, request: Request, *path: str) -> Response:
        """Parse, run, present. Path parameters come in the order of the signature."""
        if "query" not in self.inputs:
            parse_query(request, _NO_QUERY)
        inputs = {name: self._parse(name, request, kind) for name, kind in self.inputs.items()}
        result = self.function(request, *path, **inputs)
        return result if isinstance(result, Response) else present_json(result, self.status)

    def _parse(self, name: str, request: Request, kind: type[Any]) -> Any:
        match name:
            case "body":
                return parse_body(request, kind, self.body_limit_bytes)
            case "query":
                return parse_query(request, kind)
            case _:
                return parse_headers(request, kind)


OPERATIONS: dict[str, Operation] = {}


def operation(
    *,
    status: int = 200,
    other_statuses: tuple[int, ...] = (),
    content_type: str = "application/json",
    result: Any = None,
    errors: tuple[type[DomainError], ...] = (),
    body_limit_bytes: int = BODY_LIMIT_BYTES,
) -> Callable[[Callable[..., Any]], Operation]:
    """Declare an API function.

    `result` names the JSON of one that builds its own response, `other_statuses` what else that
    response may have besides `status`.
    """

    def declare(function: Callable[..., Any]) -> Operation:
        hints = get_type_hints(function)
        declared = Operation(
            name=function.__name__,
            summary=(function.__doc__ or "").strip().partition("\n")[0],
            function=function,
            inputs={
                name: hints[name] for name in signature(function).parameters if name in _INPUTS
            },
            result=result or hints["return"],
            status=status,
            other_statuses=other_statuses,
            content_type=content_type,
            errors=errors,
            body_limit_bytes=body_limit_bytes,
        )
        OPERATIONS[declared.name] = declared
        return declared

    return declare
