"""How the responder behaves. It starts normal at every start of the platform."""

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """The ways to answer, good and bad."""

    NORMAL = "normal"
    DOWN = "down"
    SLOW = "slow"
    THROTTLED = "throttled"
    HOSTILE = "hostile"


@dataclass(slots=True)
class ModeSwitch:
    """The mode that holds now."""

    mode: Mode = Mode.NORMAL
