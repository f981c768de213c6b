"""Who is told when something is wrong, and what it may cost.

The budget is shown by the template alone: the emulator refuses its type, which the life of stages
shows too, so that the omission is noticed once there is no reason for it any more.
"""

from typing import Any

import pytest
from cfnlint.api import lint

from ops.stages.config import read_stage_config
from ops.stages.stacks import alerts_request
from tests.templates import INFRASTRUCTURE, load_template

RESOURCES: dict[str, dict[str, Any]] = load_template("alerts.yaml")["Resources"]


def test_template_has_no_lint() -> None:
    findings = lint((INFRASTRUCTURE / "alerts.yaml").read_text(), regions=["us-east-1"])

    assert [str(finding) for finding in findings] == []


def test_everything_that_can_have_tags_has_them() -> None:
    tags = {
        "AlertTopic": RESOURCES["AlertTopic"]["Properties"]["Tags"],
        "Budget": RESOURCES["Budget"]["Properties"]["ResourceTags"],
    }

    assert RESOURCES.keys() - tags.keys() == {"AlertTopicPolicy", "AlertSubscription"}
    for name, found in tags.items():
        assert {tag["Key"] for tag in found} == {"application", "environment"}, name


def test_nothing_but_topic_and_budget_is_made_without_an_action_that_costs() -> None:
    assert {resource["Type"] for resource in RESOURCES.values()} == {
        "AWS::SNS::Topic",
        "AWS::SNS::TopicPolicy",
        "AWS::SNS::Subscription",
        "AWS::Budgets::Budget",
    }
    assert "AWS::Budgets::BudgetsAction" not in str(RESOURCES)


def test_only_budgets_of_the_account_publish_and_only_over_tls() -> None:
    allowed, denied = RESOURCES["AlertTopicPolicy"]["Properties"]["PolicyDocument"]["Statement"]

    assert allowed["Principal"] == {"Service": "budgets.amazonaws.com"}
    assert allowed["Action"] == "sns:Publish"
    assert allowed["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert (denied["Effect"], denied["Condition"]) == (
        "Deny",
        {"Bool": {"aws:SecureTransport": "false"}},
    )


def test_budget_tells_at_the_half_the_whole_and_the_forecast() -> None:
    budget = RESOURCES["Budget"]
    thresholds = {
        (each["Notification"]["NotificationType"], each["Notification"]["Threshold"])
        for each in budget["Properties"]["NotificationsWithSubscribers"]
    }

    assert thresholds == {("ACTUAL", 50), ("ACTUAL", 100), ("FORECASTED", 100)}
    assert budget["Condition"] == "HasBudget"
    assert budget["Properties"]["Budget"]["BudgetLimit"]["Amount"] == {"Ref": "MonthlyBudgetUsd"}
    for each in budget["Properties"]["NotificationsWithSubscribers"]:
        assert each["Subscribers"] == [
            {"SubscriptionType": "SNS", "Address": {"Ref": "AlertTopic"}}
        ]


@pytest.mark.parametrize(("stage", "wants"), [("prod-blue", True), ("staging", False)])
def test_only_production_wants_alerts(stage: str, wants: bool) -> None:
    config = read_stage_config(stage)

    assert bool(config.alert_email and config.monthly_budget_usd) is wants
    assert bool(config.alert_email or config.monthly_budget_usd) is wants


@pytest.mark.parametrize(("has_budgets", "amount"), [(True, "25"), (False, "0")])
def test_budget_is_left_out_where_there_are_none(has_budgets: bool, amount: str) -> None:
    request = alerts_request(read_stage_config("prod-green"), None, has_budgets=has_budgets)

    assert request.name == "consulting-prod-alerts"
    assert request.parameters["MonthlyBudgetUsd"] == amount
    assert request.parameters["AlertEmail"] == "info@cloudpartner.pro"
    assert request.tags == {"application": "consulting", "environment": "prod"}
