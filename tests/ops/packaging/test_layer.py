"""The layer that the report function carries."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ops.packaging.bundle import compile_bytecode, write_zip
from ops.packaging.layer import keep_layer
from ops.packaging.template import Package
from ops.stages.config import PROJECT, StageConfig
from tests.pdf import ReadPdf

LARGEST_BYTES = 50_000_000
LARGEST_UNPACKED_BYTES = 250 * 1024 * 1024
"""Of layer and bundle together.
Source: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, read in 2026-11."""

USE_BUNDLE_AND_LAYER = """
import json, os, sys
task, layer, environment = sys.argv[1:4]
sys.path = [task, layer, *(entry for entry in sys.path if "site-packages" not in entry)]
os.environ.update(json.loads(environment))
from datetime import UTC, datetime
from chalicelib.domain.inquiries import ServiceType
from chalicelib.services.rendering import ReportDocument
from chalicelib.services.report_pdf import render_report_pdf
document = ReportDocument(
    title="Packaged", markdown="# Summary 日本語", service_type=ServiceType.MIGRATION, services=(),
    client="Maria", company=None, reference="CP-7K3M-92QD", version=1,
    written_at=datetime(2026, 11, 24, tzinfo=UTC), model=None,
)
sys.stdout.buffer.write(render_report_pdf(document))
"""


@pytest.fixture(scope="session")
def layer(tmp_path_factory: pytest.TempPathFactory, package: Package) -> Path:
    """Give the folder that Lambda would see as /opt/python."""
    folder = tmp_path_factory.mktemp("opt")
    with zipfile.ZipFile(package.layer_path) as zipped:
        zipped.extractall(folder)
    return folder / "python"


def test_package_names_the_hash_of_its_layer(package: Package) -> None:
    content = package.layer_path.read_bytes()

    assert package.layer_sha256 == hashlib.sha256(content).hexdigest()
    assert package.layer_size_bytes == len(content) <= LARGEST_BYTES


def test_layer_and_bundle_fit_into_a_function(package: Package) -> None:
    unpacked = 0
    for path in (package.layer_path, package.zip_path):
        with zipfile.ZipFile(path) as zipped:
            unpacked += sum(entry.file_size for entry in zipped.infolist())

    assert unpacked < LARGEST_UNPACKED_BYTES


def test_layer_has_the_library_the_fonts_and_their_licences(layer: Path) -> None:
    fonts = PROJECT / "report_fonts"

    shipped = {path.name for path in (layer / "report_fonts").iterdir()}
    assert {path.name for path in fonts.glob("*.ttf")} <= shipped
    assert {path.name for path in fonts.glob("*.txt")} <= shipped
    assert "README.md" not in shipped
    assert {path.name.partition("-")[0] for path in layer.iterdir()} == {"report_fonts", "typst"}
    assert not [*layer.rglob("*.pyi"), *layer.rglob("sboms")]


def test_report_is_made_by_bundle_and_layer_alone(
    bundle: Path, layer: Path, local_config: StageConfig
) -> None:
    environment = json.dumps({**local_config.variables, "AWS_DEFAULT_REGION": "us-east-1"})

    done = subprocess.run(
        [
            *(sys.executable, "-I", "-S", "-B", "-W", "error"),
            *("-c", USE_BUNDLE_AND_LAYER, str(bundle), str(layer), environment),
        ],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()
    assert "Summary 日本語" in ReadPdf(done.stdout).text


def test_layer_is_built_once_and_again_for_other_content(tmp_path: Path) -> None:
    project, cache = tmp_path / "project", tmp_path / "cache"
    (project / "report_fonts").mkdir(parents=True)
    (project / "report_fonts" / "__init__.py").write_text('"""Fonts."""\n')
    (project / "requirements-layer.txt").touch()
    cache.mkdir()
    told: list[str] = []

    def keep() -> bytes:
        return keep_layer(project, cache, "arm64", told.append).read_bytes()

    first, second = keep(), keep()
    (project / "report_fonts" / "new.ttf").touch()
    third = keep()
    (project / "report_fonts" / "README.md").touch()
    fourth = keep()

    assert first == second != third == fourth
    assert len(told) == 2


def test_same_input_gives_the_same_bytes(tmp_path: Path, layer: Path, package: Package) -> None:
    copy, made = tmp_path / "copy", tmp_path / "made.zip"
    shutil.copytree(layer, copy / "python", ignore=shutil.ignore_patterns("__pycache__"))

    compile_bytecode(copy / "python", keeps_sources=True, deployed="/opt/python")
    write_zip((copy,), made)

    assert hashlib.sha256(made.read_bytes()).hexdigest() == package.layer_sha256
