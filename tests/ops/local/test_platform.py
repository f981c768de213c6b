"""The platform as a developer has it: one command, one port, and an end that leaves nothing."""

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.platform import (
    PATIENCE_SECONDS,
    ROOT,
    Platform,
    start_platform,
    stop_platform,
    wait_until,
)

SHARED = pytest.mark.xdist_group("platform")

_INQUIRY = {
    "name": "Ada Lovelace",
    "email": "ada@kestrel-air.com",
    "company": "Kestrel Air",
    "services": ["migration"],
    "message": "We run 40 servers with Oracle and must move by March 2027.",
    "source": "contact_form",
}
_SUBMISSIONS = 40
_CONCURRENCY = 8


@SHARED
def test_platform_takes_an_inquiry_through_to_report_and_mails(platform: Platform) -> None:
    answer = platform.request("POST", "/api/v1/inquiries", _INQUIRY)
    inquiry_id = answer.json["id"]
    staff = platform.sign_in()

    wait_until(lambda: len(platform.mails(inquiry_id)) == 2, PATIENCE_SECONDS, "both mails")
    inquiry = wait_until(
        lambda: _settled(platform, staff, inquiry_id), PATIENCE_SECONDS, "nothing is owed any more"
    )
    report = platform.request(
        "GET", f"/api/v1/admin/reports/{inquiry['reports'][0]['id']}", headers=staff
    )

    assert answer.status == 201
    assert {mail["kind"] for mail in platform.mails(inquiry_id)} == {
        "customer_confirmation",
        "consultant_notification",
    }
    assert "40 servers" in report.json["markdown"]
    assert inquiry["reports"][0]["input_tokens"] > 100


@SHARED
def test_platform_keeps_the_password_from_others(platform: Platform) -> None:
    assert (platform.data / "admin.json").stat().st_mode & 0o777 == 0o600
    assert len(platform.admin["password"]) >= 20


@SHARED
def test_platform_answers_on_both_loopbacks(platform: Platform) -> None:
    port = platform.url.rpartition(":")[2]

    for host in ("127.0.0.1", "localhost"):
        with socket.create_connection((host, int(port)), PATIENCE_SECONDS) as connection:
            connection.sendall(
                b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            )
            assert connection.recv(100).startswith(b"HTTP/1.1 200")


@SHARED
def test_second_platform_on_the_same_folder_or_port_is_refused(
    platform: Platform, tmp_path: Path
) -> None:
    port = platform.url.rpartition(":")[2]

    same_folder = _up("--port", "0", "--data", str(platform.data))
    same_port = _up("--port", port, "--data", str(tmp_path / "data"))

    assert same_folder.returncode == same_port.returncode == 1
    assert f"is in use by a platform that runs (process {platform.pid})" in same_folder.stderr
    assert f"Port {port} is in use" in same_port.stderr
    assert "Traceback" not in same_folder.stderr + same_port.stderr


@SHARED
def test_reset_refuses_a_running_platform(platform: Platform) -> None:
    done = _ops("reset", "--data", str(platform.data))

    assert done.returncode == 1
    assert "is in use" in done.stderr
    assert (platform.data / "admin.json").exists()


@pytest.mark.xdist_group("own platform")
def test_state_survives_a_stop_and_a_start_and_a_kill_is_said(tmp_path: Path) -> None:
    data, log = tmp_path / "data", tmp_path / "log"
    first, process = start_platform(data, log)
    inquiry_id = first.request("POST", "/api/v1/inquiries", _INQUIRY).json["id"]
    wait_until(lambda: len(first.mails(inquiry_id)) == 2, PATIENCE_SECONDS, "both mails")
    _load(first)
    started = psutil.Process(first.pid).children(recursive=True)

    os.killpg(first.pid, signal.SIGINT)

    assert process.wait(PATIENCE_SECONDS) == 0
    _, left = psutil.wait_procs(started, PATIENCE_SECONDS)
    assert left == []
    assert "did not stop in time" not in log.read_text()

    second, process = start_platform(data, log)
    assert "was killed" not in log.read_text()
    staff = second.sign_in()
    assert _settled(second, staff, inquiry_id)
    assert len(second.mails(inquiry_id)) == 2
    # The event sources found their queues again.
    next_id = second.request("POST", "/api/v1/inquiries", _INQUIRY).json["id"]
    wait_until(lambda: len(second.mails(next_id)) == 2, PATIENCE_SECONDS, "mails after a restart")

    second.emulator_process.kill()

    assert process.wait(PATIENCE_SECONDS) == 1
    assert "The emulator was killed by signal 9" in log.read_text()

    third, process = start_platform(data, log)
    assert "The emulator of the last run" in log.read_text()
    staff = third.sign_in()
    assert (
        third.request("GET", f"/api/v1/admin/inquiries/{inquiry_id}", headers=staff).status == 200
    )
    assert third.request("GET", f"/api/v1/admin/inquiries/{next_id}", headers=staff).status == 404
    stop_platform(third.pid)
    process.wait(PATIENCE_SECONDS)


def _load(platform: Platform) -> None:
    """Leave many workers behind, some of them waiting for a slow AI."""
    with platform.ai("slow"), ThreadPoolExecutor(_CONCURRENCY) as pool:
        answers = pool.map(
            lambda _: platform.request("POST", "/api/v1/inquiries", _INQUIRY), range(_SUBMISSIONS)
        )
        assert {answer.status for answer in answers} == {201}


def _settled(platform: Platform, staff: dict[str, str], inquiry_id: str) -> dict[str, Any] | None:
    answer = platform.request("GET", f"/api/v1/admin/inquiries/{inquiry_id}", headers=staff)
    found: dict[str, Any] = answer.json
    return None if answer.status != 200 or found["owed"] else found


def _up(*arguments: str) -> subprocess.CompletedProcess[str]:
    return _ops("up", *arguments)


def _ops(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ops", "local", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
