"""What is assumed of an idle platform, and what was measured; prices are in prices.json.

Nobody visits. The schedules of awake stages run, queue triggers poll, and what is stored stays
stored. Assumptions err towards the dearer side, but for one: a month has 30 days, so that months
compare; what runs by the clock costs a thirtieth more in one of 31.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from ops.packaging.package import CACHE
from ops.stages.config import PROJECT

DAYS_A_MONTH = 30
MINUTES_A_MONTH = DAYS_A_MONTH * 24 * 60
BYTES_A_GIGABYTE = 2**30

POLLS_A_MONTH = 5 * 3 * MINUTES_A_MONTH
"""ReceiveMessage calls of a queue trigger that finds nothing: 648,000. Lambda keeps five pollers,
each waits 20 s, the longest that SQS allows. A lower maximum concurrency is not documented to mean
fewer. Source: docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html (five batches at a
time) and docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/
sqs-short-and-long-polling.html (20 s), read in 2026-11."""

KEPT_INQUIRIES = 1_000
"""Inquiries that an environment has stored from busier days, each with a report and two mails."""

KEPT_SITE_RELEASES = 5
KEPT_PACKAGES = 52
KEPT_LAYERS = 4
"""The artefacts bucket forgets no package: a year of weekly releases, and a layer a quarter."""
KEPT_TEMPLATES = 5
"""Templates expire after 30 days; weekly releases of that time."""

_PLATFORM_LOG_LINES = (
    # A cold start. Source: docs.aws.amazon.com/lambda/latest/dg/python-logging.html, text format
    "INIT_START Runtime Version: python:3.11.v100\tRuntime Version ARN: "
    f"arn:aws:lambda:us-east-1::runtime:{'0' * 64}\n",
    f"START RequestId: {'0' * 36} Version: $LATEST\n",
    f"END RequestId: {'0' * 36}\n",
    f"REPORT RequestId: {'0' * 36}\tDuration: 1000.00 ms\tBilled Duration: 2000 ms\t"
    "Memory Size: 256 MB\tMax Memory Used: 100 MB\tInit Duration: 1000.00 ms\t\n"
    f"XRAY TraceId: 1-{'0' * 8}-{'0' * 24}\tSegmentId: {'0' * 16}\tSampled: true\t\n",
)
_LOG_EVENT_OVERHEAD_BYTES = 26
"""Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html"""


def log_bytes(own_lines: tuple[int, ...]) -> int:
    """Give the bytes of log that an invocation leaves, from the sizes of our own lines."""
    sizes = [*(len(line) for line in _PLATFORM_LOG_LINES), *own_lines]
    return sum(sizes) + _LOG_EVENT_OVERHEAD_BYTES * len(sizes)


@dataclass(frozen=True, slots=True)
class Job:
    """What a run of a schedule needs when there is nothing to do. A test measures it."""

    billed_ms: int
    own_log_lines: tuple[int, ...]
    """Bytes of each line that we write ourselves."""
    read_units: Mapping[str, Decimal]
    """By table."""
    write_units: Mapping[str, Decimal] = field(default_factory=dict)


JOBS: Mapping[str, Job] = {
    # One Query of the index of owed work for each of 8 partitions, half a unit each.
    "settle_owed_work": Job(2_000, (80,), {"inquiries": Decimal(4)}),
    # One Query for each of the statuses of a mail, and the run is noted in the ledger.
    "apply_retention": Job(2_000, (160,), {"inquiries": Decimal(4)}, {"ledger": Decimal(1)}),
}
"""By handler. `billed_ms` is declared as an upper bound, a cold start each time. Importing the
bundle takes 0.2 s of a whole processor, measured on x86_64; a run has clients to make and up to
nine requests besides, on the share of a processor that comes with 256 MB."""


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """What an inquiry leaves, in bytes: with its report, the report's files and two mails."""

    items: int
    """In the table, without indexes; what point-in-time recovery is paid for."""
    indexes: int
    documents: int


STORED_PER_INQUIRY = StoredBytes(items=6_000, indexes=8_000, documents=60_000)
"""A test measures it."""


@dataclass(frozen=True, slots=True)
class Size:
    """A size in bytes and where it is from."""

    size_bytes: int
    origin: str


@dataclass(frozen=True, slots=True)
class BuildSizes:
    """How large the parts of a release are."""

    package: Size
    layer: Size
    site: Size


TEMPLATE = Size(60_000, "rounded up from 56,473")
"""Of an app stack: above 51,200 bytes CloudFormation takes it from S3."""

DECLARED_SIZES = BuildSizes(
    package=Size(3_966_073, "as built on 2026-11-26"),
    layer=Size(41_711_976, "as built on 2026-11-26"),
    site=Size(1_883_823, "as built on 2026-11-26"),
)
"""What counts where nothing has been built."""


def measure_builds(cache: Path = CACHE, site: Path = PROJECT / "frontend" / "dist") -> BuildSizes:
    """Give the sizes of what was built last on this machine, or those of a former day."""
    return BuildSizes(
        package=_newest(cache, "*/deployment.zip") or DECLARED_SIZES.package,
        layer=_newest(cache, "layer-*.zip") or DECLARED_SIZES.layer,
        site=_folder(site) or DECLARED_SIZES.site,
    )


def _newest(folder: Path, pattern: str) -> Size | None:
    found = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime)
    return Size(found[-1].stat().st_size, "as built here") if found else None


def _folder(folder: Path) -> Size | None:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Size(sum(sizes), "as built here") if sizes else None
