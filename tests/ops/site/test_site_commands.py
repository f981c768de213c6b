"""The commands, as an operator sees them."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ops.local.aws_environment import child_environment
from ops.site import commands
from ops.site.deployment import deploy_site
from ops.site.release import make_build
from ops.site.shown import Site
from tests.emulator import RunningEmulator
from tests.ops.site.builds import build_content
from tests.ops.site.conftest import Visitor
from tests.platform import PATIENCE_SECONDS, wait_until

Run = Callable[..., Result]


@pytest.fixture
def run(emulator: RunningEmulator, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.url)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(commands.app, list(arguments))

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a built site."""
    return write_build(tmp_path / "dist", "one")


def write_build(folder: Path, edition: str, *, extra_assets: int = 0) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name, body in build_content(edition, extra_assets=extra_assets).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    return folder


def release_of(edition: str) -> str:
    return make_build(build_content(edition)).release


@pytest.mark.parametrize("command", ["deploy", "rollback", "releases"])
def test_each_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(commands.app, [command, "--help"])

    assert shown.exit_code == 0
    assert "--json" in shown.output
    assert command == "releases" or "--dry-run" in shown.output


def test_deploy_tells_what_it_did(site: Site, visitor: Visitor, folder: Path, run: Run) -> None:
    environment = site.names.environment

    done = run("deploy", environment, "--no-build", "--folder", str(folder), "--yes", "--json")

    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert facts["release"] == visitor.look_around("blue") == release_of("one")
    assert facts["colour"] == "blue"
    assert facts["uploaded"] == 7
    assert facts["former"] is None
    assert (facts["removed"], facts["cleared"]) == ([], True)
    assert "files uploaded: 7 of 7" in done.stderr
    assert "upload 7 files that are not there" in done.stderr


def test_deploy_beside_another_says_that_clearing_up_is_left(
    site: Site, folder: Path, run: Run
) -> None:
    with site.bucket.deploying(str):
        done = run("deploy", site.names.environment, "--no-build", "--folder", str(folder), "--yes")

    assert done.exit_code == 0, done.output
    assert "former: none" in done.stdout.splitlines()
    assert "cleared: False" in done.stdout.splitlines()
    assert "clearing up is left to a later deployment: another one is under way" in done.stderr


def test_deploy_shows_its_plan_and_changes_nothing(site: Site, folder: Path, run: Run) -> None:
    environment = site.names.environment

    done = run("deploy", environment, "--no-build", "--folder", str(folder), "--dry-run", "--json")

    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert facts["release"] == release_of("one")
    assert len(facts["uploads"]) == 7
    assert site.bucket.list("") == {}


def test_deploy_asks_before_it_changes_anything(site: Site, folder: Path, run: Run) -> None:
    done = run("deploy", site.names.environment, "--no-build", "--folder", str(folder))

    assert done.exit_code == 1
    assert "nothing has been changed" in done.stderr
    assert site.bucket.list("") == {}


def test_deploy_of_what_is_shown_asks_nothing(site: Site, folder: Path, run: Run) -> None:
    deploy_site(site, make_build(build_content("one")))

    done = run("deploy", site.names.environment, "--no-build", "--folder", str(folder))

    assert done.exit_code == 0, done.output
    assert "uploaded: 0" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--no-build", "--folder", "/nowhere"], "has no built site"),
        (["--folder", "/elsewhere"], "add --no-build to deploy /elsewhere"),
        (["--colour", "red", "--no-build"], "there is no colour red"),
    ],
    ids=["no build", "build elsewhere", "unknown colour"],
)
def test_deploy_that_can_not_be_is_refused_in_a_line(
    site: Site, folder: Path, run: Run, arguments: list[str], fault: str
) -> None:
    more = [] if "--folder" in arguments else ["--folder", str(folder)]

    done = run("deploy", site.names.environment, "--yes", *arguments, *more)

    assert done.exit_code == 1
    assert fault in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.output
    assert site.bucket.list("") == {}


def test_deploy_that_is_interrupted_says_so_and_the_next_run_goes_on(
    site: Site, visitor: Visitor, emulator: RunningEmulator, tmp_path: Path
) -> None:
    deploy_site(site, make_build(build_content("former")))
    folder = write_build(tmp_path / "dist", "large", extra_assets=800)
    command = [sys.executable, "-m", "ops", "site", "deploy", site.names.environment, "--yes"]
    options = ["--no-build", "--folder", str(folder), "--json"]
    environment = child_environment(emulator.url)
    with subprocess.Popen(
        [*command, *options],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        wait_until(lambda: len(site.bucket.list("assets/")) > 10, PATIENCE_SECONDS, "uploads", 0.01)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == 130, stderr
    assert stdout == ""
    assert "interrupted" in stderr
    assert "run the same command again" in stderr
    assert visitor.look_around("blue") == release_of("former")
    assert site.bucket.list("work/") == {}
    stored = len(site.bucket.list("assets/"))

    again = subprocess.run(
        [*command, *options], env=environment, stdin=subprocess.DEVNULL, capture_output=True
    )

    assert again.returncode == 0, again.stderr
    facts = json.loads(again.stdout)
    assert 0 < facts["uploaded"] <= 802 + 5 - (stored - 2)
    assert visitor.shown("blue") == facts["release"]


@pytest.mark.parametrize("command", ["deploy", "rollback", "releases"])
@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        ("nowhere", "There is no stack consulting-nowhere-edge"),
        ("prod-blue", "'prod-blue' is a stage of prod"),
        ("No!", "is no stage"),
    ],
)
def test_environment_without_an_edge_is_refused_in_a_line(
    run: Run, command: str, environment: str, fault: str
) -> None:
    done = run(command, environment)

    assert done.exit_code == 1
    assert fault in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["deploy", "rollback", "releases"])
def test_without_credentials_each_command_says_how_to_get_some(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    done = CliRunner().invoke(commands.app, [command, "staging"])

    assert done.exit_code == 1
    assert "there are no AWS credentials" in done.stderr


def test_rollback_and_list_follow_each_other(
    site: Site, visitor: Visitor, tmp_path: Path, run: Run
) -> None:
    environment = site.names.environment
    for edition in ("one", "two"):
        folder = write_build(tmp_path / "dist", edition)
        done = run("deploy", environment, "--no-build", "--folder", str(folder), "--yes")
        assert done.exit_code == 0, done.output

    planned = run("rollback", environment, "--dry-run", "--json")
    assert json.loads(planned.stdout) == {
        "colour": "blue",
        "release": release_of("one"),
        "dry_run": True,
    }
    assert visitor.shown("blue") == release_of("two")

    done = run("rollback", environment, "--yes")
    assert done.exit_code == 0, done.output
    assert f"blue shows release {release_of('one')}" in done.stdout
    assert visitor.look_around("blue") == release_of("one")

    listed = json.loads(run("releases", environment, "--json").stdout)["releases"]
    assert [each["release"] for each in listed] == [release_of("two"), release_of("one")]
    assert listed[1]["shown_by"] == {"blue": 100}
    lines = run("releases", environment).stdout.splitlines()
    assert lines[1].startswith(release_of("one"))
    assert lines[1].endswith("blue (100 %)")


def test_rollback_asks_before_it_changes_anything(site: Site, visitor: Visitor, run: Run) -> None:
    for edition in ("one", "two"):
        deploy_site(site, make_build(build_content(edition)))

    done = run("rollback", site.names.environment)

    assert done.exit_code == 1
    assert "nothing has been changed" in done.stderr
    assert visitor.shown("blue") == release_of("two")


def test_list_of_nothing_says_so(site: Site, run: Run) -> None:
    assert "no release has been deployed yet" in run("releases", site.names.environment).stdout
