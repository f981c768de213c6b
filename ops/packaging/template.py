"""Turn what `chalice package` writes into the template that is deployed.

Chalice writes a SAM template. It is rewritten into plain CloudFormation here, so that cfn-lint, the
price list, the policy tests and a reader of a change set look at what really comes into being (SAM
hides triggers, rules, permissions, the API's deployment and its throttle) and the emulator needs no
translator. Only what Chalice makes of this application is translated; anything else is refused by
name.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.errors import OpsError
from ops.packaging.gateway_responses import gateway_responses_extension
from ops.packaging.parameters import (
    MAIL_EVENTS_TOPIC,
    PARAMETRISED_VARIABLES,
    template_conditions,
    template_parameters,
)
from ops.stages.config import API_STAGE, LAYER_HANDLERS, StageConfig
from ops.stages.names import API_HANDLER

Resources = dict[str, dict[str, Any]]

_REST_API = "RestAPI"
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
_KEPT_FUNCTION_PROPERTIES = (
    "Runtime",
    "Handler",
    "Role",
    "Timeout",
    "MemorySize",
    "Architectures",
    "ReservedConcurrentExecutions",
)


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
    """Override variables of every function in a template's text, but those from parameters."""
    if not settings:
        return template_text
    template = json.loads(template_text)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            variables = resource["Properties"]["Environment"]["Variables"]
            variables.update(
                {key: value for key, value in settings.items() if key not in PARAMETRISED_VARIABLES}
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


def _function(logical_id: str, properties: Mapping[str, Any], config: StageConfig) -> Resources:
    handler = handler_of(properties)
    variables = {**properties["Environment"]["Variables"], **PARAMETRISED_VARIABLES}
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
                "TopicArn": MAIL_EVENTS_TOPIC,
                "Endpoint": {"Fn::GetAtt": [function, "Arn"]},
            },
        },
        permission: {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
                "Action": "lambda:InvokeFunction",
                "FunctionName": {"Ref": function},
                "Principal": "sns.amazonaws.com",
                "SourceArn": MAIL_EVENTS_TOPIC,
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
