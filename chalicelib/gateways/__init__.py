"""The rest of the world: AI, mail, object store, queues, clock. Named by role, not by vendor.

Services ask `get_gateways()` for what they need. Each gateway has a twin in tests/fakes.py, put in
place by `use_gateways`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.gateways.ai import Ai
    from chalicelib.gateways.clock import Clock
    from chalicelib.gateways.documents import Documents
    from chalicelib.gateways.mailer import Mailer
    from chalicelib.gateways.queues import Queues


class Gateways:
    """The gateways of the process, each imported and made on first use: start-up is a budget."""

    @cached_property
    def clock(self) -> "Clock":
        """Tell the time."""
        from chalicelib.gateways.clock import Clock

        return Clock()

    @cached_property
    def ai(self) -> "Ai":
        """Ask the model."""
        from chalicelib.gateways.ai import Ai

        return Ai()

    @cached_property
    def mailer(self) -> "Mailer":
        """Send mail."""
        from chalicelib.gateways.mailer import Mailer

        return Mailer()

    @cached_property
    def documents(self) -> "Documents":
        """Keep and fetch bodies."""
        from chalicelib.gateways.documents import Documents

        return Documents()

    @cached_property
    def queues(self) -> "Queues":
        """Send messages to the workers."""
        from chalicelib.gateways.queues import Queues

        return Queues()


_gateways = Gateways()


def get_gateways() -> Gateways:
    """Give the gateways in force."""
    return _gateways


@contextmanager
def use_gateways(gateways: Gateways) -> Iterator[None]:
    """Put others in force while the context lasts."""
    global _gateways
    former, _gateways = _gateways, gateways
    try:
        yield
    finally:
        _gateways = former
