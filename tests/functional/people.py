"""Who tests act as: a consultant at work, and a client with a mail in hand."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
from chalice.test import HTTPResponse

from chalicelib.config import get_settings
from chalicelib.domain.permissions import Role
from chalicelib.gateways.mailer import Mail
from tests.fakes import START
from tests.functional.conftest import Platform
from tests.pdf import ReadPdf
from tests.ses_events import ses_event

_LINK = re.compile(r"https://site\.example(/api/v1/report-links/\S+)")


@dataclass
class Consultant:
    """Somebody who is signed in and works on inquiries."""

    platform: Platform
    role: Role = Role.CONSULTANT

    def __post_init__(self) -> None:
        self.username = f"some.{self.role}"
        self._headers: dict[str, str] = {}
        self._signed_in_until = START

    @property
    def headers(self) -> dict[str, str]:
        """Give the headers of a session, of a new one every few hours."""
        now = self.platform.gateways.clock.now()
        if now >= self._signed_in_until:
            self._headers = self.platform.sign_in(self.role)
            self._signed_in_until = now + timedelta(hours=6)
        return self._headers

    def get(self, path: str) -> HTTPResponse:
        return self.platform.request("GET", f"/admin{path}", headers=self.headers)

    def post(self, path: str, body: Any = None) -> HTTPResponse:
        return self.platform.request("POST", f"/admin{path}", body, self.headers)

    def delete(self, path: str) -> HTTPResponse:
        return self.platform.request("DELETE", f"/admin{path}", headers=self.headers)

    def read(self, inquiry_id: str) -> dict[str, Any]:
        return self.platform.read(inquiry_id, self.headers)

    def reports(self, inquiry_id: str) -> list[dict[str, Any]]:
        return list(self.read(inquiry_id)["reports"])

    def edit(self, report_id: str, **changes: Any) -> HTTPResponse:
        return self.platform.request("PATCH", f"/admin/reports/{report_id}", changes, self.headers)

    def save(self, report_id: str, markdown: str) -> str:
        """Save a text, and give the id of the version that it became."""
        answer = self.edit(report_id, markdown=markdown)
        assert answer.status_code == 200, answer.body
        return str(answer.json_body["id"])

    def approve(self, report_id: str) -> HTTPResponse:
        return self.post(f"/reports/{report_id}/approve")

    def send(self, report_id: str, **body: Any) -> HTTPResponse:
        return self.post(f"/reports/{report_id}/send", body)

    def send_approved(self, report_id: str) -> Mail:
        """Approve a version and send it; give the mail that the client gets."""
        assert self.approve(report_id).status_code == 200
        assert self.send(report_id).status_code == 202
        self.platform.work()
        return link_mails(self.platform)[-1]

    def regenerate(self, inquiry_id: str, instructions: str | None = None) -> HTTPResponse:
        body = {} if instructions is None else {"instructions": instructions}
        return self.post(f"/inquiries/{inquiry_id}/reports", body)

    def delete_inquiry(self, inquiry_id: str) -> None:
        version = self.read(inquiry_id)["version"]
        admin = self.platform.sign_in(Role.ADMIN)
        path = f"/admin/inquiries/{inquiry_id}?version={version}"
        assert self.platform.request("DELETE", path, headers=admin).status_code == 204

    def activities(self, inquiry_id: str) -> list[dict[str, Any]]:
        return list(self.get(f"/inquiries/{inquiry_id}/activities").json_body["items"])

    def list_all(self, path: str, **query: str) -> list[dict[str, Any]]:
        """Follow a list to its end."""
        items: list[dict[str, Any]] = []
        while True:
            asked = "&".join(f"{name}={value}" for name, value in query.items())
            answer = self.get(f"{path}?{asked}")
            assert answer.status_code == 200, answer.body
            items += answer.json_body["items"]
            if answer.json_body["next_cursor"] is None:
                return items
            query["cursor"] = answer.json_body["next_cursor"]


def link_mails(platform: Platform) -> list[Mail]:
    """Give the mails that told clients of a report, oldest first."""
    return [mail for mail in platform.gateways.mailer.mails if mail.kind == "report_link"]


def link_in(mail: Mail) -> str:
    """Give the path of the link in a client's mail."""
    found = _LINK.search(mail.text)
    assert found, mail.text
    return found.group(1)


def open_link(platform: Platform, path: str, accept: str = "*/*") -> HTTPResponse:
    """Open a link as a client does, who has nothing but the link."""
    return platform.request("GET", path.removeprefix("/api/v1"), headers={"Accept": accept})


@dataclass(frozen=True)
class File:
    """A file that an address in S3 leads to, with what the address says of it."""

    key: str
    name: str
    disposition: str
    content_type: str
    seconds: int
    content: bytes

    @property
    def text(self) -> str:
        """Give the words of a PDF."""
        return ReadPdf(self.content).text


def fetch(platform: Platform, address: str) -> File:
    """Give what an address in S3 leads to; it must be signed and of our bucket."""
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert query["X-Amz-Signature"]
    assert get_settings().documents_bucket in parts.netloc + parts.path
    key = unquote(parts.path).removeprefix(f"/{get_settings().documents_bucket}").lstrip("/")
    disposition, _, name = query["response-content-disposition"].partition("; filename=")
    return File(
        key=key,
        name=name.strip('"'),
        disposition=disposition,
        content_type=query["response-content-type"],
        seconds=int(query["X-Amz-Expires"]),
        content=platform.gateways.documents.content_by_key[key],
    )


def message_ids_to(platform: Platform, address: str) -> list[str]:
    """Give the provider's ids of the mails to an address, oldest first."""
    numbered = enumerate(platform.gateways.mailer.mails, 1)
    return [f"message-{number}" for number, mail in numbered if mail.to == address]


def mail_event(
    event_type: str, message_id: str, mailed_at: datetime | None = None, **facts: Any
) -> dict[str, Any]:
    """Make an event of SES about a mail, with changes to what is particular to its type."""
    event = ses_event(event_type, **facts)
    event["mail"]["messageId"] = message_id
    if mailed_at:
        event["mail"]["timestamp"] = mailed_at.isoformat()
    return event


def tell(platform: Platform, event_type: str, message_id: str, **facts: Any) -> None:
    """Have SES tell something of a mail, through the topic."""
    publish(platform, mail_event(event_type, message_id, **facts))


def publish(platform: Platform, message: Any, topic: str | None = None) -> None:
    """Hand a notification to the function, as SNS does."""
    text = message if isinstance(message, str) else json.dumps(message)
    event = platform.client.events.generate_sns_event(text)
    event["Records"][0]["Sns"]["TopicArn"] = topic or get_settings().mail_events_topic
    platform.client.lambda_.invoke("record_mail_event", event)


def stored_texts(platform: Platform) -> Iterator[str]:
    """Give everything that is stored: each item of each table, and each file with its key."""
    dynamodb = boto3.client("dynamodb")
    for table in dynamodb.list_tables()["TableNames"]:
        for item in dynamodb.scan(TableName=table)["Items"]:
            yield json.dumps(item, ensure_ascii=False)
    for key, content in platform.gateways.documents.content_by_key.items():
        yield key
        yield content.decode("latin-1")
