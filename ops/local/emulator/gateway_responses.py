"""Import the gateway responses that an API's definition declares.

MiniStack knows gateway responses, but takes them only from resources beside the definition. On AWS
an import resets those, so the definition is where they have to be.
"""

from typing import Any

from ministack.services import apigateway_v1

_EXTENSION = "x-amazon-apigateway-gateway-responses"


def apply() -> None:
    """Put each declared response in place when a definition is imported."""
    import_definition = apigateway_v1._import_rest_api

    def import_with_responses(definition: dict[str, Any], *args: Any, **kwargs: Any) -> str:
        api_id: str = import_definition(definition, *args, **kwargs)
        for kind, response in definition.get(_EXTENSION, {}).items():
            apigateway_v1._put_gateway_response(api_id, kind, dict(response))
        return api_id

    apigateway_v1._import_rest_api = import_with_responses
