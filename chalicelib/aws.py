"""The one door to AWS: every client of the process, PynamoDB's too, is made here.

Clients are made on first use and kept: making one costs 15 to 60 ms. Whoever wants to know what
goes through the door registers with `observe`; metering and tracing live on that, and the tests
that count requests.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.model import OperationModel

from chalicelib.config import get_settings

Observer = Callable[[str, str, dict[str, Any]], None]
"""Called after each call with service, operation and the parsed response."""

_TIMEOUTS_SECONDS = {"dynamodb": (1, 5), "s3": (2, 10), "sqs": (2, 5), "sesv2": (2, 10)}
_TOTAL_ATTEMPTS = {"dynamodb": 4, "s3": 3, "sqs": 3, "sesv2": 1, "bedrock-runtime": 1}
"""The debt owns the retry of AI and mail, so botocore must not add its own."""

_clients: dict[str, Any] = {}
_observers: list[Observer] = []
_session: botocore.session.Session | None = None
_lock = Lock()


def client(service: str) -> Any:
    """Give the process's client of a service, such as "dynamodb"."""
    if service not in _clients:
        with _lock:
            if service not in _clients:
                _clients[service] = _make_client(service)
    return _clients[service]


def forget_clients() -> None:
    """Drop every client, so that the next use reads endpoint and credentials anew."""
    global _session
    with _lock:
        _clients.clear()
        _session = None


@contextmanager
def observe(observer: Observer) -> Iterator[None]:
    """Have an observer told of each call while the context lasts."""
    _observers.append(observer)
    try:
        yield
    finally:
        _observers.remove(observer)


def _make_client(service: str) -> Any:
    global _session
    # boto3 would do nothing here but import s3transfer and its resources: a tenth of the start-up.
    _session = _session or botocore.session.get_session()
    connect, read = _TIMEOUTS_SECONDS.get(service, (2, 10))
    if service == "bedrock-runtime":
        read = get_settings().ai_timeout_seconds
    made = _session.create_client(
        service,
        config=Config(
            connect_timeout=connect,
            read_timeout=read,
            retries={"mode": "standard", "total_max_attempts": _TOTAL_ATTEMPTS.get(service, 2)},
            max_pool_connections=10,
            # The other signature of an address in S3 is refused in most regions.
            signature_version="s3v4" if service == "s3" else None,
            parameter_validation=service != "dynamodb",
        ),
    )
    events = made.meta.events
    if service == "dynamodb":
        events.register("provide-client-params.dynamodb", _ask_for_consumed_capacity)
    events.register(f"after-call.{made.meta.service_model.service_id.hyphenize()}", _tell_observers)
    return made


def _ask_for_consumed_capacity(params: dict[str, Any], **_: Any) -> None:
    params["ReturnConsumedCapacity"] = "INDEXES"


def _tell_observers(parsed: dict[str, Any], model: OperationModel, **_: Any) -> None:
    for observer in tuple(_observers):
        observer(model.service_model.service_name, model.name, parsed)
