"""Apply the parts of a CloudFormation template that MiniStack accepts and then ignores.

These are a table's time to live and point-in-time recovery, a bucket's lifecycle, and a function's
reserved concurrency and dead-letter target.
"""

from collections.abc import Callable
from typing import Any

from ministack.services import dynamodb, lambda_svc, s3
from ministack.services.cloudformation import provisioners

_NEW_PROPERTIES = {"create": 1, "update": 2}
"""Where the properties stand among the arguments of a provisioner."""


def apply() -> None:
    """Run what is missing after each create and update."""
    _run_after("AWS::DynamoDB::Table", _complete_table)
    _run_after("AWS::S3::Bucket", _complete_bucket)
    _run_after("AWS::Lambda::Function", _complete_function)


def _run_after(resource_type: str, complete: Callable[[str, dict[str, Any]], None]) -> None:
    handlers = provisioners._RESOURCE_HANDLERS[resource_type]
    for operation, position in _NEW_PROPERTIES.items():
        if operation in handlers:
            handlers[operation] = _followed_by(handlers[operation], position, complete)


def _followed_by(
    provision: Callable[..., Any], position: int, complete: Callable[[str, dict[str, Any]], None]
) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        result = provision(*args, **kwargs)
        complete(result[0], args[position])
        return result

    return run


def _complete_table(name: str, properties: dict[str, Any]) -> None:
    ttl = properties.get("TimeToLiveSpecification")
    if ttl:
        dynamodb._update_ttl(
            {
                "TableName": name,
                "TimeToLiveSpecification": {
                    "AttributeName": ttl.get("AttributeName", ""),
                    "Enabled": _is_true(ttl.get("Enabled")),
                },
            }
        )
    recovery = properties.get("PointInTimeRecoverySpecification") or {}
    if "PointInTimeRecoveryEnabled" in recovery:
        dynamodb._pitr_settings[name] = _is_true(recovery["PointInTimeRecoveryEnabled"])


def _complete_bucket(name: str, properties: dict[str, Any]) -> None:
    declared = (properties.get("LifecycleConfiguration") or {}).get("Rules", [])
    rules = []
    for rule in declared:
        kept = {key: value for key, value in rule.items() if key not in ("Id", "ExpirationInDays")}
        if "Id" in rule:
            kept["ID"] = rule["Id"]
        if "ExpirationInDays" in rule:
            kept["Expiration"] = {"Days": int(rule["ExpirationInDays"])}
        rules.append(kept)
    if rules:
        s3._bucket_lifecycle[name] = rules


def _complete_function(name: str, properties: dict[str, Any]) -> None:
    function = lambda_svc._functions[name]
    if properties.get("ReservedConcurrentExecutions") is not None:
        function["concurrency"] = int(properties["ReservedConcurrentExecutions"])
    if properties.get("DeadLetterConfig"):
        function["config"]["DeadLetterConfig"] = properties["DeadLetterConfig"]


def _is_true(value: Any) -> bool:
    return str(value).lower() == "true"
