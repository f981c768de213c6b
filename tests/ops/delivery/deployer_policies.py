"""The policies of infrastructure/deployer.yaml, as statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from tests.templates import load_template, texts_of

DEPLOYERS = ("DataPolicy", "CodePolicy", "EdgePolicy", "ReleasePolicy")
"""What GitHub's role has."""
PEOPLE = ("PeoplePolicy", "RemovalPolicy")
BOUNDARY = "Boundary"


@dataclass(frozen=True, slots=True)
class Statement:
    """Some actions on some resources."""

    sid: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    """Texts of Fn::Sub, or `*`."""
    condition: Any

    def names_resources(self) -> bool:
        """Tell whether it says on what, by a resource or by a condition on one."""
        return "*" not in self.resources


def statements_of(*policies: str) -> list[Statement]:
    return [statement for policy in policies for statement in _read(document_of(policy))]


def document_of(policy: str) -> dict[str, Any]:
    properties = load_template("deployer.yaml")["Resources"][policy]["Properties"]
    document: dict[str, Any] = properties["PolicyDocument"]
    return document


def allows(statements: list[Statement], action: str) -> bool:
    """Tell whether some statement allows an action on something."""
    return any(matches(pattern, action) for each in statements for pattern in each.actions)


def matches(pattern: str, action: str) -> bool:
    """Compare as IAM does, for which capitals mean nothing."""
    return fnmatchcase(action.lower(), pattern.lower())


def _read(document: dict[str, Any]) -> Iterator[Statement]:
    for raw in document["Statement"]:
        statement = raw["Fn::If"][1] if "Fn::If" in raw else raw
        assert statement["Effect"] == "Allow"
        yield Statement(
            statement["Sid"],
            tuple(texts_of(statement["Action"])),
            tuple(texts_of(statement["Resource"])),
            statement.get("Condition"),
        )
