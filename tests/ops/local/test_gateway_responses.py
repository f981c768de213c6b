"""The shim for gateway responses, over a stack with an API that has one route."""

import json
import urllib.error
import urllib.request

import pytest

from ops.packaging.gateway_responses import gateway_responses_extension
from tests.emulator import RunningEmulator
from tests.ops.local.conftest import Emulators

pytestmark = pytest.mark.xdist_group("emulators")

_TEMPLATE = {
    "Resources": {
        "Api": {
            "Type": "AWS::ApiGateway::RestApi",
            "Properties": {
                "Name": "answering",
                "Body": {
                    "swagger": "2.0",
                    "info": {"title": "answering", "version": "1"},
                    "paths": {"/known": {}},
                    "x-amazon-apigateway-gateway-responses": gateway_responses_extension(),
                },
            },
        },
        "Deployment": {
            "Type": "AWS::ApiGateway::Deployment",
            "Properties": {"RestApiId": {"Ref": "Api"}},
        },
        "Stage": {
            "Type": "AWS::ApiGateway::Stage",
            "Properties": {
                "RestApiId": {"Ref": "Api"},
                "DeploymentId": {"Ref": "Deployment"},
                "StageName": "live",
            },
        },
    },
    "Outputs": {"ApiId": {"Value": {"Ref": "Api"}}},
}


def test_declared_gateway_responses_are_given(emulators: Emulators) -> None:
    answers = {}
    for emulator in emulators.both():
        cloudformation = emulator.client("cloudformation")
        cloudformation.create_stack(StackName="answering", TemplateBody=json.dumps(_TEMPLATE))
        cloudformation.get_waiter("stack_create_complete").wait(
            StackName="answering", WaiterConfig={"Delay": 0.2}
        )
        (stack,) = cloudformation.describe_stacks(StackName="answering")["Stacks"]
        answers[emulator.kind] = _ask(emulator, stack["Outputs"][0]["OutputValue"])

    assert answers["plain"][0] == 403
    assert answers["shimmed"] == (
        404,
        {"Code": "NotFound", "Message": "There is nothing at this address.", "Details": {}},
    )


def _ask(emulator: RunningEmulator, api_id: str) -> tuple[int, object]:
    url = f"{emulator.url}/_aws/execute-api/{api_id}/live/nothing/here"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(url)
    with refused.value as answer:
        return answer.code, json.load(answer)
