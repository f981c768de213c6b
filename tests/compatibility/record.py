"""Record what a release writes, so that later releases can show that they read it.

    python -m tests.compatibility.record release-1

writes tests/compatibility/releases/release-1.json: items of all kinds, the messages of both queues,
the texts in the object store, and the words and fields that the release reads. It is run when a
release has gone to production and committed then. A record that exists is never changed but with
`--replace`, since it stands for what lies in tables by now.
"""

import argparse
import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import boto3
import msgspec

import tests.conftest  # noqa: F401  # sets the stage before the application is imported
from chalicelib.domain.activities import ActivityKind
from chalicelib.domain.debts import DebtName, DebtState
from chalicelib.domain.inquiries import (
    InquiryStatus,
    MailKind,
    MailStatus,
    ReportOrigin,
    ReportState,
    ReportStatus,
    ServiceType,
    Source,
)
from chalicelib.domain.permissions import Role
from chalicelib.domain.priority import Priority
from chalicelib.gateways.queues import ENVELOPE_VERSION, Message
from chalicelib.services import users
from tests.functional.conftest import Platform, start_platform
from tests.functional.people import Consultant, link_in, message_ids_to, open_link, tell

RELEASES = Path(__file__).parent / "releases"
PASSWORD = "correct horse battery staple"
_WORDS: tuple[type[StrEnum], ...] = (
    *(ActivityKind, DebtName, DebtState, InquiryStatus, MailKind, MailStatus, Priority),
    *(ReportOrigin, ReportState, ReportStatus, Role, ServiceType, Source),
)
"""Enumerations whose words are stored."""


def record() -> dict[str, Any]:
    """Have the present code write everything that it can write, and give what lies there then.

    Shape: tables (name -> items), files (key -> text), messages (texts), words (enumeration ->
    words), envelope (version and fields of messages).
    """
    with start_platform() as platform:
        live_through_everything(platform)
        return {
            "tables": dict(_tables()),
            "files": {
                key: content.decode()
                for key, content in sorted(platform.gateways.documents.content_by_key.items())
                if not key.endswith(".pdf")
            },
            "messages": [msgspec.json.encode(each).decode() for each in _one_of_each(platform)],
            "words": {each.__name__: sorted(each) for each in _WORDS},
            "envelope": {
                "version": ENVELOPE_VERSION,
                "fields": sorted(Message.__struct_fields__),
            },
        }


def live_through_everything(platform: Platform) -> None:
    """Bring about items of every kind, in every state that they lie in for long."""
    users.create_user("some.consultant", "Robin Meyer", Role.CONSULTANT, PASSWORD)
    signed_in = {"username": "some.consultant", "password": PASSWORD}
    assert platform.request("POST", "/auth/login", signed_in).status_code == 200
    consultant = Consultant(platform)
    _handle_inquiry(platform, consultant)
    _suppress_address(platform)
    platform.submit({"X-Synthetic": "true", **platform.sign_in(Role.ADMIN)})
    platform.work()
    consultant.delete_inquiry(platform.submit(name="Gone Tomorrow")["id"])
    platform.work()
    consultant.post("/exports/inquiries", {"q": "keller"})
    platform.work()
    _retain(platform)
    _fail(platform)
    platform.submit(name="Just Submitted")
    consultant.post("/exports/inquiries", {})


def _handle_inquiry(platform: Platform, consultant: Consultant) -> None:
    inquiry_id = platform.submit({"Idempotency-Key": "recorded"})["id"]
    platform.work()
    edit = {"version": 1, "status": "processing", "priority": "high", "assignee": "some.consultant"}
    path = f"/admin/inquiries/{inquiry_id}"
    answer = platform.request("PATCH", path, edit, consultant.headers)
    assert answer.status_code == 200, answer.body
    consultant.post(f"/inquiries/{inquiry_id}/notes", {"text": "Called; asks for an offer."})
    report_id = consultant.save(f"{inquiry_id}.1", "## Plan\n\nMove it in two waves.")
    mail = consultant.send_approved(report_id)
    assert open_link(platform, link_in(mail)).status_code == 302
    (message_id, *_) = message_ids_to(platform, "maria@keller-logistics.example")
    tell(platform, "Delivery", message_id)
    consultant.regenerate(inquiry_id, "Shorter, please.")
    platform.work()


def _suppress_address(platform: Platform) -> None:
    platform.submit(email="left@keller-logistics.example")
    platform.work()
    (message_id,) = message_ids_to(platform, "left@keller-logistics.example")
    tell(platform, "Bounce", message_id)


def _fail(platform: Platform) -> None:
    """Leave an outline whose draft is owed, and a draft that was given up."""
    platform.gateways.ai.away = "AI is throttled"
    platform.submit(name="Waiting For AI")
    platform.work()
    platform.gateways.ai.away = None
    platform.gateways.ai.fault = RuntimeError("a fault of ours")
    platform.submit(name="Given Up")
    platform.pass_time(3600, step=300)
    platform.gateways.ai.fault = None
    platform.gateways.ai.away = "AI is throttled"
    platform.submit(name="Waiting Again")
    platform.work()
    platform.gateways.ai.away = None
    platform.faults.clear()


def _retain(platform: Platform) -> None:
    event = platform.client.events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
    platform.client.lambda_.invoke("apply_retention", event)


def _tables() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    dynamodb = boto3.client("dynamodb")
    for table in sorted(dynamodb.list_tables()["TableNames"]):
        items = dynamodb.scan(TableName=table)["Items"]
        yield table, sorted(items, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))


def _one_of_each(platform: Platform) -> Iterator[Message]:
    """Give the last message of each kind: what it is about still lies there."""
    last = {each.kind.partition(":")[0]: each for each in platform.gateways.queues.sent}
    yield from (last[kind] for kind in sorted(last))


def main() -> None:
    """Write a record."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("release", help="name of the record, such as release-1")
    parser.add_argument("--replace", action="store_true", help="overwrite a record that exists")
    wanted = parser.parse_args()
    path = RELEASES / f"{wanted.release}.json"
    if path.exists() and not wanted.replace:
        parser.error(f"{path} exists. It stands for what lies in tables by now; see --replace.")
    path.write_text(json.dumps(record(), indent=1, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
