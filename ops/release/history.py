"""The steps of releases, kept in the ledger of the environment, and what they say of a colour.

Whoever imports this has the environment's variables set: the models take their table from them.
"""

import getpass
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ops.release.state import Standing

_ENTRIES_READ = 100


class Step(StrEnum):
    """What was done. `colour` of an entry is the one that it was done to."""

    DEPLOYED = "deployed"
    VERIFIED = "verified"
    FAILED_VERIFICATION = "failed verification"
    SHIFTED = "shifted"
    PASSED = "passed"
    """The gate, at the percentage of the entry."""
    PROMOTED = "promoted"
    ROLLED_BACK = "rolled back"
    """`other` serves again."""
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Entry:
    """One step."""

    at: datetime
    who: str
    step: Step
    colour: str
    other: str | None = None
    code: str | None = None
    site: str | None = None
    percent: int | None = None
    reason: str | None = None
    figures: Mapping[str, Mapping[str, object]] | None = None


def standing_of(colour: str, code: str, entries: Iterable[Entry]) -> Standing:
    """Tell what became of the code that is deployed on a colour; entries come newest first.

    The other colour of an entry is the one that served when its step was taken, or serves again.
    An entry whose code could not be looked up may reject what is deployed, and vouches for nothing.
    """
    for entry in entries:
        if entry.other == colour:
            return Standing.SERVED  # It stood beside, with the viewers that it kept or got back.
        if entry.colour != colour:
            continue
        if entry.code is not None and entry.code != code:
            return Standing.NEW  # Somebody deployed past `ops release`.
        standing = _standing_after(entry)
        if entry.code is None and standing in (Standing.VERIFIED, Standing.SERVED):
            continue
        if standing is not None:
            return standing
    return Standing.NEW


def passed_percent(colour: str, entries: Iterable[Entry]) -> int | None:
    """Give the share at which the gate let a colour pass after its last shift, if it did."""
    for entry in entries:
        if entry.colour == colour:
            return entry.percent if entry.step is Step.PASSED else None
    return None


def _standing_after(entry: Entry) -> Standing | None:
    if entry.step in (Step.SHIFTED, Step.PASSED):
        return Standing.SERVED if entry.percent else Standing.REJECTED
    if entry.step is Step.DEPLOYED:
        return Standing.SERVED if entry.percent == 100 else Standing.NEW
    return {
        Step.VERIFIED: Standing.VERIFIED,
        Step.FAILED_VERIFICATION: Standing.NEW,
        Step.PROMOTED: Standing.SERVED,
        Step.ROLLED_BACK: Standing.REJECTED,
    }.get(entry.step)


def record(entry: Entry) -> None:
    """Keep a step: 1 PutItem."""
    from chalicelib.models.ledger import ReleaseEntry, save_release_entry

    save_release_entry(
        ReleaseEntry(
            at=entry.at,
            who=entry.who,
            what=str(entry.step),
            colour=entry.colour,
            other=entry.other,
            code=entry.code,
            site=entry.site,
            percent=entry.percent,
            reason=entry.reason,
            figures=json.dumps(entry.figures) if entry.figures else None,
        )
    )


def read_entries(most: int = _ENTRIES_READ) -> list[Entry]:
    """Give the last steps, newest first; those of a later version of this program are left out."""
    from chalicelib.models.ledger import list_release_entries

    known = {str(step): step for step in Step}
    return [
        Entry(
            at=found.at,
            who=found.who,
            step=known[found.what],
            colour=found.colour,
            other=found.other,
            code=found.code,
            site=found.site,
            percent=None if found.percent is None else int(found.percent),
            reason=found.reason,
            figures=json.loads(found.figures) if found.figures else None,
        )
        for found in list_release_entries(most)
        if found.what in known
    ]


def name_operator(arn: str) -> str:
    """Name who is at work: the role or user that AWS sees, and who is logged in here."""
    try:
        person = getpass.getuser()
    except (KeyError, OSError):  # a container may have no name for its user
        person = "unnamed"
    return f"{arn.rpartition(':')[2]} ({person})"
