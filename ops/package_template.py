"""Turn what `chalice package` writes into the template that is deployed.

Chalice writes a SAM template. It is rewritten into plain CloudFormation here, so that cfn-lint, the
price list, the policy tests and a reader of a change set look at what really comes into being (SAM
hides triggers, rules, permissions, the API's deployment and its throttle) and the emulator needs no
translator. Only what Chalice makes of this application is translated; anything else is refused by
name.

Everything of a stage is in the template's parameters, whose defaults are the stage's values.
Region and account are CloudFormation's.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.errors import OpsError
from ops.gateway_responses import gateway_responses_extension
from ops.stage_config import (
    API_STAGE,
    DEFAULT_THROTTLE_BURST,
    DEFAULT_THROTTLE_RATE,
    LAYER_HANDLERS,
    StageConfig,
)
from ops.stage_names import API_HANDLER

Resources = dict[str, dict[str, Any]]

_REST_API = "RestAPI"
_MAIL_EVENTS_TOPIC = {
    "Fn::Sub": "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}"
    ":consulting-${Environment}-mail-events",
}
_MAIL_EVENTS_DEAD_QUEUE = {
    "Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}"
    ":consulting-${Stage}-mail-events-dead",
}
_REPORT_LAYER = "ReportLayer"
_BOUNDARY = {
    "Fn::If": [
        "HasBoundary",
        {
            "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${PermissionsBoundary}",
        },
        {"Ref": "AWS::NoValue"},
    ]
}
_FROM_PARAMETERS: dict[str, Any] = {
    "SITE_URL": {"Ref": "SiteUrl"},
    "RELEASE": {"Ref": "Release"},
    "ORIGIN_SECRET_SHA256": {"Ref": "OriginSecretHash"},
    "DOCUMENTS_BUCKET": {
        "Fn::Sub": "consulting-${Environment}-documents-${AWS::AccountId}",
    },
    "MAIL_EVENTS_TOPIC": _MAIL_EVENTS_TOPIC,
}
_KEPT_FUNCTION_PROPERTIES = (
    "Runtime",
    "Handler",
    "Role",
    "Timeout",
    "MemorySize",
    "Architectures",
    "ReservedConcurrentExecutions",
)
_PROFILE_PREFIXES = ("us.", "us-gov.", "eu.", "apac.", "global.")


class TemplateError(OpsError):
    """Chalice's template has something that this module has no translation for."""


@dataclass(frozen=True, slots=True)
class Package:
    """A packaged stage on disk: the code, the same for all stages, and the stage's template."""

    zip_path: Path
    template_path: Path
    sha256: str
    """Of the zip."""
    size_bytes: int
    """Of the zip."""
    layer_path: Path
    """The zip of what the report function carries besides."""
    layer_sha256: str
    layer_size_bytes: int

    def template_text(self) -> str:
        """Read the template."""
        return self.template_path.read_text()


def with_settings(template_text: str, settings: Mapping[str, str]) -> str:
    """Override environment variables of every function in a template's text."""
    if not settings:
        return template_text
    template = json.loads(template_text)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            variables = resource["Properties"]["Environment"]["Variables"]
            variables.update(
                {key: value for key, value in settings.items() if key not in _FROM_PARAMETERS}
            )
    return serialize_template(template)


def serialize_template(template: Mapping[str, Any]) -> str:
    """Give a template's text: compact, since CloudFormation takes 51,200 bytes inline."""
    return json.dumps(template, separators=(",", ":")) + "\n"


def build_template(sam: Mapping[str, Any], config: StageConfig) -> dict[str, Any]:
    """Give the template to deploy, from Chalice's.

    Raises: TemplateError.
    """
    resources: Resources = {}
    for logical_id, resource in sam["Resources"].items():
        kind, properties = resource["Type"], resource["Properties"]
        if kind == "AWS::Serverless::Function":
            resources |= _function(logical_id, properties, config)
        elif kind == "AWS::Serverless::Api":
            resources |= _rest_api(properties)
        elif kind == "AWS::IAM::Role":
            resources[logical_id] = {
                "Type": kind,
                "Properties": {**properties, "PermissionsBoundary": _BOUNDARY, "Tags": _tags()},
            }
        elif kind == "AWS::Lambda::Permission":
            resources[logical_id] = resource
        else:
            raise TemplateError(f"{logical_id} is a {kind}, which no rule translates")
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"Functions and API of the stage {config.names.stage}, made by Chalice.",
        "Parameters": template_parameters(config),
        "Conditions": template_conditions(),
        "Resources": dict(sorted(resources.items())),
        "Outputs": {
            "RestApiId": {"Value": {"Ref": _REST_API}},
            "ApiStage": {"Value": {"Ref": "ApiStage"}},
            "EndpointUrl": {
                "Value": {
                    "Fn::Sub": "https://${RestAPI}.execute-api.${AWS::Region}.${AWS::URLSuffix}"
                    "/${ApiStage}"
                }
            },
        },
    }


def handler_of(properties: Mapping[str, Any]) -> str:
    """Name the handler of app.py behind a function; Chalice calls that of the routes "app"."""
    name = str(properties["Handler"]).rpartition(".")[2]
    return API_HANDLER if name == "app" else name


def template_conditions() -> dict[str, Any]:
    """Give the conditions that resources and policies depend on."""
    return {
        "TakesEvents": {"Fn::Equals": [{"Ref": "EventSources"}, "on"]},
        "RunsSchedules": {"Fn::Equals": [{"Ref": "Schedules"}, "on"]},
        "HasBoundary": {"Fn::Not": [{"Fn::Equals": [{"Ref": "PermissionsBoundary"}, ""]}]},
        "UsesInferenceProfile": {"Fn::Not": [{"Fn::Equals": [{"Ref": "InferenceProfile"}, ""]}]},
    }


def template_parameters(config: StageConfig) -> dict[str, Any]:
    """Give the parameters, whose defaults are the stage's values."""

    def text(meaning: str, default: str | None = None, **rules: Any) -> dict[str, Any]:
        known = {"Type": "String", "Description": meaning, **rules}
        return known if default is None else {**known, "Default": default}

    model = config.settings.ai_model_id
    is_profile = model.startswith(_PROFILE_PREFIXES)
    foundation_model = model.partition(".")[2] if is_profile else model
    sender = config.settings.email_sender
    names = config.names
    return {
        "ArtefactsBucket": text("Bucket that the package lies in."),
        "PackageKey": text("Key of the package, which carries the hash of its content."),
        "LayerKey": text("Key of the report function's layer, which carries the hash likewise."),
        "Environment": text("Owner of the data.", names.environment),
        "Stage": text("Chalice stage.", names.stage),
        "SiteUrl": text("Origin of the site.", config.site_url),
        "Release": text("Version, shown to staff.", "unreleased"),
        "OriginSecretHash": text(
            "SHA-256 of what the edge sends along; empty where anybody may ask the API.",
            "",
            AllowedPattern="([0-9a-f]{64})?",
        ),
        "EventSources": text(
            "Off puts queue triggers and topic to sleep; an idle queue trigger always polls.",
            "on",
            AllowedValues=["on", "off"],
        ),
        "Schedules": text(
            "Off puts the schedules to sleep; they run on one colour of an environment.",
            "on",
            AllowedValues=["on", "off"],
        ),
        "ThrottleRate": text("Most requests a second.", str(DEFAULT_THROTTLE_RATE), Type="Number"),
        "ThrottleBurst": text("Most requests at once.", str(DEFAULT_THROTTLE_BURST), Type="Number"),
        "PermissionsBoundary": text(
            "Name of the policy that no function's role may exceed; empty for none.", ""
        ),
        "FoundationModel": text("Bedrock model.", foundation_model),
        "InferenceProfile": text(
            "Profile that chooses a region for the model; empty where the model is asked directly.",
            model if is_profile else "",
        ),
        "SenderAddress": text("Address that mail comes from.", sender),
        "SenderDomain": text(
            "Its domain, which is what SES has verified.", sender.partition("@")[2]
        ),
    }


def _function(logical_id: str, properties: Mapping[str, Any], config: StageConfig) -> Resources:
    handler = handler_of(properties)
    variables = {
        **properties["Environment"]["Variables"],
        **_FROM_PARAMETERS,
    }
    function = {
        "FunctionName": _function_name(handler),
        "Description": f"{handler} of app.py",
        "Code": {"S3Bucket": {"Ref": "ArtefactsBucket"}, "S3Key": {"Ref": "PackageKey"}},
        "TracingConfig": {"Mode": properties["Tracing"]},
        "Environment": {"Variables": dict(sorted(variables.items()))},
        "Tags": _tags({"aws-chalice": properties["Tags"]["aws-chalice"]}),
        **{key: properties[key] for key in _KEPT_FUNCTION_PROPERTIES if key in properties},
    }
    resources: Resources = {
        logical_id: {"Type": "AWS::Lambda::Function", "Properties": function},
    }
    if handler in LAYER_HANDLERS:
        function["Layers"] = [{"Ref": _REPORT_LAYER}]
        resources[_REPORT_LAYER] = _report_layer(function)
    for event_id, event in properties.get("Events", {}).items():
        if event["Type"] == "SQS":
            resources[event_id] = _queue_trigger(
                logical_id, config.names.stage, event["Properties"]
            )
        elif event["Type"] == "Schedule":
            resources |= _schedule(logical_id, event_id, handler, event["Properties"])
        elif event["Type"] == "SNS":
            resources |= _subscription(logical_id, event_id, event["Properties"], config)
        else:
            raise TemplateError(f"{event_id} is a {event['Type']} event, which no rule translates")
    return resources


def _function_name(handler: str) -> dict[str, str]:
    """Name a function as `chalice deploy` does, which leaves out the handler of the routes."""
    suffix = "" if handler == API_HANDLER else f"-{handler}"
    return {"Fn::Sub": f"consulting-${{Stage}}{suffix}"}


def _report_layer(function: Mapping[str, Any]) -> dict[str, Any]:
    """Give the layer. A version can't change: other content is another version, the former goes.

    That does no harm to a rollback: Lambda keeps a copy for whatever still refers to a deleted
    version, and a former package comes with its layer, whose zip the artefacts bucket keeps.
    Source: docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html, read in 2026-11.
    """
    return {
        "Type": "AWS::Lambda::LayerVersion",
        "Properties": {
            "LayerName": {"Fn::Sub": "consulting-${Stage}-report-pdf"},
            "Description": "PDF library and fonts",
            "Content": {"S3Bucket": {"Ref": "ArtefactsBucket"}, "S3Key": {"Ref": "LayerKey"}},
            "CompatibleRuntimes": [function["Runtime"]],
            "CompatibleArchitectures": function["Architectures"],
        },
    }


def _queue_trigger(function: str, stage: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    arn = properties["Queue"]["Fn::Sub"].replace(f":consulting-{stage}-", ":consulting-${Stage}-")
    trigger = {
        "FunctionName": {"Ref": function},
        "EventSourceArn": {"Fn::Sub": arn},
        "BatchSize": properties["BatchSize"],
        "Enabled": {"Fn::If": ["TakesEvents", True, False]},
        "Tags": _tags(),
    }
    if properties.get("MaximumBatchingWindowInSeconds"):
        trigger["MaximumBatchingWindowInSeconds"] = properties["MaximumBatchingWindowInSeconds"]
    if "ScalingConfig" in properties:
        trigger["ScalingConfig"] = properties["ScalingConfig"]
    return {"Type": "AWS::Lambda::EventSourceMapping", "Properties": trigger}


def _schedule(
    function: str, event_id: str, handler: str, properties: Mapping[str, Any]
) -> Resources:
    return {
        event_id: {
            "Type": "AWS::Events::Rule",
            "Properties": {
                "Name": {"Fn::Sub": f"consulting-${{Stage}}-{handler}-event"},
                "ScheduleExpression": properties["Schedule"],
                "State": {"Fn::If": ["RunsSchedules", "ENABLED", "DISABLED"]},
                "Targets": [{"Id": handler, "Arn": {"Fn::GetAtt": [function, "Arn"]}}],
                "Tags": _tags(),
            },
        },
        f"{event_id}InvokePermission": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
                "Action": "lambda:InvokeFunction",
                "FunctionName": {"Ref": function},
                "Principal": "events.amazonaws.com",
                "SourceArn": {"Fn::GetAtt": [event_id, "Arn"]},
            },
        },
    }


def _subscription(
    function: str, event_id: str, properties: Mapping[str, Any], config: StageConfig
) -> Resources:
    """Subscribe a function to the topic of mail events, while the stage takes events.

    A sleeping colour would repeat what the other does. While one takes over from the other, both
    are subscribed: an event that is recorded twice is recorded once, one that nobody gets is lost.
    For the same reason the permission comes first: SNS does not try again after a refusal.
    """
    if properties["Topic"] != config.settings.mail_events_topic:
        raise TemplateError(f"{event_id} is about {properties['Topic']}, not the topic of mails")
    permission = f"{event_id}InvokePermission"
    return {
        event_id: {
            "Type": "AWS::SNS::Subscription",
            "Condition": "TakesEvents",
            "DependsOn": permission,
            "Properties": {
                "Protocol": "lambda",
                "TopicArn": _MAIL_EVENTS_TOPIC,
                "Endpoint": {"Fn::GetAtt": [function, "Arn"]},
            },
        },
        permission: {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
                "Action": "lambda:InvokeFunction",
                "FunctionName": {"Ref": function},
                "Principal": "sns.amazonaws.com",
                "SourceArn": _MAIL_EVENTS_TOPIC,
            },
        },
        # Lambda tries a failed event twice again, after about one and two minutes. What it then
        # gives up lies in a queue that nothing polls, so that it costs nothing and is not lost.
        f"{event_id}GivenUp": {
            "Type": "AWS::Lambda::EventInvokeConfig",
            "Properties": {
                "FunctionName": {"Ref": function},
                "Qualifier": "$LATEST",
                "MaximumRetryAttempts": 2,
                "DestinationConfig": {"OnFailure": {"Destination": _MAIL_EVENTS_DEAD_QUEUE}},
            },
        },
    }


def _rest_api(properties: Mapping[str, Any]) -> Resources:
    body = {
        **properties["DefinitionBody"],
        "x-amazon-apigateway-gateway-responses": gateway_responses_extension(),
    }
    content = json.dumps(body, sort_keys=True).encode()
    # A deployment is a snapshot: a new id for new content is what makes a new one.
    deployment = f"Deployment{hashlib.sha256(content).hexdigest()[:12]}"
    return {
        _REST_API: {
            "Type": "AWS::ApiGateway::RestApi",
            "Properties": {
                "Name": {"Fn::Sub": "consulting-${Stage}"},
                "Body": body,
                "BinaryMediaTypes": body["x-amazon-apigateway-binary-media-types"],
                "EndpointConfiguration": {"Types": [properties["EndpointConfiguration"]]},
                "Tags": _tags(),
            },
        },
        deployment: {
            "Type": "AWS::ApiGateway::Deployment",
            "Properties": {"RestApiId": {"Ref": _REST_API}},
        },
        "ApiStage": {
            "Type": "AWS::ApiGateway::Stage",
            "Properties": {
                "RestApiId": {"Ref": _REST_API},
                "DeploymentId": {"Ref": deployment},
                "StageName": API_STAGE,
                "MethodSettings": [
                    {
                        "ResourcePath": "/*",
                        "HttpMethod": "*",
                        "ThrottlingRateLimit": {"Ref": "ThrottleRate"},
                        "ThrottlingBurstLimit": {"Ref": "ThrottleBurst"},
                    }
                ],
                "Tags": _tags(),
            },
        },
    }


def _tags(more: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    values: dict[str, Any] = {
        "application": "consulting",
        "environment": {"Ref": "Environment"},
        "stage": {"Ref": "Stage"},
        **(more or {}),
    }
    return [{"Key": key, "Value": value} for key, value in values.items()]
