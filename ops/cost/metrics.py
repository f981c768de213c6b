"""Custom metrics that the code publishes, which no template shows.

Whatever publishes metrics declares their names as `CUSTOM_METRICS`, a tuple of texts; each is one
metric of an environment. CloudWatch bills a metric made of a log line (embedded metric format) as
any other.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from ops.cost.charges import UnknownCharge
from ops.stages.config import PROJECT

DECLARATION = "CUSTOM_METRICS"
_PUBLISHING_CALL = "put_metric_data"
_EMBEDDED_METRICS = "CloudWatchMetrics"
"""Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/
CloudWatch_Embedded_Metric_Format_Specification.html"""


def list_custom_metrics(code: Path = PROJECT / "chalicelib") -> list[str]:
    """Name the metrics that the application publishes.

    Raises: UnknownCharge for a module that publishes metrics and does not declare them.
    """
    metrics: list[str] = []
    for module in sorted(code.rglob("*.py")):
        tree = ast.parse(module.read_text())
        declared = list(_declared(tree))
        if not declared and _publishes(tree):
            raise UnknownCharge(f"{module.name} publishes metrics and declares no {DECLARATION}")
        metrics += declared
    return metrics


def _declared(tree: ast.Module) -> Iterator[str]:
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets, value = [statement.target], statement.value
        else:
            continue
        if any(isinstance(target, ast.Name) and target.id == DECLARATION for target in targets):
            yield from ast.literal_eval(value)


def _publishes(tree: ast.Module) -> bool:
    return any(
        (isinstance(node, ast.Attribute) and node.attr == _PUBLISHING_CALL)
        or (isinstance(node, ast.Constant) and node.value == _EMBEDDED_METRICS)
        for node in ast.walk(tree)
    )
