"""The security headers of the site; the edge of production sends the same."""

_SHARED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def _policy(style: str, *, script: str = "'self'", connect: str = "'self'") -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {script}",
            f"style-src {style}",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src {connect}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


PUBLIC = {**_SHARED, "Content-Security-Policy": _policy("'self'")}
"""Public pages have no inline script, style or handler."""

ADMIN = {**_SHARED, "Content-Security-Policy": _policy("'self' 'unsafe-inline'")}
"""Mantine inserts style elements, and static hosting has no nonce for them."""

INBOX = {
    **_SHARED,
    "Content-Security-Policy": _policy("'self' 'unsafe-inline'") + "; frame-src 'self'",
}
"""A mail's own inline styles are subject to the policy of the page that shows it."""


def for_page(path: str) -> dict[str, str]:
    """Give the headers of a page or file of the site."""
    return ADMIN if path == "/admin" or path.startswith("/admin/") else PUBLIC
