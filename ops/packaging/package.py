"""Package the application for a stage: `python -m ops package --stage S --out DIR`.

Chalice does the packaging proper. It runs on a copy of the project, with the stage's configuration
and without requirements: so several packagings can run side by side, nothing of a working tree
(bytecode, notes) comes along, and pip is asked only when requirements.txt changes. Then the
zip is made smaller and faster (bundle), the layer built (layer) and the template
final (template).

What was made is kept by the hash of everything that went into it.
"""

import fcntl
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chalice import __version__ as chalice_version

from ops.clients import Aws
from ops.cloudformation import Progress
from ops.packaging.bundle import RUNTIME, BundleError, built_aside, keep_dependencies, make_bundle
from ops.packaging.layer import keep_layer
from ops.packaging.template import Package, build_template, serialize_template
from ops.stages.config import (
    AWS_ARCHITECTURE,
    PROJECT,
    Architecture,
    StageConfig,
    StageConfigError,
    render_chalice_config,
)

CACHE = PROJECT / "build" / "packages"
_KEPT_PACKAGES = 5

_REGION_WHILE_PACKAGING = "us-east-1"
"""Chalice looks up the names of service principals by region; the template holds no region."""


def host_architecture() -> Architecture:
    """Give Lambda's name for the processor of this machine, which the emulator runs code on."""
    return "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"


def choose_architecture(aws: Aws) -> Architecture:
    """Give the processor to package for: that of AWS, or the host's for an emulator."""
    return host_architecture() if aws.is_emulated else AWS_ARCHITECTURE


def package_stage(
    config: StageConfig,
    out: Path,
    *,
    architecture: Architecture = AWS_ARCHITECTURE,
    project: Path = PROJECT,
    cache: Path = CACHE,
    progress: Progress = lambda line: None,
) -> Package:
    """Write deployment.zip, layer.zip and template.json of a stage into a folder.

    Raises: BundleError, TemplateError.
    """
    prefix = f"{config.names.stage}-{architecture}-"
    kept = cache / f"{prefix}{_fingerprint(config, architecture, project)}"
    if warning := other_python(config):
        progress(f"warning: {warning}")
    with _one_at_a_time(cache):
        if not kept.is_dir():
            progress(f"packaging {config.names.stage} for {architecture}, {RUNTIME}")
            _build(config, kept, architecture, project, cache)
            _forget_old(cache, prefix)
        layer = keep_layer(project, cache, architecture, progress)
        out.mkdir(parents=True, exist_ok=True)
        for file in kept.iterdir():
            shutil.copyfile(file, out / file.name)
        shutil.copyfile(layer, out / "layer.zip")
    package = read_package(out)
    progress(f"deployment.zip has {package.size_bytes / 1e6:.2f} MB, sha256 {package.sha256[:12]}")
    progress(
        f"layer.zip has {package.layer_size_bytes / 1e6:.2f} MB, sha256 {package.layer_sha256[:12]}"
    )
    return package


def other_python(config: StageConfig, runtime: str = RUNTIME) -> str | None:
    """Say that the package is for another Python than the one that its environment is pinned to.

    What is tested with one minor version is no proof for another, and compiled wheels differ.
    """
    pinned = config.pinned_python
    if pinned is None or f"python{pinned}" == runtime:
        return None
    return (
        f"{config.names.environment} is pinned to Python {pinned} in settings.toml, and the "
        f"package is for {runtime}"
    )


def refuse_other_python(config: StageConfig, package: Package | None = None) -> None:
    """Refuse to bring a package for another Python to AWS; without one, the one to be made.

    Raises: StageConfigError.
    """
    for runtime in _runtimes_of(package) if package else (RUNTIME,):
        if warning := other_python(config, runtime):
            raise StageConfigError(
                f"{warning}: make one of that version first "
                f"(PYTHON=python{config.pinned_python} make check)"
            )


def _runtimes_of(package: Package) -> list[str]:
    """List the runtimes that the functions of a package ask for."""
    resources = json.loads(package.template_text()).get("Resources", {}).values()
    return sorted(
        {
            each["Properties"]["Runtime"]
            for each in resources
            if each["Type"] == "AWS::Lambda::Function"
        }
    )


def _forget_old(cache: Path, prefix: str) -> None:
    """Remove kept packages but the newest: each has the size of a deployment."""
    kept = sorted(cache.glob(f"{prefix}*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in kept[_KEPT_PACKAGES:]:
        shutil.rmtree(old, ignore_errors=True)


def read_package(folder: Path) -> Package:
    """Give what `package_stage` wrote into a folder."""
    facts = json.loads((folder / "package.json").read_text())
    layer = folder / "layer.zip"
    return Package(
        zip_path=folder / "deployment.zip",
        template_path=folder / "template.json",
        sha256=facts["sha256"],
        size_bytes=facts["size_bytes"],
        layer_path=layer,
        layer_sha256=hashlib.sha256(layer.read_bytes()).hexdigest(),
        layer_size_bytes=layer.stat().st_size,
    )


@contextmanager
def _one_at_a_time(cache: Path) -> Iterator[None]:
    """Have others wait who would do the same work at the same time."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def synthesise_template(config: StageConfig, *, project: Path = PROJECT) -> dict[str, Any]:
    """Give the template that a stage would be deployed with, without building its package.

    Raises: BundleError, TemplateError.
    """
    with _packaged_by_chalice(config, AWS_ARCHITECTURE, project) as made:
        return build_template(json.loads((made / "sam.json").read_text()), config)


def _build(
    config: StageConfig, kept: Path, architecture: Architecture, project: Path, cache: Path
) -> None:
    dependencies = keep_dependencies(project / "requirements.txt", cache, architecture)
    with _packaged_by_chalice(config, architecture, project) as made, built_aside(kept) as folder:
        bundle = folder / "deployment.zip"
        sha256 = make_bundle(made / "deployment.zip", dependencies, bundle)
        template = build_template(json.loads((made / "sam.json").read_text()), config)
        (folder / "template.json").write_text(serialize_template(template))
        facts = {"sha256": sha256, "size_bytes": bundle.stat().st_size}
        (folder / "package.json").write_text(json.dumps(facts) + "\n")


@contextmanager
def _packaged_by_chalice(
    config: StageConfig, architecture: Architecture, project: Path
) -> Iterator[Path]:
    """Give the folder that Chalice puts deployment.zip and sam.json of a stage into."""
    with tempfile.TemporaryDirectory() as scratch:
        copy, made = Path(scratch) / "project", Path(scratch) / "made"
        _copy_project(config, project, copy, architecture)
        _run_chalice(config, copy, made)
        yield made


def _copy_project(
    config: StageConfig, project: Path, copy: Path, architecture: Architecture
) -> None:
    """Copy what Chalice needs. The empty requirements.txt keeps it from asking pip."""
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")
    shutil.copytree(project / "chalicelib", copy / "chalicelib", ignore=ignored)
    shutil.copyfile(project / "app.py", copy / "app.py")
    (copy / "requirements.txt").touch()
    shutil.copytree(project / ".chalice" / "policies", copy / ".chalice" / "policies")
    (copy / ".chalice" / "config.json").write_text(render_chalice_config(config, architecture))


def _run_chalice(config: StageConfig, project: Path, out: Path) -> None:
    """Run `chalice package`, which imports app.py under the stage's variables."""
    command = [
        *(sys.executable, "-c", "from chalice.cli import main; raise SystemExit(main())"),
        *("--project-dir", str(project)),
        *("package", "--stage", config.names.stage, "--template-format", "json", str(out)),
    ]
    # Nothing of the operator's shell may end up in a package: only the stage's own variables.
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ},
        **config.variables,
        "AWS_DEFAULT_REGION": _REGION_WHILE_PACKAGING,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BundleError(f"chalice package failed: {(done.stderr or done.stdout).strip()[-2000:]}")


def _fingerprint(config: StageConfig, architecture: Architecture, project: Path) -> str:
    """Hash everything that a package is made of, our own rules included."""
    digest = hashlib.sha256()
    digest.update(f"{chalice_version} {RUNTIME}\n".encode())
    digest.update(render_chalice_config(config, architecture).encode())
    digest.update(json.dumps(dict(config.stack), sort_keys=True, default=str).encode())
    sources = [
        project / "app.py",
        project / "requirements.txt",
        *sorted((project / ".chalice" / "policies").glob("*.json")),
        *sorted(
            path
            for path in (project / "chalicelib").rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
        ),
        *sorted(Path(__file__).parent.glob("*.py")),
    ]
    for source in sources:
        # Our own rules are beside this module, whichever project they package.
        folder = project if source.is_relative_to(project) else Path(__file__).parent
        digest.update(f"{source.relative_to(folder).as_posix()}\n".encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
