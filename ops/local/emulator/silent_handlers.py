"""Answer at once when a Lambda handler prints nothing.

After each invocation MiniStack waits up to 50 ms for a first line of output, which would be a
floor under every request that this platform answers.
"""

from ministack.core import lambda_runtime

_FIRST_LINE_WAIT_SECONDS = 0.003
_QUIET_SECONDS = 0.002
_LONGEST_WAIT_SECONDS = 0.250


def apply() -> None:
    """Shorten the wait for a handler's output."""
    lambda_runtime.Worker._drain_stderr_bounded.__defaults__ = (
        _FIRST_LINE_WAIT_SECONDS,
        _QUIET_SECONDS,
        _LONGEST_WAIT_SECONDS,
    )
