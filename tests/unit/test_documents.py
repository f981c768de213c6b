"""Report bodies in S3: what goes in comes out; an outage is told from a fault."""

from collections.abc import Iterator
from typing import Any

import moto
import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.errors import DocumentsUnavailable
from chalicelib.gateways.documents import Documents


@pytest.fixture
def documents() -> Iterator[Documents]:
    with moto.mock_aws():
        aws.forget_clients()
        aws.client("s3").create_bucket(Bucket=get_settings().documents_bucket)
        yield Documents()
    aws.forget_clients()


def fail_with(status: int) -> None:
    def answer(request: Any, **_: Any) -> AWSResponse:
        body = b"<Error><Code>SlowDown</Code></Error>"
        raw = type("Raw", (), {"stream": lambda _: iter([body])})()
        return AWSResponse(request.url, status, {"content-type": "application/xml"}, raw)

    aws.client("s3").meta.events.register_first("before-send", answer)


def lose_connection() -> None:
    def refuse(request: Any, **_: Any) -> None:
        raise EndpointConnectionError(endpoint_url=request.url)

    aws.client("s3").meta.events.register_first("before-send", refuse)


def test_put_then_get_gives_the_same_text(documents: Documents) -> None:
    text = "## Größe\n\n😀 – „Angebot“\r\n"

    documents.put("reports/i/0001.md", text, "text/markdown; charset=utf-8")

    assert documents.get("reports/i/0001.md") == text


def test_put_says_what_it_stores(documents: Documents) -> None:
    documents.put("reports/i/0001.md", "text", "text/markdown; charset=utf-8")

    stored = aws.client("s3").head_object(
        Bucket=get_settings().documents_bucket, Key="reports/i/0001.md"
    )
    assert stored["ContentType"] == "text/markdown; charset=utf-8"


def test_put_same_key_again_replaces(documents: Documents) -> None:
    documents.put("key", "first", "text/plain")
    documents.put("key", "second", "text/plain")

    assert documents.get("key") == "second"


def test_get_what_was_never_stored_is_a_fault_of_ours(documents: Documents) -> None:
    with pytest.raises(ClientError, match="NoSuchKey"):
        documents.get("nothing")


@pytest.mark.parametrize("status", [500, 503])
def test_put_and_get_store_away_is_an_outage(documents: Documents, status: int) -> None:
    fail_with(status)

    with pytest.raises(DocumentsUnavailable, match="The store of reports is away"):
        documents.put("key", "text", "text/plain")
    with pytest.raises(DocumentsUnavailable, match="The store of reports is away"):
        documents.get("key")


def test_get_no_connection_is_an_outage(documents: Documents) -> None:
    lose_connection()

    with pytest.raises(DocumentsUnavailable, match="does not answer"):
        documents.get("key")


def test_check_raises_when_the_bucket_is_missing(documents: Documents) -> None:
    documents.check()
    aws.client("s3").delete_bucket(Bucket=get_settings().documents_bucket)

    with pytest.raises(ClientError):
        documents.check()
