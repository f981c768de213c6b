"""The inbox keeps each mail once, whatever happens to whoever writes and reads the journal."""

import json
from pathlib import Path

from ops.local.inbox.journal import MailJournal


def _line(number: int) -> str:
    return json.dumps(
        {
            "message_id": f"m{number}@email.amazonses.com",
            "sender": "inquiries@example.com",
            "to": ["a@example.com", "b@example.com"],
            "reply_to": [],
            "configuration_set": "consulting-local",
            "tags": {"kind": "customer_confirmation", "inquiry_id": f"i{number}"},
            "subject": f"Mail {number}",
            "text": "text",
            "html": "<p>html</p>",
            "sent_at": 1_700_000_000 + number,
        }
    )


def test_mails_come_newest_first_with_their_kind(tmp_path: Path) -> None:
    path = tmp_path / "mail.jsonl"
    path.write_text(f"{_line(1)}\n{_line(2)}\n")

    newest, oldest = MailJournal(path).newest_first()

    assert (newest["id"], oldest["id"]) == ("m2", "m1")
    assert newest == {
        "id": "m2",
        "message_id": "m2@email.amazonses.com",
        "to": "a@example.com, b@example.com",
        "sender": "inquiries@example.com",
        "reply_to": "",
        "subject": "Mail 2",
        "kind": "customer_confirmation",
        "inquiry_id": "i2",
        "configuration_set": "consulting-local",
        "tags": {"kind": "customer_confirmation", "inquiry_id": "i2"},
        "text": "text",
        "html": "<p>html</p>",
        "sent_at": "2023-11-14T22:13:22.000Z",
    }


def test_a_mail_is_found_by_its_id_and_the_newest_by_its_address(tmp_path: Path) -> None:
    path = tmp_path / "mail.jsonl"
    path.write_text(f"{_line(1)}\n{_line(2)}\n")
    journal = MailJournal(path)

    by_id = journal.find(message_id="m1@email.amazonses.com")
    by_address = journal.find(to="b@example.com")

    assert (by_id or {})["id"] == "m1"
    assert (by_address or {})["id"] == "m2"
    assert journal.find(message_id="m3@email.amazonses.com") is None
    assert journal.find(to="example.com") is None


def test_a_line_is_taken_when_it_is_whole_and_only_once(tmp_path: Path) -> None:
    path = tmp_path / "mail.jsonl"
    journal = MailJournal(path)
    assert journal.newest_first() == []

    path.write_text(f"{_line(1)}\n{_line(2)[:40]}")
    assert [mail["id"] for mail in journal.newest_first()] == ["m1"]

    path.write_text(f"{_line(1)}\n{_line(2)}\n{_line(1)}\n")
    assert [mail["id"] for mail in journal.newest_first()] == ["m2", "m1"]
    assert len(journal.newest_first()) == 2


def test_a_line_torn_by_a_kill_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "mail.jsonl"
    path.write_text(f"{_line(1)}\n{_line(2)[:40]}\n{_line(3)}\n")

    assert [mail["id"] for mail in MailJournal(path).newest_first()] == ["m3", "m1"]
