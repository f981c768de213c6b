"""Play the script on a target, and make what it answered comparable.

What differs from playing to playing by its nature is masked: ids, times, secrets, addresses of
servers. Everything else of an answer stays as it is.
"""

import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from jsonschema_rs import Draft202012Validator

from chalicelib.api.description import OPENAPI_PATH
from tests.contract.steps import Act, Line, Look, Names, Scope, Step, entries
from tests.contract.targets import OPERATOR, Target
from tests.platform import PATIENCE_SECONDS, Answer, wait_until

_MOST_LINES = 60
_LONGEST_LINE = 300
_DESCRIPTION = json.loads(OPENAPI_PATH.read_text(encoding="utf-8"))
_ERROR = {"$ref": "#/components/schemas/Error"}

_OF_TRANSPORT = frozenset(
    {
        *("connection", "content-length", "date", "keep-alive", "server", "transfer-encoding"),
        *("via", "x-cache", "age", "vary", "content-encoding"),
    }
)
"""Headers that whoever carries an answer writes, and no client of the API looks at. AWS's own,
whose names begin with x-amz, are more of them."""

_MASKED_KEYS = frozenset(
    {
        *("environment", "stage", "release"),  # They say which of the targets it is.
        *("message_id", "milliseconds", "next_cursor", "revision", "token_key"),
        *("token_initial", "shared"),  # They depend on the letters of the reference.
        "owed_partition",
        *("input_tokens", "output_tokens", "model"),  # The models count differently.
    }
)
_PATTERNS = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"), "<id>"),
    (re.compile(r"CP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"), "<reference>"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)"), "<time>"),
    (re.compile(r"(?<=_)20\d{6}(?=\.)"), "<date>"),
    (re.compile(r"(?<=Max-Age=)\d{3,}"), "<seconds>"),
    (re.compile(r"\d{4}-\d\d-\d\d([T_ -]\d{4,6}|[T ]\d\d:\d\d(:\d\d)?)?"), "<date>"),
    (re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b"), "<date>"),
    (re.compile(r"\b\d\d:\d\d( UTC)\b"), "<clock>"),
    (re.compile(r"\b[0-9a-f]{16,64}\b"), "<digest>"),
    (re.compile(r"https?://(localhost|127\.0\.0\.1|site\.example|[\w.-]+)(:\d+)?"), "<origin>"),
    (re.compile(r"[\w.+-]+@(?!<run>|r•••|[\w-]*•)[\w-]+(\.[\w-]+)+"), "<address of ours>"),
)
_ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
_TAG = re.compile(r"<(\w+)((?: [\w-]+=\"[^\"]*\"){2,})>")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a step was answered, comparable; or why it could not be played."""

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    faults: tuple[str, ...] = ()
    """What contradicts the description of the API."""
    failure: str | None = None

    def parts(self) -> dict[str, str]:
        """Give everything that is compared, by name."""
        headers = {f"header {name}": value for name, value in self.headers.items()}
        return {
            "failure": self.failure or "",
            "status": str(self.status),
            **headers,
            "body": self.body,
        }


def differences(ours: Exchange, theirs: Exchange) -> dict[str, str]:
    """Give what differs between two answers to a step, by part, in words."""
    one, other = ours.parts(), theirs.parts()
    return {
        part: _describe(one.get(part), other.get(part))
        for part in sorted(one.keys() | other.keys())
        if one.get(part) != other.get(part)
    }


def play(
    target: Target, lines: Iterable[Line], *, has_own_model: bool = True
) -> dict[str, Exchange]:
    """Play lines of the script, in order, and give what each was answered, by its name.

    `has_own_model` says that the draft is written by the rules of the local platform; the words of
    another model are not compared.
    """
    player = Player(target, has_own_model)
    try:
        return {line.name: exchange for line in lines if (exchange := player.play(line))}
    finally:
        player.leave_nothing()


def up_to(lines: Iterable[Line], scope: Scope) -> Iterator[Line]:
    """Give the lines that may be played where no more than a scope is allowed."""
    return (line for line in lines if line.scope <= scope)


class Player:
    """Plays lines, and remembers names."""

    def __init__(self, target: Target, has_own_model: bool) -> None:
        self._target = target
        self._has_own_model = has_own_model
        self._names: Names = {
            # No other word of the script begins as it does: an index tells what words share.
            "run": "z" + "".join(secrets.choice("bcdfghjklmnpqrstvwxz") for _ in range(9)),
            **target.admin,
        }

    def play(self, line: Line) -> Exchange | None:
        """Play a line; only an act has no answer."""
        try:
            match line:
                case Step():
                    return self._request(line)
                case Look():
                    return self._look(line)
                case Act():
                    line.do(self._target, self._names)
                    return None
        except _NotPlayed as missing:
            return Exchange(failure=str(missing))
        except (AssertionError, KeyError, ValueError, TypeError, OSError) as fault:
            # Whatever the target answered was not what the script goes on with: that is a finding
            # of this line, and what needs its names says so too.
            return Exchange(failure=f"{type(fault).__name__}: {fault}")

    def leave_nothing(self) -> None:
        """Delete the synthetic inquiry if the script did not come to it."""
        if "synthetic_id" not in self._names:
            return
        path = f"/api/v1/admin/inquiries/{self._names['synthetic_id']}"
        staff = self._target.signed_in()
        found = self._target.request("GET", path, headers=staff)
        if found.status == 200:
            version = found.json["version"]
            self._target.request("DELETE", f"{path}?version={version}", headers=staff)

    def _request(self, step: Step) -> Exchange:
        path = self._fill(step.path)
        body = step.body
        if body is not None and not isinstance(body, bytes):
            body = json.loads(self._fill(json.dumps(body)))
        headers = {name: self._fill(value) for name, value in step.headers.items()}
        if step.who != "nobody":
            headers |= self._target.signed_in(OPERATOR if step.who == "operator" else None)

        def ask() -> Answer | None:
            answer = self._target.request(step.method, path, body, headers)
            if step.until is None or step.until(answer):
                return answer
            self._target.pause()
            return None

        answer: Answer = wait_until(ask, PATIENCE_SECONDS, step.name, pause_seconds=0)
        if not step.is_refusal:
            self._keep(step, answer)
        shown = self._normalise(step, answer)
        if step.settles:
            self._target.work(self._names[step.settles])
        return shown

    def _keep(self, step: Step, answer: Answer) -> None:
        for name, keep in step.keeps.items():
            try:
                self._names[name] = keep(answer)
            except (KeyError, IndexError, ValueError) as missing:
                text = answer.body[:500].decode(errors="replace")
                raise ValueError(f"no {name} in {answer.status} {text}") from missing

    def _look(self, look: Look) -> Exchange:
        inquiry_id = self._names_of(look.inquiry)
        seen = {
            "items": self._target.items(inquiry_id),
            "files": self._target.files(f"inquiries/{inquiry_id}/"),
            "mails": [
                {name: mail[name] for name in ("kind", "to", "subject", "text", "html")}
                for mail in self._target.mails(inquiry_id)
            ],
        }
        return Exchange(body=_pretty(_in_order(self._mask(seen))))

    def _fill(self, text: str) -> str:
        for name in re.findall(r"{(\w+)}", text):
            text = text.replace(f"{{{name}}}", self._names_of(name))
        return text

    def _names_of(self, name: str) -> str:
        if name not in self._names:
            raise _NotPlayed(f"could not be played: no earlier step gave {name}")
        return self._names[name]

    def _normalise(self, step: Step, answer: Answer) -> Exchange:
        return Exchange(
            answer.status,
            {name: self._mask_header(name, value) for name, value in _headers(answer)},
            self._body(step, answer),
            tuple(_faults(step, answer)),
        )

    def _mask_header(self, name: str, value: str) -> str:
        if name == "x-request-id":
            return "<id>" if len(value) >= 16 else value
        if name == "location" and "X-Amz-" in value:
            parts = urlsplit(value)
            key = re.sub(r"^/?(consulting-[\w-]+-documents-\d+/)?", "", unquote(parts.path))
            query = parse_qs(parts.query)
            said = {each: query[each] for each in sorted(query) if each.startswith("response-")}
            return str(self._mask(f"<signed>/{key} {said} {query['X-Amz-Expires']}"))
        return str(self._mask(value))

    def _body(self, step: Step, answer: Answer) -> str:
        if not answer.body:
            return ""
        try:
            value = json.loads(answer.body)
        except ValueError:
            value = answer.body.decode(errors="replace")
        if step.is_about_all or (step.of_model and not self._has_own_model):
            shape = sorted(value) if isinstance(value, dict) else type(value).__name__
            return _pretty(shape)
        masked = self._mask(value)
        if step.is_unordered:
            masked = _in_order(masked)
        return masked if isinstance(masked, str) else _pretty(masked)

    def _mask(self, value: Any, key: str = "") -> Any:
        if key in _MASKED_KEYS and value is not None:
            return f"<{key}>"
        if isinstance(value, dict):
            return {self._mask_text(name): self._mask(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [self._mask(each) for each in value]
        if not isinstance(value, str):
            return value
        lines = self._mask_text(value).splitlines()
        # Line by line, so that a difference shows the line that differs.
        return lines if len(lines) > 1 else "".join(lines)

    def _mask_text(self, text: str) -> str:
        by_length = sorted(self._names.items(), key=lambda pair: len(pair[1]), reverse=True)
        for name, value in by_length:
            for form in _forms(name, value):
                text = text.replace(form, f"<{name}>")
        for pattern, mask in _PATTERNS:
            text = pattern.sub(mask, text)
        return _TAG.sub(_sort_attributes, text)


def _sort_attributes(tag: re.Match[str]) -> str:
    """Put the attributes of a tag in order: the sanitiser keeps them in a set, which has none."""
    attributes = sorted(_ATTRIBUTE.findall(tag[2]))
    return f"<{tag[1]} {' '.join(attributes)}>"


def _forms(name: str, value: str) -> tuple[str, ...]:
    """Give how a name may be written: a reference is found by its letters alone, for instance."""
    if name.endswith("reference"):
        return value, value.lower(), value.lower().removeprefix("cp-")
    return (value, value.capitalize()) if name == "run" else (value,)


class _NotPlayed(Exception):
    """An earlier step has not given what this one needs."""


def _headers(answer: Answer) -> Iterator[tuple[str, str]]:
    """Give the headers that matter, in lower case; a cookie by its name."""
    for name, value in answer.headers.items():
        lower = name.lower()
        if lower == "set-cookie":
            cookie = value.partition("=")[0]
            if cookie != "colour":  # Stages that are colours set it, on every answer.
                text = re.sub(r"^session=[^;]+", "session=<token>", value)
                yield f"set-cookie {cookie}", text.replace("; Secure", "")
        elif lower not in _OF_TRANSPORT and not lower.startswith("x-amz"):
            yield lower, value


def _faults(step: Step, answer: Answer) -> Iterator[str]:
    """Say what contradicts the description of the API."""
    if not step.view:
        return
    described = _DESCRIPTION["paths"][_pattern(step)][step.method.lower()]["responses"]
    if str(answer.status) not in described:
        yield f"{answer.status} is not described"
        return
    if step.is_refusal == (answer.status < 400):
        yield f"{answer.status} where it should be {'refused' if step.is_refusal else 'granted'}"
        return
    content = described[str(answer.status)].get("content") or {}
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if content and kind not in content:
        yield f"{kind} is not described"
    elif kind == "application/json" and content:
        schema = {**content[kind]["schema"], "components": _DESCRIPTION["components"]}
        for fault in Draft202012Validator(schema, validate_formats=True).iter_errors(answer.json):
            yield fault.message


def _pattern(step: Step) -> str:
    return str(next(entry.uri_pattern for entry in entries() if entry.view_name == step.view))


def _in_order(value: Any) -> Any:
    """Put every list of things into an order that does not tell when they came."""
    if isinstance(value, dict):
        return {name: _in_order(each) for name, each in value.items()}
    if isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            return value  # The lines of a text.
        return sorted(map(_in_order, value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)


def _describe(ours: str | None, theirs: str | None) -> str:
    if ours is None or theirs is None or "\n" not in ours + theirs:
        return f"{ours!r} instead of {theirs!r}"
    lines = list(unified_diff(theirs.splitlines(), ours.splitlines(), lineterm="", n=1))[2:]
    left = len(lines) - _MOST_LINES
    shown = [line[:_LONGEST_LINE] for line in lines[:_MOST_LINES]]
    return "\n".join([*shown, *([f"… and {left} lines more"] if left > 0 else [])])
