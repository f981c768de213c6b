"""The state of a release, drawn for a terminal."""

from collections.abc import Iterator, Sequence

from ops.release.history import Entry
from ops.release.state import ColourState, ReleaseState, StackState

_BAR = 20
_SHARE_OF_A_MARK = 100 / _BAR


def draw(state: ReleaseState, url: str, entries: Sequence[Entry] = ()) -> Iterator[str]:
    """Draw who serves and who works, and what was done last.

    viewers -> https://site.example
      |-- blue    75 %  ###############.....  code 3f2a90c1  site 77ab12cd
      |           event sources on, schedules on, 3 messages
      `-- green   25 %  #####...............  code 90c13f2a  site 12cd77ab
                  event sources on, schedules off
    """
    yield f"viewers -> {url}"
    colours = list(state.colours.values())
    for number, colour in enumerate(colours):
        is_last = number + 1 == len(colours)
        yield f"  {'`' if is_last else '|'}-- {_share(colour)}"
        yield f"  {' ' if is_last else '|'}           {_works(colour)}"
    yield ""
    yield f"{state.environment}: {state.explain()}"
    if entries:
        yield ""
        yield "last steps"
        yield from (f"  {_told(entry)}" for entry in entries)


def _share(colour: ColourState) -> str:
    if colour.weight is None:
        return f"{colour.name:<7} no entry in the routing"
    marks = round(colour.weight / _SHARE_OF_A_MARK)
    if colour.weight:
        marks = max(1, marks)
    bar = "#" * marks + "." * (_BAR - marks)
    code = colour.stack.code if colour.stack else "none of ours" if colour.is_legacy else "none"
    return f"{colour.name:<7}{colour.weight:>4} %  {bar}  code {code}  site {colour.site or 'none'}"


def _works(colour: ColourState) -> str:
    if colour.is_legacy:
        return "legacy back end: 0 or 100 %, serves pages of its own"
    if colour.stack is None:
        return "not deployed"
    return ", ".join(_facts(colour.stack))


def _facts(stack: StackState) -> Iterator[str]:
    yield f"event sources {'on' if stack.has_event_sources else 'off'}"
    yield f"schedules {'on' if stack.has_schedules else 'off'}"
    if stack.messages:
        queues = ", ".join(f"{role} {count}" for role, count in stack.waiting.items())
        yield f"{stack.messages} messages ({queues})"
    if stack.dead_letters:
        yield f"{stack.dead_letters} dead letters"
    if stack.is_busy or "FAILED" in stack.status:
        yield f"stack {stack.status}"


def _told(entry: Entry) -> str:
    share = f" at {entry.percent} %" if entry.percent is not None else ""
    why = f": {entry.reason}" if entry.reason else ""
    return f"{entry.at:%Y-%m-%d %H:%M:%S} UTC  {entry.colour} {entry.step}{share}  {entry.who}{why}"
