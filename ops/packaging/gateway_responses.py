"""What API Gateway answers by itself, in the shape and words of the API's own errors.

A request that matches no route is MISSING_AUTHENTICATION_TOKEN to API Gateway, a 403; here it is
the 404 that a reader of the API expects. Wrong methods end there too.

Source: docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
(2026-11). The templates know a few variables and no logic, so a 429 of the stage's throttle has the
header Retry-After but can't compute Details.retry_at.
"""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class GatewayResponse:
    """One kind of answer. Without a status, that of the kind itself is kept."""

    code: str
    message: str
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)


GATEWAY_RESPONSES = {
    "DEFAULT_4XX": GatewayResponse("BadRequest", "The request can't be served."),
    "DEFAULT_5XX": GatewayResponse(
        "InternalError", "Something went wrong on our side. Please try again."
    ),
    "ACCESS_DENIED": GatewayResponse("Forbidden", "You may not do this.", 403),
    "BAD_REQUEST_BODY": GatewayResponse("InvalidJson", "The body is not a JSON object.", 400),
    "INTEGRATION_TIMEOUT": GatewayResponse(
        "Unavailable", "The answer took too long. Please try again.", 504
    ),
    "MISSING_AUTHENTICATION_TOKEN": GatewayResponse(
        "NotFound", "There is nothing at this address.", 404
    ),
    "REQUEST_TOO_LARGE": GatewayResponse("BodyTooLarge", "The body is too large.", 413),
    "RESOURCE_NOT_FOUND": GatewayResponse("NotFound", "There is nothing at this address.", 404),
    "THROTTLED": GatewayResponse(
        "TooManyRequests",
        "Too many requests at the moment. Please try again in a second.",
        429,
        {"Retry-After": "1"},
    ),
    "UNAUTHORIZED": GatewayResponse("NotSignedIn", "Please sign in.", 401),
    "UNSUPPORTED_MEDIA_TYPE": GatewayResponse(
        "UnsupportedMediaType", "The body must be application/json.", 415
    ),
}


def gateway_responses_extension() -> dict[str, Any]:
    """Give the value of `x-amazon-apigateway-gateway-responses` in an API's definition.

    They must be part of the definition: each import of one resets responses made beside it.
    """
    return {kind: _in_definition(response) for kind, response in GATEWAY_RESPONSES.items()}


def _in_definition(response: GatewayResponse) -> dict[str, Any]:
    headers = {"Cache-Control": "'no-store'", "X-Request-Id": "context.requestId"}
    headers |= {name: f"'{value}'" for name, value in response.headers.items()}
    body = {"Code": response.code, "Message": response.message, "Details": {}}
    described = {
        "responseParameters": {
            f"gatewayresponse.header.{name}": value for name, value in headers.items()
        },
        "responseTemplates": {"application/json": json.dumps(body)},
    }
    if response.status is None:
        return described
    return {"statusCode": str(response.status), **described}
