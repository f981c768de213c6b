"""The template that is made of Chalice's."""

import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.config import Settings
from ops.packaging.gateway_responses import GATEWAY_RESPONSES
from ops.packaging.template import (
    Package,
    TemplateError,
    build_template,
    handler_of,
    with_settings,
)
from ops.stages.config import StageConfig, read_stage_config
from ops.stages.names import HANDLERS, StageNames

VISIBILITY_PARAMETER_BY_HANDLER = {
    "send_emails": "EmailsVisibilitySeconds",
    "generate_reports": "ReportsVisibilitySeconds",
}
MAIL_EVENTS_TOPIC = {
    "Fn::Sub": "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}"
    ":consulting-${Environment}-mail-events"
}


def resources_of(template: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {
        logical_id: resource
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == kind
    }


def properties_of(template: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [resource["Properties"] for resource in resources_of(template, kind).values()]


def function_ids(template: dict[str, Any]) -> dict[str, str]:
    """Give the logical id of each handler's function."""
    return {
        handler_of(function["Properties"]): logical_id
        for logical_id, function in resources_of(template, "AWS::Lambda::Function").items()
    }


@pytest.fixture(scope="session")
def functions(app_template: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = properties_of(app_template, "AWS::Lambda::Function")
    return {handler_of(function): function for function in found}


@pytest.fixture(scope="session")
def api_definition(app_template: dict[str, Any]) -> dict[str, Any]:
    (api,) = properties_of(app_template, "AWS::ApiGateway::RestApi")
    definition: dict[str, Any] = api["Body"]
    return definition


def test_every_handler_is_a_function_with_its_name(functions: dict[str, dict[str, Any]]) -> None:
    assert set(functions) == set(HANDLERS)
    for handler, function in functions.items():
        name = function["FunctionName"]["Fn::Sub"].replace("${Stage}", "staging")
        assert name == StageNames("staging").function(handler)


def test_functions_share_the_package_and_have_roles_of_their_own(
    functions: dict[str, dict[str, Any]],
) -> None:
    roles = {json.dumps(function["Role"]) for function in functions.values()}

    assert len(roles) == len(HANDLERS)
    for function in functions.values():
        assert function["Code"] == {
            "S3Bucket": {"Ref": "ArtefactsBucket"},
            "S3Key": {"Ref": "PackageKey"},
        }


def test_only_the_report_function_carries_the_layer(
    app_template: dict[str, Any], functions: dict[str, dict[str, Any]]
) -> None:
    (layer,) = properties_of(app_template, "AWS::Lambda::LayerVersion")
    report = functions["generate_reports"]
    others = [function for function in functions.values() if function is not report]

    assert app_template["Resources"][report["Layers"][0]["Ref"]]["Properties"] is layer
    assert len(report["Layers"]) == 1
    assert not any("Layers" in function for function in others)
    assert layer["Content"] == {
        "S3Bucket": {"Ref": "ArtefactsBucket"},
        "S3Key": {"Ref": "LayerKey"},
    }
    assert layer["CompatibleRuntimes"] == [report["Runtime"]]
    assert layer["CompatibleArchitectures"] == report["Architectures"]


def test_variables_are_those_of_the_stage(
    functions: dict[str, dict[str, Any]], local_config: StageConfig
) -> None:
    for function in functions.values():
        variables = function["Environment"]["Variables"]
        assert set(variables) == {*local_config.variables, "RELEASE", "ORIGIN_SECRET_SHA256"}
        assert {name.lower() for name in variables} <= set(Settings.__dataclass_fields__)
        assert variables["SITE_URL"] == {"Ref": "SiteUrl"}
        assert variables["MAIL_EVENTS_TOPIC"] == MAIL_EVENTS_TOPIC
        assert variables["RELEASE"] == {"Ref": "Release"}


def test_stage_account_and_region_stand_only_in_defaults_of_parameters(
    app_template: dict[str, Any],
) -> None:
    resources = json.dumps(app_template["Resources"])

    for fixed in ("consulting-local", "000000000000", "us-east-1", "localhost"):
        assert fixed not in resources


def test_queue_triggers_take_one_message_and_hide_it_longer_than_the_function_runs(
    app_template: dict[str, Any], functions: dict[str, dict[str, Any]], local_config: StageConfig
) -> None:
    triggers = properties_of(app_template, "AWS::Lambda::EventSourceMapping")
    logical_ids = function_ids(app_template)

    assert len(triggers) == len(VISIBILITY_PARAMETER_BY_HANDLER)
    for handler, parameter in VISIBILITY_PARAMETER_BY_HANDLER.items():
        logical_id = logical_ids[handler]
        (trigger,) = [found for found in triggers if found["FunctionName"] == {"Ref": logical_id}]
        visibility_seconds = int(local_config.queue_parameters()[parameter])
        assert visibility_seconds >= functions[handler]["Timeout"]
        assert trigger["BatchSize"] == 1
        assert trigger["ScalingConfig"]["MaximumConcurrency"] >= 2
        assert trigger["EventSourceArn"]["Fn::Sub"].startswith(
            "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:consulting-${Stage}-"
        )


def test_event_sources_sleep_together_and_schedules_by_themselves(
    app_template: dict[str, Any],
) -> None:
    triggers = properties_of(app_template, "AWS::Lambda::EventSourceMapping")
    rules = properties_of(app_template, "AWS::Events::Rule")
    subscriptions = resources_of(app_template, "AWS::SNS::Subscription")

    assert {json.dumps(trigger["Enabled"]) for trigger in triggers} == {
        '{"Fn::If": ["TakesEvents", true, false]}'
    }
    assert {json.dumps(rule["State"]) for rule in rules} == {
        '{"Fn::If": ["RunsSchedules", "ENABLED", "DISABLED"]}'
    }
    assert [found["Condition"] for found in subscriptions.values()] == ["TakesEvents"]


def test_mail_events_reach_their_function_in_an_envelope(app_template: dict[str, Any]) -> None:
    (subscription,) = properties_of(app_template, "AWS::SNS::Subscription")
    function_id = function_ids(app_template)["record_mail_event"]

    assert subscription == {
        "Protocol": "lambda",
        "TopicArn": MAIL_EVENTS_TOPIC,
        "Endpoint": {"Fn::GetAtt": [function_id, "Arn"]},
    }


def test_topic_may_call_its_function_before_it_does(app_template: dict[str, Any]) -> None:
    (subscription,) = resources_of(app_template, "AWS::SNS::Subscription").values()
    permission = app_template["Resources"][subscription["DependsOn"]]

    assert permission["Properties"] == {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": function_ids(app_template)["record_mail_event"]},
        "Principal": "sns.amazonaws.com",
        "SourceArn": MAIL_EVENTS_TOPIC,
    }
    assert "Condition" not in permission


def test_another_topic_than_that_of_mails_is_refused(local_config: StageConfig) -> None:
    function = {
        "Handler": "app.record_mail_event",
        "Tracing": "PassThrough",
        "Environment": {"Variables": {}},
        "Tags": {"aws-chalice": "any"},
        "Events": {"Other": {"Type": "SNS", "Properties": {"Topic": "arn:aws:sns:::other"}}},
    }
    resources = {"Function": {"Type": "AWS::Serverless::Function", "Properties": function}}

    with pytest.raises(TemplateError, match="Other is about arn:aws:sns:::other"):
        build_template({"Resources": resources}, local_config)


def test_functions_are_called_by_their_own_sources_and_nobody_else(
    app_template: dict[str, Any],
) -> None:
    permissions = properties_of(app_template, "AWS::Lambda::Permission")
    ids = function_ids(app_template)

    callers = {
        (permission["FunctionName"]["Ref"], permission["Principal"]) for permission in permissions
    }
    rules = {
        permission["FunctionName"]["Ref"]: permission["SourceArn"]["Fn::GetAtt"][0]
        for permission in permissions
        if permission["Principal"] == "events.amazonaws.com"
    }

    assert callers == {
        (ids["api_handler"], "apigateway.amazonaws.com"),
        (ids["record_mail_event"], "sns.amazonaws.com"),
        (ids["settle_owed_work"], "events.amazonaws.com"),
        (ids["apply_retention"], "events.amazonaws.com"),
    }
    assert all("SourceArn" in permission for permission in permissions)
    for function_id, rule_id in rules.items():
        (target,) = app_template["Resources"][rule_id]["Properties"]["Targets"]
        assert target["Arn"] == {"Fn::GetAtt": [function_id, "Arn"]}


def test_retention_is_applied_daily(app_template: dict[str, Any]) -> None:
    schedules = {
        rule["Name"]["Fn::Sub"].replace("${Stage}", "staging"): rule["ScheduleExpression"]
        for rule in properties_of(app_template, "AWS::Events::Rule")
    }
    names = StageNames("staging")

    assert schedules == {
        names.rule("settle_owed_work"): "rate(1 minute)",
        names.rule("apply_retention"): "rate(1 day)",
    }


def test_api_is_regional_and_throttled_by_parameters(app_template: dict[str, Any]) -> None:
    (api,) = properties_of(app_template, "AWS::ApiGateway::RestApi")
    (stage,) = properties_of(app_template, "AWS::ApiGateway::Stage")
    parameters = app_template["Parameters"]

    assert api["EndpointConfiguration"] == {"Types": ["REGIONAL"]}
    assert stage["MethodSettings"][0]["ThrottlingRateLimit"] == {"Ref": "ThrottleRate"}
    assert stage["MethodSettings"][0]["ThrottlingBurstLimit"] == {"Ref": "ThrottleBurst"}
    assert parameters["ThrottleRate"]["Default"] == "100"
    assert parameters["ThrottleBurst"]["Default"] == "200"


def test_gateway_answers_in_the_shape_of_the_api(api_definition: dict[str, Any]) -> None:
    responses = api_definition["x-amazon-apigateway-gateway-responses"]

    assert set(responses) == set(GATEWAY_RESPONSES)
    assert {"DEFAULT_4XX", "DEFAULT_5XX", "THROTTLED"} <= set(responses)
    for response in responses.values():
        body = json.loads(response["responseTemplates"]["application/json"])
        assert set(body) == {"Code", "Message", "Details"}
        assert body["Details"] == {}
        assert body["Message"].endswith(".")
        assert response["responseParameters"]["gatewayresponse.header.X-Request-Id"] == (
            "context.requestId"
        )


def test_unknown_address_is_not_found(api_definition: dict[str, Any]) -> None:
    responses = api_definition["x-amazon-apigateway-gateway-responses"]

    assert responses["MISSING_AUTHENTICATION_TOKEN"]["statusCode"] == "404"
    assert "Retry-After" in json.dumps(responses["THROTTLED"]["responseParameters"])


def test_other_definition_makes_another_deployment(
    app_template: dict[str, Any], local_config: StageConfig
) -> None:
    def deployments(path: str) -> set[str]:
        definition = {"paths": {path: {}}, "x-amazon-apigateway-binary-media-types": []}
        api = {"DefinitionBody": definition, "EndpointConfiguration": "REGIONAL"}
        resources = {"RestAPI": {"Type": "AWS::Serverless::Api", "Properties": api}}
        template = build_template({"Resources": resources}, local_config)
        return {name for name in template["Resources"] if name.startswith("Deployment")}

    assert deployments("/a") == deployments("/a")
    assert deployments("/a").isdisjoint(deployments("/b"))


@pytest.mark.parametrize(
    ("model", "foundation_model", "profile"),
    [
        ("amazon.nova-lite-v1:0", "amazon.nova-lite-v1:0", ""),
        ("eu.amazon.nova-lite-v1:0", "amazon.nova-lite-v1:0", "eu.amazon.nova-lite-v1:0"),
    ],
)
def test_model_or_profile_is_what_the_policy_names(
    production_settings: Path, model: str, foundation_model: str, profile: str
) -> None:
    production_settings.write_text(production_settings.read_text() + f'ai_model_id = "{model}"\n')
    config = read_stage_config("prod-green", settings_file=production_settings)

    parameters = build_template({"Resources": {}}, config)["Parameters"]

    assert parameters["FoundationModel"]["Default"] == foundation_model
    assert parameters["InferenceProfile"]["Default"] == profile


def test_what_no_rule_translates_is_refused(local_config: StageConfig) -> None:
    resources = {"Socket": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {}}}

    with pytest.raises(TemplateError, match=r"Socket is a AWS::ApiGatewayV2::Api"):
        build_template({"Resources": resources}, local_config)


def test_settings_are_overridden_in_every_function(package: Package) -> None:
    text = with_settings(package.template_text(), {"LOCKOUT_ATTEMPTS": "3", "SITE_URL": "x"})

    for function in properties_of(json.loads(text), "AWS::Lambda::Function"):
        variables = function["Environment"]["Variables"]
        assert variables["LOCKOUT_ATTEMPTS"] == "3"
        assert variables["SITE_URL"] == {"Ref": "SiteUrl"}
