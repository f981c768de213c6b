"""Nothing but what a consultant approved and sent ever reaches a client, whatever happens before.

Each text of a report holds a mark of its own. After every step of a random day all that the client
was mailed and all that the client can fetch is searched for marks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.functional.conftest import Platform, start_platform
from tests.functional.people import Consultant, fetch, link_in, link_mails, open_link

_CLIENT = "maria@keller-logistics.example"
_MARK = re.compile(r"Mark\d{4}")

Step = tuple[str, int]
"""What is done, and to which version: the newest, the one before it, and so on."""
ACTIONS = [
    *["save", "review", "unreview", "approve", "send", "send_again"],
    *["regenerate", "ask_pdf", "forge", "work"],
]
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*ACTIONS, "approve", "approve", "send", "send", "work", "work"]),
        st.integers(0, 2),
    ),
    min_size=8,
    max_size=14,
)


@dataclass
class Day:
    """A consultant and a client, and which marks the client may see."""

    platform: Platform
    sent: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._texts: dict[bytes, str] = {}
        self.platform.gateways.ai.text = self._text()
        submitted = self.platform.submit(email=_CLIENT)
        self.inquiry_id = submitted["id"]
        self.status_token = submitted["status_url"].partition("#")[2]
        self.consultant = Consultant(self.platform)
        self.platform.work()

    def do(self, step: Step) -> None:
        """Do something to a version, allowed or not."""
        action, back = step
        reports = self.consultant.reports(self.inquiry_id)
        report_id = reports[max(len(reports) - 1 - back, 0)]["id"]
        consultant = self.consultant
        acts: dict[str, Callable[[], Any]] = {
            "save": lambda: consultant.edit(report_id, markdown=self._text()),
            "review": lambda: consultant.edit(report_id, status="reviewed"),
            "unreview": lambda: consultant.edit(report_id, status="draft"),
            "forge": lambda: consultant.edit(report_id, markdown=self._text(), status="approved"),
            "approve": lambda: consultant.approve(report_id),
            "send": lambda: self._send(report_id, is_again=False),
            "send_again": lambda: self._send(report_id, is_again=True),
            "regenerate": self._regenerate,
            "ask_pdf": lambda: consultant.get(f"/reports/{report_id}/pdf"),
            "work": self.platform.work,
        }
        acts[action]()

    def check(self) -> None:
        """Search whatever reached the client."""
        status = self.platform.request(
            "GET",
            f"/inquiries/{self.inquiry_id}/status",
            headers={"X-Status-Token": self.status_token},
        )
        assert status.status_code == 200
        assert not _MARK.search(status.body.decode())
        for mail in self.platform.gateways.mailer.mails:
            if mail.to == _CLIENT:
                assert not _MARK.search(mail.subject + mail.text + mail.html)
        for mail in link_mails(self.platform):
            assert mail.to == _CLIENT
            answer = open_link(self.platform, link_in(mail))
            assert answer.status_code == 302
            file = fetch(self.platform, answer.headers["Location"])
            if file.content not in self._texts:
                self._texts[file.content] = file.text
            found = set(_MARK.findall(self._texts[file.content]))
            assert len(found) == 1
            assert found <= self.sent
            assert "not reviewed" not in self._texts[file.content]

    def check_strangers(self) -> None:
        """Ask for everything of the reports without signing in."""
        for report in self.consultant.reports(self.inquiry_id):
            for path in ("", "/html", "/markdown", "/pdf"):
                answer = self.platform.request("GET", f"/admin/reports/{report['id']}{path}")
                assert answer.status_code == 401

    def _send(self, report_id: str, *, is_again: bool) -> None:
        if self.consultant.send(report_id, again=is_again).status_code != 202:
            return
        report = self.consultant.get(f"/reports/{report_id}").json_body
        assert report["approved_by"] == self.consultant.username
        self.sent |= set(_MARK.findall(report["markdown"]))

    def _regenerate(self) -> None:
        self.platform.gateways.ai.text = self._text()
        self.consultant.regenerate(self.inquiry_id, "Shorter")

    def _text(self) -> str:
        return f"## Summary\n\nMark{next(self._numbers):04} is what this one says.\n"


_EVERYTHING: list[Step] = [
    *[("approve", 0), ("work", 0), ("send", 0), ("save", 0), ("work", 0)],
    *[("ask_pdf", 0), ("forge", 0), ("work", 0), ("send", 0), ("send_again", 1), ("work", 0)],
    *[("regenerate", 0), ("work", 0), ("review", 0), ("approve", 0), ("send", 0), ("work", 0)],
]


def test_report_of_a_usual_day_reaches_the_client_as_sent() -> None:
    with start_platform() as platform:
        day = Day(platform)
        for step in _EVERYTHING:
            day.do(step)
            day.check()
        day.check_strangers()

        assert len(day.sent) == 2
        assert len(link_mails(platform)) == 3


@given(steps=STEPS)
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_report_of_any_day_reaches_the_client_only_when_approved_and_sent(
    steps: list[Step],
) -> None:
    with start_platform() as platform:
        day = Day(platform)
        for step in steps:
            day.do(step)
            day.check()
        platform.work()
        day.check()
        day.check_strangers()
