"""Passwords as scrypt digests.

Source: RFC 7914 and the OWASP Password Storage Cheat Sheet (N = 2^15, r = 8, p = 3), 2026-11.
"""

import base64
import hashlib
import hmac
import secrets

_N, _R, _P = 2**15, 8, 3
_MAXMEM_BYTES = 64 * 1024 * 1024
_SALT_BYTES = 16


def hash_password(password: str) -> str:
    """Give a digest to store: "scrypt$N$r$p$salt$digest"."""
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = _scrypt(password, salt, _N, _R, _P)
    return "$".join(("scrypt", str(_N), str(_R), str(_P), _encode(salt), _encode(digest)))


def is_password(password: str, stored: str) -> bool:
    """Tell whether a password belongs to a stored digest, in time that tells nothing."""
    _, n, r, p, salt, digest = stored.split("$")
    found = _scrypt(password, base64.b64decode(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, base64.b64decode(digest))


def waste_time(password: str) -> None:
    """Work as long as `is_password`, so that an unknown user takes as long as a wrong password."""
    _scrypt(password, bytes(_SALT_BYTES), _N, _R, _P)


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MAXMEM_BYTES)


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode()
