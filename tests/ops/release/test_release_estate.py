"""What a deployment refuses, what is noted and counted. The rest is shown on the emulator."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3
import moto
import pytest
from typer.testing import CliRunner

from ops.cloudformation import StackError
from ops.edge.routing import Colour, Routing, RoutingError
from ops.packaging.bundle import RUNTIME
from ops.release.commands import app
from ops.release.delivery import Delivery
from ops.release.estate import AwsEstate
from ops.release.gate import Figures
from ops.release.history import Entry, Step
from ops.release.plan import Note
from ops.release.state import ReleaseError
from ops.site.release import BuildError
from ops.stack_changes import StackChanges
from ops.stages.config import SETTINGS_FILE, StageConfigError
from tests.conftest import ROOT

BUILT_SITE = ROOT / "frontend" / "dist"


@pytest.fixture(autouse=True)
def _environment() -> Iterator[None]:
    """Take back the variables that an estate sets in its process."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def estate(package: Path, site: Path = BUILT_SITE) -> AwsEstate:
    return AwsEstate("prod", delivery=Delivery(site, package))


def packaged_for(stage: str, folder: Path) -> Path:
    folder.mkdir()
    function = {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": RUNTIME}}
    template = {
        "Parameters": {"Stage": {"Default": stage}},
        "Resources": {"APIHandler": function},
    }
    (folder / "template.json").write_text(json.dumps(template))
    (folder / "package.json").write_text(json.dumps({"sha256": "0" * 64, "size_bytes": 1}))
    (folder / "layer.zip").write_bytes(b"a layer")
    return folder


@pytest.mark.parametrize("colour", ["blue", "green"])
def test_deploy_refuses_what_was_packaged_for_the_other_colour(tmp_path: Path, colour: str) -> None:
    other = "green" if colour == "blue" else "blue"
    package = packaged_for(f"prod-{other}", tmp_path / "package")

    with pytest.raises(ReleaseError, match=f"was packaged for prod-{other}, and prod-{colour} is"):
        estate(package).deploy(colour, is_first=False, tell=str)


def test_deploy_refuses_a_folder_without_a_package(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="has no package: ops package --stage prod-green"):
        estate(tmp_path).deploy("green", is_first=False, tell=str)


@pytest.fixture
def _on_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.mark.usefixtures("_on_aws")
@pytest.mark.parametrize("is_given", [True, False])
def test_deploy_refuses_another_python_than_the_pinned(tmp_path: Path, is_given: bool) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(SETTINGS_FILE.read_text().replace('python = "3.13"', 'python = "2.7"'))
    package = packaged_for("prod-green", tmp_path / "package") if is_given else None
    delivery = Delivery(BUILT_SITE, package)

    with pytest.raises(StageConfigError, match=f"pinned to Python 2.7 .* is for {RUNTIME}: make"):
        AwsEstate("prod", settings_file=settings, delivery=delivery).deploy(
            "green", is_first=False, tell=str
        )


def test_deploy_refuses_a_site_that_is_not_built(tmp_path: Path) -> None:
    with pytest.raises(BuildError):
        estate(tmp_path, site=tmp_path).deploy("green", is_first=False, tell=str)


def test_preview_marks_what_reaches_all_viewers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = packaged_for("prod-green", tmp_path / "package")
    stacks = [
        StackChanges("consulting-prod-data", "unchanged"),
        StackChanges("consulting-prod-edge", "changed"),
        StackChanges("consulting-prod-green", "changed"),
    ]
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://localhost:1")  # where any Python is welcome
    monkeypatch.setattr("ops.release.estate.plan_stage", lambda *_, **__: stacks)

    lines = list(estate(package).preview("green", is_first=False, tell=str))

    marked = [number for number, line in enumerate(lines) if "reaches all viewers at once" in line]
    assert len(marked) == 1
    assert lines[marked[0] - 1].startswith("consulting-prod-edge")


def test_preview_refuses_what_deploy_would(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="has no package"):
        list(estate(tmp_path).preview("green", is_first=False, tell=str))


@dataclass
class FakeStore:
    """A routing store that can be read, or not."""

    fault: Exception | None = None

    def read(self) -> Routing:
        if self.fault:
            raise self.fault
        colours = {
            "blue": Colour(100, "blue.example", release="site-of-blue"),
            "green": Colour(0, "green.example", release="site-of-green"),
            "legacy": Colour(0, "old.example", is_legacy=True),
        }
        return Routing(colours, token="the-token", secret="the-secret")


@pytest.fixture
def _in_moto(_on_aws: None) -> Iterator[None]:
    with moto.mock_aws():
        yield


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> FakeStore:
    made = FakeStore()
    monkeypatch.setattr("ops.release.estate.open_routing_store", lambda *_, **__: made)
    return made


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """Give what is noted from now on."""
    noted: list[Entry] = []
    monkeypatch.setattr("ops.release.estate.record", noted.append)
    return noted


@pytest.mark.usefixtures("_in_moto", "store")
def test_note_keeps_what_its_colour_has(
    entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "ops.release.estate.read_parameters",
        lambda _, stack: {"Release": "code-of-green"} if stack.endswith("green-app") else {},
    )
    found = AwsEstate("prod")

    found.note(
        Note(Step.PASSED, "green", "blue", 25, "fast", {"green": Figures(requests=60, failures=1)})
    )
    found.note(Note(Step.ROLLED_BACK, "legacy", "blue"))

    passed, rolled_back = entries
    assert (passed.colour, passed.code, passed.site) == ("green", "code-of-green", "site-of-green")
    assert (passed.step, passed.other, passed.percent) == (Step.PASSED, "blue", 25)
    assert passed.reason == "fast"
    assert passed.figures is not None
    assert passed.figures["green"]["requests"] == 60
    assert (rolled_back.colour, rolled_back.code, rolled_back.site) == ("legacy", None, None)


@pytest.mark.usefixtures("_in_moto")
def test_note_is_kept_though_nothing_can_be_looked_up(
    entries: list[Entry], store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StackError("CloudFormation is away")

    monkeypatch.setattr("ops.release.estate.read_parameters", away)
    store.fault = RoutingError("the routing in the store is garbled")

    AwsEstate("prod").note(Note(Step.ROLLED_BACK, "green", "blue", reason="it is dead"))

    (noted,) = entries
    assert (noted.step, noted.colour, noted.reason) == (Step.ROLLED_BACK, "green", "it is dead")
    assert (noted.code, noted.site) == (None, None)


@pytest.mark.usefixtures("_in_moto")
def test_counting_messages_asks_once_for_the_address_of_a_queue() -> None:
    found, asked = AwsEstate("prod"), []
    sqs = boto3.client("sqs")
    emails = sqs.create_queue(QueueName="consulting-prod-green-emails")["QueueUrl"]
    found._sqs.meta.events.register(
        "before-call.sqs.GetQueueUrl", lambda **call: asked.append(call["params"])
    )

    assert found.count_messages("green") == 0, "there is no queue of reports"
    sqs.create_queue(QueueName="consulting-prod-green-reports")
    assert found.count_messages("green") == 0
    sqs.send_message(QueueUrl=emails, MessageBody="{}")
    assert found.count_messages("green") == 1

    assert len(asked) == 3, "one of emails, two of reports"


def test_an_environment_without_colours_is_refused() -> None:
    with pytest.raises(ReleaseError, match="ops stage deploy staging"):
        AwsEstate("staging")


@pytest.mark.parametrize(
    "arguments",
    [["status"], ["deploy"], ["verify"], ["shift", "--percent", "5"], ["promote"], ["rollback"]],
    ids=lambda arguments: str(arguments[0]),
)
def test_without_credentials_a_command_says_so_in_a_line(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(variable, raising=False)
    for variable in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(variable, str(tmp_path / "none"))
    yes = [] if arguments == ["status"] else ["--yes"]

    done = CliRunner().invoke(app, [*arguments, *yes])

    assert done.exit_code == 1, done.output
    assert done.stderr.startswith("error: there are no AWS credentials"), done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""
