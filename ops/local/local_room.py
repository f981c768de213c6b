"""What exists only on the local platform: the inbox with its mails, and the AI's switch."""

import json
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from ops.local.edge import security_headers
from ops.local.edge.answers import error_answer, json_answer
from ops.local.inbox.journal import MailJournal
from ops.local.inbox.mail_events import MailEvents, Publish
from ops.local.responder.modes import Mode, ModeSwitch

_INBOX = Path(__file__).parent / "inbox"
_FILES = {
    "/inbox": ("inbox.html", "text/html"),
    "/_local/inbox.css": ("inbox.css", "text/css"),
    "/_local/inbox.js": ("inbox.js", "text/javascript"),
}
_LARGEST_BODY_BYTES = 1000


@dataclass(frozen=True, slots=True)
class LocalRoom:
    """Answers /inbox and /_local/."""

    journal: MailJournal
    switch: ModeSwitch
    publish: Publish

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer a request for something that exists only locally."""
        path = request.path
        if path == "/_local/ai":
            return await self._answer_ai(request)
        if path == "/_local/mail/events":
            return await self._answer_mail_event(request)
        if path not in _FILES and path != "/_local/mail":
            return error_answer(404, "NotFound", "There is no such local page.")
        if request.method not in ("GET", "HEAD"):
            return _refuse_method("GET, HEAD")
        if path == "/_local/mail":
            return json_answer(self.journal.newest_first())
        name, content_type = _FILES[path]
        return web.Response(
            body=(_INBOX / name).read_bytes(),
            content_type=content_type,
            charset="utf-8",
            headers={"Cache-Control": "no-cache", **security_headers.INBOX},
        )

    async def _answer_mail_event(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.method != "POST":
            return _refuse_method("POST")
        return await MailEvents(self.journal, self.publish).answer(request)

    async def _answer_ai(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.method in ("GET", "HEAD"):
            return json_answer({"mode": self.switch.mode})
        if request.method != "PUT":
            return _refuse_method("GET, HEAD, PUT")
        try:
            wanted = json.loads(await request.content.read(_LARGEST_BODY_BYTES))
            self.switch.mode = Mode(wanted["mode"])
        except (ValueError, KeyError, TypeError):
            modes = ", ".join(Mode)
            return error_answer(
                400,
                "InvalidInput",
                "Please check the fields named in the details.",
                fields={"mode": [f"Choose one of {modes}"]},
            )
        return json_answer({"mode": self.switch.mode})


def _refuse_method(allowed: str) -> web.Response:
    refusal = error_answer(405, "MethodNotAllowed", f"This answers {allowed}.")
    refusal.headers["Allow"] = allowed
    return refusal
