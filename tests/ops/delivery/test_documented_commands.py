"""Every operator's command in documents and workflows exists, with its options and values."""

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.core import TyperGroup
from typer.main import get_command

from ops.__main__ import app
from tests.platform import ROOT

DOCUMENTS = ("deploy.md", "release.md", "site.md", "cost.md", "chalice.md")
UsageError: Any = typer.BadParameter.__base__
"""Typer's own copy of Click names it nowhere else."""

CALL = re.compile(r"python3? -m ops\b(?P<arguments>.*)")
MAKE = re.compile(r"make ops ARGS=(?P<quote>[\"'])(?P<arguments>.*?)(?P=quote)")
FENCE = re.compile(r"^ *```\w*\n(?P<code>.*?)^ *```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`(?P<code>[^`\n]+)`")
SHORT = re.compile(r"^(?:python -m )?ops (?=[a-z])")
WHAT_FOLLOWS = re.compile(r"\s+(?:[|>#;&]|\d>).*|(?<=\S) {3,}.*")
"""Pipes, comments, and the second column of a list."""
PLACES = re.compile(r"\$\{\{.*?\}\}|\$\w+|[<…][^ ]*")
NUMBERS = re.compile(r"\bN\b")
BRACKETS = re.compile(r"[\[\]]")
"""Around what may be left out."""


def sources() -> Iterator[Path]:
    yield from (ROOT / name for name in ("README.md", "CHANGELOG.md"))
    yield from sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    yield from (ROOT / "docs" / name for name in DOCUMENTS if (ROOT / "docs" / name).exists())


def commands_in(path: Path) -> Iterator[str]:
    """Give the arguments of each call of ops, also of `ops stage list`."""
    text = path.read_text()
    if path.suffix == ".yml":
        code = list(_runs(yaml.safe_load(text)))
    else:
        inline = [found["code"] for found in INLINE.finditer(FENCE.sub("", text))]
        code = [*(found["code"] for found in FENCE.finditer(text)), *inline]
        code += [line.strip() for line in text.splitlines() if line.startswith("    ")]
    for line in "\n".join(code).replace("\\\n", " ").splitlines():
        found = MAKE.search(line) or CALL.search(SHORT.sub("python -m ops ", line))
        if found:
            words = BRACKETS.sub("", WHAT_FOLLOWS.sub("", f" {found['arguments']}"))
            yield NUMBERS.sub("1", PLACES.sub("PLACE", words)).strip()


def _runs(workflow: Any) -> Iterator[str]:
    for job in workflow["jobs"].values():
        for step in job.get("steps", []):
            yield step.get("run", "")


def fault_of(arguments: str) -> str | None:
    """Tell what is wrong with a call; nothing is carried out.

    A name alone, such as `ops stage deploy` without its arguments, is how texts speak of a command.
    """
    words = shlex.split(arguments)
    command: Any = get_command(app)
    path = "ops"
    while isinstance(command, TyperGroup):
        if not words or words[0] in ("--help", "PLACE"):
            return None
        path = f"{path} {words[0]}"
        command = command.get_command(None, words.pop(0))  # type: ignore[arg-type]
    if command is None:
        return f"there is no {path}"
    if not words:
        return None
    try:
        with _files_to_come(command):
            command.make_context(path, words)
    except UsageError as error:
        return str(error.format_message())
    except typer.Exit:  # --help
        return None
    return None


@contextmanager
def _files_to_come(command: Any) -> Iterator[None]:
    """Have nobody ask for files that a former step writes."""
    asked = [
        each.type_descriptor.parameter_info
        for each in command.params
        if getattr(each.type_descriptor.parameter_info, "exists", False)
    ]
    for info in asked:
        info.exists = False
    try:
        yield
    finally:
        for info in asked:
            info.exists = True


CALLS = [
    pytest.param(arguments, id=f"{path.name}: {arguments}")
    for path in sources()
    for arguments in dict.fromkeys(commands_in(path))
]


@pytest.mark.parametrize("arguments", CALLS)
def test_documented_command_exists(arguments: str) -> None:
    assert fault_of(arguments) is None


@pytest.mark.parametrize("name", ["README.md", "docs/deploy.md"])
def test_pages_that_a_page_refers_to_exist(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text())

    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_commands_are_found_where_they_are_known_to_be() -> None:
    found = {call.values[0] for call in CALLS}

    assert {
        "package --stage prod-blue --out build/release/prod-blue --json",
        "release promote --yes --json",
        "stage sleep staging --yes --json",
    } <= found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("stage deplo staging", "there is no ops stage deplo"),
        ("stages list", "there is no ops stages"),
        ("stage deploy staging --now", "No such option"),
        ("stage deploy --yes", "Missing argument"),
        ("stage deploy staging other", "unexpected extra argument"),
        ("release shift --percent many", "valid integer"),
        ("users create prod-blue ada --name Ada --role boss", "'boss' is not one of"),
    ],
)
def test_wrong_command_is_found(arguments: str, said: str) -> None:
    assert said in (fault_of(arguments) or "")
