"""Templates say what exists and what is switched on, once their parameters are known."""

from typing import Any

import pytest

from ops.cost.resolution import Resource, Stack, UnknownFunction, list_resources


def resolve(
    properties: Any, *, condition: str | None = None, conditions: Any = None, **parameters: str
) -> list[Resource]:
    declared = {"Type": "AWS::SNS::Topic", "Properties": properties}
    template = {
        "Parameters": {
            "Stage": {"Type": "String", "Default": "local"},
            "Asked": {"Type": "String"},
        },
        "Conditions": {
            "IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
            **(conditions or {}),
        },
        "Resources": {"Topic": {**declared, **({"Condition": condition} if condition else {})}},
    }
    return list(list_resources(Stack("stack", "prod", template, parameters)))


def evaluate(value: Any, **parameters: str) -> Any:
    (found,) = resolve({"Value": value}, **parameters)
    return found.properties.get("Value")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Ref": "Stage"}, "local"),
        ({"Ref": "Asked"}, "${Asked}"),
        ({"Ref": "AWS::Region"}, "${AWS::Region}"),
        ({"Ref": "AWS::NoValue"}, None),
        ([1, {"Ref": "AWS::NoValue"}, 2], [1, 2]),
        ({"Fn::GetAtt": ["Queue", "Arn"]}, "${Queue.Arn}"),
        ({"Fn::GetAtt": "Queue.Arn"}, "${Queue.Arn}"),
        ({"Fn::Sub": "a-${Stage}-${AWS::AccountId}"}, "a-local-${AWS::AccountId}"),
        ({"Fn::Sub": "${!Literal}"}, "${Literal}"),
        ({"Fn::Sub": ["https://${Host}", {"Host": {"Ref": "Stage"}}]}, "https://local"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Stage"}]]}, "a-local"),
        ({"Fn::If": ["IsProd", "yes", {"nested": {"Ref": "Stage"}}]}, {"nested": "local"}),
        ({"Fn::If": ["IsProd", "yes", {"Ref": "AWS::NoValue"}]}, None),
    ],
    ids=str,
)
def test_function_gives_its_value(value: Any, expected: Any) -> None:
    assert evaluate(value) == expected


def test_parameter_overrides_its_default() -> None:
    assert evaluate({"Fn::If": ["IsProd", True, False]}, Stage="prod") is True


@pytest.mark.parametrize(
    ("definition", "exists"),
    [
        ({"Condition": "IsProd"}, True),
        ({"Fn::Not": [{"Condition": "IsProd"}]}, False),
        ({"Fn::And": [{"Condition": "IsProd"}, {"Fn::Equals": ["a", "b"]}]}, False),
        ({"Fn::Or": [{"Condition": "IsProd"}, {"Fn::Equals": ["a", "b"]}]}, True),
        ({"Fn::Equals": [{"Ref": "Stage"}, "prod"]}, True),
    ],
    ids=str,
)
def test_resource_exists_when_its_condition_holds(definition: Any, exists: bool) -> None:
    found = resolve({}, condition="Wanted", conditions={"Wanted": definition}, Stage="prod")

    assert bool(found) is exists


def test_number_and_its_text_are_equal() -> None:
    definition = {"Fn::Equals": [0, "0"]}

    assert resolve({}, condition="Wanted", conditions={"Wanted": definition})


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"Fn::ImportValue": "a"}, "Fn::ImportValue"),
        ({"Fn::If": ["Missing", 1, 2]}, "no condition Missing"),
    ],
    ids=["function", "condition"],
)
def test_what_is_not_known_is_refused_by_name(value: Any, reason: str) -> None:
    with pytest.raises(UnknownFunction, match=reason):
        evaluate(value)


def test_condition_on_what_nobody_has_said_is_refused() -> None:
    definition = {"Fn::Equals": [{"Ref": "Asked"}, "on"]}

    with pytest.raises(UnknownFunction, match="Asked"):
        resolve({}, condition="Wanted", conditions={"Wanted": definition})


def test_unknown_parameter_is_refused() -> None:
    with pytest.raises(UnknownFunction, match="Colour"):
        resolve({}, Colour="blue")
