"""A whole local platform for tests that need one: started once per test run, shared by workers.

    pytest_plugins = ["tests.platform"]      gives the fixture `platform`

The first worker that asks starts `python -m ops local up`; the last that is done stops it. If the
test run is killed, the platform notices and stops by itself.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import boto3
import psutil
import pytest

from ops.local.aws_environment import REGION
from ops.stages.names import StageNames

ROOT = Path(__file__).resolve().parent.parent

PATIENCE_SECONDS = 120.0
"""How long a test waits for what is sure to come. Only a fault lasts so long: a machine that is
shared is at times five times slower."""

_START_SECONDS = 240.0


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follow no redirect, so that a test sees where it leads."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(NoRedirects)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an HTTP request got."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Platform:
    """A running platform, and the levers of fault tests."""

    url: str
    data: Path
    pid: int

    @property
    def admin(self) -> dict[str, str]:
        """Give username and password of the administrator."""
        found: dict[str, str] = json.loads((self.data / "admin.json").read_text())
        return found

    @property
    def emulator_url(self) -> str:
        """Give the address that AWS clients use."""
        environment = self.emulator_process.environ()
        return f"http://127.0.0.1:{environment['GATEWAY_PORT']}"

    @property
    def emulator_process(self) -> psutil.Process:
        """Give the emulator's process."""
        mark = json.loads((self.data / "emulator" / "running.json").read_text())
        return psutil.Process(mark["pid"])

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout_seconds: float = PATIENCE_SECONDS,
    ) -> Answer:
        """Send a request, as `send_request` does."""
        return send_request(self.url + path, method, body, headers, timeout_seconds)

    def sign_in(self) -> dict[str, str]:
        """Sign the administrator in and give the header for further requests."""
        answer = self.request("POST", "/api/v1/auth/login", self.admin)
        assert answer.status == 200, answer.body
        return {"Authorization": f"Bearer {answer.json['token']}"}

    def mails(self, inquiry_id: str | None = None) -> list[dict[str, Any]]:
        """Give the mails of the inbox, newest first, of one inquiry if one is named."""
        found: list[dict[str, Any]] = self.request("GET", "/_local/mail").json
        return [mail for mail in found if inquiry_id in (None, mail["inquiry_id"])]

    @contextmanager
    def ai(self, mode: str) -> Iterator[None]:
        """Have the AI responder behave in a mode while the context lasts."""
        self._set_ai(mode)
        try:
            yield
        finally:
            self._set_ai("normal")

    def client(self, service: str) -> Any:
        """Make a boto3 client of the emulator."""
        return boto3.client(  # type: ignore[call-overload]
            service,
            endpoint_url=self.emulator_url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def purge(self, queue: str) -> None:
        """Empty a queue, such as "reports"."""
        sqs = self.client("sqs")
        url = sqs.get_queue_url(QueueName=f"consulting-local-{queue}")["QueueUrl"]
        sqs.purge_queue(QueueUrl=url)

    def workers(self, handler: str) -> list[psutil.Process]:
        """Give the processes that run a handler, such as "send_emails"."""
        name = StageNames("local").function(handler)
        found = []
        for process in self.emulator_process.children(recursive=True):
            try:
                if process.environ().get("AWS_LAMBDA_FUNCTION_NAME") == name:
                    found.append(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return found

    def _set_ai(self, mode: str) -> None:
        answer = self.request("PUT", "/_local/ai", {"mode": mode})
        assert answer.status == 200, answer.body


def send_request(
    url: str,
    method: str = "GET",
    body: Any = None,
    headers: Mapping[str, str] | None = None,
    timeout_seconds: float = PATIENCE_SECONDS,
) -> Answer:
    """Send a request; a body that is no bytes goes as JSON. Redirects are not followed."""
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    sent = {"Content-Type": "application/json"} if data is not None else {}
    request = urllib.request.Request(
        url, data=data, method=method, headers={**sent, **(headers or {})}
    )
    try:
        with _OPENER.open(request, timeout=timeout_seconds) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def wait_until(
    condition: Callable[[], Any], seconds: float, message: str, pause_seconds: float = 0.2
) -> Any:
    """Wait for something true and give it."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {message}"
        time.sleep(pause_seconds)
    return found


def start_platform(
    data: Path, log: Path, port: int = 0, kind: Literal["up", "dev"] = "up"
) -> tuple[Platform, subprocess.Popen[bytes]]:
    """Start a platform of one's own; the caller stops it."""
    command = [sys.executable, "-m", "ops", "local", kind, "--port", str(port)]
    # Under xdist the worker that starts it may end before the others.
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--data", str(data), "--while-process", str(run)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )

    def ready_line() -> str | None:
        lines = log.read_text(errors="replace").splitlines()
        assert process.poll() is None, f"the platform did not start:\n{log.read_text()}"
        return next((line for line in lines if line.startswith("ready ")), None)

    line = wait_until(ready_line, _START_SECONDS, f"ready line in {log}")
    return Platform(line.removeprefix("ready "), data, process.pid), process


def stop_platform(pid: int) -> None:
    """Stop a platform as Ctrl-C does and wait until its process is gone."""
    try:
        process = psutil.Process(pid)
        process.send_signal(signal.SIGINT)
    except psutil.NoSuchProcess:
        return
    wait_until(
        lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE,
        PATIENCE_SECONDS,
        "the platform stops",
    )


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    shared = shared / "platform"
    shared.mkdir(exist_ok=True)
    process = None
    with _record(shared) as record:
        if not record:
            started, process = start_platform(shared / "data", shared / "platform.log")
            record.update(url=started.url, pid=started.pid, users=0)
        record["users"] += 1
        running = Platform(record["url"], shared / "data", record["pid"])
    yield running
    with _record(shared) as record:
        record["users"] -= 1
        if not record["users"]:
            stop_platform(record["pid"])
            record.clear()
    if process is not None:
        # Others may still use it; then it is stopped by them, or by the end of this test run.
        process.poll()
        process.returncode = process.returncode or 0


@contextmanager
def _record(shared: Path) -> Iterator[dict[str, Any]]:
    """Read and write what the workers know of the platform, one worker at a time."""
    with (shared / "record.json").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        text = file.read()
        record: dict[str, Any] = json.loads(text) if text else {}
        yield record
        file.truncate(0)
        if record:
            file.write(json.dumps(record))
            file.flush()
