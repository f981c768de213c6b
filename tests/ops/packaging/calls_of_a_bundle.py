"""Make calls to AWS from the code of one folder and tell what went out and what was understood.

Run by test_bundle_calls.py in a process of its own, with folders as arguments: all that it can
import from, besides Python's own library. Nothing leaves the process: what would go over the wire
is caught before it is sent, and answered.

Shape: a pickle on standard input, JSON on standard output; see main and _make.
"""

import io
import json
import os
import pickle
import re
import sys
import time
import uuid
from datetime import datetime
from typing import Any

_UNTOLD = re.compile(r"(?i)^(user-agent|amz-sdk-.*|x-amz-date|content-md5)$")
_SCOPE = re.compile(r"Credential=[^/]+/\d+/(.*?/aws4_request)")


class _Raw(io.BytesIO):
    """The body of an answer, as urllib3 gives it."""

    def stream(self, amount: int = 1024, decode_content: bool | None = None) -> Any:
        while part := self.read(amount):
            yield part


def _make(client: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """Make a call; give the request that went out and what became of the answer.

    Shape of what is asked: operation, params, status, headers, body.
    """
    from botocore.awsrequest import AWSResponse
    from botocore.exceptions import ClientError

    sent: list[dict[str, Any]] = []

    def answer(request: Any, **_: Any) -> AWSResponse:
        sent.append(_tell_request(request))
        return AWSResponse(request.url, asked["status"], asked["headers"], _Raw(asked["body"]))

    client.meta.events.register("before-send", answer)
    methods = {name: method for method, name in client.meta.method_to_api_mapping.items()}
    try:
        parsed = getattr(client, methods[asked["operation"]])(**asked["params"])
        outcome: dict[str, Any] = {"parsed": _tell(parsed)}
    except ClientError as error:
        outcome = {
            "error": type(error).__name__,
            "is_modelled": type(error) is not ClientError,
            "parsed": _tell(error.response),
        }
    finally:
        client.meta.events.unregister("before-send", answer)
    return {"sent": sent, **outcome}


def _tell_request(request: Any) -> dict[str, Any]:
    headers = {
        name.lower(): value.decode() if isinstance(value, bytes) else str(value)
        for name, value in request.headers.items()
        if not _UNTOLD.match(name)
    }
    scope = _SCOPE.search(headers.pop("authorization", ""))
    body = request.body
    if hasattr(body, "read"):
        body = body.read()
    return {
        "method": request.method,
        "url": request.url,
        "headers": headers,
        "scope": scope and scope[1],
        "body": body.hex() if isinstance(body, bytes) else body,
    }


def _tell(value: Any) -> Any:
    """Give a parsed answer as JSON can have it; each kind of value stays apart from the others."""
    if isinstance(value, dict):
        return {key: _tell(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_tell(part) for part in value]
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": value.hex()}
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if hasattr(value, "read"):
        return {"stream": value.read().hex()}
    return value


def _endpoints(aws: Any, services: list[str], regions: list[str]) -> dict[str, Any]:
    """Give where each service is asked in each region, and where an address of a file leads."""
    found = {}
    for region in regions:
        os.environ["AWS_DEFAULT_REGION"] = region
        aws.forget_clients()
        found[region] = {service: aws.client(service).meta.endpoint_url for service in services}
        url = aws.client("s3").generate_presigned_url(
            "get_object", Params={"Bucket": "bucket", "Key": "a b/c.pdf"}
        )
        found[region]["presigned"] = re.sub(r"\d{8}T\d{6}Z|\d{8}/|Signature=\w+", "", url)
    return found


def main() -> None:
    given = pickle.load(sys.stdin.buffer)
    os.environ.update(given["environment"])
    uuid.uuid4 = lambda: uuid.UUID(int=0)  # botocore's idempotency tokens
    time.sleep = lambda seconds: None  # botocore's pauses between tries

    from chalicelib import aws

    told = {}
    for region in given["regions"]:
        os.environ["AWS_DEFAULT_REGION"] = region
        aws.forget_clients()
        told[region] = [
            _make(aws.client(request["service"]), request) for request in given["requests"]
        ]
    import botocore

    result = {
        "botocore": botocore.__file__,
        "calls": told,
        "endpoints": _endpoints(aws, given["services"], given["all_regions"]),
    }
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    sys.path = [*sys.argv[1:], *(entry for entry in sys.path[1:] if "site-packages" not in entry)]
    main()
