"""Where the three that serve the API differ by their nature, and why.

What the deployed stack answers behind the edge is the contract. `test_same_everywhere.py` fails for
any difference that is not here, and for any of these that is none any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass

CLIENT, CHALICE_LOCAL = "client", "chalice_local"
_BOTH = (CLIENT, CHALICE_LOCAL)


@dataclass(frozen=True, slots=True)
class Difference:
    """Parts of the answer to a step that a target gives otherwise than the deployed stack."""

    step: str
    target: str
    parts: tuple[str, ...]
    reason: str


_UNKNOWN_PATH = (
    "The local imitation of API Gateway says what the gateway says without gateway responses; "
    "deployed, they make it our 404 (ops/packaging/gateway_responses.py)"
)
_WRONG_METHOD = (
    "Chalice finds the path without the method and says so. API Gateway has no such resource and "
    "method, and its answer becomes our 404 by a gateway response"
)
_NO_UTF_8 = (
    "API Gateway hands a body on as text and puts U+FFFD where it is none, so what arrives is JSON"
)
_NO_MEDIA_TYPE = (
    "An answer without a media type gets application/json from the gateway and from its imitation; "
    "in process there is no gateway"
)


def _differences() -> Iterator[Difference]:
    for step in ("unknown path", "unknown path, POST", "unknown path above"):
        parts = ("status", "body", "header cache-control", "header x-request-id")
        yield Difference(step, CHALICE_LOCAL, parts, _UNKNOWN_PATH)
        yield Difference(step, CLIENT, (*parts, "header content-type"), _UNKNOWN_PATH)
    for step in ("wrong method", "wrong method with a body"):
        for target in _BOTH:
            parts = ("status", "body", "header allow", "header x-content-type-options")
            yield Difference(step, target, parts, _WRONG_METHOD)
    for target in _BOTH:
        yield Difference("no UTF-8", target, ("body",), _NO_UTF_8)
    for step in (
        *("sign_out", "get_report_pdf: to be made", "get_report_pdf: made", "send_mail_again"),
        *("request_report", "delete_inquiry", "get_export", "open_report_link"),
        *("revoke_report_link", "lift_suppression", "delete_inquiry: client's", "retry_work"),
    ):
        yield Difference(step, CLIENT, ("header content-type",), _NO_MEDIA_TYPE)


DIFFERENCES = tuple(_differences())

_AS_THE_GATEWAY = (403, None)
_AS_CHALICE = (405, "MethodNotAllowedError")
SAID_INSTEAD: dict[tuple[str, str], tuple[int, str | None]] = {
    ("unknown path", CLIENT): _AS_THE_GATEWAY,
    ("unknown path", CHALICE_LOCAL): _AS_THE_GATEWAY,
    ("wrong method", CLIENT): _AS_CHALICE,
    ("wrong method", CHALICE_LOCAL): _AS_CHALICE,
    ("no UTF-8", "deployed"): (400, "InvalidInput"),
}
"""The same for test_refusals.py: (case, target) -> status and code instead of those of the
contract, which for a body that is no UTF-8 are Chalice's. Without a code it is not our shape."""
