"""Turn what a request carries into structs, and name every fault at once.

The fields of a struct carry their rules as msgspec constraints and the words for people in
`Meta(extra={...})`, by constraint: "missing", "min_length", "max_length", "pattern", "unique", and
"rule" for any other. msgspec stops at the first fault, so fields are converted one by one.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from chalice.app import MultiDict, Request

from chalicelib.errors import BodyTooLarge, InvalidHeader, InvalidInput, InvalidJson

BODY_LIMIT_BYTES = 128 * 1024
_UNKNOWN = "This field is not known"
_MOST_UNKNOWN = 50
_WHOLE_NUMBER = re.compile("[0-9]{1,9}")
_CONSTRAINT_BY_PHRASE = {
    "length >=": "min_length",
    "length <=": "max_length",
    "matching regex": "pattern",
}
"""What msgspec says of a broken constraint; test_parsing.py notices when it says it otherwise."""

StructT = TypeVar("StructT", bound=msgspec.Struct)


def parse_body(
    request: Request, kind: type[StructT], limit_bytes: int = BODY_LIMIT_BYTES
) -> StructT:
    """Read the JSON body. None at all is an empty object where no field has to be there.

    Raises: BodyTooLarge; InvalidJson; InvalidInput.
    """
    raw = request.raw_body
    raw = raw if isinstance(raw, bytes) else raw.encode()
    if len(raw) > limit_bytes:
        message = f"The body has {len(raw):,} bytes; {limit_bytes:,} are the most."
        raise BodyTooLarge(message, limit_bytes=limit_bytes)
    if not raw and not any(field.required for field in msgspec.structs.fields(kind)):
        return kind()
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as malformed:
        raise InvalidJson("The body is not JSON.") from malformed
    if not isinstance(value, dict):
        raise InvalidJson("The body is not a JSON object.")
    return parse_fields(value, kind)


def parse_query(request: Request, kind: type[StructT]) -> StructT:
    """Read the query string. An unknown or repeated parameter is a fault.

    Raises: InvalidInput.
    """
    params = request.query_params or MultiDict({})
    repeated = [name for name in params if len(params.getlist(name)) > 1]
    if repeated:
        raise InvalidInput({name: ["Give this parameter once"] for name in repeated})
    return parse_fields({name: params[name] for name in params}, kind, is_text=True)


def parse_headers(request: Request, kind: type[StructT]) -> StructT:
    """Read the headers that a struct names; `idempotency_key` is Idempotency-Key.

    Raises: InvalidHeader.
    """
    known = {known.name: known.name.replace("_", "-") for known in msgspec.structs.fields(kind)}
    present = {
        name: request.headers[header] for name, header in known.items() if header in request.headers
    }
    try:
        return parse_fields(present, kind, is_text=True)
    except InvalidInput as faults:
        headers = {known[name]: words for name, words in faults.details["fields"].items()}
        raise InvalidHeader("A header breaks its rule.", headers=headers) from faults


def parse_fields(
    values: Mapping[str, Any], kind: type[StructT], *, is_text: bool = False
) -> StructT:
    """Convert values into a struct.

    With `is_text` they come from a query string or from headers: numbers are text, and an empty
    text is a value. In a body it is a field that was left empty.

    Raises: InvalidInput, with every fault.
    """
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    unknown = [name[:100] for name in values if name not in known]
    faults = {name: [_UNKNOWN] for name in unknown[:_MOST_UNKNOWN]}
    parsed: dict[str, Any] = {}
    for name, field in known.items():
        if name in values and values[name] is None and _takes_null(field):
            parsed[field.name] = None
            continue
        if _is_missing(values.get(name), field, is_text=is_text):
            if field.required:
                faults[name] = [_words(field.type, "missing")]
            continue
        try:
            parsed[field.name] = _convert(values[name], field.type, is_text=is_text)
        except msgspec.ValidationError as fault:
            faults[name] = [_words(field.type, _broken_constraint(str(fault)))]
            continue
        if "unique" in _extra(field.type) and _has_twins(parsed[field.name]):
            faults[name] = [_words(field.type, "unique")]
    if faults:
        raise InvalidInput(faults)
    return kind(**parsed)


def _takes_null(field: msgspec.structs.FieldInfo) -> bool:
    """Tell a field in which null is a value, apart from its absence."""
    return field.default is msgspec.UNSET and type(None) in getattr(field.type, "__args__", ())


def _has_twins(values: list[Any]) -> bool:
    return len(set(values)) < len(values)


def _is_missing(value: Any, field: msgspec.structs.FieldInfo, *, is_text: bool) -> bool:
    if value is None:
        return True
    if is_text:
        return False
    return (isinstance(value, str) and not value.strip()) or (value == [] and field.required)


def _convert(value: Any, field_type: Any, *, is_text: bool) -> Any:
    """Convert a value; msgspec alone would take "1.0" and "1e1" for whole numbers."""
    if is_text and _is_whole_number(field_type) and not _WHOLE_NUMBER.fullmatch(value):
        raise msgspec.ValidationError("Expected `int`")
    return msgspec.convert(value, field_type, strict=not is_text)


def _is_whole_number(field_type: Any) -> bool:
    return getattr(field_type, "__origin__", field_type) is int


def _broken_constraint(fault: str) -> str:
    for phrase, constraint in _CONSTRAINT_BY_PHRASE.items():
        if phrase in fault:
            return constraint
    return "rule"


def _words(field_type: Any, constraint: str) -> str:
    extra = _extra(field_type)
    return str(extra.get(constraint) or extra.get("rule") or "This value is not allowed")


def _extra(field_type: Any) -> dict[str, Any]:
    """Give the words of a field's type, also where the field may be absent."""
    for candidate in (field_type, *getattr(field_type, "__args__", ())):
        for meta in getattr(candidate, "__metadata__", ()):
            if meta.extra:
                return dict(meta.extra)
    return {}
