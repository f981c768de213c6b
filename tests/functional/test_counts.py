"""Counts are right at every moment: after anything that people and jobs do, in any order.

What a count should be is found by reading all the data (ops/counters.py).
"""

from collections.abc import Callable
from random import Random

import msgspec
import pytest

from chalicelib.config import get_settings
from chalicelib.domain.inquiries import MailStatus
from chalicelib.domain.mail_events import MailEvent
from chalicelib.domain.permissions import Role
from chalicelib.gateways.ai import Answer, Prompt
from chalicelib.gateways.mailer import Mail
from chalicelib.gateways.queues import Message
from chalicelib.models import access
from chalicelib.services.mail_events import MailNotRecorded, record_mail_event
from ops.counters import compare_counts
from tests.fakes import START
from tests.functional.casework import LIST, Headers, edit, get_counts, get_page
from tests.functional.conftest import Platform

STEPS = 40
USERS = ["ada", "robin"]


class WorkerKilled(BaseException):
    """Nothing after this line of the worker runs, as with SIGKILL."""


class Chance:
    """A day on which anything may happen next."""

    def __init__(self, platform: Platform, seed: int) -> None:
        self.platform = platform
        self.random = Random(seed)
        self.staff = platform.sign_in()
        self.ids: list[str] = []
        self.done: list[str] = []
        self.messages: list[tuple[str, Message]] = []
        self.acts: list[Callable[[], None]] = [
            *[self.deliver] * 8,
            *[self.edit_one] * 3,
            *[self.submit] * 2,
            *[self.change_report] * 2,
            *[self.hear_of_mail] * 2,
            self.submit_synthetic,
            self.deliver_again,
            self.deliver_to_a_doomed_worker,
            self.edit_all,
            self.delete,
            self.ask_for_a_draft,
            self.lose_a_message,
            self.let_time_pass,
            self.change_the_world,
        ]

    def act(self) -> None:
        act = self.random.choice(self.acts)
        self.done.append(act.__name__)
        act()

    def submit(self) -> None:
        if len(self.ids) < 5:
            self.ids.append(self.platform.submit()["id"])

    def submit_synthetic(self) -> None:
        self.ids.append(self.platform.submit({"X-Synthetic": "true", **self.staff})["id"])

    def edit_one(self) -> None:
        if not self.ids:
            return
        inquiry_id = self.random.choice(self.ids)
        found = self.platform.request("GET", f"{LIST}/{inquiry_id}", headers=self.staff)
        if found.status_code == 404:
            return
        answer = edit(
            *(self.platform, self.staff, inquiry_id),
            version=found.json_body["version"] - self.random.choice([0, 0, 0, 1]),
            status=self.random.choice(found.json_body["next_statuses"]),
            assignee=self.random.choice([None, *USERS]),
        )
        assert answer.status_code in (200, 400, 409), answer.body

    def edit_all(self) -> None:
        items = [{"id": inquiry_id, "version": 1} for inquiry_id in self.ids]
        body = {"items": items, "status": self.random.choice(["processing", "closed"])}
        self.platform.request("POST", f"{LIST}/bulk", body, self.staff)

    def delete(self) -> None:
        if self.ids:
            inquiry_id = self.random.choice(self.ids)
            found = self.platform.request("GET", f"{LIST}/{inquiry_id}", headers=self.staff)
            version = found.json_body.get("version", 1)
            path = f"{LIST}/{inquiry_id}?version={version}"
            answer = self.platform.request("DELETE", path, headers=self.staff)
            assert answer.status_code in (204, 404), answer.body

    def change_report(self) -> None:
        if not self.ids:
            return
        report = f"/admin/reports/{self.random.choice(self.ids)}.{self.random.choice([1, 1, 2])}"
        method, path, body = self.random.choice(
            [
                ("PATCH", report, {"status": "reviewed"}),
                ("PATCH", report, {"markdown": f"Version {self.random.random()}"}),
                ("POST", f"{report}/approve", None),
                ("POST", f"{report}/send", {"again": True}),
            ]
        )
        answer = self.platform.request(method, path, body, self.staff)
        assert answer.status_code in (200, 202, 404, 409), answer.body

    def ask_for_a_draft(self) -> None:
        if self.ids:
            path = f"{LIST}/{self.random.choice(self.ids)}/reports"
            answer = self.platform.request("POST", path, {}, self.staff)
            assert answer.status_code in (202, 404, 409), answer.body

    def hear_of_mail(self) -> None:
        event = MailEvent(
            id=f"event-{self.random.randrange(9)}",
            message_id=f"message-{self.random.randrange(1, 12)}",
            status=self.random.choice(
                [MailStatus.DELIVERED, MailStatus.BOUNCED, MailStatus.COMPLAINED]
            ),
            at=START,
            reason=None,
            suppresses=False,
            configuration_sets=("consulting-local",),
            recipients=("maria@keller-logistics.example",),
            mailed_at=START,
        )
        try:
            record_mail_event(event)
        except MailNotRecorded:
            return

    def deliver(self) -> None:
        received = self.platform.gateways.queues.receive()
        if received:
            self.messages.append(received)
            self.hand_over(*received)

    def deliver_again(self) -> None:
        if self.messages:
            self.hand_over(*self.random.choice(self.messages))

    def hand_over(self, queue: str, message: Message) -> None:
        is_report = queue == get_settings().reports_queue
        function = "generate_reports" if is_report else "send_emails"
        self.platform.deliver(function, msgspec.json.encode(message).decode())

    def deliver_to_a_doomed_worker(self) -> None:
        """Kill a worker that has drafted or sent, before it can write that down."""
        ai, mailer = self.platform.gateways.ai, self.platform.gateways.mailer
        draft, send = ai.draft, mailer.send

        def draft_and_die(prompt: Prompt) -> Answer:
            draft(prompt)
            raise WorkerKilled

        def send_and_die(mail: Mail) -> str:
            send(mail)
            raise WorkerKilled

        ai.draft, mailer.send = draft_and_die, send_and_die  # type: ignore[method-assign]
        try:
            self.deliver()
        except WorkerKilled:
            return
        finally:
            ai.draft, mailer.send = draft, send  # type: ignore[method-assign]

    def lose_a_message(self) -> None:
        self.platform.gateways.queues.receive()

    def let_time_pass(self) -> None:
        self.platform.gateways.clock.advance(self.random.choice([10, 140, 400, 1000]))
        self.platform.sweep()

    def change_the_world(self) -> None:
        gateways = self.platform.gateways
        gateways.ai.away = self.random.choice([None, "AI timed out"])
        gateways.mailer.away = self.random.choice([None, "Sending is paused"])
        gateways.documents.away = self.random.choice([None, None, "The store is away"])

    def end_well(self) -> None:
        gateways = self.platform.gateways
        gateways.ai.away = gateways.mailer.away = gateways.documents.away = None
        for _ in range(4):
            gateways.clock.advance(1300)
            self.platform.sweep()
            self.platform.work()


@pytest.fixture
def staff(platform: Platform) -> Headers:
    for username in USERS:
        user = access.User(
            access.USERS,
            username,
            username=username,
            name=username.capitalize(),
            role=Role.CONSULTANT,
            password_hash="none",
            created_at=START,
        )
        access.create_user(user)
    return platform.sign_in()


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_right_after_each_of_anything_that_may_happen(
    platform: Platform, staff: Headers, seed: int
) -> None:
    chance = Chance(platform, seed)

    for _ in range(STEPS):
        chance.act()
        assert compare_counts().differences == [], chance.done
    chance.end_well()

    found = compare_counts()
    assert found.differences == []
    totals = get_counts(platform, platform.sign_in())
    listed = get_page(platform, platform.sign_in(), limit=100)
    assert totals["total"] == len(listed["items"]) == listed["total"]
    for status, count in totals["by_status"].items():
        page = get_page(platform, platform.sign_in(), status=status, limit=100)
        assert len(page["items"]) == page["total"] == count
    for username, count in totals["by_assignee"].items():
        page = get_page(platform, platform.sign_in(), assignee=username, limit=100)
        assert len(page["items"]) == page["total"] == count
    reports = [item["report"] for item in listed["items"]]
    assert {state: reports.count(state) for state in reports} == totals["by_report"]


def test_count_inquiries_follows_within_one_job(platform: Platform, staff: Headers) -> None:
    empty = get_counts(platform, staff)
    submitted = platform.submit()
    before = get_counts(platform, staff)
    platform.work()
    counted = get_counts(platform, staff)
    edit(platform, staff, submitted["id"], version=1, status="processing", assignee="ada")

    assert empty == before == {"total": 0, "by_status": {}, "by_report": {}, "by_assignee": {}}
    assert counted == {
        "total": 1,
        "by_status": {"pending": 1},
        "by_report": {"draft": 1},
        "by_assignee": {},
    }
    assert get_counts(platform, staff) == {
        "total": 1,
        "by_status": {"processing": 1},
        "by_report": {"draft": 1},
        "by_assignee": {"ada": 1},
    }


def test_count_inquiries_never_counts_synthetic_ones(platform: Platform, staff: Headers) -> None:
    submitted = platform.submit({"X-Synthetic": "true", **staff})
    platform.work()
    edit(platform, staff, submitted["id"], version=1, status="closed", assignee="robin")

    assert get_counts(platform, staff)["total"] == 0
    assert list(compare_counts().changes) == []
