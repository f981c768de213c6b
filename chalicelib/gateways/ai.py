"""The language model, reached through Bedrock's Converse.

The gateway asks once. Whoever owes the draft owns the retry, so an answer that may come later is
AiUnavailable, with a phrase that people read beside the debt. A refused request (no access to the
model, malformed parameters) is a fault of ours and raised as it is.

Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html (2026-11)
"""

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    HTTPClientError,
    ReadTimeoutError,
    ResponseStreamingError,
)
from botocore.exceptions import ConnectionError as BotoConnectionError
from botocore.parsers import ResponseParserError

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.errors import AiUnavailable

_REASON_BY_CODE = {
    "ThrottlingException": "AI is throttled",
    "TooManyRequestsException": "AI is throttled",
    "ServiceQuotaExceededException": "AI's quota is used up",
    "ModelTimeoutException": "AI timed out",
    "ModelNotReadyException": "AI is starting up",
    "ModelErrorException": "AI has a fault",
    "InternalServerException": "AI has a fault",
    "ServiceUnavailableException": "AI is not available",
}
_STOPPED_BY_FILTER = ("content_filtered", "guardrail_intervened")


class AnswerRefused(Exception):
    """A content filter stopped the answer.

    No AiUnavailable on purpose: the same prompt would be stopped again, so that a debt which
    waited for better times would ask and pay for ever. As a fault it is parked for a person.
    """


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model is asked: rules from us, and a request that quotes the client as data."""

    system: str
    user: str
    version: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said, and what it counted."""

    text: str
    model: str
    input_tokens: int
    output_tokens: int
    stop_reason: str

    @property
    def is_truncated(self) -> bool:
        """Tell whether the answer ends at the length limit and not where the model wanted."""
        return self.stop_reason in ("max_tokens", "model_context_window_exceeded")


class Ai:
    """Ask the configured model."""

    def draft(self, prompt: Prompt) -> Answer:
        """Get the model's answer to a prompt.

        Raises: AiUnavailable when a later try may succeed; AnswerRefused when a filter stopped it.
        """
        return self._ask(prompt, get_settings().ai_max_tokens)

    def check(self) -> None:
        """Ask the model for a single token, and raise what `draft` would when it is away."""
        self._ask(Prompt("Answer with one word.", "Are you there?", "check"), max_tokens=1)

    def _ask(self, prompt: Prompt, max_tokens: int) -> Answer:
        settings = get_settings()
        try:
            answer = aws.client("bedrock-runtime").converse(
                modelId=settings.ai_model_id,
                system=[{"text": prompt.system}],
                messages=[{"role": "user", "content": [{"text": prompt.user}]}],
                inferenceConfig={
                    "maxTokens": max_tokens,
                    "temperature": settings.ai_temperature,
                },
            )
        except ClientError as refused:
            reason = _reason(refused)
            if reason is None:
                raise
            raise AiUnavailable(reason) from refused
        except (ReadTimeoutError, ConnectTimeoutError) as late:
            raise AiUnavailable("AI timed out") from late
        except (BotoConnectionError, HTTPClientError) as lost:
            raise AiUnavailable("AI could not be reached") from lost
        except (ResponseParserError, ResponseStreamingError) as garbled:
            raise AiUnavailable("AI gave an unreadable answer") from garbled
        return _read_answer(answer, settings.ai_model_id)


def _reason(refused: ClientError) -> str | None:
    """Say in a phrase why the model is away, or None when the request itself is at fault."""
    reason = _REASON_BY_CODE.get(refused.response.get("Error", {}).get("Code", ""))
    if reason is not None:
        return reason
    status = refused.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if status == 429:
        return "AI is throttled"
    return "AI is not available" if status >= 500 else None


def _read_answer(answer: dict[str, Any], model: str) -> Answer:
    stop_reason = str(answer.get("stopReason", ""))
    if stop_reason in _STOPPED_BY_FILTER:
        raise AnswerRefused(f"The model's answer was stopped: {stop_reason}")
    blocks = answer.get("output", {}).get("message", {}).get("content", [])
    text = "".join(block["text"] for block in blocks if "text" in block).strip()
    if not text:
        raise AiUnavailable("AI gave no text")
    usage = answer.get("usage", {})
    return Answer(
        text=text,
        model=model,
        input_tokens=int(usage.get("inputTokens", 0)),
        output_tokens=int(usage.get("outputTokens", 0)),
        stop_reason=stop_reason,
    )
