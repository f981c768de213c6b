"""Hand a function the notifications of a topic as SNS and Lambda do.

MiniStack leaves fields without a value out, which Chalice reads all the same, and gives a
notification up when its function fails once; Lambda tries twice more.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html,
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

from types import SimpleNamespace
from typing import Any

from ministack.services import lambda_svc, sns

_ALWAYS_THERE: dict[str, Any] = {"Subject": None, "MessageAttributes": {}}


def apply() -> None:
    """Have the module of topics see a Lambda that completes notifications and tries again."""
    sns._lambda_svc = SimpleNamespace(
        _get_func_record_for_ref=lambda_svc._get_func_record_for_ref,
        _execution_record_for_config=lambda_svc._execution_record_for_config,
        _execute_function_with_config_scope=_invoke,
    )


def _invoke(function: dict[str, Any], event: dict[str, Any]) -> None:
    for record in event["Records"]:
        record["Sns"] = _ALWAYS_THERE | record["Sns"]
    lambda_svc.invoke_async_with_retry(function, event)
