"""Where a release stands, told by routing and stacks alone.

No file and no memory of a command says how far a release has come: whoever looks, from whichever
machine, sees the same, and a command that was interrupted is continued by the next one.

    routing   weight of each colour                           who serves
    stacks    event sources on or off, schedules on or off    who works
    ledger    what became of what is deployed (history.py)    who may be next

Schedules run on one colour, which makes it the settled one: the colour that serves when nothing is
going on, and that a release goes back to while it is under way. They move last, when the new colour
has all viewers and has passed its window; from then on the new colour is the settled one.

                     weight        event sources   schedules
    idle             100 /   0     on  / off       on / off
    verified         100 /   0     on  / on        on / off
    shifting          75 /  25     on  / on        on / off
    all on the new     0 / 100     on  / on        on / off
    retiring           0 / 100     on  / on        off / on      until the former's queues are empty
    idle               0 / 100     off / on        off / on
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ops.errors import OpsError


class ReleaseError(OpsError):
    """The release can't take this step; the message says why and what to do."""


class Standing(StrEnum):
    """What became so far of what is deployed on a colour."""

    NEW = "new"
    """Deployed, and no more is known."""
    VERIFIED = "verified"
    """It passed the contract suite."""
    SERVED = "served"
    """It has had viewers, and nobody took them away because of it."""
    REJECTED = "rejected"
    """Its viewers were taken back."""


@dataclass(frozen=True, slots=True)
class StackState:
    """What runs behind a colour."""

    status: str
    """CloudFormation's, of the stack of functions and API."""
    code: str
    """Release of the code, the start of its package's hash."""
    has_event_sources: bool
    has_schedules: bool
    waiting: Mapping[str, int] = field(default_factory=dict)
    """Messages in each queue by role, those in work and those for later included."""
    dead_letters: int = 0

    @property
    def is_busy(self) -> bool:
        """Tell whether CloudFormation works on it."""
        return self.status.endswith("_IN_PROGRESS")

    @property
    def is_asleep(self) -> bool:
        """Tell whether nothing starts work by itself."""
        return not (self.has_event_sources or self.has_schedules)

    @property
    def messages(self) -> int:
        """Count what waits in all queues."""
        return sum(self.waiting.values())


@dataclass(frozen=True, slots=True)
class ColourState:
    """One colour: its share of viewers, and what runs behind it."""

    name: str
    weight: int | None
    """None: not entered in the routing, so nobody can be sent there."""
    site: str | None = None
    """Release of the site that belongs to it."""
    is_legacy: bool = False
    stack: StackState | None = None
    """None for a legacy back end, and for a colour that is not deployed."""
    standing: Standing = Standing.NEW

    @property
    def serves(self) -> bool:
        """Tell whether it has viewers."""
        return bool(self.weight)

    @property
    def can_serve(self) -> bool:
        """Tell whether viewers can be sent there."""
        return self.weight is not None

    @property
    def has_schedules(self) -> bool:
        """Tell whether it runs the schedules."""
        return self.stack is not None and self.stack.has_schedules

    @property
    def has_event_sources(self) -> bool:
        """Tell whether its workers get messages."""
        return self.stack is not None and self.stack.has_event_sources


class Phase(StrEnum):
    """How far a release is."""

    EMPTY = "empty"
    ALONE = "alone"
    IDLE = "idle"
    DEPLOYED = "deployed"
    VERIFIED = "verified"
    SHIFTING = "shifting"
    SHIFTED = "shifted"
    SETTLING = "settling"
    RETIRING = "retiring"


@dataclass(frozen=True, slots=True)
class ReleaseState:
    """The colours of an environment."""

    environment: str
    colours: Mapping[str, ColourState]

    @property
    def weights(self) -> dict[str, int]:
        """Give the weight of each colour that has an entry in the routing."""
        return {name: each.weight for name, each in self.colours.items() if each.weight is not None}

    @property
    def settled(self) -> ColourState | None:
        """Give the colour that a release goes back to, None where nobody serves yet."""
        serving = [each for each in self.colours.values() if each.serves]
        if not serving:
            return None
        leader = max(serving, key=lambda each: each.weight or 0)
        scheduled = [each for each in self.colours.values() if each.has_schedules]
        if len(scheduled) != 1 or scheduled[0] is leader:
            return leader
        # The leader is ahead of the schedules: a release on its way. Or it is asleep: a rollback
        # was interrupted after its first step, and the schedules still have to follow.
        is_on_its_way = leader.has_event_sources or scheduled[0].serves
        return scheduled[0] if is_on_its_way else leader

    def other(self) -> ColourState | None:
        """Give the colour that is not settled: the next one, or the former one."""
        settled = self.settled
        others = [each for each in self.colours.values() if each is not settled]
        # A legacy back end comes last: it is what one comes from.
        order = sorted(
            (each for each in others if each.can_serve or each.stack),
            key=lambda each: (-(each.weight or 0), each.is_legacy, not each.has_event_sources),
        )
        return order[0] if order else None

    @property
    def phase(self) -> Phase:
        """Tell how far a release is."""
        settled, other = self.settled, self.other()
        if settled is None:
            return Phase.EMPTY
        if self._is_settling(settled):
            return Phase.SETTLING
        if other is None:
            return Phase.ALONE
        if other.serves:
            return Phase.SHIFTED if other.weight == 100 else Phase.SHIFTING
        if other.standing in (Standing.SERVED, Standing.REJECTED) or other.is_legacy:
            is_asleep = other.stack is None or other.stack.is_asleep
            return Phase.IDLE if is_asleep else Phase.RETIRING
        is_ready = other.standing is Standing.VERIFIED and other.has_event_sources
        return Phase.VERIFIED if is_ready else Phase.DEPLOYED

    def _is_settling(self, settled: ColourState) -> bool:
        """Tell whether the schedules are not where they belong, or workers of who serves sleep."""
        if settled.stack is None:
            return any(each.has_schedules for each in self.colours.values())
        scheduled = [each.name for each in self.colours.values() if each.has_schedules]
        return scheduled != [settled.name] or not settled.has_event_sources

    def explain(self) -> str:
        """Say in a sentence how things stand and what can be done."""
        settled, other = self.settled, self.other()
        here = settled.name if settled else ""
        there = other.name if other else ""
        share = other.weight if other else 0
        is_former = other is not None and other.standing is Standing.SERVED
        back = f"; back to {there}: ops release rollback" if is_former else ""
        rejected = "" if other is None or other.standing is not Standing.REJECTED else "rejected, "
        words = {
            Phase.EMPTY: "nothing is deployed yet. Next: ops release deploy",
            Phase.ALONE: f"{here} serves, and there is no other colour. Next: ops release deploy",
            Phase.IDLE: f"{here} serves, {there} is {rejected}asleep. "
            f"Next: ops release deploy{back}",
            Phase.DEPLOYED: f"{here} serves, {there} is deployed and not verified. "
            "Next: ops release verify",
            Phase.VERIFIED: f"{here} serves, {there} is verified. Next: ops release promote",
            Phase.SHIFTING: f"{there} is being released and has {share} % of the viewers. "
            f"On: ops release promote; back to {here}: ops release rollback",
            Phase.SHIFTED: f"{there} has all viewers, and {here} still has the schedules. "
            f"On: ops release promote; back to {here}: ops release rollback",
            Phase.SETTLING: f"{here} serves, and workers or schedules do not follow yet. "
            "To finish: ops release promote",
            Phase.RETIRING: f"{here} serves, {there} is {rejected}on its way to sleep. "
            f"To finish: ops release promote{back}",
        }
        return words[self.phase]
