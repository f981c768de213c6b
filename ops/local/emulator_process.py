"""The emulator as a child process: started, watched, and stopped so that it saves its state.

It lives in a session of its own, so Ctrl-C reaches only the platform, which then stops it with
SIGTERM. Its standard input is the life line described in ops/local/emulator.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from ops.local.data_folder import DataFolder
from ops.local.messages import LocalPlatformError
from ops.local.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-emulator" / "bin" / "python"

_START_SECONDS = 30.0
_STOP_SECONDS = 22.0
_LARGEST_LOG_BYTES = 20_000_000
_KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL")


@dataclass(slots=True)
class Emulator:
    """A running emulator."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    async def wait(self) -> int:
        """Wait for the end of the process and give its exit code."""
        while (code := self.process.poll()) is None:
            await asyncio.sleep(0.1)
        return code

    async def stop(self, hurry: asyncio.Event) -> bool:
        """Stop in order, or at once when told to hurry; tell whether the state was saved."""
        self.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _STOP_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline and not hurry.is_set():
            await asyncio.sleep(0.05)
        is_saved = self.process.poll() == 0
        self.kill()
        return is_saved

    def save(self) -> None:
        """Have the state saved now."""
        request = urllib.request.Request(f"{self.url}/_platform/save", method="POST")
        with urllib.request.urlopen(request, timeout=_START_SECONDS):
            pass

    def kill(self) -> None:
        """End whatever is left of the emulator's process group."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


async def start_emulator(folder: DataFolder, ai_url: str) -> Emulator:
    """Start the emulator on a free port and wait until it answers.

    Raises: LocalPlatformError if it ends or stays silent.
    """
    if not PYTHON.exists():
        raise LocalPlatformError(f"{PYTHON} is missing. Run it through: make run")
    home, port = folder.emulator, free_port()
    if not (folder.state / "cloudformation.json").exists():
        # Killed in its first deployment: buckets that no stack knows would be in the way.
        shutil.rmtree(home / "objects", ignore_errors=True)
    for name in ("state", "objects", "tmp"):
        (home / name).mkdir(parents=True, exist_ok=True)
    # Code that killed workers left unpacked.
    for left in (home / "tmp").iterdir():
        shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink()
    log = folder.logs / "emulator.log"
    if log.exists() and log.stat().st_size > _LARGEST_LOG_BYTES:
        log.replace(log.with_suffix(".log.old"))
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(PYTHON), str(ROOT / "ops" / "local" / "emulator" / "__main__.py")],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=home,
            env=emulator_environment(folder, port, ai_url),
            start_new_session=True,
        )
    emulator = Emulator(process, f"http://127.0.0.1:{port}", log)
    try:
        await _wait_until_ready(emulator)
    except BaseException:
        emulator.kill()
        raise
    return emulator


def emulator_environment(folder: DataFolder, port: int, ai_url: str) -> dict[str, str]:
    """Give the emulator's whole environment.

    Lambda functions inherit it, so nothing else of the developer's shell may get in.
    """
    home = folder.emulator
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return kept | {
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(folder.state),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(home / "objects"),
        "MAIL_JOURNAL": str(folder.mail_journal),
        "MINISTACK_BEDROCK_PROXY_URL": ai_url,
        "TMPDIR": str(home / "tmp"),
        "TZ": "UTC",
        # No Docker even where there is one: every machine behaves alike.
        "DOCKER_HOST": f"unix://{home}/no-docker.sock",
        "PYTHONUNBUFFERED": "1",
    }


async def _wait_until_ready(emulator: Emulator) -> None:
    deadline = time.monotonic() + _START_SECONDS
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
        while time.monotonic() < deadline:
            if emulator.process.poll() is not None:
                raise LocalPlatformError(
                    f"The emulator ended while starting (exit code {emulator.process.returncode})."
                    f" The end of {emulator.log}:\n{last_lines(emulator.log)}"
                )
            try:
                async with session.get(f"{emulator.url}/_ministack/health") as response:
                    if response.status == 200:
                        return
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(0.05)
    raise LocalPlatformError(f"The emulator does not answer. See {emulator.log}")


def last_lines(path: Path, count: int = 12) -> str:
    """Give the end of a log."""
    try:
        return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
    except FileNotFoundError:
        return ""
