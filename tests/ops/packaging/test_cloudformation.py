"""Bringing one stack to the state of its template."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ops.cloudformation import (
    FORMER_TEMPLATE,
    StackError,
    StackOutcome,
    StackRequest,
    Template,
    apply_stack,
    delete_stack,
    read_outputs,
    read_parameters,
)
from ops.stack_changes import preview_stack
from tests.ops.packaging.fake_cloudformation import FakeCloudFormation

STACK = "consulting-local-data"


@pytest.fixture
def cloudformation() -> FakeCloudFormation:
    return FakeCloudFormation()


@pytest.fixture
def told() -> list[str]:
    return []


def apply(cloudformation: FakeCloudFormation, told: list[str], **template: Any) -> StackOutcome:
    request = StackRequest(
        STACK,
        Template(body=json.dumps(template)),
        {"Environment": "local"},
        {"application": "consulting"},
    )
    return apply_stack(cloudformation, request, progress=told.append, timeout_seconds=5)


def test_new_stack_is_created(cloudformation: FakeCloudFormation, told: list[str]) -> None:
    outcome = apply(cloudformation, told, a=1)

    assert outcome == StackOutcome(STACK, "created", {"Name": STACK})
    assert told[-1] == f"{STACK}: created"


def test_changed_template_updates(cloudformation: FakeCloudFormation, told: list[str]) -> None:
    apply(cloudformation, told, a=1)

    assert apply(cloudformation, told, a=2).action == "updated"


def test_same_template_changes_nothing(cloudformation: FakeCloudFormation, told: list[str]) -> None:
    apply(cloudformation, told, a=1)

    outcome = apply(cloudformation, told, a=1)

    assert outcome == StackOutcome(STACK, "unchanged", {"Name": STACK})
    assert len(cloudformation.change_sets) == 1


def test_resource_that_failed_first_is_named(
    cloudformation: FakeCloudFormation, told: list[str]
) -> None:
    apply(cloudformation, told, a=1)
    failures = {
        "Bucket": "Resource creation cancelled",
        "Topic": "Topic name is taken",
        "Queue": "later",
    }

    with pytest.raises(StackError) as failure:
        apply(cloudformation, told, Fails=failures)

    assert str(failure.value) == (
        f"{STACK} is UPDATE_ROLLBACK_COMPLETE: Topic (AWS::DynamoDB::Table): Topic name is taken"
    )


def test_failed_update_leaves_the_former_version_and_can_be_repeated(
    cloudformation: FakeCloudFormation, told: list[str]
) -> None:
    apply(cloudformation, told, a=1)
    with pytest.raises(StackError):
        apply(cloudformation, told, Fails={"Topic": "no"})

    assert apply(cloudformation, told, a=2).action == "updated"


def test_failed_creation_is_removed_before_the_next(
    cloudformation: FakeCloudFormation, told: list[str]
) -> None:
    with pytest.raises(StackError, match="ROLLBACK_COMPLETE: Topic"):
        apply(cloudformation, told, Fails={"Topic": "no"})

    outcome = apply(cloudformation, told, a=1)

    assert cloudformation.deleted == [STACK]
    assert outcome.action == "created"


def test_refused_change_set_tells_why(cloudformation: FakeCloudFormation, told: list[str]) -> None:
    with pytest.raises(StackError, match="change set was refused: Template format error"):
        apply(cloudformation, told, NotATemplate=True)


def test_stack_that_never_gets_done_is_given_up(
    cloudformation: FakeCloudFormation, told: list[str]
) -> None:
    cloudformation.stacks[STACK] = {"StackStatus": "UPDATE_IN_PROGRESS"}

    with pytest.raises(StackError, match="not done in time"):
        apply_stack(
            cloudformation,
            StackRequest(STACK, Template(body="{}"), {}, {}),
            progress=told.append,
            timeout_seconds=0.3,
        )

    assert "waiting for what is under way" in told[0]


def test_outputs_of_a_stack_that_is_not_there(cloudformation: FakeCloudFormation) -> None:
    with pytest.raises(StackError, match=f"There is no stack {STACK} in eu-central-1"):
        read_outputs(cloudformation, STACK)


def test_parameter_without_a_value_stays(
    cloudformation: FakeCloudFormation, told: list[str]
) -> None:
    def switch(template: Template, **parameters: str | None) -> StackOutcome:
        request = StackRequest(STACK, template, parameters, {})
        return apply_stack(cloudformation, request, progress=told.append)

    switch(Template(body="{}"), EventSources="on", Release="one")

    outcome = switch(FORMER_TEMPLATE, EventSources="off", Release=None)

    assert outcome.action == "updated"
    assert read_parameters(cloudformation, STACK) == {"EventSources": "off", "Release": "one"}
    assert cloudformation.stacks[STACK]["Template"] == "{}"


def test_interrupted_wait_says_what_goes_on_and_the_next_run_finishes(
    cloudformation: FakeCloudFormation, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = cloudformation.execute_change_set

    def execute_and_press_ctrl_c(**request: Any) -> None:
        execute(**request)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cloudformation, "execute_change_set", execute_and_press_ctrl_c)
        with pytest.raises(KeyboardInterrupt) as interrupt:
            apply(cloudformation, told, a=1)

    assert interrupt.value.__notes__ == [f"CloudFormation goes on with {STACK} by itself"]
    assert apply(cloudformation, told, a=1).action == "unchanged"


def test_interruption_before_anything_changed_leaves_nothing(
    cloudformation: FakeCloudFormation, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def press_ctrl_c(**request: Any) -> dict[str, Any]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cloudformation, "describe_change_set", press_ctrl_c)
        with pytest.raises(KeyboardInterrupt) as interrupt:
            apply(cloudformation, told, a=1)

    assert not hasattr(interrupt.value, "__notes__")
    assert (cloudformation.stacks, cloudformation.change_sets) == ({}, {})
    assert apply(cloudformation, told, a=1).action == "created"


def test_deleted_stack_is_gone_and_may_be_deleted_again(
    cloudformation: FakeCloudFormation, told: list[str]
) -> None:
    apply(cloudformation, told, a=1)

    delete_stack(cloudformation, STACK, progress=told.append)
    delete_stack(cloudformation, STACK, progress=told.append)

    assert cloudformation.stacks == {}
    assert told[-2:] == [f"{STACK}: deleted", f"{STACK}: is gone already"]


def test_stack_that_can_not_be_deleted_tells_why(
    cloudformation: FakeCloudFormation, told: list[str]
) -> None:
    apply(cloudformation, told, a=1)
    cloudformation.stays[STACK] = "Table is protected from deletion"

    with pytest.raises(StackError) as failure:
        delete_stack(cloudformation, STACK, progress=told.append)

    assert str(failure.value) == (
        f"{STACK} is DELETE_FAILED: Table (AWS::DynamoDB::Table): Table is protected from deletion"
    )


def test_stack_whose_rollback_failed_is_refused_with_what_to_run(
    cloudformation: FakeCloudFormation, told: list[str]
) -> None:
    cloudformation.stacks[STACK] = {"StackStatus": "UPDATE_ROLLBACK_FAILED"}

    with pytest.raises(StackError, match=f"continue-update-rollback --stack-name {STACK}"):
        apply(cloudformation, told, a=1)


def test_half_deleted_stack_is_left_alone(
    cloudformation: FakeCloudFormation, told: list[str]
) -> None:
    apply(cloudformation, told, a=1)
    cloudformation.stays[STACK] = "Table is protected from deletion"
    with pytest.raises(StackError):
        delete_stack(cloudformation, STACK, progress=told.append)
    del cloudformation.stays[STACK]

    refusal = f"{STACK} is DELETE_FAILED.*: ops stage destroy"
    with pytest.raises(StackError, match=refusal):
        preview_stack(cloudformation, StackRequest(STACK, Template("{}"), {}, {}), "{}")
    with pytest.raises(StackError, match=refusal):
        apply(cloudformation, told, a=1)

    assert cloudformation.deleted == []


def test_failed_creation_that_can_not_be_removed_tells_why(
    cloudformation: FakeCloudFormation, told: list[str]
) -> None:
    with pytest.raises(StackError):
        apply(cloudformation, told, Fails={"Topic": "no"})
    cloudformation.stays[STACK] = "Table is in use"

    with pytest.raises(StackError) as failure:
        apply(cloudformation, told, a=1)

    assert str(failure.value) == (
        f"{STACK} is DELETE_FAILED: Table (AWS::DynamoDB::Table): Table is in use. "
        "Remove it first: ops stage destroy"
    )


@pytest.mark.parametrize(
    ("code", "kind"), [("ValidationError", StackError), ("ExpiredToken", ClientError)]
)
def test_only_a_refused_template_is_told_as_one(
    cloudformation: FakeCloudFormation,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    kind: type[Exception],
) -> None:
    def refuse(**request: Any) -> None:
        raise ClientError({"Error": {"Code": code, "Message": "no"}}, "CreateChangeSet")

    monkeypatch.setattr(cloudformation, "create_change_set", refuse)

    with pytest.raises(kind):
        apply(cloudformation, told, a=1)
