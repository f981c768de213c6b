"""The counts of mails equal the mails on record after whatever happens to them."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import boto3
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chalicelib.domain.permissions import Role
from chalicelib.services.mail_events import MailNotRecorded
from tests.functional.conftest import Platform, start_platform
from tests.functional.people import Consultant, mail_event, publish

Step = tuple[str, int]
ADDRESSES = ["maria@client.example", "otto@client.example", "test@example.com"]
EVENTS = ["Send", "Delivery", "DeliveryDelay", "Bounce", "Complaint", "Reject"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *["submit", "submit", "synthetic", "work", "work", "event", "event", "event"],
                *["away", "refuse", "accept", "again", "lift", "send", "delete", "days"],
            ]
        ),
        st.integers(0, 30),
    ),
    min_size=8,
    max_size=14,
)


class Post:
    """A platform on which mails are sent, told of, asked for again, and removed."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.consultant = Consultant(platform)
        self.inquiry_ids: list[str] = []

    def do(self, step: Step) -> None:
        action, number = step
        mailer = self.platform.gateways.mailer
        acts: dict[str, Callable[[], Any]] = {
            "submit": lambda: self._submit(number, {}),
            "synthetic": lambda: self._submit(number, {"X-Synthetic": "true"}),
            "work": self.platform.work,
            "event": lambda: self._tell(number),
            "away": lambda: setattr(mailer, "away", "The mail provider is away"),
            "refuse": lambda: setattr(mailer, "refusal", "No"),
            "accept": lambda: (setattr(mailer, "refusal", None), setattr(mailer, "away", None)),
            "again": lambda: self._send_again(number),
            "lift": self._lift,
            "send": lambda: self._send_report(number),
            "delete": lambda: self._delete(number),
            "days": lambda: self._pass_days(number * 20),
        }
        acts[action]()

    def check(self) -> None:
        assert counted() == on_record()

    def _submit(self, number: int, headers: dict[str, str]) -> None:
        signed_in = self.platform.sign_in(Role.ADMIN) if headers else {}
        address = ADDRESSES[number % len(ADDRESSES)]
        self.inquiry_ids.append(self.platform.submit({**signed_in, **headers}, email=address)["id"])

    def _tell(self, number: int) -> None:
        sent = len(self.platform.gateways.mailer.mails)
        if not sent:
            return
        event_type = EVENTS[number % len(EVENTS)]
        message_id = f"message-{1 + number % sent}"
        try:
            publish(self.platform, mail_event(event_type, message_id))
        except MailNotRecorded:
            return  # It was removed.

    def _send_again(self, number: int) -> None:
        rows = self.consultant.list_all("/mail/events", limit="100")
        if rows:
            self.consultant.post(f"/mail/events/{rows[number % len(rows)]['id']}/send")

    def _lift(self) -> None:
        for entry in self.consultant.get("/mail/suppressions").json_body["items"]:
            self.consultant.delete(f"/mail/suppressions/{entry['id']}")

    def _send_report(self, number: int) -> None:
        if self.inquiry_ids:
            report_id = f"{self.inquiry_ids[number % len(self.inquiry_ids)]}.1"
            self.consultant.approve(report_id)
            self.consultant.send(report_id, again=True)

    def _delete(self, number: int) -> None:
        if self.inquiry_ids:
            self.consultant.delete_inquiry(self.inquiry_ids.pop(number % len(self.inquiry_ids)))

    def _pass_days(self, days: int) -> None:
        self.platform.gateways.clock.advance(days * 86_400)
        self.platform.sweep()
        event = self.platform.client.events.generate_cw_event("aws.events", "Event", {}, [])
        self.platform.client.lambda_.invoke("apply_retention", event)


def counted() -> Counter[tuple[str, str, str]]:
    """Give what the ledger counts, by day, kind and status; what is none is left out."""
    found: Counter[tuple[str, str, str]] = Counter()
    for item in boto3.client("dynamodb").scan(TableName="consulting-local-ledger")["Items"]:
        if item["pk"]["S"] != "MAILS":
            continue
        day, _, kind = item["sk"]["S"].partition("#")
        for name, value in item.items():
            if name not in ("pk", "sk", "changes", "updated_at") and value["N"] != "0":
                found[day, kind, name] = int(value["N"])
    return found


def on_record() -> Counter[tuple[str, str, str]]:
    """Count the mails of the list."""
    page = boto3.client("dynamodb").query(
        TableName="consulting-local-inquiries",
        IndexName="by_time",
        KeyConditionExpression="listed = :mail",
        ExpressionAttributeValues={":mail": {"S": "mail"}},
    )
    return Counter(
        (item["created_key"]["S"][:10], item["kind"]["S"], item["status"]["S"])
        for item in page["Items"]
    )


_EVERYTHING: list[Step] = [
    *[("submit", 0), ("submit", 1), ("submit", 2), ("synthetic", 0), ("work", 0)],
    *[("event", 0), ("event", 1), ("event", 1), ("event", 3), ("event", 9), ("send", 0)],
    *[("refuse", 0), ("work", 0), ("accept", 0), ("again", 0), ("again", 1), ("again", 2)],
    *[("work", 0), ("lift", 0), ("submit", 1), ("away", 0), ("work", 0), ("accept", 0)],
    *[("days", 1), ("work", 0), ("event", 4), ("delete", 0), ("work", 0), ("event", 2)],
    *[("days", 9), ("days", 10), ("days", 20)],
]


@given(steps=STEPS)
@example(steps=_EVERYTHING)
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_counts_of_mails_equal_the_mails_after_anything(steps: list[Step]) -> None:
    with start_platform() as platform:
        post = Post(platform)
        for step in steps:
            post.do(step)
            post.check()
