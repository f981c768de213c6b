"""What a deployment refuses before anything is changed. The rest is shown on the emulator."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ops.package_bundle import RUNTIME
from ops.release.commands import app
from ops.release.delivery import Delivery
from ops.release.estate import AwsEstate
from ops.release.state import ReleaseError
from ops.site.release import BuildError
from ops.stack_changes import StackChanges
from ops.stage_config import SETTINGS_FILE, StageConfigError
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
