"""The site's bucket: what lies in it, and what is told about each release.

Two deployments may work on it at once, since they only add: what is named by its content has one
content. Clearing up takes away, so it may not run beside a deployment, which may count on an old
asset that no kept release names. Both leave a mark before they look, and look for those of others:

    work/deploying-<id>      clearing up is left to a later deployment
    work/clearing-<id>       a deployment waits

S3 lists what was written before, so one of the two always sees the other. A mark that a killed run
left loses its force with time, and its own run stops before that.
Source: docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
from botocore.exceptions import ClientError

from ops.errors import OpsError
from ops.site.release import MANIFEST, RELEASES, SiteBuild, SiteFile, release_prefix

Tell = Callable[[str], None]
"""Told one line per step."""

_RETIRED = "retired/"
_WORK = "work/"
_DEPLOYING = f"{_WORK}deploying-"
_CLEARING = f"{_WORK}clearing-"
_MARGIN = timedelta(seconds=15)
_PAUSE_SECONDS = 0.2
PARALLEL = 16
"""How many objects are read or written side by side."""

_MOST_DELETED_AT_ONCE = 1000
"""Source: docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html"""


class SiteError(OpsError):
    """The site can't be brought to what was asked for."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object as a listing tells of it."""

    key: str
    etag: str
    size_bytes: int
    modified_at: datetime


class Manifest(msgspec.Struct, frozen=True):
    """What a complete release consists of."""

    release: str
    created_at: datetime
    """When it was deployed last."""
    colours: tuple[str, ...]
    """Colours that it was deployed for."""
    size_bytes: int
    paths: tuple[str, ...]
    """What visitors can ask for."""
    keys: tuple[str, ...]
    """Pages and files, below the release's own prefix."""
    assets: tuple[str, ...]


def manifest_of(build: SiteBuild, created_at: datetime, colours: Iterable[str]) -> Manifest:
    """Say what a build consists of once it is stored."""
    return Manifest(
        release=build.release,
        created_at=created_at,
        colours=tuple(sorted(set(colours))),
        size_bytes=build.size_bytes,
        paths=build.paths,
        keys=tuple(file.key for file in (*build.files, *build.pages)),
        assets=tuple(file.key for file in build.assets),
    )


class SiteBucket:
    """The objects of the site."""

    def __init__(
        self,
        s3: Any,
        name: str,
        *,
        deploying_for: timedelta = timedelta(hours=1),
        clearing_for: timedelta = timedelta(minutes=1),
    ) -> None:
        """Take a client and a bucket, and for how long the marks of a run have force."""
        self._s3 = s3
        self.name = name
        self._deploying_for = deploying_for
        self._clearing_for = clearing_for

    def list(self, prefix: str) -> dict[str, StoredObject]:
        """List the objects whose keys start with something, by key."""
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix)
        return {
            item["Key"]: StoredObject(
                item["Key"], item["ETag"].strip('"'), item["Size"], item["LastModified"]
            )
            for page in pages
            for item in page.get("Contents", [])
        }

    def put(self, files: Iterable[SiteFile], done: Callable[[], None] = lambda: None) -> None:
        """Store files side by side and return when all of them are there; `done` hears of each."""
        pool = ThreadPoolExecutor(PARALLEL)
        try:
            started: list[Future[None]] = [pool.submit(self._put, file) for file in files]
            for stored in as_completed(started):
                stored.result()
                done()
        finally:
            pool.shutdown(cancel_futures=True)

    def delete(self, keys: Iterable[str]) -> None:
        """Delete objects; one that is not there is deleted already."""
        wanted = sorted(keys)
        for start in range(0, len(wanted), _MOST_DELETED_AT_ONCE):
            some = wanted[start : start + _MOST_DELETED_AT_ONCE]
            answer = self._s3.delete_objects(
                Bucket=self.name, Delete={"Objects": [{"Key": key} for key in some], "Quiet": True}
            )
            for refusal in answer.get("Errors", []):
                raise SiteError(f"S3 did not delete {refusal['Key']}: {refusal.get('Message')}")

    def write_manifest(self, manifest: Manifest) -> None:
        """Make a release complete."""
        self._put_manifest(release_prefix(manifest.release) + MANIFEST, manifest)

    def read_manifest(self, release: str) -> Manifest | None:
        """Give the manifest of a release, None if it is not complete or not there.

        Raises: SiteError for what no manifest looks like.
        """
        return self._read_manifest(release_prefix(release) + MANIFEST)

    def read_manifests(self, stored: Iterable[str]) -> dict[str, Manifest]:
        """Give the manifests among the keys of a listing of all releases, by release."""
        keys = [key for key in stored if key.endswith(f"/{MANIFEST}")]
        return self._read_all(keys)

    def retire(self, manifest: Manifest) -> None:
        """Note that a release is gone, so that its assets stay for those who have it open."""
        self._put_manifest(f"{_RETIRED}{manifest.release}.json", manifest)

    def list_retired(self) -> dict[str, StoredObject]:
        """List the notes of releases that are gone, by key."""
        return self.list(_RETIRED)

    def read_retired(self, keys: Iterable[str]) -> dict[str, Manifest]:
        """Give the manifests of releases that are gone, by release."""
        return self._read_all(keys)

    @contextmanager
    def deploying(self, tell: Tell) -> Iterator[Callable[[], None]]:
        """Keep others from clearing up; give a check that this still holds.

        Raises (by the check): SiteError.
        """
        started = time.monotonic()

        def check() -> None:
            if time.monotonic() - started > (self._deploying_for - _MARGIN).total_seconds():
                raise SiteError("this took too long to be safe; run it again, and it continues")

        with self._mark(_DEPLOYING) as mark:
            is_told = False
            while self._marks(mark, _CLEARING, self._clearing_for):
                if not is_told:
                    tell("waiting until another deployment has cleared up")
                    is_told = True
                time.sleep(_PAUSE_SECONDS)
            yield check

    @contextmanager
    def clearing(self) -> Iterator[Callable[[], bool] | None]:
        """Keep others from deploying; give what tells whether this still holds.

        None: others are at work already, and nothing may be taken away.
        """
        started = time.monotonic()

        def is_time_left() -> bool:
            return time.monotonic() - started < (self._clearing_for - _MARGIN).total_seconds()

        with self._mark(_CLEARING) as mark:
            others = self._marks(mark, _DEPLOYING, self._deploying_for)
            others |= self._marks(mark, _CLEARING, self._clearing_for)
            yield None if others else is_time_left

    @contextmanager
    def _mark(self, kind: str) -> Iterator[str]:
        key = f"{kind}{uuid4().hex}"
        self._put_json(key, b"{}")
        try:
            yield key
        finally:
            self.delete([key])

    def _marks(self, own: str, kind: str, lasting: timedelta) -> set[str]:
        """Give the marks of others that are in force; S3's own clock says how old each is."""
        marks = self.list(_WORK)
        now = marks[own].modified_at if own in marks else datetime.now(UTC)
        old = {key for key, mark in marks.items() if now - mark.modified_at > self._deploying_for}
        self.delete(old - {own})
        return {
            key
            for key, mark in marks.items()
            if key.startswith(kind) and key != own and now - mark.modified_at <= lasting
        }

    def _put(self, file: SiteFile) -> None:
        self._s3.put_object(
            Bucket=self.name,
            Key=file.key,
            Body=file.body,
            ContentType=file.content_type,
            CacheControl=file.cache_control,
            Metadata=dict(file.metadata),
        )

    def _put_manifest(self, key: str, manifest: Manifest) -> None:
        self._put_json(key, msgspec.json.format(msgspec.json.encode(manifest), indent=1))

    def _put_json(self, key: str, body: bytes) -> None:
        self._put(SiteFile(key, body, "application/json", "no-store", {}))

    def _read_all(self, keys: Iterable[str]) -> dict[str, Manifest]:
        with ThreadPoolExecutor(PARALLEL) as pool:
            found = list(pool.map(self._read_manifest, keys))
        return {each.release: each for each in found if each is not None}

    def _read_manifest(self, key: str) -> Manifest | None:
        try:
            answer = self._s3.get_object(Bucket=self.name, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                return None
            raise
        try:
            return msgspec.json.decode(answer["Body"].read(), type=Manifest)
        except ValueError as error:
            raise SiteError(f"{key} in the bucket is garbled: {error}") from error


def by_release(stored: Mapping[str, StoredObject]) -> dict[str, list[StoredObject]]:
    """Sort a listing of all releases by release."""
    sorted_: dict[str, list[StoredObject]] = {}
    for key, each in stored.items():
        sorted_.setdefault(key.removeprefix(RELEASES).partition("/")[0], []).append(each)
    return sorted_
