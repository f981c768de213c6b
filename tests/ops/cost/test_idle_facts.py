"""What the cost of idling assumes of jobs and of stored data, measured on the application."""

import json
import logging
import os
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import boto3
import pytest

from chalicelib import aws
from chalicelib.logs import JsonFormatter, log
from ops.cost.facts import DECLARED_SIZES, JOBS, STORED_PER_INQUIRY, Job, measure_builds
from tests.functional.conftest import Platform, start_platform
from tests.functional.people import Consultant

INDEX_ENTRY_BYTES = 100
"""Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"""
INQUIRIES = 5
READ_OF_NOTHING = Decimal("0.5")
"""An eventually consistent Query that finds nothing; emulators say 0. Source: the page above."""


class Lines(logging.Handler):
    """Keeps the sizes of what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.sizes: list[int] = []
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.sizes.append(len(self.format(record).encode()) + len("\n"))


@pytest.fixture
def platform() -> Iterator[Platform]:
    with start_platform() as platform:
        yield platform


@pytest.mark.parametrize(("handler", "job"), JOBS.items(), ids=list(JOBS))
def test_job_with_nothing_to_do_needs_what_is_declared(
    platform: Platform, handler: str, job: Job
) -> None:
    reads: defaultdict[str, Decimal] = defaultdict(Decimal)
    writes: defaultdict[str, Decimal] = defaultdict(Decimal)
    lines = Lines()

    def note(service: str, operation: str, answer: dict[str, Any]) -> None:
        table = answer["ConsumedCapacity"]["TableName"].rpartition("-")[2]
        if operation == "Query":
            assert answer["Items"] == []
            reads[table] += READ_OF_NOTHING
        else:
            assert operation == "PutItem"
            writes[table] += Decimal(str(answer["ConsumedCapacity"]["CapacityUnits"]))

    level = log.level
    log.addHandler(lines)
    log.setLevel(logging.INFO)
    try:
        with aws.observe(note):
            event = platform.client.events.generate_cw_event("aws.events", "Scheduled", {}, [])
            platform.client.lambda_.invoke(handler, event)
    finally:
        log.setLevel(level)
        log.removeHandler(lines)

    assert dict(reads) == dict(job.read_units)
    assert dict(writes) == dict(job.write_units)
    assert len(lines.sizes) == len(job.own_log_lines)
    for measured, declared in zip(lines.sizes, job.own_log_lines, strict=True):
        assert declared / 2 <= measured <= declared


def test_every_inquiry_stores_what_is_declared(platform: Platform) -> None:
    consultant = Consultant(platform)
    for _ in range(INQUIRIES):
        inquiry_id = platform.submit()["id"]
        platform.work()
        consultant.get(f"/reports/{inquiry_id}.1/pdf")
        platform.work()

    table, indexes = stored("consulting-local-inquiries")
    documents = sum(map(len, platform.gateways.documents.content_by_key.values()))
    for measured, declared in (
        (table, STORED_PER_INQUIRY.items),
        (indexes, STORED_PER_INQUIRY.indexes),
        (documents, STORED_PER_INQUIRY.documents),
    ):
        assert 0.7 * declared <= measured / INQUIRIES <= declared, (table, indexes, documents)


def test_sizes_are_those_of_the_newest_builds(tmp_path: Path) -> None:
    cache, site = tmp_path / "packages", tmp_path / "dist"
    for age, name in enumerate(("new", "old")):
        zipped = cache / name / "deployment.zip"
        zipped.parent.mkdir(parents=True)
        zipped.write_bytes(name.encode() * (age + 1))
        os.utime(zipped, (1_000 - age, 1_000 - age))
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_bytes(b"12345")
    (site / "assets" / "a.js").write_bytes(b"123")

    sizes = measure_builds(cache, site)

    assert (sizes.package.size_bytes, sizes.package.origin) == (3, "as built here")
    assert sizes.site.size_bytes == 8
    assert sizes.layer == DECLARED_SIZES.layer


def stored(table: str) -> tuple[int, int]:
    """Give the bytes of a table and of its indexes, as DynamoDB counts them."""
    client = boto3.client("dynamodb")
    pages = client.get_paginator("scan").paginate(TableName=table)
    items = [item for page in pages for item in page["Items"]]
    description = client.describe_table(TableName=table)["Table"]
    own_keys = {key["AttributeName"] for key in description["KeySchema"]}
    of_indexes = 0
    for index in description["GlobalSecondaryIndexes"]:
        keys = {key["AttributeName"] for key in index["KeySchema"]}
        kept = keys | own_keys | set(index["Projection"].get("NonKeyAttributes", ()))
        of_indexes += sum(
            size({name: value for name, value in item.items() if name in kept}) + INDEX_ENTRY_BYTES
            for item in items
            if keys <= item.keys()
        )
    return sum(map(size, items)), of_indexes


def size(item: dict[str, Any]) -> int:
    """Give the bytes of an item; JSON is a little more than DynamoDB's own form of lists, maps."""
    return sum(
        len(name.encode())
        + len(json.dumps(next(iter(value.values())), ensure_ascii=False).encode())
        for name, value in item.items()
    )
