"""POST /_local/mail/events: have something happen to a mail, as if SES had told of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from aiohttp import web

from chalicelib.api.parsing import parse_fields
from chalicelib.errors import InvalidInput
from ops.clients import Aws
from ops.local.aws_environment import ACCOUNT_ID, REGION
from ops.local.deployment import STAGE
from ops.local.edge.answers import error_answer, json_answer
from ops.local.foreground import in_thread
from ops.local.inbox.journal import MailJournal
from ops.local.inbox.ses_events import BounceType, EventName, make_ses_event
from ops.stages.names import StageNames

Publish = Callable[[str], None]
"""Hands the text of an event to the topic of mail events."""

_SUBJECT = "Amazon SES Email Event Notification"
_LARGEST_BODY_BYTES = 1000


def _rule(words: str) -> msgspec.Meta:
    return msgspec.Meta(extra={"missing": words, "rule": words})


class _Wanted(msgspec.Struct, frozen=True):
    """What shall happen to which mail: one by its id, or the newest to an address."""

    event: Annotated[EventName, _rule(f"Choose one of {', '.join(EventName)}")]
    message_id: Annotated[str, _rule("Give the mail's message_id")] | None = None
    to: Annotated[str, _rule("Give an e-mail address")] | None = None
    bounce_type: Annotated[BounceType, _rule(f"Choose one of {', '.join(BounceType)}")] | None = (
        None
    )


@dataclass(frozen=True, slots=True)
class MailEvents:
    """Publishes events about the mails of a journal."""

    journal: MailJournal
    publish: Publish

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Publish the event that the body asks for; what comes of it comes a moment later."""
        body = await request.content.read(_LARGEST_BODY_BYTES)
        try:
            wanted = _read(body)
        except InvalidInput as invalid:
            return error_answer(400, invalid.code, invalid.message, **invalid.details)
        mail = self.journal.find(message_id=wanted.message_id, to=wanted.to)
        if mail is None:
            return error_answer(404, "MailNotFound", "There is no such mail.")
        bounce_type = wanted.bounce_type or BounceType.PERMANENT
        event = make_ses_event(mail, wanted.event, datetime.now(UTC), bounce_type)
        await in_thread(lambda: self.publish(json.dumps(event)))
        return json_answer({"message_id": mail["message_id"], "event": wanted.event}, 202)


def publish_mail_event(text: str) -> None:
    """Publish to the topic of the emulator, which this process's environment points at."""
    Aws().client("sns").publish(
        TopicArn=StageNames(STAGE).mail_events_topic_arn(REGION, ACCOUNT_ID),
        Subject=_SUBJECT,
        Message=text,
    )


def _read(body: bytes) -> _Wanted:
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        values = None
    wanted = parse_fields(values if isinstance(values, dict) else {}, _Wanted)
    if (wanted.message_id is None) == (wanted.to is None):
        raise InvalidInput({"message_id": ["Give either message_id or to"]})
    if wanted.bounce_type and wanted.event is not EventName.BOUNCE:
        raise InvalidInput({"bounce_type": ["Only a bounce has a type"]})
    return wanted
