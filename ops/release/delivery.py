"""What a deployment brings: the built site, and a package for whichever colour is idle."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from ops.clients import Aws
from ops.packaging.package import (
    choose_architecture,
    package_stage,
    read_package,
    refuse_other_python,
)
from ops.packaging.template import Package
from ops.release.state import ReleaseError
from ops.release.steps import Tell
from ops.site.release import BUILT_SITE
from ops.stages.config import PROJECT, StageConfig


@dataclass(slots=True)
class Delivery:
    """Site and code, unless told otherwise those of this project as they are now."""

    site: Path = BUILT_SITE
    """Folder of the built site."""
    package: Path | None = None
    """Folder that `ops package` wrote to, or the one that holds such folders, named by stage. None
    has the code packaged now."""
    _prepared: Package | None = field(default=None, init=False)

    def prepare(self, aws: Aws, config: StageConfig, tell: Tell) -> Package:
        """Give the package for a stage; the preview and the deployment have the same.

        Raises: ReleaseError, StageConfigError.
        """
        if self._prepared is None:
            self._prepared = (
                _package(aws, config, tell)
                if self.package is None
                else _read(aws, config, self.package)
            )
        return self._prepared


def _package(aws: Aws, config: StageConfig, tell: Tell) -> Package:
    if not aws.is_emulated:
        refuse_other_python(config)
    return package_stage(
        config,
        PROJECT / "build" / "release" / config.names.stage,
        architecture=choose_architecture(aws),
        progress=tell,
    )


def _read(aws: Aws, config: StageConfig, named: Path) -> Package:
    stage = config.names.stage
    by_stage = named / stage
    folder = by_stage if by_stage.is_dir() else named
    try:
        package = read_package(folder)
    except FileNotFoundError as missing:
        raise ReleaseError(
            f"{folder} has no package: ops package --stage {stage} --out {folder}"
        ) from missing
    made_for = json.loads(package.template_text())["Parameters"]["Stage"]["Default"]
    if made_for != stage:
        raise ReleaseError(
            f"{named} was packaged for {made_for}, and {stage} is the idle colour; "
            f"package it: ops package --stage {stage} --out DIR/{stage}"
        )
    if not aws.is_emulated:
        refuse_other_python(config, package)
    return package
