"""Rules about e-mail addresses: which are only placeholders, and how one is shown in part."""

_PLACEHOLDERS = frozenset(
    {
        "test@example.com",
        "user@example.com",
        "admin@example.com",
        "noreply@example.com",
        "example@example.com",
        "test@test.com",
        "user@test.com",
    }
)
"""Exactly these; other addresses of the same domains are mailed."""

_HIDDEN = "•••"


def is_placeholder_address(email: str) -> bool:
    """Tell whether an address is one of those that people type to try a form out."""
    return email.strip().lower() in _PLACEHOLDERS


def mask_address(email: str) -> str:
    """Show enough of an address for its owner to recognise it: m•••@k•••.example."""
    local, _, domain = email.strip().rpartition("@")
    host, dot, top = domain.rpartition(".")
    return f"{local[:1]}{_HIDDEN}@{host[:1]}{_HIDDEN}{dot}{top}"
