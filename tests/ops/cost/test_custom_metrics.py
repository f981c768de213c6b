"""Metrics that the code publishes are declared, or the cost of idling is refused."""

from pathlib import Path

import pytest

from ops.cost.charges import UnknownCharge
from ops.cost.metrics import list_custom_metrics

PUBLISHING = {
    "call": "def publish(client):\n    client.put_metric_data(Namespace='a', MetricData=[])\n",
    "log line": "LINE = {'_aws': {'CloudWatchMetrics': []}}\n",
}


def test_application_publishes_no_metrics_yet() -> None:
    assert list_custom_metrics() == []


@pytest.mark.parametrize("code", PUBLISHING.values(), ids=list(PUBLISHING))
def test_metrics_without_declaration_are_refused(tmp_path: Path, code: str) -> None:
    (tmp_path / "publishing.py").write_text(code)

    with pytest.raises(UnknownCharge, match=r"publishing\.py"):
        list_custom_metrics(tmp_path)


@pytest.mark.parametrize("code", PUBLISHING.values(), ids=list(PUBLISHING))
@pytest.mark.parametrize(
    "declaration",
    ["CUSTOM_METRICS = ('Errors', 'Owed')\n", "CUSTOM_METRICS: tuple = ('Errors', 'Owed')\n"],
    ids=["plain", "annotated"],
)
def test_declared_metrics_are_listed(tmp_path: Path, code: str, declaration: str) -> None:
    (tmp_path / "publishing.py").write_text(declaration + code)

    assert list_custom_metrics(tmp_path) == ["Errors", "Owed"]
