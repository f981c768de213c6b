"""The one door to AWS: one client for everything, observers, and who owns a retry."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from chalicelib import aws
from chalicelib.config import Settings
from chalicelib.models import access
from chalicelib.models.head_changes import list_owed
from chalicelib.models.lists import ListRequest, read_list
from chalicelib.models.table import write_together
from tests.fakes import START

Seen = tuple[str, str, dict[str, Any]]


class Body:
    """What urllib3 hands over of an answer."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def stream(self) -> Iterator[bytes]:
        yield self.content


@pytest.fixture
def no_clients() -> Iterator[None]:
    aws.forget_clients()
    yield
    aws.forget_clients()


def answer_all(service: str, status: int, content: bytes = b"{}") -> list[str]:
    """Answer every request of a service before it leaves, and collect their addresses."""
    urls: list[str] = []

    def answer(request: Any, **_: Any) -> AWSResponse:
        urls.append(request.url)
        return AWSResponse(request.url, status, {"content-type": "application/json"}, Body(content))

    aws.client(service).meta.events.register("before-send", answer)
    return urls


def test_client_is_made_once(no_clients: None) -> None:
    assert aws.client("sqs") is aws.client("sqs")


def test_client_forgotten_is_made_anew(no_clients: None) -> None:
    former = aws.client("sqs")
    aws.forget_clients()

    assert aws.client("sqs") is not former


def test_models_and_transactions_go_through_the_one_door(aws_tables: None) -> None:
    seen: list[Seen] = []
    with aws.observe(lambda *call: seen.append(call)):
        access.get_user("nobody")
        access.count_hit("submit", "somebody", "1", START)
        access.get_idempotency_key("none")
        read_list(ListRequest(listed="inquiry", limit=5))
        list_owed(0, START, 5)
        with write_together() as transaction:
            transaction.save(access.Limit("LIMIT#x", "1", hits=1, expires_at=START))

    assert [(service, operation) for service, operation, _ in seen] == [
        ("dynamodb", "GetItem"),
        ("dynamodb", "UpdateItem"),
        ("dynamodb", "GetItem"),
        ("dynamodb", "Query"),
        ("dynamodb", "Query"),
        ("dynamodb", "TransactWriteItems"),
    ]


def test_observers_see_consumed_capacity_by_index(aws_tables: None) -> None:
    seen: list[Seen] = []
    with aws.observe(lambda *call: seen.append(call)):
        access.get_user("nobody")
        read_list(ListRequest(listed="inquiry", limit=5))

    capacities = [parsed["ConsumedCapacity"] for _, _, parsed in seen]
    assert [capacity["CapacityUnits"] > 0 for capacity in capacities] == [True, True]
    assert capacities[1]["TableName"] == "consulting-local-inquiries"


def test_observers_are_told_no_more_once_the_context_is_over(aws_tables: None) -> None:
    seen: list[Seen] = []
    with aws.observe(lambda *call: seen.append(call)):
        pass

    access.get_user("nobody")

    assert seen == []


def test_observers_see_every_service(no_clients: None) -> None:
    answer_all("sesv2", 200, b'{"SendingEnabled": true}')
    seen: list[Seen] = []

    with aws.observe(lambda *call: seen.append(call)):
        aws.client("sesv2").get_account()

    assert [(service, operation) for service, operation, _ in seen] == [("sesv2", "GetAccount")]


@pytest.mark.parametrize(
    ("service", "call"),
    [
        pytest.param("sesv2", lambda client: client.get_account(), id="mail"),
        pytest.param(
            "bedrock-runtime",
            lambda client: client.converse(
                modelId="a-model", messages=[{"role": "user", "content": [{"text": "Hello"}]}]
            ),
            id="AI",
        ),
    ],
)
@pytest.mark.parametrize("status", [429, 500, 503])
def test_client_debt_owns_the_retry_of_mail_and_ai(
    no_clients: None, service: str, call: Callable[[Any], Any], status: int
) -> None:
    urls = answer_all(service, status)

    with pytest.raises(ClientError):
        call(aws.client(service))

    assert len(urls) == 1


def test_client_of_ai_waits_as_long_as_the_settings_say(
    no_clients: None, settings: Callable[..., Settings]
) -> None:
    settings(ai_timeout_seconds=17)

    assert aws.client("bedrock-runtime").meta.config.read_timeout == 17


@pytest.mark.parametrize("service", ["dynamodb", "s3", "sqs", "sesv2", "bedrock-runtime"])
def test_client_never_waits_for_ever(no_clients: None, service: str) -> None:
    config = aws.client(service).meta.config

    assert config.connect_timeout <= 2
    assert config.read_timeout <= 25
    assert config.retries["mode"] == "standard"
