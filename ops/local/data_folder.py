"""The folder that keeps the local platform's state from one run to the next.

    platform.json     made by this platform, in this format; the state files of the last save
    platform.lock     locked while a platform runs on the folder; holds its process id
    admin.json        the first administrator's name and password
    mail.jsonl        every mail that was sent
    build/            the package, as deployed
    emulator/         the emulator's state, its S3 objects, its running mark
    logs/             what the inner processes print

A folder without platform.json that holds other files is somebody else's and never touched.
"""

import fcntl
import json
import os
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from ops.local.messages import LocalPlatformError

_FORMAT = 2
_LONGEST_STOP_SECONDS = 25.0


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Where each thing lies in a data folder."""

    root: Path

    @property
    def mark(self) -> Path:
        """Name the file that says whose folder this is."""
        return self.root / "platform.json"

    @property
    def admin(self) -> Path:
        """Name the file with the first administrator's password."""
        return self.root / "admin.json"

    @property
    def mail_journal(self) -> Path:
        """Name the file of sent mails."""
        return self.root / "mail.jsonl"

    @property
    def build(self) -> Path:
        """Name the folder of the package."""
        return self.root / "build"

    @property
    def emulator(self) -> Path:
        """Name the emulator's folder."""
        return self.root / "emulator"

    @property
    def state(self) -> Path:
        """Name the folder of the emulator's state, one JSON file per service."""
        return self.emulator / "state"

    @property
    def logs(self) -> Path:
        """Name the folder of the inner processes' output."""
        return self.root / "logs"


def open_data_folder(root: Path) -> tuple[DataFolder, IO[str]]:
    """Make or check a data folder and lock it; the lock lasts as long as the file is open.

    Raises: LocalPlatformError if the folder is in use, foreign, or damaged.
    """
    root = root.expanduser().absolute()
    if root.exists() and not root.is_dir():
        raise LocalPlatformError(f"{root} is a file, not a folder. Name another: make run DATA=...")
    folder = DataFolder(root)
    if root.exists() and any(root.iterdir()):
        _check(folder)
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = _lock(folder)
        if not folder.mark.exists():
            write_json(folder.mark, {"format": _FORMAT, "created_at": _now()})
        for inner in (folder.emulator, folder.logs):
            inner.mkdir(exist_ok=True)
    except OSError as error:
        raise LocalPlatformError(f"{root} can't be used: {error.strerror}.") from error
    return folder, lock


def delete_data_folder(root: Path) -> None:
    """Delete a data folder, which must be ours and not in use."""
    root = root.expanduser().absolute()
    folder = DataFolder(root)
    if not folder.mark.exists():
        raise LocalPlatformError(
            f"{root} has no {folder.mark.name}, so this platform did not make it. Not deleted."
        )
    with _lock(folder):
        wait_for_emulator_of_last_run(folder)
        shutil.rmtree(root)


def note_state_files(folder: DataFolder) -> None:
    """Have the mark name the emulator's state files, which were saved just now."""
    names = sorted(path.name for path in folder.state.glob("*.json"))
    write_json(folder.mark, read_json(folder.mark) | {"state_files": names})


def wait_for_emulator_of_last_run(folder: DataFolder) -> None:
    """Wait until an emulator that lost its platform has saved its state.

    Raises: LocalPlatformError if it does not end.
    """
    path = folder.emulator / "emulator.lock"
    if not path.exists():
        return
    deadline = time.monotonic() + _LONGEST_STOP_SECONDS
    with path.open("a") as lock:
        while not _try_lock(lock):
            if time.monotonic() > deadline:
                raise LocalPlatformError(
                    f"An emulator of an earlier run still works in {folder.emulator}. End the "
                    f"process named in {folder.emulator / 'running.json'} and try again."
                )
            time.sleep(0.2)


def killed_at_last_run(folder: DataFolder) -> str | None:
    """Tell when the emulator that was killed had started, or None if it stopped in order."""
    mark = folder.emulator / "running.json"
    if not mark.exists():
        return None
    started = read_json(mark).get("started_at")
    if not isinstance(started, (int, float)):
        return "an unknown time"
    return datetime.fromtimestamp(started, tz=UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def read_json(path: Path) -> dict[str, Any]:
    """Read a small JSON object; a missing or torn file is an empty one."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def write_json(path: Path, value: dict[str, Any], mode: int = 0o644) -> None:
    """Write a small JSON file so that a crash leaves the old one or the new one, whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _check(folder: DataFolder) -> None:
    if not folder.mark.exists():
        strangers = {path.name for path in folder.root.iterdir()} - {"platform.lock"}
        if not strangers:
            return
        raise LocalPlatformError(
            f"{folder.root} has files, but not of this platform ({folder.mark.name} is missing). "
            "Name an empty or a new folder: make run DATA=..."
        )
    mark = read_json(folder.mark)
    found = mark.get("format")
    if found is None:
        raise LocalPlatformError(
            f"{folder.root} is half-written: {folder.mark.name} can't be read. "
            f"Delete it with: make reset DATA={folder.root}"
        )
    if found != _FORMAT:
        raise LocalPlatformError(
            f"{folder.root} has format {found}, this platform reads format {_FORMAT}. "
            f"Name another folder, or delete this one with: make reset DATA={folder.root}"
        )
    damage = _damage(folder, mark.get("state_files", []))
    if damage:
        raise LocalPlatformError(
            f"{folder.root} is damaged: {'; '.join(damage)}. "
            f"Restore the folder, or delete it with: make reset DATA={folder.root}"
        )
    if folder.admin.exists() and not read_json(folder.admin).get("password"):
        raise LocalPlatformError(
            f"{folder.root} is half-written: {folder.admin.name} can't be read. "
            f"Delete it with: make reset DATA={folder.root}"
        )


def _lock(folder: DataFolder) -> IO[str]:
    lock = (folder.root / "platform.lock").open("a+", encoding="utf-8")
    if not _try_lock(lock):
        lock.seek(0)
        owner = lock.read().strip() or "unknown"
        lock.close()
        raise LocalPlatformError(
            f"{folder.root} is in use by a platform that runs (process {owner}). "
            "Stop it, or name another folder: make run DATA=..."
        )
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def _try_lock(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _damage(folder: DataFolder, noted: list[str]) -> list[str]:
    """Tell which state files the emulator would start without; it says nothing itself."""
    present = {path.name: path for path in folder.state.glob("*.json")}
    place = folder.state.relative_to(folder.root)
    return [f"{place / name} is missing" for name in sorted({*noted} - {*present})] + [
        f"{place / name} can't be read" for name, path in sorted(present.items()) if _is_torn(path)
    ]


def _is_torn(path: Path) -> bool:
    try:
        return not isinstance(json.loads(path.read_bytes()), dict)
    except ValueError:
        return True


def _now() -> str:
    return datetime.now(tz=UTC).isoformat(timespec="seconds")
