"""Who calls: the session behind a request, by bearer token or by the browser's cookie."""

from chalice.app import Request

from chalicelib.api.edge import read_cookie
from chalicelib.config import get_settings
from chalicelib.domain.permissions import Permission, is_allowed
from chalicelib.errors import CsrfHeaderMissing, NotSignedIn, PermissionMissing
from chalicelib.services.sessions import SignedIn, get_session

COOKIE = "session"
CSRF_HEADER = "X-CSRF"
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_SIGNED_IN = "consulting.signed_in"


def authorise(request: Request, permission: Permission) -> None:
    """Let a request pass or not, and note who it comes from.

    Raises: NotSignedIn; PermissionMissing; CsrfHeaderMissing for a write with the cookie alone.
    """
    if permission is Permission.PUBLIC:
        return
    signed_in = _find_session(request)
    if not is_allowed(signed_in.role, permission):
        message = f"Your role ({signed_in.role}) lacks the permission {permission}."
        raise PermissionMissing(message, permission=permission)
    request.context[_SIGNED_IN] = signed_in


def require(request: Request, permission: Permission) -> None:
    """Demand a permission for a part of a public route.

    Raises: as `authorise`.
    """
    authorise(request, permission)


def get_signed_in(request: Request) -> SignedIn:
    """Give who the request comes from, on a route that is not public."""
    signed_in: SignedIn = request.context[_SIGNED_IN]
    return signed_in


def make_cookie(token: str, max_age_seconds: int) -> str:
    """Give a Set-Cookie value: unreadable for scripts, sent to the API of this site only."""
    secure = "" if get_settings().is_local else "; Secure"
    return (
        f"{COOKIE}={token}; Max-Age={max_age_seconds}; Path=/api; HttpOnly; SameSite=Strict{secure}"
    )


def _find_session(request: Request) -> SignedIn:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return get_session(token.strip())
    token = read_cookie(request, COOKIE)
    if not token:
        raise NotSignedIn("You are not signed in, or the session is over.")
    signed_in = get_session(token)
    if request.method not in _SAFE_METHODS and request.headers.get(CSRF_HEADER) != "1":
        raise CsrfHeaderMissing(f"A browser session needs the header {CSRF_HEADER}: 1 to write.")
    return signed_in
