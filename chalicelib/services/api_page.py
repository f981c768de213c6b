"""The description of the API as a page for people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from chalicelib.services.templates import render_template

_METHODS = ("get", "post", "put", "patch", "delete")
_BASE = "/api/v1/"
_PERMISSION_WORDS = {"public": "Anybody", "signed_in": "Anybody who is signed in"}
_LIMIT_WORDS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minimum": "{} or more",
    "maximum": "{} or less",
    "minItems": "at least {} entries",
    "maxItems": "at most {} entries",
    "pattern": "matches {}",
    "default": "default {}",
}


@dataclass(frozen=True, slots=True)
class _TypeName:
    """What a value is: a word, and the object's name when it is described apart."""

    word: str
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class _Value:
    """A parameter or a field of an object."""

    name: str
    type: _TypeName
    is_required: bool
    limits: str
    description: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A status that an operation may answer with."""

    status: str
    phrase: str
    type: _TypeName | None


@dataclass(frozen=True, slots=True)
class _Operation:
    """One method of one path."""

    id: str
    method: str
    path: str
    summary: str
    who: str
    parameters: Sequence[_Value]
    body: _TypeName | None
    answers: Sequence[_Answer]


@dataclass(frozen=True, slots=True)
class _Schema:
    """An object or a list of words that operations take or give."""

    name: str
    description: str
    fields: Sequence[_Value]
    words: Sequence[str]


def render_api_page(description: bytes) -> str:
    """Give an OpenAPI description as a page that works without a script."""
    spec = msgspec.json.decode(description)
    groups: dict[str, list[_Operation]] = {}
    for path, item in spec["paths"].items():
        for method in _METHODS:
            if method in item:
                groups.setdefault(_group(path), []).append(_operation(path, method, item[method]))
    schemas = [_schema(name, each) for name, each in spec["components"]["schemas"].items()]
    return render_template("api/page.html", info=spec["info"], groups=groups, schemas=schemas)


def _group(path: str) -> str:
    if not path.startswith(_BASE):
        return "Description"
    first = path.removeprefix(_BASE).partition("/")[0]
    return {"openapi.json": "Description", "auth": "Sign-in"}.get(first, first.capitalize())


def _operation(path: str, method: str, described: Mapping[str, Any]) -> _Operation:
    permission = described.get("x-permission", "public")
    content = described.get("requestBody", {}).get("content", {})
    return _Operation(
        id=described["operationId"],
        method=method.upper(),
        path=path,
        summary=described["summary"],
        who=_PERMISSION_WORDS.get(permission, f"Permission {permission}"),
        parameters=[
            _value(
                each["name"], each["schema"], each["required"], each.get("description", ""), each
            )
            for each in described["parameters"]
        ],
        body=next(_types_of(content), None),
        answers=[
            _Answer(status, answer["description"], next(_types_of(answer.get("content", {})), None))
            for status, answer in described["responses"].items()
        ],
    )


def _types_of(content: Mapping[str, Any]) -> Iterator[_TypeName]:
    for media_type, each in content.items():
        is_json = media_type == "application/json"
        yield _type_name(each["schema"]) if is_json else _TypeName(media_type)


def _schema(name: str, described: Mapping[str, Any]) -> _Schema:
    required = described.get("required", ())
    return _Schema(
        name=name,
        description=described.get("description", ""),
        fields=[
            _value(field, schema, field in required, schema.get("description", ""))
            for field, schema in described.get("properties", {}).items()
        ],
        words=[str(word) for word in described.get("enum", ())],
    )


def _value(
    name: str,
    schema: Mapping[str, Any],
    is_required: bool,
    description: str,
    parameter: Mapping[str, Any] | None = None,
) -> _Value:
    options = [option for option in schema.get("anyOf", ()) if option.get("type") != "null"]
    limited = {**schema, **options[0]} if len(options) == 1 else schema
    limits = [
        words.format(limited[key])
        for key, words in _LIMIT_WORDS.items()
        if limited.get(key) is not None
    ]
    place = parameter["in"] if parameter else ""
    return _Value(name, _type_name(schema), is_required, ", ".join(limits), description, place)


def _type_name(schema: Mapping[str, Any]) -> _TypeName:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _TypeName(name, name)
    if "anyOf" in schema:
        options = [_type_name(option) for option in schema["anyOf"]]
        linked = next((option.schema for option in options if option.schema), None)
        return _TypeName(" or ".join(option.word for option in options), linked)
    if schema.get("type") == "array":
        entry = _type_name(schema.get("items", {}))
        return _TypeName(f"list of {entry.word}", entry.schema)
    word = str(schema.get("type", "anything"))
    return _TypeName(f"{word} ({schema['format']})" if "format" in schema else word)
