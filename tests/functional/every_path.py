"""What each function asks AWS for, recorded at the door while it goes through all of its paths.

Everything that a function calls is real here and goes through the door of chalicelib/aws.py:
tables, bucket and queues to moto, the model and the mail provider to answers that are written
below. The messages of the queues and the time are the fakes', so that a test decides when what
happens.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from chalice.test import Client

from app import app
from chalicelib import aws
from chalicelib.gateways.ai import Ai, Answer, Prompt
from chalicelib.gateways.mailer import Mail, Mailer
from chalicelib.gateways.queues import Queues
from chalicelib.models.inquiry import InquiryEmail, email_key
from tests.fakes import FakeAi, FakeMailer
from tests.functional.conftest import Platform
from tests.functional.door import BothQueues, CountedGateways, start_counted_platform
from tests.functional.people import Consultant, link_in, link_mails, message_ids_to, open_link, tell
from tests.functional.valid_requests import PASSWORD, VALID, make_day
from tests.permissions import Call

_SERVICES = ("bedrock-runtime", "dynamodb", "s3", "sesv2", "sqs")
_API_HANDLER = "api_handler"
_MORE_MAILS_THAN_A_TRANSACTION_TAKES = 31
_ANSWERS: dict[str, dict[str, Any]] = {
    "Converse": {
        "output": {"message": {"content": [{"text": "## Summary\n\nMove the database first."}]}},
        "usage": {"inputTokens": 700, "outputTokens": 300},
        "stopReason": "end_turn",
    },
    "GetAccount": {"SendingEnabled": True},
    "SendEmail": {"MessageId": "of-the-provider"},
}
"""What the services say that moto does not have, by operation."""


class _Ai(FakeAi):
    """The fake, which asks the model too."""

    def draft(self, prompt: Prompt) -> Answer:
        Ai.draft(self, prompt)
        return super().draft(prompt)

    def check(self) -> None:
        Ai.check(self)


class _Mailer(FakeMailer):
    """The fake, which hands mails to the provider too."""

    def send(self, mail: Mail) -> str:
        Mailer.send(self, mail)
        return super().send(mail)

    def check(self) -> None:
        Mailer.check(self)


class _Queues(BothQueues):
    """The fake, which sends to SQS too and forgets addresses between two functions."""

    def forget_addresses(self) -> None:
        self._real = Queues()

    def check(self, queue: str) -> None:
        self._real.check(queue)


class _Gateways(CountedGateways):
    """Everything goes through the door."""

    @cached_property
    def ai(self) -> _Ai:
        return _Ai()

    @cached_property
    def mailer(self) -> _Mailer:
        return _Mailer()

    @cached_property
    def queues(self) -> _Queues:
        return _Queues(self.clock)


@dataclass
class Recorder:
    """Who called what. What a test does itself, between two invocations, is nobody's call."""

    gateways: _Gateways
    calls: dict[str, list[Call]] = field(default_factory=lambda: defaultdict(list))
    _function: str | None = None

    @contextmanager
    def running(self, function: str) -> Iterator[None]:
        self.gateways.queues.forget_addresses()  # Each function is a process of its own.
        self._function = function
        try:
            yield
        finally:
            self._function = None

    @contextmanager
    def at_the_door(self) -> Iterator[None]:
        """Listen at every client of the door while the context lasts.

        An address that is signed for somebody else is recorded as well: what is fetched by it is
        fetched with the permissions of who signed.
        """
        clients = [aws.client(service) for service in _SERVICES]
        for client in clients:
            client.meta.events.register("provide-client-params", self._note)
            client.meta.events.register("before-call", _answer)
        try:
            yield
        finally:
            for client in clients:
                client.meta.events.unregister("provide-client-params", self._note)
                client.meta.events.unregister("before-call", _answer)

    def _note(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if self._function:
            call = Call(model.service_model.service_name, model.name, params)
            self.calls[self._function].append(call)


def _answer(model: Any, **_: Any) -> tuple[Any, dict[str, Any]] | None:
    if model.name not in _ANSWERS:
        return None
    return SimpleNamespace(status_code=200), _ANSWERS[model.name]


class RecordedClient:
    """chalice.test.Client, which says what it runs."""

    def __init__(self, client: Client, recorder: Recorder) -> None:
        self._client, self._recorder = client, recorder
        self.events = client.events
        self.http = SimpleNamespace(request=self._request)
        self.lambda_ = SimpleNamespace(invoke=self._invoke)

    def _request(self, *args: Any, **named: Any) -> Any:
        with self._recorder.running(_API_HANDLER):
            return self._client.http.request(*args, **named)

    def _invoke(self, function: str, *args: Any) -> Any:
        with self._recorder.running(function):
            return self._client.lambda_.invoke(function, *args)


def record_calls() -> dict[str, list[Call]]:
    """Have every function go through all of its paths, and give what each called."""
    recorder = Recorder(_Gateways())
    with start_counted_platform(recorder.gateways) as platform, recorder.at_the_door():
        recorded: Any = RecordedClient(platform.client, recorder)
        platform = Platform(recorded, platform.gateways)
        _have_every_route_answer(platform)
        _look_for_inquiries(platform)
        _be_refused(platform)
        _work_while_others_are_away(platform)
        _have_a_client_read(platform)
        _hear_of_mails(platform)
        _lose_messages(platform)
        _delete_and_let_time_pass(platform)
    return dict(recorder.calls)


def _have_every_route_answer(platform: Platform) -> None:
    day = make_day(platform)
    for _, methods in sorted(app.routes.items()):
        for entry in methods.values():
            answer = day.request(entry, platform.sign_in())
            assert answer.status_code < 400, (entry.view_name, answer.body)
    assert set(VALID) == {e.view_name for m in app.routes.values() for e in m.values()}
    platform.work()


def _look_for_inquiries(platform: Platform) -> None:
    admin = platform.sign_in()
    for query in ("q=keller", "status=pending", "assignee=robin", "assignee=-", "priority=low"):
        found = platform.request("GET", f"/admin/inquiries?{query}", headers=admin)
        assert found.status_code == 200, found.body
    inquiry_id = platform.submit()["id"]
    body = {"version": 1, "assignee": "robin"}
    path = f"/admin/inquiries/{inquiry_id}"
    assert platform.request("PATCH", path, body, admin).status_code == 200
    filters = ({"q": "keller"}, {"assignee": "robin"}, {"status": "pending"}, {})
    for wanted in ({"ids": [inquiry_id]}, *filters):
        platform.request("POST", "/admin/exports/inquiries", wanted, admin)
    platform.work()


def _be_refused(platform: Platform) -> None:
    key = {"Idempotency-Key": "the-same"}
    assert platform.submit(key) == platform.submit(key)
    body = {"username": "robin", "password": f"not {PASSWORD}"}
    assert platform.request("POST", "/auth/login", body).status_code == 401


def _work_while_others_are_away(platform: Platform) -> None:
    platform.gateways.ai.away = "AI is throttled"
    platform.gateways.mailer.away = "The mail provider is throttling"
    platform.submit()
    platform.work()
    platform.gateways.mailer.away = None
    platform.pass_time(1200, step=300)
    platform.gateways.ai.away = None
    platform.pass_time(1200, step=300)


def _have_a_client_read(platform: Platform) -> None:
    consultant = Consultant(platform)
    inquiry_id = platform.submit()["id"]
    platform.work()
    report_id = consultant.save(f"{inquiry_id}.1", "## Plan\n\nMove it.")
    mail = consultant.send_approved(report_id)
    assert open_link(platform, link_in(mail)).status_code == 302
    assert len(link_mails(platform)) >= 1
    assert consultant.get(f"/reports/{report_id}/pdf").status_code == 302
    _have_no_client_read(platform, consultant)


def _have_no_client_read(platform: Platform, consultant: Consultant) -> None:
    """Make links in vain: for a synthetic inquiry, and while the mail provider is away."""
    synthetic = {"X-Synthetic": "true", **platform.sign_in()}
    ids = [platform.submit(synthetic)["id"], platform.submit()["id"]]
    platform.work()
    platform.gateways.mailer.away = "The mail provider is throttling"
    for inquiry_id in ids:
        assert consultant.approve(f"{inquiry_id}.1").status_code == 200
        assert consultant.send(f"{inquiry_id}.1").status_code == 202
    platform.work()
    platform.gateways.mailer.away = None
    platform.pass_time(60, step=30)


def _hear_of_mails(platform: Platform) -> None:
    platform.submit(email="left@keller-logistics.example")
    platform.work()
    (message_id,) = message_ids_to(platform, "left@keller-logistics.example")
    for event_type in ("Delivery", "Bounce"):
        tell(platform, event_type, message_id)
    platform.submit(email="left@keller-logistics.example")
    platform.work()


def _lose_messages(platform: Platform) -> None:
    platform.submit()
    platform.gateways.queues.purge()
    platform.pass_time(1200, step=300)
    assert len(platform.gateways.queues) == 0


def _delete_and_let_time_pass(platform: Platform) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    for number in range(_MORE_MAILS_THAN_A_TRANSACTION_TAKES):
        InquiryEmail(
            *(inquiry_id, email_key(f"{number:04}")),
            **{"kind": "report_link", "to": "maria@keller-logistics.example"},
            **{"subject": "Your report", "status": "sent", "at": platform.gateways.clock.now()},
        ).save()
    Consultant(platform).delete_inquiry(inquiry_id)
    platform.work()
    platform.pass_time(600, step=300)
    platform.gateways.clock.advance(3 * 365 * 86_400)
    platform.sweep()
    platform.work()
    event = platform.client.events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
    platform.client.lambda_.invoke("apply_retention", event)
