"""The app's template, as a stage is deployed with it."""

import json
from typing import Any

import pytest

from ops.packaging.package import host_architecture, package_stage
from ops.stages.config import read_stage_config


@pytest.fixture(scope="session")
def app_template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("package")
    package = package_stage(read_stage_config("local"), out, architecture=host_architecture())
    template: dict[str, Any] = json.loads(package.template_text())
    return template
