"""Ctrl-C while a request is signed."""

import signal
import subprocess
import sys
import threading
from typing import Any

import pytest
from botocore.auth import AUTH_TYPE_MAPS
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.crt.auth import CrtSigV4AsymAuth, CrtSigV4Auth

from ops.signing import shield_signing


@pytest.fixture
def signing(monkeypatch: pytest.MonkeyPatch) -> None:
    for version in AUTH_TYPE_MAPS:
        monkeypatch.setitem(AUTH_TYPE_MAPS, version, AUTH_TYPE_MAPS[version])
    shield_signing()


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Press Ctrl-C whenever awscrt asks whether to sign a header; give the headers."""
    asked: list[str] = []

    def press(_: Any, name: str, **__: Any) -> bool:
        asked.append(name)
        signal.raise_signal(signal.SIGINT)
        return True

    for signer in (CrtSigV4Auth, CrtSigV4AsymAuth):
        monkeypatch.setattr(signer, "_should_sign_header", press)
    return asked


def sign(version: str) -> AWSRequest:
    signer = AUTH_TYPE_MAPS[version](Credentials("key", "secret"), "cloudformation", "us-east-1")
    request = AWSRequest("POST", "https://aws.example/", data=b"text", headers={"X-Own": "1"})
    signer.add_auth(request)
    return request


VERSIONS = pytest.mark.parametrize("version", ["v4", "v4a", "s3v4"])


@VERSIONS
@pytest.mark.usefixtures("signing")
def test_ctrl_c_comes_when_the_request_is_signed(version: str, pressed: list[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        sign(version)

    assert len(pressed) > 1


@VERSIONS
@pytest.mark.usefixtures("signing")
def test_handler_of_the_program_is_asked_once(version: str, pressed: list[str]) -> None:
    heard = []
    former = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        signed = sign(version)
    finally:
        signal.signal(signal.SIGINT, former)

    assert heard == [signal.SIGINT]
    assert signed.headers["Authorization"].startswith("AWS4-")
    assert len(pressed) > 1


@VERSIONS
@pytest.mark.usefixtures("signing")
def test_other_threads_sign(version: str) -> None:
    signed: list[AWSRequest] = []
    thread = threading.Thread(target=lambda: signed.append(sign(version)))
    thread.start()
    thread.join()

    assert signed[0].headers["Authorization"].startswith("AWS4-")


def test_help_does_not_wait_for_awscrt() -> None:
    look = "import sys, ops.console; print('awscrt' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
