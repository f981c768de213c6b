"""Make the layer that the report function carries: the PDF library and the fonts.

They are 100 MB unpacked, nine times the rest, and one function of four needs them; in the bundle
every cold start of the API would pay for fetching them. Lambda unpacks a layer to /opt and finds
packages in its folder `python`. It is made of requirements-layer.txt and report_fonts/ alone, so it
stays the same zip through most releases. The same input gives the same bytes.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path

from chalice import __version__ as chalice_version

from ops.cloudformation import Progress
from ops.packaging import bundle, pruning
from ops.packaging.bundle import RUNTIME, build_dependencies, compile_bytecode, write_zip
from ops.stages.config import Architecture

REQUIREMENTS = "requirements-layer.txt"
FONTS = "report_fonts"

_PYTHON_FOLDER = "python"
_IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.md", ".*")
_KEPT_LAYERS = 2


def keep_layer(project: Path, cache: Path, architecture: Architecture, progress: Progress) -> Path:
    """Give the zip of the layer, built at most once for what it is made of.

    Raises: BundleError, naming packages that have no wheel for Lambda.
    """
    prefix = f"layer-{architecture}-{RUNTIME}-"
    kept = cache / f"{prefix}{_fingerprint(project, architecture)}.zip"
    if not kept.is_file():
        progress(f"building the layer for {architecture}, {RUNTIME}")
        with tempfile.TemporaryDirectory() as scratch:
            packages = Path(scratch) / _PYTHON_FOLDER
            build_dependencies(project / REQUIREMENTS, packages, architecture)
            pruning.prune(packages)
            shutil.copytree(project / FONTS, packages / FONTS, ignore=_IGNORED)
            compile_bytecode(packages, keeps_sources=True, deployed=f"/opt/{_PYTHON_FOLDER}")
            write_zip((Path(scratch),), kept)
        _forget_old(cache, prefix)
    return kept


def _forget_old(cache: Path, prefix: str) -> None:
    kept = sorted(cache.glob(f"{prefix}*.zip"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in kept[_KEPT_LAYERS:]:
        old.unlink(missing_ok=True)


def _fingerprint(project: Path, architecture: Architecture) -> str:
    """Hash everything that the layer is made of, our own rules included."""
    digest = hashlib.sha256(f"{RUNTIME} {architecture} {chalice_version}\n".encode())
    sources = [
        project / REQUIREMENTS,
        *sorted(
            path
            for path in (project / FONTS).iterdir()
            if path.is_file() and path.suffix not in (".md", ".pyc")
        ),
        Path(pruning.__file__),
        Path(bundle.__file__),
        Path(__file__),
    ]
    for source in sources:
        digest.update(f"{source.name}\n".encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
