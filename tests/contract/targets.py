"""The three things that serve the API: in process, `chalice local`, and the deployed stack.

Each answers the same requests, so one suite of assertions holds for all of them.
"""

import json
import os
import subprocess
import sys
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import moto
from chalice.test import Client

from chalicelib import aws
from chalicelib.domain.permissions import Role
from chalicelib.errors import UserExists
from chalicelib.gateways import use_gateways
from chalicelib.services.users import create_user
from ops.local.aws_environment import child_environment, point_at
from ops.local.ports import free_port
from tests.fakes import FakeGateways
from tests.functional.conftest import Platform as InProcess
from tests.platform import ROOT, Answer, Platform, wait_until
from tests.templates import create_tables

OPERATOR = {"username": "olga.operator", "password": "correct horse battery staple"}
NOBODY = "01a20b79-0000-7000-8000-000000000000"
"""The id of no inquiry."""

_START_SECONDS = 60
_REPORT_SECONDS = 60


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

    def __init__(self, application: InProcess) -> None:
        super().__init__("client", {"username": "admin", "password": "only for these tests"})
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

    def stored(self, url: str) -> bytes:
        """Give what lies in the store under the key of an address."""
        key = unquote(urlsplit(url).path).removeprefix("/")
        return self._application.gateways.documents.content_by_key[key]


class HttpTarget(Target):
    """An address that serves the API, whose messages the deployed workers get."""

    def __init__(self, name: str, platform: Platform, inbox: Platform) -> None:
        super().__init__(name, platform.admin)
        self._platform = platform
        self._inbox = inbox

    def request(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        return self._platform.request(method, path, body, headers)

    def work(self, inquiry_id: str) -> None:
        staff = self.signed_in()

        def is_settled() -> bool:
            answer = self.request("GET", f"/api/v1/admin/inquiries/{inquiry_id}", headers=staff)
            return answer.status == 200 and not answer.json["owed"]

        wait_until(is_settled, _REPORT_SECONDS, f"{inquiry_id} is owed nothing")

    def mails(self, inquiry_id: str) -> list[dict[str, str]]:
        return self._inbox.mails(inquiry_id)


@contextmanager
def in_process() -> Iterator[InProcess]:
    """Run the application in this process, over tables in moto and fakes for the rest."""
    from app import app

    gateways = FakeGateways()
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
        wait_until(answers, _START_SECONDS, f"chalice local answers, see {log}")
        yield replace(platform, url=f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(10)


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
