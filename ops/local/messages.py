"""What the local platform says to the developer, and the failure that it ends with."""

import sys

from ops.console import say
from ops.errors import OpsError

__all__ = ["LocalPlatformError", "announce", "say"]


class LocalPlatformError(OpsError):
    """The platform can't start or go on; the message says why and what to do."""


def announce(text: str) -> None:
    """Print a line that a program may wait for."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
