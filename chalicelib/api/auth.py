"""Sign-in, sign-out, and who is signed in."""

from datetime import datetime
from typing import Annotated

import msgspec
from chalice.app import Request, Response

from chalicelib.api.access import get_signed_in, make_cookie
from chalicelib.api.edge import get_address
from chalicelib.api.operations import operation
from chalicelib.api.presentation import present_json
from chalicelib.config import get_settings
from chalicelib.errors import Forbidden, Invalid, TooMany, Unauthorised
from chalicelib.gateways import get_gateways
from chalicelib.services import sessions
from chalicelib.services.sessions import SignedIn


class Credentials(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person signs in with."""

    username: Annotated[str, msgspec.Meta(max_length=64, extra={"missing": "Enter your user name"})]
    password: Annotated[
        str, msgspec.Meta(max_length=1024, extra={"missing": "Enter your password"})
    ]


class UserView(msgspec.Struct, frozen=True):
    """Who is signed in, and what the role allows."""

    username: str
    name: str
    role: str
    permissions: list[str]


class SignInResult(msgspec.Struct, frozen=True):
    """The token for programs; browsers get it as a cookie too."""

    token: str
    expires_at: datetime
    user: UserView


class Me(msgspec.Struct, frozen=True):
    """The session, and what it talks to."""

    user: UserView
    expires_at: datetime
    environment: str
    stage: str
    release: str


@operation(result=SignInResult, errors=(Invalid, Unauthorised, TooMany))
def sign_in(request: Request, body: Credentials) -> Response:
    """Sign in with user name and password."""
    signed_in = sessions.sign_in(body.username, body.password, get_address(request))
    left = signed_in.expires_at - get_gateways().clock.now()
    response = present_json(
        SignInResult(signed_in.token, signed_in.expires_at, present_user(signed_in))
    )
    response.headers["Set-Cookie"] = make_cookie(signed_in.token, int(left.total_seconds()))
    return response


@operation(status=204, content_type="", errors=(Unauthorised, Forbidden))
def sign_out(request: Request) -> Response:
    """End the session."""
    sessions.sign_out(get_signed_in(request).token)
    return Response("", status_code=204, headers={"Set-Cookie": make_cookie("", 0)})


@operation(errors=(Unauthorised,))
def get_me(request: Request) -> Me:
    """Tell who is signed in."""
    signed_in = get_signed_in(request)
    settings = get_settings()
    return Me(
        user=present_user(signed_in),
        expires_at=signed_in.expires_at,
        environment=settings.environment,
        stage=settings.stage,
        release=settings.release,
    )


def present_user(signed_in: SignedIn) -> UserView:
    """Give a user without anything secret."""
    return UserView(
        username=signed_in.username,
        name=signed_in.name,
        role=signed_in.role,
        permissions=sorted(signed_in.permissions),
    )
