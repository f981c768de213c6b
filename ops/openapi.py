"""Generate the OpenAPI description from the routes of app.py and the operations of chalicelib/api.

A route and its operation have the same name. Nothing is described by hand: paths, permissions and
methods come from the routes, bodies, parameters and results from the signatures.
"""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import msgspec
from chalice.app import RouteEntry

from chalicelib.api.application import Application
from chalicelib.api.operations import OPERATIONS, Operation
from chalicelib.api.parsing import BODY_LIMIT_BYTES
from chalicelib.domain.permissions import Permission
from chalicelib.errors import BodyTooLarge, Invalid
from chalicelib.site import get_site

_REF = "#/components/schemas/{name}"
_PHRASES = {413: "Content Too Large"}
"""Phrases that newer versions of Python have changed; the description must not."""

_ERROR_SCHEMA = {
    "type": "object",
    "required": ["Code", "Message", "Details"],
    "properties": {
        "Code": {"type": "string", "description": "Name of the situation, for programs."},
        "Message": {"type": "string", "description": "What is wrong, for people."},
        "Details": {"type": "object", "description": "What the situation is about."},
    },
    "additionalProperties": False,
}


def describe_api(app: Application) -> str:
    """Give the description as JSON text, the same for the same code."""
    entries = [entry for _, methods in sorted(app.routes.items()) for entry in methods.values()]
    schemas, ref_by_type = _describe_types([OPERATIONS[entry.view_name] for entry in entries])
    paths: dict[str, dict[str, Any]] = {}
    for entry in entries:
        described = _describe_operation(entry, app.permission_by_view[entry.view_name], ref_by_type)
        paths.setdefault(entry.uri_pattern, {})[entry.method.lower()] = described
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": f"{get_site().brand.name} API",
            "version": "1",
            "description": "Inquiries, reports and sign-in. Every error has one shape: Code, "
            f"Message and Details. Bodies have {BODY_LIMIT_BYTES:,} bytes at most where nothing "
            "else is said.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Error": _ERROR_SCHEMA},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
            },
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _describe_types(
    operations: list[Operation],
) -> tuple[dict[str, Any], dict[Any, dict[str, Any]]]:
    types = list(dict.fromkeys(_types_of(operations)))
    described, components = msgspec.json.schema_components(types, ref_template=_REF)
    return components, dict(zip(types, described, strict=True))


def _types_of(operations: list[Operation]) -> Iterator[Any]:
    for operation in operations:
        if "body" in operation.inputs:
            yield operation.inputs["body"]
        if operation.content_type:
            yield operation.result
        for kind in ("query", "headers"):
            if kind in operation.inputs:
                yield from (f.type for f in msgspec.structs.fields(operation.inputs[kind]))


def _describe_operation(
    entry: RouteEntry, permission: Permission, ref_by_type: dict[Any, dict[str, Any]]
) -> dict[str, Any]:
    operation = OPERATIONS[entry.view_name]
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "x-permission": permission,
        "parameters": [*_path_parameters(entry), *_parameters(operation, ref_by_type)],
        "responses": _responses(operation, ref_by_type),
    }
    if "body" in operation.inputs:
        content = {"application/json": {"schema": ref_by_type[operation.inputs["body"]]}}
        described["requestBody"] = {"required": True, "content": content}
        if operation.body_limit_bytes != BODY_LIMIT_BYTES:
            described["requestBody"]["description"] = (
                f"{operation.body_limit_bytes:,} bytes at most."
            )
    if permission is not Permission.PUBLIC:
        described["security"] = [{"bearer": []}, {"cookie": []}]
    return described


def _path_parameters(entry: RouteEntry) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", entry.uri_pattern)
    ]


def _parameters(
    operation: Operation, ref_by_type: dict[Any, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for kind, place in (("query", "query"), ("headers", "header")):
        if kind not in operation.inputs:
            continue
        for field in msgspec.structs.fields(operation.inputs[kind]):
            schema = _without_null(ref_by_type[field.type])
            name = field.encode_name if place == "query" else _header_name(field.name)
            yield {
                "name": name,
                "in": place,
                "required": field.required,
                "description": schema.pop("description", ""),
                "schema": schema,
            }


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Give a parameter's schema: an absent parameter is no null."""
    options = [option for option in schema.get("anyOf", []) if option != {"type": "null"}]
    return dict(options[0]) if len(options) == 1 else dict(schema)


def _header_name(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("_"))


def _responses(operation: Operation, ref_by_type: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    if operation.content_type:
        schema = ref_by_type[operation.result]
        result = {"content": {operation.content_type: {"schema": schema}}}
    error = {"content": {"application/json": {"schema": {"$ref": _REF.format(name="Error")}}}}
    successes = (operation.status, *operation.other_statuses)
    return {
        str(status): {"description": _PHRASES.get(status, HTTPStatus(status).phrase), **content}
        for content, statuses in ((result, successes), (error, sorted(_errors(operation))))
        for status in statuses
    }


def _errors(operation: Operation) -> set[int]:
    """Give the statuses of an operation's errors: an unknown query parameter is one anywhere."""
    implied = {Invalid.status}
    if "body" in operation.inputs:
        implied |= {BodyTooLarge.status, HTTPStatus.UNSUPPORTED_MEDIA_TYPE}
    return implied | {error.status for error in operation.errors}
