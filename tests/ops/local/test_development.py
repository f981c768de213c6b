"""Development runs the sources as the platform runs the package: same handlers, same one port."""

import json
import os
import signal
import sys
from pathlib import Path

import psutil
import pytest

from ops.local.deployment import refuse_deployed_application
from ops.local.development import Child
from ops.local.messages import LocalPlatformError
from ops.local.sources import queue_event, topic_event
from tests.platform import PATIENCE_SECONDS, Platform, start_platform, wait_until

_INQUIRY = {
    "name": "Ada Lovelace",
    "email": "ada@kestrel-air.com",
    "services": ["general"],
    "message": "Which database fits 3 TB?",
    "source": "contact_form",
}
_MAIL_EVENTS = "arn:aws:sns:us-east-1:000000000000:consulting-local-mail-events"


@pytest.mark.xdist_group("own platform")
def test_development_serves_the_journey_and_the_sources_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "WARNING")
    platform, process = start_platform(tmp_path / "data", tmp_path / "log", kind="dev")
    inquiry_id = platform.request("POST", "/api/v1/inquiries", _INQUIRY).json["id"]
    wait_until(lambda: len(platform.mails(inquiry_id)) == 2, PATIENCE_SECONDS, "both mails")
    staff = platform.sign_in()

    inquiry = platform.request("GET", f"/api/v1/admin/inquiries/{inquiry_id}", headers=staff)
    page = platform.request("GET", "/contact", headers={"Accept": "text/html"})
    client = platform.request("GET", "/@vite/client")

    assert inquiry.json["reports"]
    assert b"/src/public/" in page.body
    assert client.status == 200

    asked = {"to": _INQUIRY["email"], "event": "delivery"}
    assert platform.request("POST", "/_local/mail/events", asked).status == 202
    notification = platform.client("sns").publish(TopicArn=_MAIL_EVENTS, Message="garbage")
    wait_until(
        lambda: notification["MessageId"] in (tmp_path / "log").read_text(),
        PATIENCE_SECONDS,
        "the job of mail events tells what it drops",
    )

    children = psutil.Process(platform.pid).children(recursive=True)
    assert len(children) >= 4
    os.killpg(platform.pid, signal.SIGINT)

    assert process.wait(PATIENCE_SECONDS) == 0
    _, left = psutil.wait_procs(children, PATIENCE_SECONDS)
    assert left == []


def test_a_child_runs_on_new_sources_after_a_restart(tmp_path: Path) -> None:
    source, result = tmp_path / "source.py", tmp_path / "result"
    program = f"open({str(result)!r}, 'w').write(open({str(source)!r}).read()); input()"
    child = Child("one", [sys.executable, "-c", program], dict(os.environ), tmp_path)

    source.write_text("old")
    child.start()
    wait_until(
        lambda: result.exists() and result.read_text() == "old",
        PATIENCE_SECONDS,
        "the old source ran",
    )
    assert child.process is not None
    first = child.process.pid
    source.write_text("new")
    child.restart()
    wait_until(lambda: result.read_text() == "new", PATIENCE_SECONDS, "the new source ran")
    child.stop()

    assert not psutil.pid_exists(first)
    assert not psutil.pid_exists(child.process.pid)


def test_a_message_becomes_the_event_that_lambda_gets() -> None:
    message = {
        "MessageId": "m1",
        "ReceiptHandle": "r1",
        "Body": "{}",
        "MD5OfBody": "99914b932bd37a50b983c5e7c90ae93b",
        "Attributes": {"ApproximateReceiveCount": "2"},
        "MessageAttributes": {"trace": {"StringValue": "t", "DataType": "String"}},
    }

    (record,) = queue_event("consulting-local-emails", message)["Records"]

    assert record["body"] == "{}"
    assert record["attributes"] == {"ApproximateReceiveCount": "2"}
    assert record["messageAttributes"] == {"trace": {"stringValue": "t", "dataType": "String"}}
    assert record["eventSourceARN"].endswith(":consulting-local-emails")


def test_a_notification_becomes_the_event_that_lambda_gets() -> None:
    notification = {"MessageId": "n1", "TopicArn": _MAIL_EVENTS, "Message": "text"}

    event = topic_event("any", {"Body": json.dumps(notification)})

    (record,) = event["Records"]
    assert record["EventSource"] == "aws:sns"
    assert record["Sns"] == notification | {"Subject": None, "MessageAttributes": {}}


def test_a_folder_with_the_deployed_application_is_refused(platform: Platform) -> None:
    stacks = platform.client("cloudformation")

    with pytest.raises(LocalPlatformError, match="packaged application deployed"):
        refuse_deployed_application(stacks, "consulting-local-app")

    refuse_deployed_application(stacks, "consulting-other-app")
