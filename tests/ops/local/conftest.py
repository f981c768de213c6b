"""Two emulators side by side: MiniStack as it is, and with the platform's shims."""

import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.emulator import RunningEmulator, running_emulator


class FailingModel:
    """A model server that answers as the test says."""

    def __init__(self) -> None:
        self.status = 200
        self.body = b""
        self.finish_reason = "stop"

    def good_answer(self) -> bytes:
        choice = {
            "message": {"role": "assistant", "content": "An answer."},
            "finish_reason": self.finish_reason,
        }
        usage = {"prompt_tokens": 3, "completion_tokens": 2}
        return json.dumps({"choices": [choice], "usage": usage}).encode()


@pytest.fixture(scope="session")
def model() -> Iterator[tuple[FailingModel, str]]:
    answers = FailingModel()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = answers.body or answers.good_answer()
            self.send_response(answers.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield answers, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass(frozen=True, slots=True)
class Emulators:
    """What MiniStack does by itself, and what it does with the shims."""

    plain: RunningEmulator
    shimmed: RunningEmulator

    def both(self) -> tuple[RunningEmulator, RunningEmulator]:
        return self.plain, self.shimmed


@pytest.fixture(scope="session")
def emulators(
    tmp_path_factory: pytest.TempPathFactory, model: tuple[FailingModel, str]
) -> Iterator[Emulators]:
    root = tmp_path_factory.mktemp("emulators")
    with (
        running_emulator("plain", root / "plain", model[1]) as plain,
        running_emulator("shimmed", root / "shimmed", model[1]) as shimmed,
    ):
        yield Emulators(plain, shimmed)
