"""Setting up says what a machine lacks, and takes no interpreter's word for what it is."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.platform import ROOT

_PREPARE = ROOT / "ops" / "local" / "prepare.sh"


def _program(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def _prepare(part: str, first_on_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(_PREPARE), part],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={
            **os.environ,
            "PATH": f"{first_on_path}{os.pathsep}{os.environ['PATH']}",
            **variables,
        },
    )


def test_prepare_says_when_no_python_fits(tmp_path: Path) -> None:
    _program(tmp_path, "python-shim", "echo 'version 3.13 is not installed' >&2; exit 127")

    done = _prepare("venv", tmp_path, PYTHON="python-shim")

    assert done.returncode == 1
    assert "ERROR  Python 3.11, 3.12 or 3.13 is missing" in done.stderr


@pytest.mark.parametrize("version", ["18.20.0", "20.18.9", "21.7.0", "22.11.0"])
def test_prepare_says_when_node_is_too_old(tmp_path: Path, version: str) -> None:
    _program(tmp_path, "node", f"echo {version}")

    done = _prepare("node-modules", tmp_path)

    assert done.returncode == 1
    assert f"Node.js {version} is too old" in done.stderr


def test_prepare_says_when_node_is_missing(tmp_path: Path) -> None:
    _program(tmp_path, "node", "exit 127")

    done = _prepare("node-modules", tmp_path)

    assert done.returncode == 1
    assert "Node.js is missing" in done.stderr


def test_prepare_is_quick_and_silent_when_all_is_ready(tmp_path: Path) -> None:
    _prepare("venv", tmp_path)

    done = _prepare("venv", tmp_path, HOME="")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
