"""Read the journal of sent mails that the emulator writes (ops/local/emulator/mail_journal.py)."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class MailJournal:
    """The mails of a journal, read on from where the last reading ended."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._mails: dict[str, dict[str, Any]] = {}

    def newest_first(self) -> list[dict[str, Any]]:
        """Give every mail that was sent.

        Shape: id, message_id, to, sender, reply_to, subject, kind, inquiry_id, configuration_set,
        tags, text, html, sent_at.
        """
        self._read_on()
        return list(reversed(self._mails.values()))

    def find(
        self, *, message_id: str | None = None, to: str | None = None
    ) -> dict[str, Any] | None:
        """Give a mail by its id, or the newest to an address."""
        for mail in self.newest_first():
            if mail["message_id"] == message_id or to in mail["to"].split(", "):
                return mail
        return None

    def _read_on(self) -> None:
        try:
            with self._path.open("rb") as file:
                file.seek(self._offset)
                added = file.read()
        except FileNotFoundError:
            return
        # A line without its end is still being written.
        end = added.rfind(b"\n") + 1
        self._offset += end
        for line in added[:end].splitlines():
            try:
                mail = _present_mail(json.loads(line))
            except (ValueError, KeyError):
                # Torn by a kill in the middle of writing; its sender got no answer either.
                continue
            self._mails.setdefault(mail["id"], mail)


def _present_mail(line: dict[str, Any]) -> dict[str, Any]:
    message_id: str = line["message_id"]
    sent_at = datetime.fromtimestamp(line["sent_at"], tz=UTC)
    return {
        "id": message_id.partition("@")[0],
        "message_id": message_id,
        "to": ", ".join(line["to"]),
        "sender": line["sender"],
        "reply_to": ", ".join(line["reply_to"]),
        "subject": line["subject"],
        "kind": line["tags"].get("kind"),
        "inquiry_id": line["tags"].get("inquiry_id"),
        "configuration_set": line["configuration_set"],
        "tags": line["tags"],
        "text": line["text"],
        "html": line["html"],
        "sent_at": sent_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
