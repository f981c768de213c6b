"""Each call of the application, made from the bundle alone, is what unpruned botocore would make.

The calls are those that the functions made at the door to AWS (tests/functional/every_path.py).
Each goes out twice, from the unpacked bundle and from the installed packages, in processes of their
own: the requests have to be the same to the byte, and so has what is understood of the answers,
errors included, and where each region's endpoint is.
"""

import base64
import json
import pickle
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import botocore
import botocore.session
import pytest

from ops.packaging.pruning import SERVICES
from ops.stages.config import PROJECT, StageConfig
from tests.permissions import Call

pytestmark = pytest.mark.xdist_group("policies")

SCRIPT = Path(__file__).parent / "calls_of_a_bundle.py"
REGIONS = ["us-east-1", "eu-central-1", "us-gov-west-1", "cn-north-1"]
"""Where every call is made: two of AWS's own partition, and one of each other with the services."""

_SECONDS = 1_795_000_000
_ERRORS_OF_S3 = ("NoSuchKey", "NoSuchBucket", "AccessDenied", "SlowDown")
_LISTING = """<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix>p/</Prefix>
<KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType>
<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>
<Contents><Key>p/a%20b.pdf</Key><LastModified>2026-11-26T21:00:00.000Z</LastModified>
<ETag>"e"</ETag><Size>5</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>"""
_MEMBERS_OF_S3 = {
    "ListObjectsV2": ["Contents", "IsTruncated", "NextContinuationToken", "KeyCount"],
    "GetObject": ["Body", "ETag", "Metadata", "LastModified", "ContentType"],
    "PutObject": ["ETag", "ServerSideEncryption"],
}
_HEADERS_OF_S3 = {
    "x-amz-request-id": "r",
    "etag": '"e"',
    "last-modified": "Thu, 26 Nov 2026 21:00:00 GMT",
    "x-amz-server-side-encryption": "AES256",
    "x-amz-meta-sha256": "0",
    "content-type": "application/pdf",
}


@pytest.fixture(scope="session")
def requests(calls: dict[str, list[Call]]) -> list[dict[str, Any]]:
    """Give every call in each of its forms, answered well, and once for each error of its model."""
    made = _in_each_form(call for of_one in calls.values() for call in of_one)
    first = {(call.service, call.operation): call for call in reversed(made)}
    refused = [request for call in first.values() for request in _with_errors(call)]
    return [*(_with_success(call) for call in made), *refused]


@pytest.fixture(scope="session")
def told(
    requests: list[dict[str, Any]], bundle: Path, local_config: StageConfig
) -> dict[str, dict[str, Any]]:
    """Give what bundle and installed packages made of the calls."""
    folders = {
        "bundle": [str(bundle)],
        "installed": [str(PROJECT), sysconfig.get_paths()["purelib"]],
    }
    given = {
        "environment": {
            **local_config.variables,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "BOTO_DISABLE_CRT": "true",  # Its signer is installed for operators, and not on Lambda.
        },
        "requests": requests,
        "regions": REGIONS,
        "services": list(SERVICES),
        "all_regions": [
            region
            for partition in ("aws", "aws-us-gov", "aws-cn")
            for region in botocore.session.get_session().get_available_regions("sqs", partition)
        ],
    }
    return {name: _run(folder, given) for name, folder in folders.items()}


def test_calls_are_those_of_each_service_in_the_bundle(requests: list[dict[str, Any]]) -> None:
    assert {request["service"] for request in requests} == set(SERVICES)
    assert len({(request["service"], request["operation"]) for request in requests}) >= 20


def test_bundle_is_what_makes_the_calls(told: dict[str, dict[str, Any]], bundle: Path) -> None:
    assert Path(told["bundle"]["botocore"]).is_relative_to(bundle)
    assert Path(told["installed"]["botocore"]).is_relative_to(Path(botocore.__file__).parent)


@pytest.mark.parametrize("region", REGIONS)
def test_each_call_goes_out_and_is_understood_as_by_all_of_botocore(
    told: dict[str, dict[str, Any]], requests: list[dict[str, Any]], region: str
) -> None:
    ours, theirs = (told[name]["calls"][region] for name in ("bundle", "installed"))

    assert len(ours) == len(theirs) == len(requests)
    for request, our, their in zip(requests, ours, theirs, strict=True):
        assert our["sent"], request
        assert our == their, request


def test_answers_are_understood_and_not_just_passed_over(
    told: dict[str, dict[str, Any]], requests: list[dict[str, Any]]
) -> None:
    for request, outcome in zip(requests, told["bundle"]["calls"]["us-east-1"], strict=True):
        if request["error"] is None:
            assert "error" not in outcome, request
            missing = set(request["members"]) - set(outcome["parsed"])
            assert not missing, request
        else:
            assert outcome["parsed"]["Error"]["Code"] == request["error"], request
            assert outcome["is_modelled"] == request["is_modelled"], request


def test_every_region_has_the_endpoints_of_all_of_botocore(
    told: dict[str, dict[str, Any]],
) -> None:
    ours, theirs = (told[name]["endpoints"] for name in ("bundle", "installed"))

    assert ours == theirs
    assert ours["eu-central-1"]["sqs"] == "https://sqs.eu-central-1.amazonaws.com"
    assert ours["cn-north-1"]["dynamodb"].endswith(".amazonaws.com.cn")
    assert len(ours) > 30


def _run(folders: list[str], given: Mapping[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-W", "error", str(SCRIPT), *folders],
        input=pickle.dumps(given),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _in_each_form(calls: Iterable[Call]) -> list[Call]:
    """Leave out calls that differ from another only in their values."""
    forms = {(call.service, call.operation, _form(call.params)): call for call in calls}
    return list(forms.values())


def _form(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple(sorted((key, _form(part)) for key, part in value.items()))
    if isinstance(value, (list, tuple)):
        return tuple(sorted({repr(_form(part)) for part in value}))
    return type(value).__name__


def _asked(call: Call) -> dict[str, Any]:
    return {
        "service": call.service,
        "operation": call.operation,
        "params": dict(call.params),
        "headers": {"x-amzn-requestid": "r"},
        "status": 200,
        "error": None,
        "is_modelled": False,
    }


def _model(call: Call) -> Any:
    model = botocore.session.get_session().get_service_model(call.service)
    return model.operation_model(call.operation)


def _with_success(call: Call) -> dict[str, Any]:
    if call.service == "s3":
        bodies = {"ListObjectsV2": _LISTING.encode(), "GetObject": b"%PDF-"}
        body = bodies.get(call.operation, b"")
        headers = {**_HEADERS_OF_S3, "content-length": str(len(body))}
        members = _MEMBERS_OF_S3.get(call.operation, [])
        return _asked(call) | {"headers": headers, "body": body, "members": members}
    output = _model(call).output_shape
    content = _example(output) if output else {}
    return _asked(call) | {"body": json.dumps(content).encode(), "members": list(content)}


def _with_errors(call: Call) -> Iterator[dict[str, Any]]:
    """Give the call once for each error that its operation may end with, by the model."""
    if call.operation == "HeadBucket":
        return  # An answer to HEAD has no body, and no code.
    refused = _asked(call) | {"status": 400}
    if call.service == "s3":
        for code in _ERRORS_OF_S3:
            yield refused | {
                "headers": {"x-amz-request-id": "r", "content-type": "application/xml"},
                "body": f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode(),
                "error": code,
                "is_modelled": code != "SlowDown",
            }
        return
    for error in _model(call).error_shapes:
        body = {**_example(error), "__type": f"com.amazonaws#{error.name}", "message": "no"}
        yield refused | {
            "headers": {"x-amzn-requestid": "r", "x-amzn-errortype": error.name},
            "body": json.dumps(body).encode(),
            "error": error.error_code,
            "is_modelled": True,
        }


def _example(shape: Any, above: frozenset[str] = frozenset()) -> Any:
    """Give a value of a shape as it lies in JSON, with every member that there may be.

    A shape that may hold itself, as DynamoDB's values do, is empty the second time.
    """
    kind = shape.type_name
    if kind == "structure":
        is_union = getattr(shape, "is_tagged_union", False)
        if shape.name in above and not is_union:
            return {}
        members = list(shape.members.items())[: 1 if is_union else None]
        return {
            part.serialization.get("name", name): _example(part, above | {shape.name})
            for name, part in members
            if not part.serialization.get("location")
        }
    if kind == "list":
        return [] if shape.member.name in above else [_example(shape.member, above)]
    if kind == "map":
        return {} if shape.value.name in above else {"key": _example(shape.value, above)}
    return {
        "string": (shape.enum or ["text"])[0] if kind == "string" else None,
        "blob": base64.b64encode(b"\x00\xff").decode(),
        "boolean": True,
        "timestamp": _SECONDS,
        "integer": 7,
        "long": 7,
        "float": 0.5,
        "double": 0.5,
    }[kind]
