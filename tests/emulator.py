"""An emulator of one's own for a test, bare: nothing is deployed on it."""

import os
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from boto3.session import Session
from botocore.config import Config

from ops.clients import Aws
from ops.local.aws_environment import REGION
from ops.local.data_folder import DataFolder
from ops.local.emulator_process import PYTHON, ROOT, emulator_environment
from ops.local.ports import free_port
from tests.platform import PATIENCE_SECONDS, wait_until

Kind = Literal["plain", "shimmed"]
_COMMANDS: dict[Kind, list[str]] = {
    "plain": [str(PYTHON), "-m", "ministack"],
    "shimmed": [str(PYTHON), str(ROOT / "ops" / "local" / "emulator" / "__main__.py")],
}


@dataclass(slots=True)
class RunningEmulator:
    """An emulator of one kind, on a folder of its own."""

    kind: Kind
    folder: DataFolder
    ai_url: str
    process: subprocess.Popen[bytes] = field(init=False)
    port: int = field(init=False, default=0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def aws(self) -> Aws:
        return Aws(Session("test", "test", region_name=REGION), self.url)

    def client(self, service: str) -> Any:
        return self.aws.client(service, Config(retries={"total_max_attempts": 1}))

    def start(self) -> None:
        """Start on another free port."""
        for path in (self.folder.emulator / "tmp", self.folder.logs):
            path.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        with (self.folder.logs / "emulator.log").open("ab") as output:
            self.process = subprocess.Popen(
                _COMMANDS[self.kind],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env=emulator_environment(self.folder, self.port, self.ai_url),
                cwd=self.folder.emulator,
                start_new_session=True,
            )
        wait_until(self._answers, PATIENCE_SECONDS, "the emulator answers", pause_seconds=0.05)

    def stop(self) -> None:
        """Stop in order."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE_SECONDS)
        if self.process.stdin:
            self.process.stdin.close()

    def kill(self) -> None:
        """End it without a chance to save."""
        os.killpg(self.process.pid, 9)
        self.process.wait()
        self.stop()

    def _answers(self) -> bool:
        assert self.process.poll() is None, (self.folder.logs / "emulator.log").read_text()
        try:
            with urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=2):
                return True
        except OSError:
            return False


@contextmanager
def running_emulator(kind: Kind, root: Path, ai_url: str) -> Iterator[RunningEmulator]:
    emulator = RunningEmulator(kind, DataFolder(root), ai_url)
    emulator.start()
    try:
        yield emulator
    finally:
        emulator.stop()
