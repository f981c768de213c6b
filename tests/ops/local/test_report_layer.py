"""The report function, as deployed, makes a PDF with what its layer carries. No other could."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ops.packaging.package import host_architecture, package_stage
from ops.packaging.template import Package
from ops.stages.config import read_stage_config
from ops.stages.deployment import deploy_stage
from ops.stages.names import StageNames
from tests.emulator import RunningEmulator, running_emulator
from tests.pdf import ReadPdf

pytestmark = pytest.mark.xdist_group("emulators")

_PROBE = """
import base64, importlib.util
from datetime import UTC, datetime


def handler(event, context):
    if not importlib.util.find_spec("report_fonts"):
        return None
    from chalicelib.domain.inquiries import ServiceType
    from chalicelib.services.rendering import ReportDocument
    from chalicelib.services.report_pdf import render_report_pdf
    document = ReportDocument(
        title="Deployed", markdown=event["markdown"], service_type=ServiceType.MIGRATION,
        services=("migration",), client="Maria Keller", company=None, reference="CP-7K3M-92QD",
        version=1, written_at=datetime(2026, 11, 24, tzinfo=UTC), model=None,
    )
    return base64.b64encode(render_report_pdf(document)).decode()
"""


class DeployedStage:
    """The stage `local` on an emulator of its own."""

    def __init__(self, emulator: RunningEmulator, folder: Path) -> None:
        self.config = read_stage_config("local")
        self.package = package_stage(self.config, folder, architecture=host_architecture())
        self.emulator = emulator
        self.functions = emulator.client("lambda")
        self.deploy(self.package)

    def deploy(self, package: Package) -> list[str]:
        """Deploy a package; give the objects that were uploaded for it."""
        told: list[str] = []
        deploy_stage(self.emulator.aws, self.config, package, progress=told.append)
        return [line.rpartition(" ")[2] for line in told if "uploaded" in line]

    def layer(self, package: Package) -> int:
        """Give the version of the layer that the report function carries, if it is a package's."""
        (layer,) = self.functions.get_function_configuration(
            FunctionName="consulting-local-generate_reports"
        )["Layers"]
        assert layer["CodeSize"] == package.layer_size_bytes
        return int(layer["Arn"].rpartition(":")[2])

    def probe(self, handler: str, event: dict[str, Any]) -> Any:
        """Run other code in the place of a deployed function, with all that this one has."""
        name = StageNames("local").function(handler)
        code = io.BytesIO(self.package.zip_path.read_bytes())
        with zipfile.ZipFile(code, "a") as bundle:
            bundle.writestr("probe.py", _PROBE)
        self.functions.update_function_configuration(FunctionName=name, Handler="probe.handler")
        self.functions.update_function_code(FunctionName=name, ZipFile=code.getvalue())
        answer = self.functions.invoke(FunctionName=name, Payload=json.dumps(event))
        assert "FunctionError" not in answer, answer["Payload"].read()
        return json.load(answer["Payload"])


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeployedStage]:
    folder = tmp_path_factory.mktemp("layer")
    with running_emulator("shimmed", folder / "emulator", "http://127.0.0.1:9") as emulator:
        yield DeployedStage(emulator, folder / "package")


def test_former_layer_comes_back_with_its_package(stage: DeployedStage, tmp_path: Path) -> None:
    other = tmp_path / "layer.zip"
    with zipfile.ZipFile(other, "w") as zipped:
        zipped.writestr("python/other.py", "")
    content = other.read_bytes()
    later = replace(
        stage.package,
        layer_path=other,
        layer_sha256=hashlib.sha256(content).hexdigest(),
        layer_size_bytes=len(content),
    )
    assert stage.layer(stage.package) == 1

    assert stage.deploy(later) == [f"layers/{later.layer_sha256}.zip"]
    assert stage.layer(later) == 2

    assert stage.deploy(stage.package) == []
    assert stage.layer(stage.package) == 3


def test_report_function_makes_a_pdf(stage: DeployedStage) -> None:
    told = stage.probe(
        "generate_reports", {"markdown": "# Summary\n\n日本語 [a](https://b.example)"}
    )

    pdf = ReadPdf(base64.b64decode(told))
    assert "Deployed" in pdf.text
    assert "日本語" in pdf.text
    assert pdf.links == ["https://b.example"] * 2
    assert pdf.fonts["NotoSansSC-Regular"]


@pytest.mark.parametrize("handler", ["api_handler", "send_emails", "settle_owed_work"])
def test_other_functions_carry_no_layer(stage: DeployedStage, handler: str) -> None:
    configuration = stage.functions.get_function_configuration(
        FunctionName=StageNames("local").function(handler)
    )

    assert not configuration.get("Layers")
    assert stage.probe(handler, {}) is None
