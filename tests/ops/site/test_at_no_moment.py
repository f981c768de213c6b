"""Visitors of the local edge, who open pages without a pause while releases come and go."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3

from ops.local.aws_environment import child_environment
from ops.site.clearing import clear_up
from ops.site.deployment import deploy_site
from ops.site.release import make_build, references
from ops.site.rollback import roll_back
from ops.site.shown import Site
from tests.emulator import RunningEmulator
from tests.ops.site.builds import build_content
from tests.platform import PATIENCE_SECONDS, wait_until

ROOT = Path(__file__).resolve().parents[3]
_PATHS = {"/": 200, "/contact": 200, "/admin/inquiries/1": 200, "/no-such-page": 404}
_VISITORS = 2
_SLOW_DEPLOYMENTS = 2
_STORING_SECONDS = 0.1


@contextmanager
def local_edge(site: Site, emulator: RunningEmulator, log: Path) -> Iterator[str]:
    """Run `python -m ops local edge` and give its address."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "ops", "local", "edge", site.names.environment, "--port", "0"],
            cwd=ROOT,
            env=child_environment(emulator.url),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )

    def ready_line() -> str | None:
        lines = log.read_text().splitlines()
        assert process.poll() is None, log.read_text()
        return next((line for line in lines if line.startswith("ready ")), None)

    try:
        line = wait_until(ready_line, PATIENCE_SECONDS, f"ready line in {log}", 0.05)
        yield line.split()[1]
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.wait(PATIENCE_SECONDS)


@dataclass(slots=True)
class Crowd:
    """Visitors who open pages and everything that those load, and note what went wrong."""

    url: str
    faults: list[str] = field(default_factory=list)
    releases: set[str] = field(default_factory=set)
    pages: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def visiting(self) -> Iterator[None]:
        threads = [threading.Thread(target=self._visit) for _ in range(_VISITORS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _visit(self) -> None:
        while not self._stop.is_set():
            for path, status in _PATHS.items():
                page = self._get(path, status)
                text = page.decode()
                release = text.partition('<meta name="release" content="')[2][:12]
                for reference in sorted(references(page)):
                    body = self._get(reference, 200)
                    if reference == "/favicon.svg" and not body:
                        self.faults.append(f"{reference} of {release} is empty")
                self.releases.add(release)
                self.pages += 1

    def _get(self, path: str, expected: int) -> bytes:
        try:
            with urllib.request.urlopen(self.url + path, timeout=PATIENCE_SECONDS) as response:
                status, body = response.status, response.read()
        except urllib.error.HTTPError as error:
            with error:
                status, body = error.code, error.read()
        if status != expected:
            self.faults.append(f"{path} gave {status}: {body[:200]!r}")
        return bytes(body)

    def wait_for(self, release: str) -> None:
        """Wait until somebody sees a release."""
        wait_until(
            lambda: release in self.releases or self.faults,
            PATIENCE_SECONDS,
            f"somebody sees release {release}",
            0.02,
        )


def slow_session() -> boto3.session.Session:
    """Make a session that stores one object after the other, each taking its time.

    A deployment lasts several refreshes of the local edge then, so that each of its states is seen.
    """
    session = boto3.session.Session()
    line = threading.Lock()

    def wait(**_: Any) -> None:
        with line:
            time.sleep(_STORING_SECONDS)

    session.events.register("before-send.s3.PutObject", wait)
    return session


def test_no_page_refers_to_a_missing_asset_at_any_moment(
    site: Site, open_again: Callable[..., Site], emulator: RunningEmulator, tmp_path: Path
) -> None:
    slow = open_again(slow_session())
    # Each build has scripts of its own, so that a page of one never finds those of another.
    builds = [make_build(build_content(f"edition {n}", extra_assets=15)) for n in range(7)]
    deploy_site(site, builds[0])
    with local_edge(site, emulator, tmp_path / "edge.log") as url:
        crowd = Crowd(url)
        with crowd.visiting():
            for number, build in enumerate(builds[1:]):
                deploy_site(slow if number < _SLOW_DEPLOYMENTS else site, build)
                crowd.wait_for(build.release)
                # As two days later: what may ever be deleted goes while they look.
                clear_up(site, now=datetime.now(UTC) + timedelta(days=2))
            crowd.releases.clear()
            roll_back(site, None, None)
            crowd.wait_for(builds[-2].release)

    assert crowd.faults == []
    assert crowd.pages > len(builds) * len(_PATHS)
    assert site.bucket.list(f"releases/{builds[0].release}/") == {}
    assert not {file.key for file in builds[0].assets if file.key.endswith(".js")} & set(
        site.bucket.list("assets/")
    )


def test_crowd_notices_what_is_missing(
    site: Site, emulator: RunningEmulator, tmp_path: Path
) -> None:
    build = make_build(build_content("one"))
    deploy_site(site, build)
    script = next(file.key for file in build.assets if file.key.endswith(".js"))
    with local_edge(site, emulator, tmp_path / "edge.log") as url:
        crowd = Crowd(url)
        site.bucket.delete([script])
        with crowd.visiting():
            crowd.wait_for("a release that never comes")

    assert any(f"/{script} gave 404" in fault for fault in crowd.faults)
