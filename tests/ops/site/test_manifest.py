"""What is stored of a release, and what is read of it again."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import moto
import pytest

from ops.site.bucket import Manifest, SiteBucket, SiteError

MANIFEST = Manifest(
    release="0123456789ab",
    created_at=datetime(2026, 11, 26, 10, 0, 0, 123456, UTC),
    colours=("blue", "green"),
    size_bytes=1_800_000,
    paths=("/", "/contact"),
    keys=("releases/0123456789ab/index.html",),
    assets=("assets/page-12345678.js",),
)
STORED = {
    "release": "0123456789ab",
    "created_at": "2026-11-26T10:00:00.123456+00:00",
    "colours": ["blue", "green"],
    "size_bytes": 1_800_000,
    "paths": ["/", "/contact"],
    "keys": ["releases/0123456789ab/index.html"],
    "assets": ["assets/page-12345678.js"],
}
KEY = "releases/0123456789ab/manifest.json"


@pytest.fixture
def s3() -> Iterator[Any]:
    with moto.mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="site")
        yield client


def test_manifest_comes_back_as_it_was_written(s3: Any) -> None:
    bucket = SiteBucket(s3, "site")

    bucket.write_manifest(MANIFEST)

    assert bucket.read_manifest(MANIFEST.release) == MANIFEST
    found = json.loads(s3.get_object(Bucket="site", Key=KEY)["Body"].read())
    assert datetime.fromisoformat(found.pop("created_at")) == MANIFEST.created_at
    assert found == {key: value for key, value in STORED.items() if key != "created_at"}


def test_manifest_of_before_is_read(s3: Any) -> None:
    s3.put_object(Bucket="site", Key=KEY, Body=json.dumps(STORED, indent=1).encode())

    assert SiteBucket(s3, "site").read_manifest(MANIFEST.release) == MANIFEST


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"{", "truncated"),
        (b'{"release": "\xff"}', "can't decode byte 0xff"),
        (b"[]", "Expected `object`, got `array`"),
        (b'{"release": "0123456789ab"}', "missing required field `created_at`"),
        (json.dumps(STORED | {"created_at": "today"}).encode(), r"Invalid .* `\$\.created_at`"),
    ],
    ids=["half", "not-text", "list", "incomplete", "no-time"],
)
def test_manifest_that_is_garbled_is_refused_with_its_fault(
    s3: Any, body: bytes, fault: str
) -> None:
    s3.put_object(Bucket="site", Key=KEY, Body=body)

    with pytest.raises(SiteError, match=f"{KEY} in the bucket is garbled: .*{fault}"):
        SiteBucket(s3, "site").read_manifest(MANIFEST.release)
