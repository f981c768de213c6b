"""CloudFormation in memory, as far as the deployment of a stack leans on it."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError


class FakeCloudFormation:
    """Stacks that do what their template's Metadata says: fail at a resource, or not."""

    def __init__(self) -> None:
        self.stacks: dict[str, dict[str, Any]] = {}
        self.change_sets: dict[str, dict[str, Any]] = {}
        self.events: list[dict[str, Any]] = []
        self.deleted: list[str] = []
        self.changes_per_page = 100
        self.stays: dict[str, str] = {}
        """Stacks that can't be deleted, with the reason that a table gives."""
        self.changes: list[dict[str, Any]] = []
        self.meta = SimpleNamespace(region_name="eu-central-1")

    def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803  # AWS names it
        if StackName not in self.stacks:
            message = f"Stack with id {StackName} does not exist"
            raise ClientError(
                {"Error": {"Code": "ValidationError", "Message": message}}, "DescribeStacks"
            )
        return {"Stacks": [{"StackId": StackName, **self.stacks[StackName]}]}

    def create_change_set(self, **request: Any) -> None:
        name = request["StackName"]
        known = self.stacks.setdefault(name, {"StackStatus": "REVIEW_IN_PROGRESS"})
        status, reason = "CREATE_COMPLETE", ""
        if request.pop("UsePreviousTemplate", False):
            request["TemplateBody"] = known["Template"]
        request["Parameters"] = self._resolve(request["Parameters"], known.get("Parameters", []))
        is_same = known.get("Template") == request["TemplateBody"] and (
            known.get("Parameters") == request["Parameters"]
        )
        if "NotATemplate" in request["TemplateBody"]:
            status, reason = "FAILED", "Template format error"
        elif is_same:
            status, reason = "FAILED", "The submitted information didn't contain changes."
        self.change_sets[request["ChangeSetName"]] = {
            "Status": status,
            "StatusReason": reason,
            "Request": request,
            "Changes": self.changes,
        }

    def describe_change_set(self, **request: Any) -> dict[str, Any]:
        found = self.change_sets[request["ChangeSetName"]]
        first = int(request.get("NextToken", 0))
        after = first + self.changes_per_page
        more = {"NextToken": str(after)} if after < len(found["Changes"]) else {}
        return {**found, "Changes": found["Changes"][first:after], **more}

    def delete_change_set(self, **request: Any) -> None:
        del self.change_sets[request["ChangeSetName"]]

    def execute_change_set(self, **request: Any) -> None:
        name = request["StackName"]
        change = self.change_sets[request["ChangeSetName"]]["Request"]
        kind = change["ChangeSetType"]
        failing = json.loads(change["TemplateBody"]).get("Fails", {})
        for logical_id, reason in failing.items():
            self._happen(logical_id, f"{kind}_FAILED", reason)
        if failing:
            former = self.stacks[name].get("Template")
            status = "ROLLBACK_COMPLETE" if kind == "CREATE" else "UPDATE_ROLLBACK_COMPLETE"
            self.stacks[name] = {"StackStatus": status, "Template": former}
            return
        self._happen("Table", f"{kind}_COMPLETE", "")
        self.stacks[name] = {
            "StackStatus": f"{kind}_COMPLETE",
            "Template": change["TemplateBody"],
            "Parameters": change["Parameters"],
            "Tags": change["Tags"],
            "Outputs": [{"OutputKey": "Name", "OutputValue": name}],
        }

    def delete_stack(self, StackName: str) -> None:  # noqa: N803  # AWS names it
        if StackName in self.stays:
            self._happen("Table", "DELETE_FAILED", self.stays[StackName])
            self.stacks[StackName]["StackStatus"] = "DELETE_FAILED"
            return
        self.deleted.append(StackName)
        del self.stacks[StackName]

    def get_paginator(self, operation: str) -> "FakeCloudFormation":
        assert operation == "describe_stack_events"
        return self

    def paginate(self, StackName: str) -> Iterator[dict[str, Any]]:  # noqa: N803  # AWS names it
        yield {"StackEvents": list(reversed(self.events))}

    def _resolve(
        self, asked: list[dict[str, Any]], known: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        former = {item["ParameterKey"]: item["ParameterValue"] for item in known}
        return [
            {
                "ParameterKey": item["ParameterKey"],
                "ParameterValue": former[item["ParameterKey"]]
                if item.get("UsePreviousValue")
                else item["ParameterValue"],
            }
            for item in asked
        ]

    def _happen(self, logical_id: str, status: str, reason: str) -> None:
        self.events.append(
            {
                "EventId": str(len(self.events)),
                "LogicalResourceId": logical_id,
                "ResourceType": "AWS::DynamoDB::Table",
                "ResourceStatus": status,
                "ResourceStatusReason": reason,
            }
        )
