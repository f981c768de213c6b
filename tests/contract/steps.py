"""What the script consists of: requests, acts from inside, and looks at what is stored."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal

from chalice.app import RouteEntry

from app import app
from tests.contract.targets import Target
from tests.platform import Answer

Names = dict[str, str]
"""What earlier steps kept, by name."""

Who = Literal["nobody", "admin", "operator"]
Keep = Callable[[Answer], str]


class Scope(IntEnum):
    """Where a step may be played: what has a lower scope may be played wherever a higher may."""

    READ = 1
    """Changes nothing, or nothing but the session of who plays it."""
    SYNTHETIC = 2
    """Works on a synthetic inquiry, which reaches no people, no list and no count."""
    CHANGE = 3
    """Makes what people would see."""
    INSIDE = 4
    """Needs the tables and the mailbox of the platform too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A request, what is kept of its answer, and what the answer can be compared by.

    `view` is the handler in app.py, empty where there is none. `until` has the request sent again
    until the answer is right, `settles` names the inquiry that is to be owed nothing before the
    next step. An answer `is_about_all` tells of what else the environment has: its shape and no
    more is compared. One `of_model` has the model's words. `is_unordered` says that jobs which run
    side by side decide on the order of its lists.
    """

    name: str
    view: str
    method: str
    path: str
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    who: Who = "admin"
    scope: Scope = Scope.READ
    is_refusal: bool = False
    keeps: Mapping[str, Keep] = field(default_factory=dict)
    until: Callable[[Answer], bool] | None = None
    settles: str = ""
    is_about_all: bool = False
    of_model: bool = False
    is_unordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is done from inside, without a request."""

    name: str
    do: Callable[[Target, Names], None]
    scope: Scope = Scope.INSIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is stored of an inquiry, its files and its mails: the effect of the steps before."""

    name: str
    inquiry: str
    scope: Scope = Scope.INSIDE


Line = Step | Act | Look


def happy(view: str, path: str, **more: Any) -> Step:
    """Ask a route for what it gives."""
    method = next(entry.method for entry in entries() if entry.view_name == view)
    case = more.pop("case", "")
    name = f"{view}: {case}" if case else view
    return Step(name=name, view=view, method=method, path=path, **more)


def refused(view: str, path: str, case: str, **more: Any) -> Step:
    """Ask a route for what it refuses."""
    return happy(view, path, case=case, is_refusal=True, **more)


def entries() -> Iterator[RouteEntry]:
    """Give every route of app.py."""
    for _, methods in sorted(app.routes.items()):
        yield from methods.values()
