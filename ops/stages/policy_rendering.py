"""Write out a function's policy for one stage, account and region.

A policy in .chalice/policies is a part of a CloudFormation template and refers to its parameters.
IAM knows nothing of those, and `chalice deploy` hands IAM the file as it is; so for Chalice
each reference is replaced by what CloudFormation would put there.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from ops.errors import OpsError
from ops.packaging.parameters import template_conditions, template_parameters
from ops.stages.config import PROJECT, Place, StageConfig

_REFERENCE = re.compile(r"\$\{([^}]+)\}")


class PolicyError(OpsError):
    """A policy refers to something that only CloudFormation could resolve."""


def read_policy(handler: str) -> dict[str, Any]:
    """Give the policy of a handler's function as it lies in .chalice/policies."""
    path = PROJECT / ".chalice" / "policies" / f"{handler}.json"
    policy: dict[str, Any] = json.loads(path.read_text())
    return policy


def render_policy(policy: Mapping[str, Any], config: StageConfig, place: Place) -> dict[str, Any]:
    """Give a policy document without references.

    Raises: PolicyError, naming what can't be resolved.
    """
    declared = template_parameters(config)
    values = {
        **{name: facts["Default"] for name, facts in declared.items() if "Default" in facts},
        "AWS::AccountId": place.account,
        "AWS::Partition": place.partition,
        "AWS::Region": place.region,
    }
    rendered: dict[str, Any] = _resolve(policy, values)
    return rendered


def _resolve(node: Any, values: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_resolve(part, values) for part in node]
    if not isinstance(node, dict):
        return node
    match node:
        case {"Ref": name}:
            return _value(name, values)
        case {"Fn::Sub": str(text)}:
            return _REFERENCE.sub(lambda found: _value(found[1], values), text)
        case {"Fn::If": [condition, then, otherwise]}:
            holds = _is_true(template_conditions()[condition], values)
            return _resolve(then if holds else otherwise, values)
    for key in node:
        if key.startswith("Fn::"):
            raise PolicyError(f"a policy uses {key}, which no rule renders")
    return {key: _resolve(part, values) for key, part in node.items()}


def _is_true(condition: Any, values: Mapping[str, str]) -> bool:
    match condition:
        case {"Fn::Not": [inner]}:
            return not _is_true(inner, values)
        case {"Fn::Equals": [left, right]}:
            return bool(_resolve(left, values) == _resolve(right, values))
    raise PolicyError(f"a policy depends on {condition}, which no rule renders")


def _value(name: str, values: Mapping[str, str]) -> str:
    if name not in values:
        raise PolicyError(f"a policy refers to {name}, which only CloudFormation knows")
    return values[name]
