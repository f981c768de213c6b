"""Save the content of layers in files of their own, as MiniStack does with functions' code.

MiniStack writes it into its JSON: the report function's layer makes that 56 MB, and each save and
each start take a second longer.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ministack.services import lambda_svc

_CONTENT = "_zip_data"
_FILE = "zip_file"


def apply() -> None:
    """Save a file's name in the place of a layer's content, and read the content back."""
    folder = Path(lambda_svc.STATE_DIR) / "layers"
    get_state, restore_state = lambda_svc.get_state, lambda_svc._restore_state

    def get_state_without_content() -> Any:
        state = get_state()
        for version in _versions(state):
            if version.get(_CONTENT):
                version[_FILE] = _write_once(folder, version.pop(_CONTENT))
        return state

    def restore_state_with_content(state: Any) -> None:
        named = {version.get(_FILE) for version in _versions(state or {})}
        for version in _versions(state or {}):
            if _FILE in version:
                version[_CONTENT] = (folder / version.pop(_FILE)).read_bytes()
        restore_state(state)
        _forget_others(folder, named)

    lambda_svc.get_state = get_state_without_content
    lambda_svc._restore_state = restore_state_with_content


def _versions(state: Any) -> Iterator[dict[str, Any]]:
    if "layers" in state:
        for layer in state["layers"]._data.values():
            yield from layer["versions"]


def _forget_others(folder: Path, named: set[str | None]) -> None:
    """Remove files of layers that are gone. After a start no saved state refers to them."""
    for file in folder.glob("*.zip"):
        if file.name not in named:
            file.unlink()


def _write_once(folder: Path, content: bytes) -> str:
    name = f"{hashlib.sha256(content).hexdigest()}.zip"
    if not (folder / name).exists():
        folder.mkdir(exist_ok=True)
        unfinished = folder / f".{name}-{os.getpid()}"
        unfinished.write_bytes(content)
        unfinished.replace(folder / name)
    return name
