"""What the API and the edge before it know of each other: a secret, an address, a colour.

The edge (infrastructure/router.js) adds a secret to each request that it sends on. Only the
secret's hash is known here: nobody can make the secret of 256 random bits from it, so it may stand
in a template and in the environment.
"""

from hashlib import sha256
from hmac import compare_digest

from chalice.app import Request, Response

from chalicelib.config import get_settings
from chalicelib.errors import EdgeBypassed

_SECRET_HEADER = "x-origin-secret"
_ADDRESS_HEADER = "cloudfront-viewer-address"
_COOKIE = "colour"
_COOKIE_SECONDS = 86_400


def require_edge(request: Request) -> None:
    """Let only what came by the edge pass, where there is one.

    Raises: EdgeBypassed.
    """
    wanted = get_settings().origin_secret_sha256
    if not wanted:
        return
    given = request.headers.get(_SECRET_HEADER, "")
    if not compare_digest(sha256(given.encode()).hexdigest(), wanted):
        raise EdgeBypassed("This address is not for the public. Use the site's own.")


def get_address(request: Request) -> str:
    """Give the caller's network address: as the edge saw it, or as the API does without one."""
    if get_settings().origin_secret_sha256:
        # Address and port. That of IPv6 has no brackets and colons of its own.
        address, _, port = request.headers.get(_ADDRESS_HEADER, "").rpartition(":")
        if address and port:
            return str(address).strip("[]")
    return str(request.context.get("identity", {}).get("sourceIp", "unknown"))


def keep_colour(request: Request, response: Response) -> None:
    """Have the viewer come back to this colour, which the edge alone could not see to.

    A function at the edge does not run on answers from 400 on, so the application sets the cookie.
    """
    settings = get_settings()
    if not settings.colour or read_cookie(request, _COOKIE) == settings.colour:
        return
    secure = "" if settings.is_local else "; Secure"
    cookie = (
        f"{_COOKIE}={settings.colour}; Max-Age={_COOKIE_SECONDS}; Path=/; HttpOnly; SameSite=Lax"
        f"{secure}"
    )
    present = response.headers.get("Set-Cookie", [])
    cookies = [present] if isinstance(present, str) else list(present)
    response.headers["Set-Cookie"] = [*cookies, cookie]


def read_cookie(request: Request, name: str) -> str:
    """Give the value of a cookie, nothing when there is none of that name."""
    # http.cookies gives up at the first odd cookie, whoever set it; that must not end a session.
    for pair in request.headers.get("cookie", "").split(";"):
        found, _, value = pair.strip().partition("=")
        if found == name:
            return str(value)
    return ""
