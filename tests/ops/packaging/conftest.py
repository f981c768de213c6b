"""The package of the local stage, as it is deployed, and stages of a made-up production."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ops.packaging.package import host_architecture, package_stage
from ops.packaging.template import Package
from ops.stages.config import StageConfig, read_stage_config
from tests.functional.every_path import record_calls
from tests.permissions import Call

PRODUCTION_SETTINGS = """
[prod]
site_url = "https://www.consultancy.example"
email_sender = "inquiries@consultancy.example"
email_reply_to = "info@consultancy.example"
email_consultancy = "desk@consultancy.example"
"""


@pytest.fixture(scope="session")
def local_config() -> StageConfig:
    return read_stage_config("local")


@pytest.fixture
def production_settings(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(PRODUCTION_SETTINGS)
    return path


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory, local_config: StageConfig) -> Package:
    out = tmp_path_factory.mktemp("package")
    return package_stage(local_config, out, architecture=host_architecture())


@pytest.fixture(scope="session")
def app_template(package: Package) -> dict[str, Any]:
    template: dict[str, Any] = json.loads(package.template_text())
    return template


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory, package: Package) -> Path:
    """Give the folder that Lambda would see as /var/task."""
    folder = tmp_path_factory.mktemp("task")
    with zipfile.ZipFile(package.zip_path) as zipped:
        zipped.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def calls() -> dict[str, list[Call]]:
    """Give what each function asks AWS for; tests that want it are of the group "policies"."""
    return record_calls()
