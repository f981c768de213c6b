"""Keep the addresses of queues when the emulator comes back on another port.

MiniStack saves each queue under an address with its port in it. After a restart on another free
port it looks for the queues of event sources under new addresses and finds none: no message would
ever reach a worker again.
"""

from ministack.services import sqs

_HOST = "localhost"
_PORT = "4566"
"""Only a name: clients are shown the address that they reached the emulator on."""


def apply() -> None:
    """Save queues under addresses that are the same at each start."""
    sqs.DEFAULT_HOST = _HOST
    sqs.DEFAULT_PORT = _PORT
    sqs._CANONICAL_NETLOC = f"{_HOST}:{_PORT}"
