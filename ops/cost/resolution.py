"""What a CloudFormation template declares once its parameters are known.

Enough of the intrinsic functions is evaluated to tell what exists and what is switched on. Names
that AWS alone knows (accounts, ARNs, ids of other resources) stay symbols: `${Topic.Arn}`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ops.errors import OpsError

_NO_VALUE = object()
_PLACEHOLDER = re.compile(r"\$\{(!?)([^}]+)\}")


class UnknownFunction(OpsError):
    """A template says something that can't be evaluated here."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A template with its parameters."""

    name: str
    environment: str
    template: Mapping[str, Any]
    parameters: Mapping[str, str]
    stage: str | None = None
    """None for what the environment owns."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource that exists, its properties evaluated."""

    stack: Stack
    logical_id: str
    kind: str
    """CloudFormation's name of the type."""
    properties: Mapping[str, Any]


def list_resources(stack: Stack) -> Iterator[Resource]:
    """Give the resources whose conditions hold, in the order of the template.

    Raises: UnknownFunction.
    """
    evaluation = _Evaluation(stack)
    for logical_id, declared in stack.template["Resources"].items():
        if "Condition" in declared and not evaluation.holds(declared["Condition"]):
            continue
        properties = evaluation.evaluate(declared.get("Properties", {}))
        yield Resource(stack, logical_id, str(declared["Type"]), properties)


class _Evaluation:
    """The values of one stack's template."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._conditions = stack.template.get("Conditions", {})
        self._values = {
            name: stack.parameters.get(name, declared.get("Default"))
            for name, declared in stack.template.get("Parameters", {}).items()
        }
        unknown = sorted(stack.parameters.keys() - self._values.keys())
        if unknown:
            raise UnknownFunction(f"{stack.name} has no parameter {', '.join(unknown)}")
        self._functions: Mapping[str, Callable[[Any], Any]] = {
            "Ref": self._ref,
            "Fn::GetAtt": self._get_att,
            "Fn::Sub": self._sub,
            "Fn::If": self._if,
            "Fn::Join": self._join,
            "Fn::Equals": lambda pair: self._compared(pair[0]) == self._compared(pair[1]),
            "Fn::Not": lambda parts: not self._truth(parts[0]),
            "Fn::And": lambda parts: all(self._truth(part) for part in parts),
            "Fn::Or": lambda parts: any(self._truth(part) for part in parts),
        }

    def holds(self, condition: str) -> bool:
        """Tell whether a condition holds."""
        if condition not in self._conditions:
            raise UnknownFunction(f"{self._stack.name} has no condition {condition}")
        return self._truth(self._conditions[condition])

    def evaluate(self, value: Any) -> Any:
        """Give a value with its functions evaluated; what has no value is left out."""
        if isinstance(value, list):
            made = [self.evaluate(part) for part in value]
            return [part for part in made if part is not _NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (name, argument), *_ = value.items()
            if name in self._functions:
                return self._functions[name](argument)
            if name.startswith("Fn::"):
                raise UnknownFunction(f"{self._stack.name} uses {name}, which is not evaluated")
        evaluated = {key: self.evaluate(part) for key, part in value.items()}
        return {key: part for key, part in evaluated.items() if part is not _NO_VALUE}

    def _truth(self, value: Any) -> bool:
        if isinstance(value, dict) and set(value) == {"Condition"}:
            return self.holds(value["Condition"])
        return bool(self.evaluate(value))

    def _compared(self, value: Any) -> str:
        """Give one side of a comparison, which has to be known: a guess would price a guess."""
        made = str(self.evaluate(value))
        if _PLACEHOLDER.search(made):
            raise UnknownFunction(f"{self._stack.name} compares {made}, which nobody has said")
        return made

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return _NO_VALUE
        value = self._values.get(name)
        return f"${{{name}}}" if value is None else value

    def _get_att(self, path: list[str] | str) -> str:
        return f"${{{path if isinstance(path, str) else '.'.join(path)}}}"

    def _sub(self, argument: str | list[Any]) -> str:
        text, local = (argument, {}) if isinstance(argument, str) else argument

        def replaced(match: re.Match[str]) -> str:
            if match[1]:
                return f"${{{match[2]}}}"
            known = local.get(match[2], {"Ref": match[2]})
            return str(self.evaluate(known))

        return _PLACEHOLDER.sub(replaced, text)

    def _if(self, argument: list[Any]) -> Any:
        condition, then, otherwise = argument
        return self.evaluate(then if self.holds(condition) else otherwise)

    def _join(self, argument: list[Any]) -> str:
        separator, parts = argument
        return str(separator).join(str(part) for part in self.evaluate(parts))
