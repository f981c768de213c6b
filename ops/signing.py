"""Signatures of requests to AWS that Ctrl-C does not cut in two.

botocore signs with awscrt where that is installed, and awscrt asks Python back while it signs. A
KeyboardInterrupt that is raised then is printed and lost, or ends as an AwsCrtError without a name.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.auth import AUTH_TYPE_MAPS
from botocore.crt.auth import CRT_AUTH_TYPE_MAPS


def shield_signing() -> None:
    """Have all clients of this process sign a request to its end before Ctrl-C ends the command."""
    AUTH_TYPE_MAPS.update(_SHIELDED)


def _shield(signer: Any) -> Any:
    class Shielded(signer):  # type: ignore[misc]  # which class it extends is known at run time
        def add_auth(self, request: Any) -> None:
            with _interrupt_put_off():
                super().add_auth(request)

    return Shielded


@contextmanager
def _interrupt_put_off() -> Iterator[None]:
    # Python interrupts only its main thread.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    is_pressed = False

    def remember(*_: Any) -> None:
        nonlocal is_pressed
        is_pressed = True

    former = signal.signal(signal.SIGINT, remember)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
        if is_pressed:
            signal.raise_signal(signal.SIGINT)


_SHIELDED = {version: _shield(signer) for version, signer in CRT_AUTH_TYPE_MAPS.items()}
