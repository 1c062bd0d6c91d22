"""Doing something first when the process is asked to stop."""

import signal
import threading
from collections.abc import Callable
from types import FrameType


def first_on(number: signal.Signals, act: Callable[[], None]) -> None:
    """Call `act` when the signal comes, before whoever waits for it now. It must be quick and safe in any place.

    Only the main thread hears signals; elsewhere this does nothing. Where nobody waits for the signal it ends the
    process at once, and nothing has to be done first.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    before = signal.getsignal(number)
    if not callable(before):
        return

    def both(number: int, frame: FrameType | None) -> None:
        act()
        before(number, frame)

    signal.signal(number, both)
    # As the event loop had it: system calls of others are not cut short.
    signal.siginterrupt(number, False)
