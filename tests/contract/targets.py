"""The three things that serve the API: in process, `chalice local`, and the deployed stack.

Each answers the same requests, so one suite of assertions holds for all of them.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from email.message import Message
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import moto
from chalice.test import Client

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.domain.permissions import Role
from chalicelib.errors import UserExists
from chalicelib.gateways import use_gateways
from chalicelib.gateways.ai import Answer as AiAnswer
from chalicelib.gateways.ai import Prompt
from chalicelib.models.inquiry import InquiryItem
from chalicelib.models.table import Item
from chalicelib.services.users import create_user
from ops.local.aws_environment import ACCOUNT_ID, child_environment, point_at
from ops.local.inbox.ses_events import EventName, make_ses_event
from ops.local.ports import free_port
from ops.local.responder.drafts import compose_draft
from ops.local.responder.request import read_request
from ops.stages.names import StageNames
from tests.fakes import FakeAi, FakeGateways
from tests.functional.conftest import Platform as InProcess
from tests.functional.people import publish
from tests.platform import PATIENCE_SECONDS, ROOT, Answer, Platform, send_request, wait_until
from tests.templates import create_tables

OPERATOR = {"username": "olga.operator", "password": "correct horse battery staple"}
NOBODY = "01a20b79-0000-7000-8000-000000000000"
"""The id of no inquiry."""

_PAUSE_SECONDS = 0.2


class Target(ABC):
    """Something that serves the API."""

    def __init__(self, name: str, admin: dict[str, str]) -> None:
        self.name = name
        self.admin = admin
        self._sessions: dict[str, dict[str, str]] = {}

    @abstractmethod
    def request(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request; a body that is no bytes goes as JSON."""

    @abstractmethod
    def work(self, inquiry_id: str) -> None:
        """Have the workers do what an inquiry is owed."""

    @abstractmethod
    def mails(self, inquiry_id: str) -> list[dict[str, str]]:
        """Give the mails of an inquiry: kind, to, subject, text, html."""

    @abstractmethod
    def pause(self) -> None:
        """Let the workers get on before a request is sent again."""

    def bounce(self, address: str) -> None:
        """Have the newest mail to an address come back."""
        raise NotImplementedError

    def store(self, *items: Item) -> None:
        """Store items as they are."""
        for item in items:
            self.client("dynamodb").put_item(
                TableName=item.Meta.table_name,  # type: ignore[attr-defined]
                Item=item.serialize(),
            )

    def client(self, service: str) -> Any:
        """Give a client of what the target keeps its data in."""
        raise NotImplementedError

    def files(self, prefix: str) -> list[str]:
        """Name the files whose key begins so."""
        raise NotImplementedError

    def items(self, inquiry_id: str) -> list[dict[str, Any]]:
        """Give everything that is stored of an inquiry, as DynamoDB gives it."""
        return list(
            self.client("dynamodb").query(
                TableName=InquiryItem.Meta.table_name,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": {"S": inquiry_id}},
                ConsistentRead=True,
            )["Items"]
        )

    def submit(
        self, body: dict[str, Any], headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        answer = self.request("POST", "/api/v1/inquiries", body, headers)
        assert answer.status == 201, answer.body
        return dict(answer.json)

    def signed_in(self, credentials: dict[str, str] | None = None) -> dict[str, str]:
        """Give the header of a session that tests share; who ends a session signs in anew."""
        username = (credentials or self.admin)["username"]
        if username not in self._sessions:
            self._sessions[username] = self.sign_in(credentials)
        return self._sessions[username]

    def sign_in(self, credentials: dict[str, str] | None = None) -> dict[str, str]:
        answer = self.request("POST", "/api/v1/auth/login", credentials or self.admin)
        assert answer.status == 200, answer.body
        return {"Authorization": f"Bearer {answer.json['token']}"}


class ClientTarget(Target):
    """chalice.test.Client over tables in moto."""

    def __init__(self, application: InProcess, username: str = "admin") -> None:
        super().__init__("client", {"username": username, "password": "only for these tests"})
        self._application = application
        create_user(self.admin["username"], "Administrator", Role.ADMIN, self.admin["password"])
        create_operator()

    def request(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json"} if body is not None else {}
        answer = self._application.client.http.request(
            method, path, headers={**sent, **(headers or {})}, body=b"" if body is None else raw
        )
        received = Message()
        for name, value in answer.headers.items():
            received[name] = value
        return Answer(answer.status_code, received, answer.body)

    def work(self, inquiry_id: str) -> None:
        self._application.work()

    def mails(self, inquiry_id: str) -> list[dict[str, str]]:
        sent = self._application.gateways.mailer.mails
        return [asdict(mail) for mail in sent if mail.inquiry_id == inquiry_id]

    def pause(self) -> None:
        self._application.work()

    def bounce(self, address: str) -> None:
        sent = self._application.gateways.mailer.mails
        number, mail = [pair for pair in enumerate(sent, 1) if pair[1].to == address][-1]
        settings = get_settings()
        journal = {
            "to": address,
            "sender": settings.email_sender,
            "subject": mail.subject,
            "message_id": f"message-{number}",
            "sent_at": self._application.gateways.clock.now().isoformat(),
            "configuration_set": settings.mail_configuration_set,
            "tags": {},
        }
        event = make_ses_event(journal, EventName.BOUNCE, datetime.now(UTC))
        publish(self._application, event)

    def client(self, service: str) -> Any:
        return aws.client(service)

    def files(self, prefix: str) -> list[str]:
        return self._application.gateways.documents.list_keys(prefix)

    def stored(self, url: str) -> bytes:
        """Give what lies in the store under the key of an address."""
        key = unquote(urlsplit(url).path).removeprefix("/")
        return self._application.gateways.documents.content_by_key[key]


class UrlTarget(Target):
    """An address that serves the API, with workers behind it; nothing else is known of it.

    `always` are headers of every request, such as the one that chooses a colour.
    """

    def __init__(
        self, name: str, url: str, admin: dict[str, str], always: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(name, admin)
        self._url = url
        self._always = dict(always or {})

    def request(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        return send_request(self._url + path, method, body, {**self._always, **(headers or {})})

    def work(self, inquiry_id: str) -> None:
        staff = self.signed_in()

        def is_settled() -> bool:
            answer = self.request("GET", f"/api/v1/admin/inquiries/{inquiry_id}", headers=staff)
            return answer.status == 200 and not answer.json["owed"]

        wait_until(is_settled, PATIENCE_SECONDS, f"{inquiry_id} is owed nothing")

    def mails(self, inquiry_id: str) -> list[dict[str, str]]:
        raise NotImplementedError

    def pause(self) -> None:
        time.sleep(_PAUSE_SECONDS)


class HttpTarget(UrlTarget):
    """Something on a running platform that serves the API; the deployed workers get its messages.

    `inbox` is the platform with mailbox and tables.
    """

    def __init__(self, name: str, platform: Platform, inbox: Platform) -> None:
        super().__init__(name, platform.url, platform.admin)
        self._inbox = inbox

    def mails(self, inquiry_id: str) -> list[dict[str, str]]:
        return self._inbox.mails(inquiry_id)

    def bounce(self, address: str) -> None:
        wanted = {"event": "bounce", "to": address}
        answer = self._inbox.request("POST", "/_local/mail/events", wanted)
        assert answer.status == 202, answer.body

    def client(self, service: str) -> Any:
        return self._inbox.client(service)

    def files(self, prefix: str) -> list[str]:
        bucket = StageNames("local").documents_bucket(ACCOUNT_ID)
        found = self.client("s3").list_objects_v2(Bucket=bucket, Prefix=prefix)
        return [each["Key"] for each in found.get("Contents", [])]


class _ResponderAi(FakeAi):
    """The model that answers by rules, as the local platform's does."""

    def draft(self, prompt: Prompt) -> AiAnswer:
        super().draft(prompt)
        messages = [
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": prompt.user},
        ]
        request = read_request({"messages": messages})
        text = compose_draft(request).strip()
        return AiAnswer(text, get_settings().ai_model_id, 700, 300, "end_turn")


class _Gateways(FakeGateways):
    @cached_property
    def ai(self) -> FakeAi:
        return _ResponderAi()


@contextmanager
def in_process() -> Iterator[InProcess]:
    """Run the application in this process, over tables in moto and fakes for the rest."""
    from app import app

    gateways = _Gateways()
    with moto.mock_aws():
        aws.forget_clients()
        create_tables("local")
        with Client(app, stage_name="none") as client, use_gateways(gateways):
            yield InProcess(client, gateways)
    aws.forget_clients()


@contextmanager
def chalice_local(platform: Platform, log: Path) -> Iterator[Platform]:
    """Run `chalice local` on the tables and queues of a running platform.

    What is given is that platform, with `chalice local` in the place of its edge.
    """
    port = free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", "from chalice.cli import main; raise SystemExit(main())"),
                *("local", "--stage", "local", "--no-autoreload"),
                *("--host", "127.0.0.1", "--port", str(port)),
            ],
            cwd=ROOT,
            env=child_environment(platform.emulator_url),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )

    def answers() -> bool:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=5):
                return True
        except OSError:
            return False

    try:
        wait_until(answers, PATIENCE_SECONDS, f"chalice local answers, see {log}")
        yield replace(platform, url=f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


@contextmanager
def on_emulator(platform: Platform) -> Iterator[None]:
    """Have chalicelib in this process work on the tables of a running platform."""
    before = dict(os.environ)
    os.environ.update(point_at(platform.emulator_url))
    aws.forget_clients()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        aws.forget_clients()


def create_operator() -> None:
    """Create a user who may run the platform and read no inquiries."""
    try:
        create_user(OPERATOR["username"], "Olga Operator", Role.OPERATOR, OPERATOR["password"])
    except UserExists:
        return


def assert_common_headers(answer: Answer) -> None:
    """Show that an answer can be found again in the log, and is kept by nobody."""
    assert len(answer.headers.get("X-Request-Id", "")) >= 16, answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
