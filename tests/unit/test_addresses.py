"""Placeholder addresses, and addresses shown in part."""

import pytest

from chalicelib.domain.addresses import is_placeholder_address, mask_address


@pytest.mark.parametrize(
    "email",
    [
        "test@example.com",
        "user@example.com",
        "admin@example.com",
        "noreply@example.com",
        "example@example.com",
        "test@test.com",
        "user@test.com",
        "  Test@Example.COM ",
    ],
)
def test_is_placeholder_address_known_ones_are(email: str) -> None:
    assert is_placeholder_address(email)


@pytest.mark.parametrize(
    "email",
    ["maria@example.com", "admin@test.com", "test@example.org", "test@example.com.example", ""],
)
def test_is_placeholder_address_others_are_not(email: str) -> None:
    assert not is_placeholder_address(email)


@pytest.mark.parametrize(
    ("email", "shown"),
    [
        ("maria@keller.example", "m•••@k•••.example"),
        ("m@k.example", "m•••@k•••.example"),
        ("a.b@mail.keller.co.uk", "a•••@m•••.uk"),
        ("山田@例え.jp", "山•••@例•••.jp"),
    ],
)
def test_mask_address_shows_the_beginnings(email: str, shown: str) -> None:
    assert mask_address(email) == shown


def test_mask_address_does_not_tell_the_length() -> None:
    assert len(mask_address("a@b.example")) == len(mask_address("abcdefgh@bcdefghi.example"))
