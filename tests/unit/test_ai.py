"""The gateway to the model, over botocore with made-up answers of the network."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.errors import AiUnavailable, Unavailable
from chalicelib.gateways.ai import Ai, AnswerRefused, Prompt

PROMPT = Prompt(system="Rules", user="Request", version="general.v1.00000000")
ADDRESS = "https://bedrock.example"


class RawBody(BytesIO):
    """A body as urllib3 gives it."""

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        yield self.read()


class Network:
    """What the model's side answers, and what it was sent."""

    def __init__(self) -> None:
        self.requests: list[AWSPreparedRequest] = []
        self.answer: Callable[[], AWSResponse]

    def send(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        self.requests.append(request)
        return self.answer()

    def answers(self, status: int, body: Any, code: str | None = None) -> None:
        headers = {"content-type": "application/json"}
        if code:
            headers["x-amzn-ErrorType"] = code
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answer = lambda: AWSResponse(ADDRESS, status, headers, RawBody(raw))

    def fails(self, fault: Exception) -> None:
        def fail() -> AWSResponse:
            raise fault

        self.answer = fail

    def says(self, *blocks: dict[str, Any], stop_reason: str = "end_turn") -> None:
        message = {"role": "assistant", "content": list(blocks)}
        usage = {"inputTokens": 12, "outputTokens": 34, "totalTokens": 46}
        self.answers(
            200, {"output": {"message": message}, "stopReason": stop_reason, "usage": usage}
        )


@pytest.fixture
def network() -> Iterator[Network]:
    aws.forget_clients()
    network = Network()
    events = aws.client("bedrock-runtime").meta.events
    events.register("before-send.bedrock-runtime.Converse", network.send)
    yield network
    aws.forget_clients()


def test_draft_gives_text_model_and_tokens(network: Network) -> None:
    network.says({"text": " ## Summary\n"}, {"text": "More "})

    answer = Ai().draft(PROMPT)

    assert answer.text == "## Summary\nMore"
    assert answer.model == get_settings().ai_model_id
    assert (answer.input_tokens, answer.output_tokens) == (12, 34)
    assert not answer.is_truncated


def test_draft_sends_rules_apart_and_always_limits_the_answer(network: Network) -> None:
    network.says({"text": "x"})

    Ai().draft(PROMPT)

    sent = json.loads(network.requests[0].body)
    settings = get_settings()
    assert settings.ai_model_id in network.requests[0].url.replace("%3A", ":")
    assert sent["system"] == [{"text": "Rules"}]
    assert sent["messages"] == [{"role": "user", "content": [{"text": "Request"}]}]
    assert sent["inferenceConfig"] == {
        "maxTokens": settings.ai_max_tokens,
        "temperature": settings.ai_temperature,
    }


def test_draft_keeps_and_marks_an_answer_that_was_cut_off(network: Network) -> None:
    network.says({"text": "half"}, stop_reason="max_tokens")

    answer = Ai().draft(PROMPT)

    assert answer.text == "half"
    assert answer.is_truncated


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (429, "ThrottlingException", "AI is throttled"),
        (429, "SomethingNew", "AI is throttled"),
        (408, "ModelTimeoutException", "AI timed out"),
        (503, "ServiceUnavailableException", "AI is not available"),
        (500, "InternalServerException", "AI has a fault"),
        (429, "ModelNotReadyException", "AI is starting up"),
        (424, "ModelErrorException", "AI has a fault"),
        (400, "ServiceQuotaExceededException", "AI's quota is used up"),
        (502, None, "AI is not available"),
    ],
)
def test_draft_a_model_that_is_away_is_expected(
    network: Network, status: int, code: str | None, reason: str
) -> None:
    network.answers(status, {"message": "internal wording"}, code)

    with pytest.raises(AiUnavailable) as caught:
        Ai().draft(PROMPT)

    assert isinstance(caught.value, Unavailable)
    assert caught.value.message == reason


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (ReadTimeoutError(endpoint_url=ADDRESS), "AI timed out"),
        (ConnectTimeoutError(endpoint_url=ADDRESS), "AI timed out"),
        (EndpointConnectionError(endpoint_url=ADDRESS), "AI could not be reached"),
        (ConnectionClosedError(endpoint_url=ADDRESS), "AI could not be reached"),
    ],
    ids=["read", "connect", "endpoint", "closed"],
)
def test_draft_a_network_that_is_away_is_expected(
    network: Network, fault: Exception, reason: str
) -> None:
    network.fails(fault)

    with pytest.raises(AiUnavailable, match=reason):
        Ai().draft(PROMPT)


@pytest.mark.parametrize("fault_code", ["ThrottlingException", "ServiceUnavailableException"])
def test_draft_asks_once_since_the_debt_owns_the_retry(network: Network, fault_code: str) -> None:
    network.answers(503, {}, fault_code)

    with pytest.raises(AiUnavailable):
        Ai().draft(PROMPT)

    assert len(network.requests) == 1


@pytest.mark.parametrize("code", ["AccessDeniedException", "ValidationException"])
def test_draft_a_fault_of_ours_is_raised_as_it_is(network: Network, code: str) -> None:
    network.answers(400, {"message": "no"}, code)

    with pytest.raises(ClientError, match=code):
        Ai().draft(PROMPT)


@pytest.mark.parametrize(
    "blocks",
    [(), ({"text": "  \n"},), ({"reasoningContent": {"reasoningText": {"text": "hm"}}},)],
    ids=["nothing", "blanks", "only-reasoning"],
)
def test_draft_an_answer_without_text_is_expected(
    network: Network, blocks: tuple[dict[str, Any], ...]
) -> None:
    network.says(*blocks)

    with pytest.raises(AiUnavailable, match="AI gave no text"):
        Ai().draft(PROMPT)


def test_draft_an_unreadable_answer_is_expected(network: Network) -> None:
    network.answers(200, b"<html>gateway</html>")

    with pytest.raises(AiUnavailable):
        Ai().draft(PROMPT)


@pytest.mark.parametrize("stop_reason", ["content_filtered", "guardrail_intervened"])
def test_draft_a_filtered_answer_is_a_fault(network: Network, stop_reason: str) -> None:
    network.says({"text": "Sorry"}, stop_reason=stop_reason)

    with pytest.raises(AnswerRefused):
        Ai().draft(PROMPT)
