"""Give Bedrock's errors when the model behind the proxy fails.

MiniStack answers with a canned reply and status 200 instead, so an application that stored it as a
report would look healthy while its AI is down.
"""

import urllib.error
import urllib.request
from types import SimpleNamespace
from typing import Any

from ministack.services import bedrock_runtime

_ERROR_BY_STATUS = {
    400: "ValidationException",
    403: "AccessDeniedException",
    404: "ResourceNotFoundException",
    408: "ModelTimeoutException",
    429: "ThrottlingException",
    424: "ModelErrorException",
    503: "ServiceUnavailableException",
}


class ProxyFailure(BaseException):
    """The model behind the proxy gave no usable answer.

    No Exception, because MiniStack catches every one of those between here and the answer.
    """

    def __init__(self, status: int) -> None:
        """Keep the status that stands for the failure."""
        super().__init__(f"status {status}")
        self.status = status if status in _ERROR_BY_STATUS else 503


def apply() -> None:
    """Turn each failure of the proxy into the error that Bedrock gives."""
    ask_proxy = bedrock_runtime._proxy_openai_chat_message
    handle_request = bedrock_runtime.handle_request
    # The module of the proxy call sees an opener that lets a failure out with its reason.
    bedrock_runtime.urllib = SimpleNamespace(
        error=urllib.error,
        request=SimpleNamespace(Request=urllib.request.Request, urlopen=_open_or_fail),
    )

    def ask_or_fail(*args: Any, **kwargs: Any) -> Any:
        message, counts = ask_proxy(*args, **kwargs)
        if message is None and bedrock_runtime._PROXY_URL:
            raise ProxyFailure(424)
        return message, counts

    async def answer(*args: Any, **kwargs: Any) -> Any:
        try:
            return await handle_request(*args, **kwargs)
        except ProxyFailure as failure:
            return bedrock_runtime._error(
                _ERROR_BY_STATUS[failure.status],
                "The model behind the local endpoint failed.",
                failure.status,
            )

    bedrock_runtime._proxy_openai_chat_message = ask_or_fail
    bedrock_runtime.handle_request = answer


def _open_or_fail(request: urllib.request.Request, timeout: float) -> Any:
    try:
        return urllib.request.urlopen(request, timeout=timeout)
    except urllib.error.HTTPError as error:
        raise ProxyFailure(error.code) from error
    except TimeoutError as error:
        raise ProxyFailure(408) from error
    except OSError as error:
        raise ProxyFailure(503) from error
