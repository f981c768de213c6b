"""Keep every accepted mail, with its tags, in a file of the data folder.

MiniStack drops the tags of a mail and forgets all mails at a stop. The journal is one JSON object
a line, written before the sender gets its answer, so a kill loses none that was accepted.
"""

import json
import os
from pathlib import Path
from threading import Lock
from typing import Any

from ministack.services import ses, ses_v2

_lock = Lock()


def apply() -> None:
    """Write each mail that SES v2 accepts to the file that MAIL_JOURNAL names."""
    journal = Path(os.environ["MAIL_JOURNAL"])
    handle_request = ses_v2.handle_request

    async def answer(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        response = await handle_request(method, path, headers, body, query)
        if method == "POST" and path.endswith("/outbound-emails") and response[0] == 200:
            _record(journal, json.loads(response[2])["MessageId"], json.loads(body))
        return response

    ses_v2.handle_request = answer


def _record(journal: Path, message_id: str, request: dict[str, Any]) -> None:
    sent = next(
        mail for mail in reversed(ses._sent_emails_list()) if mail["MessageId"] == message_id
    )
    tags = {tag["Name"]: tag["Value"] for tag in request.get("EmailTags", [])}
    line = {
        "message_id": message_id,
        "sender": sent["Source"],
        "to": sent["To"],
        "reply_to": request.get("ReplyToAddresses", []),
        "configuration_set": request.get("ConfigurationSetName"),
        "tags": tags,
        "subject": sent["Subject"],
        "text": sent["BodyText"],
        "html": sent["BodyHtml"],
        "sent_at": sent["Timestamp"],
    }
    with _lock, journal.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
