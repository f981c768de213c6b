"""What a deployment would change, in words."""

import json
from typing import Any

import pytest

from ops.cloudformation import StackRequest, Template, apply_stack
from ops.stack_changes import StackChanges, preview_stack
from tests.ops.packaging.fake_cloudformation import FakeCloudFormation

STACK = "consulting-staging-app"
TEMPLATE = {
    "Parameters": {"EventSources": {"Type": "String", "Default": "on"}},
    "Conditions": {"TakesEvents": {"Fn::Equals": [{"Ref": "EventSources"}, "on"]}},
    "Resources": {
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Other": {"Type": "AWS::SQS::Queue"},
        "Subscription": {"Type": "AWS::SNS::Subscription", "Condition": "TakesEvents"},
    },
}


@pytest.fixture
def cloudformation() -> FakeCloudFormation:
    return FakeCloudFormation()


def preview(
    cloudformation: FakeCloudFormation,
    template: dict[str, Any] = TEMPLATE,
    **parameters: str | None,
) -> StackChanges:
    text = json.dumps(template)
    request = StackRequest(STACK, Template(body=text), parameters, {})
    return preview_stack(cloudformation, request, text)


def deploy(cloudformation: FakeCloudFormation, **parameters: str) -> None:
    request = StackRequest(STACK, Template(body=json.dumps(TEMPLATE)), parameters, {})
    apply_stack(cloudformation, request, progress=lambda line: None)


def change(action: str, logical_id: str, *targets: dict[str, str], **more: str) -> dict[str, Any]:
    """Give a change as CloudFormation describes it."""
    return {
        "ResourceChange": {
            "Action": action,
            "LogicalResourceId": logical_id,
            "ResourceType": "AWS::SQS::Queue",
            "Details": [{"Target": target} for target in targets],
            **more,
        }
    }


@pytest.mark.parametrize(
    ("switch", "count", "subscriptions"),
    [("on", 3, ["    1 AWS::SNS::Subscription"]), ("off", 2, [])],
    ids=["awake", "asleep"],
)
def test_new_stack_has_the_resources_that_its_conditions_choose(
    cloudformation: FakeCloudFormation, switch: str, count: int, subscriptions: list[str]
) -> None:
    changes = preview(cloudformation, EventSources=switch)

    assert list(changes.lines()) == [
        f"{STACK}: new stack with {count} resources",
        *subscriptions,
        "    2 AWS::SQS::Queue",
    ]
    assert cloudformation.stacks == {}, "to look makes no stack"


def test_stack_that_is_as_it_shall_be_has_nothing_to_change(
    cloudformation: FakeCloudFormation,
) -> None:
    deploy(cloudformation, EventSources="on")

    assert list(preview(cloudformation, EventSources="on").lines()) == [
        f"{STACK}: nothing to change"
    ]


def test_changes_are_told_by_what_becomes_of_each_resource(
    cloudformation: FakeCloudFormation,
) -> None:
    deploy(cloudformation, EventSources="on", Release="one")
    cloudformation.changes = [
        change("Add", "New"),
        change("Remove", "Old"),
        change(
            "Modify",
            "Queue",
            {"Attribute": "Properties", "Name": "VisibilityTimeout"},
            {"Attribute": "Tags"},
            {"Attribute": "Properties", "Name": "VisibilityTimeout"},
            Replacement="False",
        ),
        change(
            "Modify", "Named", {"Attribute": "Properties", "Name": "QueueName"}, Replacement="True"
        ),
        change(
            "Modify",
            "Perhaps",
            {"Attribute": "Properties", "Name": "A", "RequiresRecreation": "Conditionally"},
            Replacement="Conditional",
        ),
    ]

    changes = preview(cloudformation, EventSources="off", Release=None)

    assert list(changes.lines()) == [
        f"{STACK}: 1 added, 1 changed, 1 perhaps replaced, 1 removed, 1 replaced",
        "  EventSources: on -> off",
        "  added New (AWS::SQS::Queue)",
        "  changed Queue (AWS::SQS::Queue): VisibilityTimeout, Tags",
        "  perhaps replaced Perhaps (AWS::SQS::Queue): A",
        "  removed Old (AWS::SQS::Queue)",
        "  replaced Named (AWS::SQS::Queue): QueueName",
    ]


def test_nothing_is_left_of_the_question(cloudformation: FakeCloudFormation) -> None:
    deploy(cloudformation, EventSources="on")
    before = dict(cloudformation.stacks[STACK])
    made = len(cloudformation.change_sets)

    preview(cloudformation, EventSources="off")

    assert cloudformation.stacks[STACK] == before
    assert len(cloudformation.change_sets) == made


def test_long_lists_of_changes_are_read_to_their_end(cloudformation: FakeCloudFormation) -> None:
    deploy(cloudformation, EventSources="on")
    cloudformation.changes = [change("Add", f"Queue{number}") for number in range(5)]
    cloudformation.changes_per_page = 2

    changes = preview(cloudformation, EventSources="off")

    assert [resource.logical_id for resource in changes.resources] == [
        f"Queue{number}" for number in range(5)
    ]


def test_stack_under_way_is_said_to_be(cloudformation: FakeCloudFormation) -> None:
    cloudformation.stacks[STACK] = {"StackStatus": "UPDATE_IN_PROGRESS"}

    changes = preview(cloudformation)

    assert list(changes.lines()) == [f"{STACK}: UPDATE_IN_PROGRESS, which is waited for first"]


def test_what_a_failed_creation_left_is_made_anew(cloudformation: FakeCloudFormation) -> None:
    cloudformation.stacks[STACK] = {"StackStatus": "ROLLBACK_COMPLETE"}

    assert preview(cloudformation).kind == "new"


def test_resource_that_only_refers_to_what_changes_is_told_apart(
    cloudformation: FakeCloudFormation,
) -> None:
    deploy(cloudformation, EventSources="on")
    by_function = {
        "Target": {
            "Attribute": "Properties",
            "Name": "Body",
            "RequiresRecreation": "Conditionally",
        },
        "Evaluation": "Dynamic",
        "ChangeSource": "ResourceAttribute",
        "CausingEntity": "APIHandler.Arn",
    }
    by_parameter = {
        "Target": {"Attribute": "Properties", "Name": "Settings", "RequiresRecreation": "Never"},
        "Evaluation": "Static",
        "ChangeSource": "ParameterReference",
        "CausingEntity": "ThrottleRate",
    }
    api, stage = (
        change("Modify", name, Replacement="Conditional") for name in ("RestAPI", "ApiStage")
    )
    api["ResourceChange"]["Details"] = [by_function]
    stage["ResourceChange"]["Details"] = [by_function, by_parameter]
    cloudformation.changes = [api, stage]

    changes = preview(cloudformation, EventSources="off")

    assert list(changes.lines())[2:] == [
        "  changed ApiStage (AWS::SQS::Queue): Settings",
        "  follows RestAPI (AWS::SQS::Queue): APIHandler",
    ]
