"""The packaged application, deployed with CloudFormation on the emulator: one inquiry's journey."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from ops.stages.names import HANDLERS, StageNames
from tests.factories import inquiry_body
from tests.platform import PATIENCE_SECONDS, Platform, wait_until

pytestmark = pytest.mark.xdist_group("contract")

_CJK = "山田 太郎 🚀"
_RTL = "مريم القحطاني"
_MESSAGE = (
    "我们有 40 台服务器需要迁移 🧳\nנא לחזור אלינו עד 31 בינואר\nÄrger mit der Datenbank & <Kosten>"
)


def submit(platform: Platform, **changes: Any) -> dict[str, Any]:
    answer = platform.request("POST", "/api/v1/inquiries", inquiry_body(**changes))
    assert answer.status == 201, answer.body
    return dict(answer.json)


def read(platform: Platform, staff: dict[str, str], inquiry_id: str) -> dict[str, Any]:
    answer = platform.request("GET", f"/api/v1/admin/inquiries/{inquiry_id}", headers=staff)
    assert answer.status == 200, answer.body
    return dict(answer.json)


def settle(platform: Platform, staff: dict[str, str], inquiry_id: str) -> dict[str, Any]:
    """Wait until an inquiry is owed nothing and give it."""

    def settled() -> dict[str, Any] | None:
        found = read(platform, staff, inquiry_id)
        return None if found["owed"] else found

    found: dict[str, Any] = wait_until(settled, PATIENCE_SECONDS, "nothing is owed any more")
    return found


def status_of(platform: Platform, submitted: dict[str, Any]) -> dict[str, Any]:
    address = submitted["status_url"].removeprefix(f"{platform.url}/status/")
    inquiry_id, _, token = address.partition("#")
    answer = platform.request(
        "GET", f"/api/v1/inquiries/{inquiry_id}/status", headers={"X-Status-Token": token}
    )
    assert answer.status == 200, answer.body
    return dict(answer.json)


def test_journey_ends_with_report_and_both_mails(platform: Platform) -> None:
    submitted = submit(platform, name=_CJK, company="株式会社ケストレル", message=_MESSAGE)
    staff = platform.sign_in()
    inquiry = settle(platform, staff, submitted["id"])
    report_id = inquiry["reports"][0]["id"]
    report = platform.request("GET", f"/api/v1/admin/reports/{report_id}", headers=staff).json
    mails = {mail["kind"]: mail for mail in platform.mails(submitted["id"])}
    notification, confirmation = (
        mails["consultant_notification"],
        mails["customer_confirmation"],
    )

    assert len(platform.mails(submitted["id"])) == 2
    assert len(inquiry["reports"]) == 1
    assert (inquiry["name"], inquiry["message"]) == (_CJK, _MESSAGE)
    assert confirmation["to"] == "maria@keller-logistics.example"
    assert confirmation["subject"] == f"We have your inquiry ({submitted['reference']})"
    assert notification["to"] == "info@cloudpartner.pro"
    assert notification["subject"].endswith(f"({submitted['reference']})")
    assert "株式会社ケストレル" in notification["subject"]
    for mail in (confirmation, notification):
        assert mail["sender"] == "inquiries@cloudpartner.pro"
        assert submitted["reference"] in mail["text"]
        assert submitted["reference"] in mail["html"]
        assert _CJK in mail["text"]
        assert _CJK in mail["html"]
        assert "\ufffd" not in mail["text"] + mail["html"] + mail["subject"]
    assert "40 台服务器" in notification["text"]
    assert "&lt;Kosten&gt;" in notification["html"]
    assert "<Kosten>" not in notification["html"]
    # Every line of the draft that is not in the client's own words stays within the house.
    own_words = [
        line.strip("#*-> ")
        for line in report["markdown"].splitlines()
        if len(line.strip("#*-> ")) > 24 and not any(word in line for word in _MESSAGE.split())
    ]
    assert len(own_words) > 5
    assert all(words not in confirmation["text"] for words in own_words)
    assert any(words in notification["text"] for words in own_words)


def test_journey_keeps_right_to_left_names_whole(platform: Platform) -> None:
    submitted = submit(platform, name=_RTL, company=None)
    staff = platform.sign_in()

    inquiry = settle(platform, staff, submitted["id"])

    mails = {mail["kind"]: mail for mail in platform.mails(submitted["id"])}
    assert inquiry["name"] == _RTL
    assert _RTL in mails["consultant_notification"]["subject"]
    assert _RTL in mails["customer_confirmation"]["text"]
    document = platform.request(
        "GET", f"/api/v1/admin/reports/{submitted['id']}.1/html", headers=staff
    )
    assert _RTL in document.body.decode()


def test_journey_is_followed_on_the_status_page(platform: Platform) -> None:
    submitted = submit(platform, services=["optimization"])
    settle(platform, platform.sign_in(), submitted["id"])

    found = status_of(platform, submitted)

    assert found["reference"] == submitted["reference"]
    assert found["services"] == ["optimization"]
    assert [step["state"] for step in found["timeline"]] == ["done", "done", "current", "upcoming"]
    assert found["confirmation"]["state"] in ("sent", "delivered")
    assert found["confirmation"]["to"] == "m•••@k•••.example"
    received, confirmed = (
        datetime.fromisoformat(text.replace("Z", "+00:00"))
        for text in (found["received_at"], found["confirmation"]["at"])
    )
    assert timedelta(0) < confirmed - received < timedelta(seconds=PATIENCE_SECONDS)
    page = platform.request("GET", submitted["status_url"].removeprefix(platform.url))
    assert page.status == 200
    assert page.headers["Content-Type"].startswith("text/html")


def test_journey_stands_in_the_list_newest_first(platform: Platform) -> None:
    first, second = submit(platform)["id"], submit(platform)["id"]

    # As many as a page can have: others submit meanwhile.
    path = "/api/v1/admin/inquiries?limit=100"
    answer = platform.request("GET", path, headers=platform.sign_in())

    ids = [item["id"] for item in answer.json["items"]]
    assert ids.index(second) < ids.index(first)


def test_report_is_read_as_document_and_markdown(platform: Platform) -> None:
    submitted = submit(platform)
    staff = platform.sign_in()
    settle(platform, staff, submitted["id"])
    path = f"/api/v1/admin/reports/{submitted['id']}.1"

    document = platform.request("GET", f"{path}/html", headers=staff)
    markdown = platform.request("GET", f"{path}/markdown", headers=staff)

    page = document.body.decode()
    heading = next(
        line for line in markdown.body.decode().splitlines() if line.startswith("## ")
    ).removeprefix("## ")
    assert document.headers["Content-Type"] == "text/html; charset=utf-8"
    assert heading in page
    assert submitted["reference"] in page
    assert "not reviewed" in page
    for outside in ("<script", "<link", "src=http", 'src="http', "@import"):
        assert outside not in page, "one file that needs no other"
    assert markdown.headers["Content-Type"] == "text/markdown; charset=utf-8"


def test_what_runs_is_the_package_that_was_deployed(platform: Platform) -> None:
    facts = json.loads((platform.data / "build" / "package.json").read_text())
    sha256 = facts["sha256"]
    functions = platform.client("lambda")

    release = platform.request("GET", "/api/v1/health").json["release"]

    assert release == sha256[:12]
    assert base64.b64encode(bytes.fromhex(sha256)).decode() == _code_hash(functions, "api_handler")
    for handler in HANDLERS:
        assert _code_hash(functions, handler) == _code_hash(functions, "api_handler")


def test_stacks_are_complete(platform: Platform) -> None:
    cloudformation = platform.client("cloudformation")

    stacks = cloudformation.describe_stacks()["Stacks"]

    # Tests of other environments use the same emulator at the same time.
    found = {stack["StackName"]: stack["StackStatus"] for stack in stacks}
    assert {name: found[name] for name in found if name.startswith("consulting-local-")} == {
        f"consulting-local-{name}": "CREATE_COMPLETE" for name in ("data", "edge", "stage", "app")
    }


def _code_hash(functions: Any, handler: str) -> str:
    name = StageNames("local").function(handler)
    found: str = functions.get_function_configuration(FunctionName=name)["CodeSha256"]
    return found
