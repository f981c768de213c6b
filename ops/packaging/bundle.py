"""Make the zip that Lambda runs: Chalice's, minus what Lambda has no use for, plus bytecode.

Measured on the emulator's runtime: bytecode halves the cold start, because the task directory can't
be written and every process would compile again; botocore's data is 30 MB of which a few services
are used, and its search costs time too. Bytecode is of the unchecked kind, which Python trusts
without looking at the source's time, so it survives the fixed times of a reproducible zip. Our own
code and Chalice keep their sources, for tracebacks with lines; dependencies leave theirs out, which
saves 0.9 MB.

Dependencies come from Chalice's own builder, which picks wheels that fit Lambda's C library, and
are kept by the hash of requirements.txt: a change of code needs no pip. The same input gives the
same bytes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chalice import __version__ as chalice_version
from chalice.deploy.packager import (
    DependencyBuilder,
    MissingDependencyError,
    NoSuchPackageError,
    PackageDownloadError,
)
from chalice.utils import OSUtils

from ops.errors import OpsError
from ops.packaging import pruning
from ops.stages.config import Architecture

RUNTIME = f"python{sys.version_info.major}.{sys.version_info.minor}"
"""Chalice packages for the Python that it runs on, so bytecode is made by that one too."""

_BUNDLE_TIME = (1980, 1, 1, 0, 0, 0)
_TASK_FOLDER = "/var/task"
_COMPILATION = """
import pathlib, py_compile, sys
root, keeps_sources = pathlib.Path(sys.argv[1]), sys.argv[3] == "keep"
for source in sorted(root.rglob("*.py")):
    py_compile.compile(
        source,
        cfile=None if keeps_sources else source.with_suffix(".pyc"),
        dfile=f"{sys.argv[2]}/{source.relative_to(root).as_posix()}",
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    if not keeps_sources:
        source.unlink()
"""


class BundleError(OpsError):
    """The bundle can't be made."""


def keep_dependencies(requirements: Path, cache: Path, architecture: Architecture) -> Path:
    """Give a folder of pruned dependencies with bytecode, built at most once.

    Raises: BundleError, naming packages that have no wheel for Lambda.
    """
    content = f"{RUNTIME} {architecture} {chalice_version}\n".encode()
    rules = Path(pruning.__file__).read_bytes() + _COMPILATION.encode()
    digest = hashlib.sha256(content + rules + requirements.read_bytes()).hexdigest()[:16]
    kept = cache / f"dependencies-{architecture}-{RUNTIME}-{digest}"
    if not kept.is_dir():
        with built_aside(kept) as folder:
            build_dependencies(requirements, folder, architecture)
            pruning.prune(folder)
            compile_bytecode(folder, keeps_sources=False)
    return kept


def build_dependencies(requirements: Path, folder: Path, architecture: Architecture) -> None:
    """Install what a file requires into a folder, from wheels that fit Lambda.

    Raises: BundleError, naming packages that have no such wheel.
    """
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


def make_bundle(app_zip: Path, dependencies: Path, bundle: Path) -> str:
    """Join Chalice's zip of the application with its dependencies; give the SHA-256."""
    with tempfile.TemporaryDirectory() as scratch:
        app = Path(scratch)
        with zipfile.ZipFile(app_zip) as zipped:
            zipped.extractall(app)
        compile_bytecode(app, keeps_sources=True)
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
    with zipfile.ZipFile(unfinished, "w") as zipped:
        for name, path in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _BUNDLE_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, path.read_bytes())
    unfinished.replace(target)


def compile_bytecode(folder: Path, *, keeps_sources: bool, deployed: str = _TASK_FOLDER) -> None:
    """Compile every module for the deployed path, in a process whose hash seed is fixed."""
    environment = {"PYTHONHASHSEED": "0", "PATH": os.environ.get("PATH", "")}
    done = subprocess.run(
        [
            *(sys.executable, "-S", "-c", _COMPILATION),
            *(str(folder), deployed, "keep" if keeps_sources else "drop"),
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BundleError(f"A module does not compile: {done.stderr.strip()[-500:]}")


@contextmanager
def built_aside(target: Path) -> Iterator[Path]:
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
