"""A production of one's own on an emulator: data, edge, and two colours to release between.

What is released is packaged before, from copies of the project that differ in one place each.
"""

import asyncio
import hashlib
import json
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ops.edge.routing import RoutingStore, open_routing_store
from ops.local.aws_environment import child_environment
from ops.local.inbox.journal import MailJournal
from ops.local.ports import free_port
from ops.local.responder.modes import ModeSwitch
from ops.local.responder.server import Responder, serve_responder
from ops.packaging.package import host_architecture, package_stage
from ops.stages.config import read_stage_config
from ops.stages.names import EnvironmentNames
from tests.emulator import RunningEmulator
from tests.platform import PATIENCE_SECONDS, ROOT, wait_until

# A worker that is killed after a mail was accepted and before it is noted sends it twice, which is
# documented and no matter of releases. So the time-outs are long enough for a busy machine.
SETTINGS = """
[prod]
site_url = "http://localhost:{port}"
email_sender = "inquiries@cloudpartner.pro"
email_reply_to = "info@cloudpartner.pro"
email_consultancy = "info@cloudpartner.pro"
emails_timeout_seconds = 90
reports_timeout_seconds = 120
ai_timeout_seconds = 20
retry_longest_seconds = 20
sweep_minutes = 1
sweep_grace_seconds = 20
submissions_per_minute = 100000
sign_ins_per_minute = 100000
lockout_attempts = 1000

[prod.stack]
sender_identity = "inquiries@cloudpartner.pro"
log_retention_days = 1
throttle_rate = 10000
throttle_burst = 5000
"""
_COMMAND_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Finished:
    """What a command of `ops release` said."""

    status: int
    output: str
    errors: str
    seconds: float

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.output)
        return found


@dataclass
class Production:
    """Production on an emulator, with the levers of an operator."""

    emulator: RunningEmulator
    folder: Path
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.settings = self.folder / "settings.toml"
        self.settings.write_text(SETTINGS.format(port=self.port))

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def release(self, *arguments: str, check: bool = True) -> Finished:
        """Run `python -m ops release`, which must end well unless told otherwise."""
        process = self.start(*arguments)
        started = time.monotonic()
        output, errors = process.communicate(timeout=_COMMAND_SECONDS)
        done = Finished(process.returncode, output, errors, time.monotonic() - started)
        # pytest shows it when the test fails.
        sys.stdout.write(f"{' '.join(arguments)}: {done.seconds:.1f} s\n{errors}\n")
        assert not check or done.status == 0, f"{arguments}: {done.output}\n{done.errors}"
        return done

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command; it is told to go on without being asked, and to answer in JSON."""
        options = ["--settings", str(self.settings), "--json"]
        if arguments[0] != "status":
            options.append("--yes")
        return subprocess.Popen(
            [sys.executable, "-m", "ops", "release", *arguments, *options],
            cwd=ROOT,
            env=child_environment(self.emulator.url),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def status(self) -> dict[str, Any]:
        return self.release("status").json

    def weights(self) -> Mapping[str, int]:
        """Give the weights that the store holds."""
        routing = self._store.read()
        return {name: each.weight for name, each in routing.colours.items()} if routing else {}

    @cached_property
    def _store(self) -> RoutingStore:
        return open_routing_store(self.emulator.aws, EnvironmentNames("prod"))

    def mails(self) -> list[dict[str, Any]]:
        """Give every mail that was sent."""
        return MailJournal(self.emulator.folder.mail_journal).newest_first()

    @contextmanager
    def edge(self) -> Iterator[None]:
        """Serve production while the context lasts."""
        log = self.folder / "edge.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "ops", "local", "edge", "prod", "--port", str(self.port)],
                cwd=ROOT,
                env=child_environment(self.emulator.url),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

        def is_ready() -> bool:
            assert process.poll() is None, log.read_text()
            return f"ready {self.url}" in log.read_text()

        try:
            wait_until(is_ready, PATIENCE_SECONDS, "the edge is ready")
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE_SECONDS)

    def package(self, stage: str, change: Callable[[Path], None] | None = None) -> Path:
        """Package a stage from a copy of the project, in which something is changed."""
        project = copy_project(self.folder / "projects" / stage)
        if change:
            change(project)
        out = self.folder / "packages" / stage
        package_stage(
            read_stage_config(stage, settings_file=self.settings),
            out,
            architecture=host_architecture(),
            project=project,
        )
        shutil.rmtree(project)
        return out

    def site(self, mark: str) -> Path:
        """Give a build of the site whose pages carry a mark."""
        site = self.folder / "sites" / mark
        shutil.copytree(ROOT / "frontend" / "dist", site)
        for page in site.rglob("*.html"):
            page.write_text(page.read_text().replace("</body>", f"<!-- {mark} --></body>"))
        return site


def copy_project(target: Path) -> Path:
    """Copy what a package is made of."""
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("chalicelib", ".chalice", "report_fonts"):
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    for name in ("app.py", "requirements.txt", "requirements-layer.txt"):
        shutil.copyfile(ROOT / name, target / name)
    return target


def replace_in(project: Path, file: str, old: str, new: str) -> None:
    """Change a file of a copied project in one place."""
    path = project / file
    text = path.read_text()
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new))


def kill_code(package: Path, target: Path) -> Path:
    """Copy a package whose app.py raises as soon as it is imported: nothing of it can answer.

    It can't be packaged, since packaging imports it; so the fault is put into the finished zip.
    """
    shutil.copytree(package, target)
    path = target / "deployment.zip"
    with zipfile.ZipFile(path) as whole:
        kept = [(each, whole.read(each)) for each in whole.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as killed:
        for each, content in kept:
            if each.filename.startswith("__pycache__/app."):
                continue
            dead = b'raise RuntimeError("a fault of the release")\n'
            killed.writestr(each, dead if each.filename == "app.py" else content)
    facts = json.loads((target / "package.json").read_text())
    facts["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (target / "package.json").write_text(json.dumps(facts))
    return target


@contextmanager
def responding() -> Iterator[str]:
    """Answer for the model while the context lasts; give the address."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runner, url = asyncio.run_coroutine_threadsafe(
        serve_responder(Responder(ModeSwitch())), loop
    ).result(PATIENCE_SECONDS)
    try:
        yield url
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(PATIENCE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_SECONDS)
        loop.close()
