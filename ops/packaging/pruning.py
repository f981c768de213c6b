"""Remove from installed packages what Lambda has no use for.

botocore is the bulk of it: descriptions of some 400 services, of which the application calls a few,
each with documentation that no program reads. Plain JSON is read faster than packed JSON, and the
bundle is compressed as a whole anyway.
"""

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

SERVICES = ("bedrock-runtime", "dynamodb", "s3", "sesv2", "sqs")
"""AWS services that chalicelib calls, as botocore names them. A test compares."""

_ENDPOINT_OF_SESV2 = "email"
_UNUSED_FOLDERS = ("__pycache__", "bin", "tests")
_UNUSED_FILES = ("*.pyi", "py.typed", "*.c", "*.h", "*.pyx", "*.pxd", "*.exe", "*.tar.gz")


def prune(folder: Path) -> None:
    """Remove from installed packages what Lambda has no use for."""
    _remove_unused(folder)
    for record in folder.glob("*.dist-info"):
        _keep_name_and_version(record)
    data = folder / "botocore" / "data"
    if data.is_dir():
        _prune_botocore(data)


def _remove_unused(folder: Path) -> None:
    for pattern in _UNUSED_FOLDERS:
        for found in [path for path in folder.rglob(pattern) if path.is_dir()]:
            shutil.rmtree(found, ignore_errors=True)
    for pattern in _UNUSED_FILES:
        for found in [path for path in folder.rglob(pattern) if path.is_file()]:
            found.unlink()


def _keep_name_and_version(record: Path) -> None:
    """Leave of a package's record what `importlib.metadata.version` reads; some packages do."""
    headers = (record / "METADATA").read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
    kept = [line for line in headers if line.startswith(("Metadata-Version:", "Name:", "Version:"))]
    shutil.rmtree(record)
    record.mkdir()
    (record / "METADATA").write_text("\n".join(kept) + "\n", encoding="utf-8")


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
    """Keep the services in use; every other one resolves by the rule of its partition."""
    for partition in endpoints["partitions"]:
        partition["services"] = {
            name: service
            for name, service in partition["services"].items()
            if name in (*SERVICES, _ENDPOINT_OF_SESV2)
        }
    return endpoints


def _without_documentation(node: Any) -> Any:
    """Drop texts named documentation; a shape's member of that name is a dict and stays.

    botocore demands the documentation of client context parameters, so these stay as they are.
    """
    if isinstance(node, dict):
        return {
            key: value if key == "clientContextParams" else _without_documentation(value)
            for key, value in node.items()
            if not (key == "documentation" and isinstance(value, str))
        }
    if isinstance(node, list):
        return [_without_documentation(value) for value in node]
    return node
