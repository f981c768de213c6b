"""Make the zip that Lambda runs: Chalice's, minus what Lambda has no use for, plus bytecode.

Measured on the emulator's runtime: bytecode halves the cold start, because the task directory can't
be written and every process would compile again; botocore's data is 30 MB of which a few services
are used, and its search costs time too. Bytecode is of the unchecked kind, which Python trusts
without looking at the source's time, so it survives the fixed times of a reproducible zip.

Dependencies come from Chalice's own builder, which picks wheels that fit Lambda's C library, and
are kept by the hash of requirements.txt: a change of code needs no pip. The same input gives the
same bytes.
"""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chalice import __version__ as chalice_version
from chalice.deploy.packager import (
    DependencyBuilder,
    MissingDependencyError,
    NoSuchPackageError,
    PackageDownloadError,
)
from chalice.utils import OSUtils

from ops.stage_config import Architecture

SERVICES = ("bedrock-runtime", "dynamodb", "s3", "sesv2", "sqs")
"""AWS services that chalicelib calls, as botocore names them. A test compares."""

RUNTIME = f"python{sys.version_info.major}.{sys.version_info.minor}"
"""Chalice packages for the Python that it runs on, so bytecode is made by that one too."""

_UNUSED_FOLDERS = ("__pycache__", "bin", "tests", "*.dist-info")
_UNUSED_FILES = ("*.pyi", "py.typed", "*.c", "*.h", "*.pyx", "*.pxd", "*.exe", "*.tar.gz")
_BUNDLE_TIME = (1980, 1, 1, 0, 0, 0)
_TASK_FOLDER = "/var/task"
_PRUNING_VERSION = 1
"""Part of the key of kept dependencies: raise it when pruning changes."""


class BundleError(Exception):
    """The bundle can't be made."""


def keep_dependencies(requirements: Path, cache: Path, architecture: Architecture) -> Path:
    """Give a folder of pruned dependencies with bytecode, built at most once.

    Raises: BundleError, naming packages that have no wheel for Lambda.
    """
    content = f"{RUNTIME} {architecture} {chalice_version} {SERVICES} {_PRUNING_VERSION}\n"
    digest = hashlib.sha256(content.encode() + requirements.read_bytes()).hexdigest()[:16]
    kept = cache / f"dependencies-{architecture}-{RUNTIME}-{digest}"
    if not kept.is_dir():
        with _built_aside(kept) as folder:
            _build_dependencies(requirements, folder, architecture)
            prune(folder)
            compile_bytecode(folder)
    return kept


def make_bundle(app_zip: Path, dependencies: Path, bundle: Path) -> str:
    """Join Chalice's zip of the application with its dependencies; give the SHA-256."""
    with tempfile.TemporaryDirectory() as scratch:
        app = Path(scratch)
        with zipfile.ZipFile(app_zip) as zipped:
            zipped.extractall(app)
        _remove(app, _UNUSED_FOLDERS, _UNUSED_FILES)
        compile_bytecode(app)
        write_zip((dependencies, app), bundle)
    return hashlib.sha256(bundle.read_bytes()).hexdigest()


def write_zip(folders: Iterable[Path], target: Path) -> None:
    """Zip the files of some folders: sorted, one time and mode for all, later folders win."""
    files = {
        path.relative_to(folder).as_posix(): path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
    unfinished = target.with_name(f".{target.name}-{os.getpid()}")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name, path in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _BUNDLE_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, path.read_bytes())
    unfinished.replace(target)


def prune(folder: Path) -> None:
    """Remove from installed packages what Lambda has no use for."""
    _remove(folder, _UNUSED_FOLDERS, _UNUSED_FILES)
    # boto3's data describes resource objects, which nobody here makes; clients are botocore's.
    shutil.rmtree(folder / "boto3" / "data", ignore_errors=True)
    data = folder / "botocore" / "data"
    if data.is_dir():
        _prune_botocore(data)


def compile_bytecode(folder: Path) -> None:
    """Compile every module for the deployed path, in a process whose hash seed is fixed."""
    program = (
        "import pathlib, py_compile, sys\n"
        "root = pathlib.Path(sys.argv[1])\n"
        "mode = py_compile.PycInvalidationMode.UNCHECKED_HASH\n"
        "for source in sorted(root.rglob('*.py')):\n"
        "    shown = f'{sys.argv[2]}/{source.relative_to(root).as_posix()}'\n"
        "    py_compile.compile(source, dfile=shown, doraise=True, invalidation_mode=mode)\n"
    )
    environment = {"PYTHONHASHSEED": "0", "PATH": os.environ.get("PATH", "")}
    done = subprocess.run(
        [sys.executable, "-S", "-c", program, str(folder), _TASK_FOLDER],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BundleError(f"A module does not compile: {done.stderr.strip()[-500:]}")


@contextmanager
def _built_aside(target: Path) -> Iterator[Path]:
    """Give a folder to fill, put in place at the end: nobody ever sees it half-filled."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".building-") as scratch:
        folder = Path(scratch) / target.name
        folder.mkdir()
        yield folder
        try:
            folder.rename(target)
        except OSError:
            if not target.is_dir():
                raise


def _build_dependencies(requirements: Path, folder: Path, architecture: Architecture) -> None:
    builder = DependencyBuilder(OSUtils(), architecture=architecture)
    abi = RUNTIME.replace("python", "cp").replace(".", "")
    try:
        builder.build_site_packages(abi, str(requirements), str(folder))
    except MissingDependencyError as error:
        missing = ", ".join(sorted(package.identifier for package in error.missing))
        raise BundleError(f"No wheel for {RUNTIME} on {architecture}: {missing}") from error
    except (NoSuchPackageError, PackageDownloadError) as error:
        raise BundleError(f"The dependencies can't be downloaded: {error}") from error
    # Chalice puts its own files next to the app's and leaves the rest of itself out.
    shutil.rmtree(folder / "chalice", ignore_errors=True)


def _remove(folder: Path, folders: Iterable[str], files: Iterable[str]) -> None:
    for pattern in folders:
        for found in [path for path in folder.rglob(pattern) if path.is_dir()]:
            shutil.rmtree(found, ignore_errors=True)
    for pattern in files:
        for found in [path for path in folder.rglob(pattern) if path.is_file()]:
            found.unlink()


def _prune_botocore(data: Path) -> None:
    """Keep the services in use, without their documentation, as plain JSON."""
    for folder in [path for path in data.iterdir() if path.is_dir()]:
        if folder.name not in SERVICES:
            shutil.rmtree(folder)
    for unused in [*data.rglob("examples-1.json*"), *data.rglob("completions-1.json*")]:
        unused.unlink()
    for packed in data.rglob("*.json.gz"):
        packed.with_suffix("").write_bytes(gzip.decompress(packed.read_bytes()))
        packed.unlink()
    for model in data.rglob("service-2.json"):
        _rewrite(model, _without_documentation)
    _rewrite(data / "endpoints.json", _only_our_endpoints)


def _rewrite(path: Path, change: Callable[[Any], Any]) -> None:
    path.write_text(json.dumps(change(json.loads(path.read_text())), separators=(",", ":")))


def _only_our_endpoints(endpoints: dict[str, Any]) -> dict[str, Any]:
    """Keep the services in use in every partition; sts and others resolve by the partition's rule."""
    for partition in endpoints["partitions"]:
        partition["services"] = {
            name: service
            for name, service in partition["services"].items()
            if name in SERVICES or name in ("email", "bedrock")
        }
    return endpoints


def _without_documentation(node: Any) -> Any:
    """Drop texts named documentation; a shape's member of that name is a dict and stays."""
    if isinstance(node, dict):
        return {
            key: _without_documentation(value)
            for key, value in node.items()
            if not (key == "documentation" and isinstance(value, str))
        }
    if isinstance(node, list):
        return [_without_documentation(value) for value in node]
    return node
