"""The zip that Lambda runs."""

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ops.packaging.bundle import (
    RUNTIME,
    BundleError,
    compile_bytecode,
    write_zip,
)
from ops.packaging.package import CACHE, host_architecture, other_python, package_stage
from ops.packaging.pruning import SERVICES
from ops.packaging.template import Package
from ops.stages.config import PROJECT, Architecture, StageConfig, read_stage_config
from ops.stages.names import HANDLERS

LARGEST_BYTES = 5_000_000

USE_THE_BUNDLE = """
import json, os, sys
task = sys.argv[1]
sys.path = [task, *(entry for entry in sys.path if "site-packages" not in entry)]
os.environ.update(json.loads(sys.argv[2]))
import app
for handler in sys.argv[4].split(","):
    assert callable(getattr(app, handler.replace("api_handler", "app"))), handler
from chalicelib import aws
from chalicelib.jobs import emails, reports, schedules
from chalicelib.gateways import get_gateways
gateways = get_gateways()
used = gateways.ai, gateways.mailer, gateways.documents, gateways.queues
for service in sys.argv[3].split(","):
    client = aws.client(service)
    for operation in client.meta.service_model.operation_names:
        client.meta.service_model.operation_model(operation)
event = {
    "httpMethod": "GET", "resource": "/api/v1/health", "path": "/api/v1/health", "headers": {},
    "multiValueQueryStringParameters": None, "pathParameters": None, "body": None,
    "isBase64Encoded": False, "stageVariables": None,
    "requestContext": {
        "httpMethod": "GET", "resourcePath": "/api/v1/health", "requestId": "r",
        "identity": {"sourceIp": "192.0.2.1"},
    },
}
answer = app.app(event, None)
foreign = sorted(
    name for name, module in sys.modules.items()
    if getattr(module, "__file__", None)
    and not module.__file__.startswith((task, *(path for path in sys.path if path)))
)
print(json.dumps({"status": answer["statusCode"], "foreign": foreign}))
"""


def names_in(package: Package) -> list[str]:
    with zipfile.ZipFile(package.zip_path) as zipped:
        return zipped.namelist()


def test_bundle_is_small(package: Package) -> None:
    assert package.size_bytes == package.zip_path.stat().st_size
    assert package.size_bytes <= LARGEST_BYTES


def test_package_names_the_hash_of_its_zip(package: Package) -> None:
    assert package.sha256 == hashlib.sha256(package.zip_path.read_bytes()).hexdigest()


def test_bundle_carries_all_of_the_application(package: Package) -> None:
    names = set(names_in(package))

    ours = {
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / "chalicelib").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert ours <= names
    assert {"app.py", "chalice/app.py", "chalicelib/site.json"} <= names


def test_bundle_has_nothing_that_lambda_has_no_use_for(package: Package) -> None:
    names = names_in(package)

    ours = ("app.py", "chalice/", "chalicelib/")
    assert [name for name in names if name.endswith(".py") and not name.startswith(ours)] == []
    unused = re.compile(
        r"\.pyi$|(^|/)tests/|\.c$|^ops/|examples-1|\.json\.gz$|^typst|^report_fonts|\.ttf$"
    )
    assert [name for name in names if unused.search(name)] == []
    services = {match[1] for name in names if (match := re.match(r"botocore/data/([^/]+)/", name))}
    assert services == set(SERVICES)


def test_services_are_those_that_the_application_calls() -> None:
    sources = [path.read_text() for path in (PROJECT / "chalicelib").rglob("*.py")]

    called = {
        service for text in sources for service in re.findall(r'\bclient\("([a-z0-9-]+)"\)', text)
    }

    assert called == set(SERVICES)


def test_application_runs_from_the_bundle_alone(bundle: Path, local_config: StageConfig) -> None:
    environment = {
        **local_config.variables,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }

    done = subprocess.run(
        [
            *(sys.executable, "-I", "-S", "-B", "-W", "error"),
            *("-c", USE_THE_BUNDLE, str(bundle), json.dumps(environment)),
            *(",".join(SERVICES), ",".join(HANDLERS)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"status": 200, "foreign": []}


def test_bytecode_is_trusted_without_a_look_at_the_source(bundle: Path) -> None:
    compiled = [*(bundle / "chalicelib").rglob("*.pyc"), *(bundle / "botocore").rglob("*.pyc")]

    # Source: docs.python.org/3/reference/import.html, the flags of PEP 552: hash-based, unchecked.
    assert len(compiled) > 100
    assert {path.read_bytes()[4:8] for path in compiled} == {b"\x01\x00\x00\x00"}


def test_bytecode_is_of_the_python_that_runs_it(bundle: Path, app_template: dict[str, Any]) -> None:
    compiled = [*(bundle / "chalicelib").rglob("*.pyc"), *(bundle / "botocore").rglob("*.pyc")]
    resources = app_template["Resources"].values()
    functions = [found for found in resources if found["Type"] == "AWS::Lambda::Function"]

    assert {path.read_bytes()[:4] for path in compiled} == {importlib.util.MAGIC_NUMBER}
    assert {function["Properties"]["Runtime"] for function in functions} == {RUNTIME}


def test_production_is_pinned_to_a_python() -> None:
    assert read_stage_config("prod-blue").pinned_python == "3.13"
    assert read_stage_config("staging").pinned_python is None


@pytest.mark.parametrize(("pinned", "is_told"), [("same", False), ("2.7", True)])
def test_package_for_another_python_than_the_pinned_is_told(
    pinned: str, is_told: bool, production_settings: Path
) -> None:
    version = RUNTIME.removeprefix("python") if pinned == "same" else pinned
    production_settings.write_text(
        production_settings.read_text() + f'[prod.stack]\npython = "{version}"\n'
    )
    config = read_stage_config("prod-blue", settings_file=production_settings)

    warning = other_python(config)

    assert (warning is not None) == is_told
    assert warning is None or "pinned to Python 2.7" in warning


def test_same_input_gives_the_same_bytes(
    tmp_path: Path, package: Package, local_config: StageConfig
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    # Dependencies and layer were made for the first package; everything else is made again.
    for pattern in ("dependencies-*", "layer-*"):
        for kept in CACHE.glob(pattern):
            (cache / kept.name).symlink_to(kept)
    told: list[str] = []

    again = package_stage(
        local_config,
        tmp_path / "again",
        architecture=host_architecture(),
        cache=cache,
        progress=told.append,
    )

    assert told[0].startswith("packaging local")
    assert again.sha256 == package.sha256
    assert again.template_text() == package.template_text()


def test_package_for_the_processor_of_aws_has_the_same_files(
    tmp_path: Path, package: Package, local_config: StageConfig
) -> None:
    """Tests run what is packaged for this machine's processor; AWS gets that for arm64."""
    other: Architecture = "x86_64" if host_architecture() == "arm64" else "arm64"

    made = package_stage(local_config, tmp_path, architecture=other)

    def without_processor(names: list[str]) -> list[str]:
        return [re.sub(r"x86_64|aarch64|arm64", "PROCESSOR", name) for name in names]

    assert without_processor(names_in(made)) == without_processor(names_in(package))
    assert made.size_bytes <= LARGEST_BYTES
    assert made.sha256 != package.sha256, "compiled modules differ"


@pytest.mark.parametrize("keeps_sources", [True, False])
def test_bytecode_does_not_depend_on_the_folder(tmp_path: Path, keeps_sources: bool) -> None:
    digests = set()
    for name in ("one", "another/much/deeper"):
        folder = tmp_path / name
        (folder / "package").mkdir(parents=True)
        source = 'NAMES = {"b", "a", "c"}\n\n\ndef has(name):\n    return name in {"x", "y", "z"}\n'
        (folder / "package" / "module.py").write_text(source)
        compile_bytecode(folder, keeps_sources=keeps_sources)
        write_zip((folder,), folder / "made.zip")
        digests.add(hashlib.sha256((folder / "made.zip").read_bytes()).hexdigest())

    assert len(digests) == 1


def test_module_that_does_not_compile_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def half(:\n")

    with pytest.raises(BundleError, match=r"broken\.py"):
        compile_bytecode(tmp_path, keeps_sources=True)


def test_second_packaging_takes_what_was_kept(
    tmp_path: Path, package: Package, local_config: StageConfig
) -> None:
    project, cache = tmp_path / "project", tmp_path / "cache"
    for folder in ("chalicelib", ".chalice"):
        shutil.copytree(PROJECT / folder, project / folder)
    shutil.copyfile(PROJECT / "app.py", project / "app.py")
    for requirements in ("requirements.txt", "requirements-layer.txt"):
        (project / requirements).touch()
    (project / "report_fonts").mkdir()
    told: list[list[str]] = [[], [], [], []]

    def pack(run: int) -> str:
        made = package_stage(
            local_config, tmp_path, project=project, cache=cache, progress=told[run].append
        )
        return made.sha256

    first, second = pack(0), pack(1)
    (project / "chalicelib" / "new.py").touch()
    third = pack(2)
    (project / "chalicelib" / "new.py").rename(project / "chalicelib" / "api" / "new.py")
    fourth = pack(3)

    assert first == second != third
    assert fourth not in (first, third), "a module that has moved is another package"
    assert [any(line.startswith("packaging") for line in lines) for lines in told] == [
        True,
        False,
        True,
        True,
    ]
