"""Tell that an answer was cut at its length limit, as Bedrock does.

MiniStack reports end_turn for an answer that the model behind the proxy ended with "length", so a
draft that stops in the middle would be stored as a whole one.
"""

import io
import json
from typing import Any

from ministack.services import bedrock_runtime

_CUT = "length"
_KEPT_AS = "finish_reason"


def apply() -> None:
    """Carry the model's finish reason over to the answer; comes after bedrock_failures."""
    proxy = bedrock_runtime.urllib.request
    open_request = proxy.urlopen
    read_message = bedrock_runtime._converse_blocks_from_message

    def open_and_keep_reason(*args: Any, **kwargs: Any) -> io.BytesIO:
        with open_request(*args, **kwargs) as response:
            body: bytes = response.read()
        return io.BytesIO(_with_reason_in_message(body))

    def read_message_and_reason(message: dict[str, Any]) -> tuple[Any, str]:
        blocks, reason = read_message(message)
        return blocks, "max_tokens" if message.get(_KEPT_AS) == _CUT else reason

    proxy.urlopen = open_and_keep_reason
    bedrock_runtime._converse_blocks_from_message = read_message_and_reason


def _with_reason_in_message(body: bytes) -> bytes:
    try:
        answer = json.loads(body)
        choice = answer["choices"][0]
        choice["message"][_KEPT_AS] = choice.get(_KEPT_AS)
    except (ValueError, LookupError, TypeError):
        # Not an answer; MiniStack finds that out by itself.
        return body
    return json.dumps(answer).encode()
