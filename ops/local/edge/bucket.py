"""The site's bucket, read as the edge reads it: by key, kept, and asked again whether it changed.

The emulator answers unsigned requests; on AWS only the distribution may read, and signs.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

_KEPT_HEADERS = ("content-type", "cache-control", "etag")
_METADATA = "x-amz-meta-"
_TEXT_TYPES = ("text/", "application/json", "image/svg+xml", "application/manifest+json")
_SMALLEST_COMPRESSED_BYTES = 1000
"""Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html"""
_MOST_KEPT = 500


class BucketAway(Exception):
    """The bucket does not answer."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What the bucket has, or says about what it has not."""

    status: int
    headers: Mapping[str, str]
    """In lower case: those that were stored, the metadata among them."""
    body: bytes
    compressed: bytes | None


@dataclass(slots=True)
class SiteBucket:
    """Objects by their keys."""

    session: aiohttp.ClientSession
    base_url: str
    """Such as http://127.0.0.1:4566/consulting-local-site-000000000000."""
    _kept: dict[str, StoredObject] = field(default_factory=dict)

    async def get(self, path: str) -> StoredObject:
        """Give the object at a path, which is its key behind a slash, percent-encoded.

        Raises: BucketAway.
        """
        kept = self._kept.get(path)
        if kept is not None and "immutable" in kept.headers.get("cache-control", ""):
            return kept
        asked = {"If-None-Match": kept.headers["etag"]} if kept else {}
        try:
            async with self.session.get(
                URL(self.base_url + path, encoded=True), headers=asked
            ) as answer:
                if answer.status == 304 and kept is not None:
                    return kept
                found = _stored(answer.status, answer.headers, await answer.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise BucketAway(str(error)) from error
        self._kept.pop(path, None)
        if found.status == 200 and "etag" in found.headers:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[path] = found
        return found


def _stored(status: int, headers: Mapping[str, str], body: bytes) -> StoredObject:
    lowered = {name.lower(): value for name, value in headers.items()}
    kept = {
        name: value
        for name, value in lowered.items()
        if name in _KEPT_HEADERS or name.startswith(_METADATA)
    }
    is_text = kept.get("content-type", "").startswith(_TEXT_TYPES)
    compressed = None
    if status == 200 and is_text and len(body) >= _SMALLEST_COMPRESSED_BYTES:
        compressed = gzip.compress(body, compresslevel=6, mtime=0)
    return StoredObject(status, kept, body, compressed)
