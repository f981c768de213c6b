"""Passwords: only their digests are kept, and each has a salt of its own."""

import base64
import hashlib

import pytest

from chalicelib.services.passwords import hash_password, is_password, waste_time

PASSWORD = "correct horse battery"


def test_hash_password_right_one_is_recognised_and_others_are_not() -> None:
    stored = hash_password(PASSWORD)

    assert is_password(PASSWORD, stored)
    assert not is_password(PASSWORD + " ", stored)


def test_hash_password_letters_of_the_world_are_recognised() -> None:
    assert is_password("пароль 密码 🔑", hash_password("пароль 密码 🔑"))


def test_hash_password_same_password_has_another_salt_each_time() -> None:
    first, second = hash_password(PASSWORD), hash_password(PASSWORD)

    assert first != second
    assert first.split("$")[:4] == ["scrypt", "32768", "8", "3"]
    assert PASSWORD not in first


def test_is_password_follows_the_parameters_that_are_stored() -> None:
    """A digest of weaker days is still recognised after the parameters were raised."""
    digest = hashlib.scrypt(PASSWORD.encode(), salt=b"old salt", n=2, r=1, p=1)
    stored = (
        f"scrypt$2$1$1${base64.b64encode(b'old salt').decode()}${base64.b64encode(digest).decode()}"
    )

    assert is_password(PASSWORD, stored)
    assert not is_password("wrong", stored)


def test_waste_time_works_as_hard_as_a_real_check(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    real = hashlib.scrypt

    def scrypt(password: bytes, **parameters: object) -> bytes:
        asked.append({**parameters, "salt": len(parameters["salt"])})  # type: ignore[arg-type]
        return real(password, salt=b"s", n=2, r=1, p=1)

    stored = hash_password(PASSWORD)
    monkeypatch.setattr(hashlib, "scrypt", scrypt)
    is_password("wrong", stored)
    waste_time("wrong")

    assert asked[0] == asked[1]
