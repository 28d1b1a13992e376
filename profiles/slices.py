"""The time a job of the worker may take in one turn, and how it tells that it is not done.

A job asks between two things that it does; outside of the worker nothing ends its turn but its own limits.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Event
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Slice:
    """One turn of one job, until `ends_at` of the monotonic clock or until `stop` is set."""

    ends_at: float
    stop: Event = field(default_factory=Event)
    is_unfinished: bool = False  # there is more to do, at once
    is_futile: bool = False  # what the job needs does not answer: come again later, and later each time


_current: ContextVar[Slice | None] = ContextVar("slice", default=None)


@contextmanager
def turn(seconds: float, stop: Event) -> Iterator[Slice]:
    """The slice of whatever runs inside."""
    mine = Slice(time.monotonic() + seconds, stop)
    token = _current.set(mine)
    try:
        yield mine
    finally:
        _current.reset(token)


def is_over() -> bool:
    """Whether the job has to end its turn now; what it has not done yet it does in the next one."""
    mine = _current.get()
    if mine is None or not (mine.stop.is_set() or time.monotonic() >= mine.ends_at):
        return False
    mine.is_unfinished = True
    return True


def is_stopping() -> bool:
    """Whether the worker was told to end. For jobs whose work cannot be cut into turns."""
    mine = _current.get()
    return mine is not None and mine.stop.is_set()


def give_up() -> None:
    """Note that nothing more can be done for now, because what the job needs does not answer."""
    mine = _current.get()
    if mine:
        mine.is_futile = True


def in_turn(things: Iterable[T], most: int = sys.maxsize) -> Iterator[T]:
    """`things`, as many as one turn has room for; one that is not handed out is not asked for either."""
    source = iter(things)
    for _number in range(most):
        if is_over():
            return
        try:
            thing = next(source)
        except StopIteration:
            return
        yield thing
    mine = _current.get()
    if mine:
        mine.is_unfinished = True
