"""A data folder is ours, whole, and used by one platform at a time, or the developer is told."""

import json
from pathlib import Path

import pytest

from ops.local.data_folder import (
    DataFolder,
    delete_data_folder,
    killed_at_last_run,
    note_state_files,
    open_data_folder,
    read_json,
    write_json,
)
from ops.local.messages import LocalPlatformError


def test_open_makes_a_new_folder_and_opens_it_again(tmp_path: Path) -> None:
    root = tmp_path / "not" / "there"

    folder, lock = open_data_folder(root)
    lock.close()
    again, lock = open_data_folder(root)
    lock.close()

    assert folder == again
    assert read_json(folder.mark)["format"] == 2


def test_open_refuses_a_folder_in_use_and_names_the_process(tmp_path: Path) -> None:
    _, lock = open_data_folder(tmp_path / "data")
    lock.seek(0)
    owner = lock.read().strip()

    with pytest.raises(LocalPlatformError, match=rf"in use .*process {owner}"):
        open_data_folder(tmp_path / "data")

    lock.close()


def test_open_refuses_a_foreign_folder_and_leaves_it_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("precious")

    with pytest.raises(LocalPlatformError, match="not of this platform"):
        open_data_folder(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_open_refuses_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    with pytest.raises(LocalPlatformError, match="is a file"):
        open_data_folder(tmp_path / "data")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("platform.json", '{"form'),
        ("admin.json", '{"username": "ad'),
    ],
    ids=["mark", "admin"],
)
def test_open_refuses_a_half_written_folder(tmp_path: Path, name: str, content: str) -> None:
    _, lock = open_data_folder(tmp_path / "data")
    lock.close()
    broken = tmp_path / "data" / name
    broken.write_text(content)

    with pytest.raises(LocalPlatformError, match=rf"half-written.*{name}.*make reset"):
        open_data_folder(tmp_path / "data")


@pytest.mark.parametrize(
    "content",
    [
        '{"__ministack_format__": 2, "payload": {"tab',
        '{"__ministack_format__": 2, "payload": {"tables": {}',
        "",
        "\x00\x00",
        "[]",
    ],
    ids=["cut", "cut behind a brace", "empty", "zeros", "no object"],
)
def test_open_refuses_a_state_file_that_cannot_be_read(tmp_path: Path, content: str) -> None:
    folder = _saved_folder(tmp_path)
    (folder.state / "dynamodb.json").write_text(content)

    with pytest.raises(LocalPlatformError) as caught:
        open_data_folder(folder.root)

    assert "damaged: emulator/state/dynamodb.json can't be read." in str(caught.value)
    assert f"make reset DATA={folder.root}" in str(caught.value)


def test_open_refuses_a_folder_that_lost_a_state_file(tmp_path: Path) -> None:
    folder = _saved_folder(tmp_path)
    (folder.state / "dynamodb.json").unlink()

    with pytest.raises(LocalPlatformError) as caught:
        open_data_folder(folder.root)

    assert "damaged: emulator/state/dynamodb.json is missing." in str(caught.value)
    assert "sqs.json" not in str(caught.value)
    assert f"make reset DATA={folder.root}" in str(caught.value)


def test_open_takes_a_folder_as_it_was_saved(tmp_path: Path) -> None:
    folder = _saved_folder(tmp_path)
    (folder.state / "sns.json").write_text("{}")

    again, lock = open_data_folder(folder.root)
    lock.close()

    assert again == folder
    assert read_json(folder.mark)["format"] == 2


def test_open_refuses_another_format(tmp_path: Path) -> None:
    write_json(tmp_path / "platform.json", {"format": 99})

    with pytest.raises(LocalPlatformError, match="format 99"):
        open_data_folder(tmp_path)


def test_delete_refuses_a_foreign_folder(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("precious")

    with pytest.raises(LocalPlatformError, match="Not deleted"):
        delete_data_folder(tmp_path)

    assert (tmp_path / "thesis.tex").exists()


def test_delete_refuses_a_folder_in_use(tmp_path: Path) -> None:
    folder, lock = open_data_folder(tmp_path / "data")

    with pytest.raises(LocalPlatformError, match="in use"):
        delete_data_folder(folder.root)

    lock.close()
    delete_data_folder(folder.root)
    assert not folder.root.exists()


def test_killed_at_last_run_tells_when_the_emulator_had_started(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.emulator.mkdir()

    assert killed_at_last_run(folder) is None
    (folder.emulator / "running.json").write_text(json.dumps({"pid": 1, "started_at": 0}))
    assert killed_at_last_run(folder) == "1970-01-01 00:00:00 UTC"


def test_write_json_keeps_a_password_from_others(tmp_path: Path) -> None:
    write_json(tmp_path / "admin.json", {"password": "secret"}, mode=0o600)

    assert (tmp_path / "admin.json").stat().st_mode & 0o777 == 0o600


def _saved_folder(tmp_path: Path) -> DataFolder:
    folder, lock = open_data_folder(tmp_path / "data")
    lock.close()
    folder.state.mkdir()
    for name in ("dynamodb.json", "sqs.json"):
        (folder.state / name).write_text('{"__ministack_format__": 2, "payload": {"tables": {}}}')
    note_state_files(folder)
    return folder
