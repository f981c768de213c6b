"""Flat lists: a page costs the same with a thousand inquiries and with fifty thousand.

What a read costs is measured by dynalite as AWS measures it.
"""

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, pairwise
from typing import Any

import msgspec

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.domain.inquiries import MailKind, MailStatus, ReportOrigin, ReportStatus
from chalicelib.domain.search_tokens import Token
from chalicelib.domain.times import to_text
from chalicelib.models.inquiry import InquiryEmail, InquiryReport, make_token_item
from chalicelib.services import mails, report_versions
from tests.dynalite.server import start_dynalite, tables_in_dynalite
from tests.factories import inquiry_head
from tests.fakes import START
from tests.functional.casework import get_page
from tests.functional.conftest import Platform, start_platform

FEW, MANY = 1_000, 50_000
BATCH, WRITERS = 25, 2
# One in ten inquiries is found by the word, has a report in the list and a mail: so these lists are
# fifty times as long, too, and the test takes half the time.
SHARE = 10
PATTERNS = {
    "list": ("/admin/inquiries", {}),
    "status": ("/admin/inquiries", {"status": "pending"}),
    "assignee": ("/admin/inquiries", {"assignee": "robin.meyer"}),
    "range of time": ("/admin/inquiries", {"from": "2026-11-24", "to": "2026-12-31"}),
    "search": ("/admin/inquiries", {"q": "kell"}),
    "reports": ("/admin/reports", {}),
    "reports by status": ("/admin/reports", {"status": "draft"}),
    "mails": ("/admin/mail/events", {}),
    "mails by status": ("/admin/mail/events", {"status": "sent"}),
}
Items = Iterator[dict[str, Any]]


@dataclass(frozen=True)
class Templates:
    """Items as the models serialise them, of which copies differ in id and time alone."""

    head: dict[str, Any]
    token: dict[str, Any]
    report: dict[str, Any]
    mail: dict[str, Any]

    def copies(self, numbers: range) -> Items:
        for number in numbers:
            pk, at = f"{number:036}", START + timedelta(seconds=number)
            yield copy(self.head, pk, at)
            if number % SHARE == 0:
                age = f"{MANY - number:018}"
                yield {**self.token, "pk": {"S": pk}, "token_key": {"S": f"keller#{age}#{pk}"}}
                yield copy(self.report, pk, at)
                yield copy(self.mail, pk, at)


def copy(item: dict[str, Any], pk: str, at: datetime) -> dict[str, Any]:
    return {**item, "pk": {"S": pk}, "created_key": {"S": f"{to_text(at)}#{pk}"}}


def make_templates() -> Templates:
    head = inquiry_head(assignee="robin.meyer", priority_reason="the word 'tomorrow'")
    report = InquiryReport(
        head.pk,
        "REPORT#0001",
        number=1,
        title="Cloud migration for Keller Logistics",
        kind="migration",
        status=ReportStatus.DRAFT,
        origin=ReportOrigin.AI,
        body_key=f"inquiries/{head.pk}/reports/0001.md",
        body_sha256="0" * 64,
        created_at=START,
        updated_at=START,
        reference=head.reference,
        name=head.name,
        company=head.company,
    )
    report_versions.set_list_keys(report, is_synthetic=False)
    mail = InquiryEmail(
        head.pk,
        "EMAIL#0001",
        kind=MailKind.CUSTOMER_CONFIRMATION,
        to=head.email,
        subject=f"We have your inquiry ({head.reference})",
        status=MailStatus.SENT,
        at=START,
        updated_at=START,
        message_id=head.pk,
        reference=head.reference,
    )
    mails.set_list_keys(mail, is_synthetic=False)
    token = make_token_item(head, Token("keller", 0))
    return Templates(head.serialize(), token.serialize(), report.serialize(), mail.serialize())


def write(address: str, items: Items) -> None:
    """Write items by BatchWriteItem, without botocore, which would take longer than the server."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    table = get_settings().inquiries_table
    while batch := list(islice(items, BATCH)):
        requests = [{"PutRequest": {"Item": item}} for item in batch]
        connection.request(
            "POST",
            "/",
            msgspec.json.encode({"RequestItems": {table: requests}}),
            {
                "Authorization": "AWS4-HMAC-SHA256 Credential=test/20261124/us-east-1/dynamodb"
                "/aws4_request, SignedHeaders=host, Signature=unchecked",
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Date": "20261124T091500Z",
                "X-Amz-Target": "DynamoDB_20120810.BatchWriteItem",
            },
        )
        answer = connection.getresponse()
        assert msgspec.json.decode(answer.read()) == {"UnprocessedItems": {}}, answer.status
    connection.close()


def fill(address: str, templates: Templates, first: int, last: int) -> None:
    bounds = [first + (last - first) * part // WRITERS for part in range(WRITERS + 1)]
    parts = [range(*pair) for pair in pairwise(bounds)]
    with ThreadPoolExecutor(WRITERS) as pool:
        for written in [pool.submit(write, address, templates.copies(part)) for part in parts]:
            written.result()


def measure(platform: Platform, path: str, query: dict[str, str]) -> list[float]:
    """Give the read units of each request to the table of inquiries behind a page."""
    table, units = get_settings().inquiries_table, []

    def note(service: str, operation: str, answer: dict[str, Any]) -> None:
        consumed = answer.get("ConsumedCapacity", [])
        for each in consumed if isinstance(consumed, list) else [consumed]:
            if each["TableName"] == table:
                units.append(float(each["CapacityUnits"]))

    staff = platform.sign_in()
    with aws.observe(note):
        page = get_page(platform, staff, path, **query)
    assert len(page["items"]) == 25
    assert page["next_cursor"]
    return units


def test_flat_lists_cost_the_same_with_fifty_times_the_inquiries() -> None:
    with (
        start_dynalite() as address,
        start_platform(tables=tables_in_dynalite(address)) as platform,
    ):
        templates = make_templates()
        fill(address, templates, 0, FEW)
        few = {name: measure(platform, *pattern) for name, pattern in PATTERNS.items()}
        fill(address, templates, FEW, MANY)
        many = {name: measure(platform, *pattern) for name, pattern in PATTERNS.items()}

    assert many == few
    for name, units in few.items():
        assert len(units) == (2 if name == "search" else 1), name
        assert 0 < sum(units) <= 15, name
