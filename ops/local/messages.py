"""What the local platform says to the developer, and the failure that it ends with."""

import sys

from rich.console import Console

console = Console(stderr=True, highlight=False, soft_wrap=True)
"""Progress and complaints. Standard output is for the lines that programs wait for."""


class LocalPlatformError(Exception):
    """The platform can't start or go on; the message says why and what to do."""


def say(text: str) -> None:
    """Print a line of progress."""
    console.print(text, markup=False)


def announce(text: str) -> None:
    """Print a line that a program may wait for."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
