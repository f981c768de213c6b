"""Run in the foreground until Ctrl-C, SIGTERM, or the end of something that must not end."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ops.local.messages import LocalPlatformError, say

T = TypeVar("T")

_ONE_WISH_SECONDS = 1.0
_SAVING = "stopping, the state is being saved (Ctrl-C again: at once, and lost) ..."


class StopRequested(Exception):
    """The developer asked to stop while something was still starting."""


@dataclass(slots=True)
class Foreground:
    """What ends the run: the developer once, in order; the developer twice, at once."""

    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    hurrying: asyncio.Event = field(default_factory=asyncio.Event)
    farewell: str = _SAVING
    """Said at the first wish to stop."""
    _asked_at: float = 0.0

    def stop(self) -> None:
        """Note a wish to stop.

        One wish arrives as several signals: the group gets it, and make hands its own on.
        """
        if self.stopping.is_set():
            if time.monotonic() - self._asked_at > _ONE_WISH_SECONDS:
                self.hurrying.set()
        else:
            self._asked_at = time.monotonic()
            say(f"\n{self.farewell}")
            self.stopping.set()

    async def unless_stopped(self, work: Coroutine[Any, Any, T], *ends: asyncio.Task[Any]) -> T:
        """Wait for work, but give up on it when a stop is asked for or one of `ends` is done.

        Raises: StopRequested; whatever the work or the task raises.
        """
        task = asyncio.create_task(work)
        stop = asyncio.create_task(self.stopping.wait())
        try:
            await asyncio.wait((task, stop, *ends), return_when=asyncio.FIRST_COMPLETED)
            for end in ends:
                if end.done():
                    await end
            if stop.done():
                raise StopRequested
            return await task
        finally:
            stop.cancel()
            task.cancel()
            await asyncio.gather(task, stop, return_exceptions=True)


def run_in_foreground(
    main: Callable[[Foreground], Coroutine[Any, Any, None]],
    while_process: int | None = None,
    farewell: str = _SAVING,
) -> int:
    """Run until stopped and give the exit code: 0 when stopped in order, 1 after a failure.

    A test's platform ends with the test run, whose process id is `while_process`.
    """

    async def watched() -> int:
        foreground = Foreground(farewell=farewell)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Set by hand because a shell starts background jobs with SIGINT ignored.
            loop.add_signal_handler(number, foreground.stop)
        watch = asyncio.create_task(_stop_without(while_process, foreground))
        try:
            await main(foreground)
        except StopRequested:
            return 0
        except LocalPlatformError as error:
            say(f"\nERROR  {error}")
            return 1
        finally:
            watch.cancel()
        return 0

    return asyncio.run(watched())


async def _stop_without(process: int | None, foreground: Foreground) -> None:
    while process is not None:
        await asyncio.sleep(1)
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            foreground.stop()
            return


async def in_thread(work: Callable[[], T]) -> T:
    """Run blocking work in a thread that does not keep the process alive when it is given up."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # T may include None

    def run() -> None:
        result, failure = None, None
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits
            failure = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, daemon=True).start()
    return await done
