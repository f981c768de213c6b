"""Make a stage known to Chalice's own commands: `chalice deploy|delete|logs|local --stage X`.

Chalice reads .chalice/config.json and a policy file for each function. Both are rendered from what
the templates are made of, so that a function has the same name, policy, variables, memory and
time-out whichever way it is deployed. Three things Chalice can't make by itself, so they lie ready
when it comes:

- Data and queues. They are stacks, `ops stage prepare X`.
- The layer of the report function, published under the hash of its content.
- The pruned bundle. Chalice names its package by a hash of the sources, in .chalice/deployments,
  and takes the file that is there; that is how it saves pip runs. The bundle is put in that place.
  When a source changes the name does too: Chalice then packages by itself, larger and slower, until
  the stage is rendered again.

A rendered stage names the account, so it is not committed.
"""

import compileall
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chalice.deploy.packager import DependencyBuilder, LambdaDeploymentPackager
from chalice.utils import UI, OSUtils

from ops.clients import Aws
from ops.cloudformation import Progress, describe_stack, outputs_of
from ops.errors import OpsError
from ops.packaging.bundle import RUNTIME
from ops.packaging.package import package_stage
from ops.packaging.template import Package
from ops.stages.config import (
    AWS_ARCHITECTURE,
    COMMITTED_STAGE,
    LAYER_HANDLERS,
    PROJECT,
    Architecture,
    Place,
    StageConfig,
    chalice_config,
)
from ops.stages.deployment import upload_once
from ops.stages.names import HANDLERS, StageNames
from ops.stages.policy_rendering import read_policy, render_policy


class ChaliceStageError(OpsError):
    """Chalice can't work on the stage yet, or must not."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a stage finds in its account before its first function is there."""

    artefacts_bucket: str
    site_url: str


def find_place(aws: Aws) -> Place:
    """Ask AWS whose account the credentials belong to.

    Raises: NoCredentialsError, NoRegionError, ClientError.
    """
    region = aws.region  # without one, nothing is asked
    return Place(account=aws.account, region=region, partition=aws.caller["Arn"].split(":")[1])


def find_surroundings(config: StageConfig, cloudformation: Any) -> Surroundings:
    """Make sure that Chalice may deploy a stage, and find what it will need.

    Raises: ChaliceStageError.
    """
    names = config.names
    if _find(cloudformation, names.app_stack) is not None:
        raise ChaliceStageError(
            f"{names.stage} is deployed by the stack {names.app_stack}; `chalice deploy` would "
            f"change its functions behind the stack's back. What deploys it is "
            f"`python -m ops stage deploy {names.stage}`. To render it for `chalice local` alone, "
            "add --local"
        )
    data, queues = (_find(cloudformation, stack) for stack in (names.data_stack, names.stage_stack))
    if data is None or queues is None:
        missing = names.data_stack if data is None else names.stage_stack
        raise ChaliceStageError(
            f"there is no stack {missing} yet: run `python -m ops stage prepare {names.stage}`; "
            "to render the stage for `chalice local` alone, add --local"
        )
    site_url = config.site_url or (_find(cloudformation, names.edge_stack) or {}).get("SiteUrl")
    if not site_url:
        raise ChaliceStageError(
            f"nobody knows the address of the site: [{names.environment}] of settings.toml has no "
            f"site_url, and there is no stack {names.edge_stack}"
        )
    return Surroundings(data["ArtefactsBucket"], site_url)


def _find(cloudformation: Any, stack: str) -> dict[str, str] | None:
    found = describe_stack(cloudformation, stack)
    return None if found is None else outputs_of(found)


def publish_report_layer(
    names: StageNames,
    package: Package,
    bucket: str,
    architecture: Architecture,
    *,
    functions: Any,
    s3: Any,
) -> str:
    """Give the ARN of the layer's version with a package's content, made unless it is there."""
    description = f"PDF library and fonts, {package.layer_sha256[:12]}"
    pages = functions.get_paginator("list_layer_versions").paginate(LayerName=names.report_layer)
    for page in pages:
        for version in page["LayerVersions"]:
            if version.get("Description") == description:
                return str(version["LayerVersionArn"])
    key = f"layers/{package.layer_sha256}.zip"
    upload_once(s3, bucket, key, package.layer_path.read_bytes)
    made = functions.publish_layer_version(
        LayerName=names.report_layer,
        Description=description,
        Content={"S3Bucket": bucket, "S3Key": key},
        CompatibleRuntimes=[RUNTIME],
        CompatibleArchitectures=[architecture],
    )
    return str(made["LayerVersionArn"])


def remove_report_layers(names: StageNames, functions: Any) -> int:
    """Delete every version of a stage's layer; tell how many there were.

    A function that still has one goes on with the copy that Lambda keeps.
    """
    pages = functions.get_paginator("list_layer_versions").paginate(LayerName=names.report_layer)
    versions = [version["Version"] for page in pages for version in page["LayerVersions"]]
    for version in versions:
        functions.delete_layer_version(LayerName=names.report_layer, VersionNumber=version)
    return len(versions)


def place_bundle(package: Package, architecture: Architecture, project: Path = PROJECT) -> Path:
    """Put the pruned bundle where `chalice deploy` looks for a package of the present sources.

    Chalice's hash takes in whatever lies in chalicelib, bytecode too, and `chalice deploy` imports
    the application before it hashes; so all bytecode is made first.
    """
    compileall.compile_dir(str(project / "chalicelib"), quiet=2)
    files = OSUtils()
    packager = LambdaDeploymentPackager(
        files, DependencyBuilder(files, architecture=architecture), UI(), architecture
    )
    target = Path(packager.deployment_package_filename(str(project), RUNTIME))
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".unfinished")
    shutil.copyfile(package.zip_path, unfinished)
    unfinished.replace(target)
    return target


def prepare_deployment(
    aws: Aws,
    config: StageConfig,
    place: Place,
    surroundings: Surroundings,
    architecture: Architecture,
    *,
    project: Path = PROJECT,
    progress: Progress = lambda line: None,
) -> list[Path]:
    """Publish the layer, write configuration and policies, place the bundle; give what changed.

    Raises: BundleError, PolicyError, ClientError.
    """
    with tempfile.TemporaryDirectory() as scratch:
        package = package_stage(
            config, Path(scratch), architecture=architecture, project=project, progress=progress
        )
        layer_arn = publish_report_layer(
            config.names,
            package,
            surroundings.artefacts_bucket,
            architecture,
            functions=aws.client("lambda"),
            s3=aws.client("s3"),
        )
        progress(f"the layer of the report function is {layer_arn}")
        # What the app's template takes from its parameters.
        more = {"SITE_URL": surroundings.site_url, "RELEASE": package.sha256[:12]}
        files = render_stage(
            replace(config, variables={**config.variables, **more}),
            architecture,
            place=place,
            layer_arn=layer_arn,
            project=project,
        )
        return [*write_files(files), place_bundle(package, architecture, project)]


def render_stage(
    config: StageConfig,
    architecture: Architecture = AWS_ARCHITECTURE,
    *,
    place: Place | None = None,
    layer_arn: str | None = None,
    project: Path = PROJECT,
) -> dict[Path, str]:
    """Give the files that Chalice reads about a stage, with the text that they should have.

    Without a place there are no policies: `chalice local` needs none.
    """
    stage, folder = config.names.stage, project / ".chalice"
    policies = "policies" if place is None else f"policies/{stage}"
    rendered = chalice_config(config, architecture, policies=policies)
    if layer_arn is not None:
        for handler in LAYER_HANDLERS:
            rendered["stages"][stage]["lambda_functions"][handler]["layers"] = [layer_arn]
    present = _read_config(folder)
    rendered["stages"] = {**present.get("stages", {}), **rendered["stages"]}
    files = {folder / "config.json": _as_text(rendered)}
    if place is not None:
        for handler in HANDLERS:
            policy = render_policy(read_policy(handler), config, place)
            files[folder / policies / f"{handler}.json"] = _as_text(policy)
    return files


def write_files(files: Mapping[Path, str]) -> list[Path]:
    """Write what differs, the configuration last; give what was written."""
    changed = [path for path, text in files.items() if not has_text(path, text)]
    for path in sorted(changed, key=lambda path: path.name == "config.json"):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text(files[path])
        unfinished.replace(path)
    return changed


def has_text(path: Path, text: str) -> bool:
    """Tell whether a file has a text already."""
    return path.is_file() and path.read_text() == text


def stages_besides_the_committed(project: Path = PROJECT) -> list[str]:
    """Name the rendered stages of .chalice/config.json, which name an account."""
    stages = _read_config(project / ".chalice").get("stages", {})
    return sorted(stage for stage in stages if stage != COMMITTED_STAGE)


def refuse_deployed(names: StageNames, project: Path = PROJECT) -> None:
    """Make sure that Chalice has nothing on record for a stage.

    Raises: ChaliceStageError.
    """
    record = project / ".chalice" / "deployed" / f"{names.stage}.json"
    if record.is_file() and json.loads(record.read_text()).get("resources"):
        raise ChaliceStageError(
            f"{names.stage} is deployed by Chalice: first run "
            f"`chalice delete --stage {names.stage}`"
        )


def forget_stage(names: StageNames, project: Path = PROJECT) -> list[Path]:
    """Take a stage out of what Chalice reads; give what was changed or removed.

    Raises: ChaliceStageError while Chalice's record says that the stage is deployed.
    """
    refuse_deployed(names, project)
    folder = project / ".chalice"
    changed = []
    present = _read_config(folder)
    if names.stage != COMMITTED_STAGE and present.get("stages", {}).pop(names.stage, None):
        write_files({folder / "config.json": _as_text(present)})
        changed.append(folder / "config.json")
    policies = folder / "policies" / names.stage
    if policies.is_dir():
        shutil.rmtree(policies)
        changed.append(policies)
    return changed


def _read_config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    if not path.is_file():
        return {}
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except json.JSONDecodeError as error:
        raise ChaliceStageError(f"{path} is no JSON: {error}") from error
    return found


def _as_text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, indent=2) + "\n"
