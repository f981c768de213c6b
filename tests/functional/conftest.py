"""The application in process: chalice.test.Client over tables in moto and fakes for the rest."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from chalice.test import Client, HTTPResponse

from chalicelib.config import get_settings
from chalicelib.domain.permissions import Role
from chalicelib.gateways import use_gateways
from chalicelib.models import access
from chalicelib.services import sessions
from tests.dynalite.server import start_dynalite
from tests.factories import inquiry_body
from tests.fakes import FakeGateways
from tests.templates import tables_in_moto


@dataclass
class Platform:
    """What a test does with the application."""

    client: Client
    gateways: FakeGateways
    faults: list[Exception] = field(default_factory=list)

    def request(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> HTTPResponse:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **(headers or {})}
        return self.client.http.request(
            method, f"/api/v1{path}", headers=sent, body=b"" if body is None else raw
        )

    def submit(self, headers: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
        answer = self.request("POST", "/inquiries", inquiry_body(**changes), headers)
        assert answer.status_code == 201, answer.body
        return dict(answer.json_body)

    def sign_in(self, role: Role = Role.ADMIN) -> dict[str, str]:
        """Give the headers of somebody who is signed in; test_access.py does it with passwords."""
        user = access.User(username=f"some.{role}", name="Robin Meyer", role=role)
        return {"Authorization": f"Bearer {sessions.open_session(user).token}"}

    def read(self, inquiry_id: str, headers: dict[str, str]) -> dict[str, Any]:
        answer = self.request("GET", f"/admin/inquiries/{inquiry_id}", headers=headers)
        assert answer.status_code == 200, answer.body
        return dict(answer.json_body)

    def work(self, most: int = 100) -> int:
        """Run the workers on every visible message; faults are kept, as SQS would keep them."""
        done = 0
        while (received := self.gateways.queues.receive()) and done < most:
            queue, message = received
            is_report = queue == get_settings().reports_queue
            name = "generate_reports" if is_report else "send_emails"
            self.deliver(name, msgspec.json.encode(message).decode())
            done += 1
        return done

    def deliver(self, function: str, body: str) -> None:
        """Hand one SQS record to a worker."""
        event = self.client.events.generate_sqs_event([body])
        try:
            self.client.lambda_.invoke(function, event)
        except Exception as fault:  # noqa: BLE001  # what a worker raises is the test's to judge
            self.faults.append(fault)

    def sweep(self) -> None:
        event = self.client.events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
        self.client.lambda_.invoke("settle_owed_work", event)

    def pass_time(self, seconds: int, step: int = 10) -> None:
        """Let time pass with workers, and the sweep at its period."""
        period = 60 * get_settings().sweep_minutes
        for second in range(0, seconds, step):
            self.gateways.clock.advance(step)
            if second % period < step:
                self.sweep()
            self.work()


@contextmanager
def start_platform(
    gateways: FakeGateways | None = None, tables: AbstractContextManager[None] | None = None
) -> Iterator[Platform]:
    """Run the application while the context lasts, over moto or other tables; nothing stays."""
    from app import app

    gateways = gateways or FakeGateways()
    with (
        tables or tables_in_moto(),
        Client(app, stage_name="none") as client,
        use_gateways(gateways),
    ):
        yield Platform(client, gateways)


@pytest.fixture(scope="session")
def dynalite() -> Iterator[str]:
    """Give the address of a DynamoDB that a worker's tests share, one after the other."""
    with start_dynalite() as url:
        yield url


@pytest.fixture
def platform() -> Iterator[Platform]:
    with start_platform() as platform:
        yield platform
