"""Import the definition of an API that ImportRestApi and PutRestApi send, as `chalice deploy` does.

MiniStack takes a definition only from a template's resource: ImportRestApi makes an API without
routes, PutRestApi is not known, and the empty minimumCompressionSize by which Chalice turns
compression off breaks every later answer about the API.
"""

import json
from typing import Any

from ministack.services import apigateway_v1

_BINARY_TYPES = "x-amazon-apigateway-binary-media-types"
_GATEWAY_RESPONSES = "x-amazon-apigateway-gateway-responses"

Answer = tuple[int, dict[str, str], Any]


def apply() -> None:
    """Import what is sent, and read an empty size as none."""
    handle_request = apigateway_v1.handle_request

    async def handle_imports(
        method: str, path: str, headers: Any, body: Any, query: dict[str, Any]
    ) -> Answer:
        collection, *rest = path.strip("/").split("/")
        if collection == "restapis":
            if method == "POST" and not rest and "mode" in query:
                return _import(json.loads(body), query)
            if method == "PUT" and len(rest) == 1 and rest[0] in apigateway_v1._rest_apis:
                return _overwrite(rest[0], json.loads(body))
            if method == "PATCH" and len(rest) == 1:
                body = _without_empty_size(body)
        answer: Answer = await handle_request(method, path, headers, body, query)
        return answer

    apigateway_v1.handle_request = handle_imports


def _import(definition: dict[str, Any], query: dict[str, Any]) -> Answer:
    kinds = query.get("endpointConfigurationTypes", "EDGE")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    api_id = apigateway_v1._import_rest_api(
        definition,
        {
            "endpointConfiguration": {"types": [kind]},
            "binaryMediaTypes": definition.get(_BINARY_TYPES, []),
        },
    )
    _, headers, body = apigateway_v1._get_rest_api(api_id)
    return 201, headers, body


def _overwrite(api_id: str, definition: dict[str, Any]) -> Answer:
    """Put the routes of a definition in the place of those that there are."""
    resources = apigateway_v1._resources[api_id]
    (root,) = (key for key, resource in resources.items() if resource["path"] == "/")
    for key in [key for key in resources if key != root]:
        del resources[key]
    resources[root]["resourceMethods"] = {}
    schemes = apigateway_v1._import_security_schemes(api_id, definition)
    for path, item in definition.get("paths", {}).items():
        apigateway_v1._import_path_item(api_id, path, item, schemes, definition.get("security"))
    apigateway_v1._rest_apis[api_id]["binaryMediaTypes"] = definition.get(_BINARY_TYPES, [])
    apigateway_v1._gateway_responses[api_id] = {}
    for kind, response in definition.get(_GATEWAY_RESPONSES, {}).items():
        apigateway_v1._put_gateway_response(api_id, kind, dict(response))
    answer: Answer = apigateway_v1._get_rest_api(api_id)
    return answer


def _without_empty_size(body: Any) -> bytes:
    """Leave out the change of a size to nothing, which is what a new API has."""
    changes = json.loads(body)
    changes["patchOperations"] = [
        change
        for change in changes.get("patchOperations", [])
        if (change.get("path"), change.get("value")) != ("/minimumCompressionSize", "")
    ]
    return json.dumps(changes).encode()
