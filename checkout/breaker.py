"""Keeps a payment service that hangs from taking the shop with it: few wait, nobody while it is down."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition

WINDOW_S = 30.0  # so many failures as a breaker takes, in a row and within so long, open it
REST_S = 5.0  # how long nobody asks then; after that one call tries
SLOW_S = 0.5  # a call that takes longer makes the others leave their queue
PATIENCE_S = 2.0  # how long a place is waited for while all is well
LOOK_AGAIN_S = 0.05


class Refused(Exception):
    """The call was not made: too many wait already, or the service is known to be down."""


@dataclass(eq=False)
class _Call:
    """A call under way since a reading of the clock; `is_trial`: one that may close the breaker again."""

    since: float
    is_trial: bool


@dataclass(eq=False)
class Breaker:
    """For one service and process: at most `places` calls at a time, and `queue` more that wait when it is
    slow. Nothing is locked while a call is under way.

    `failures` in a row open it (0: never). `is_failure` says which exceptions mean that the service is down;
    every other end of a call is a success.
    """

    places: int
    queue: int
    failures: int
    is_failure: Callable[[BaseException], bool]
    clock: Callable[[], float] = time.monotonic
    _turn: Condition = field(default_factory=Condition)
    _running: list[_Call] = field(default_factory=list)
    _waiting: int = 0
    _failed_at: deque[float] = field(default_factory=deque)
    _opened_at: float | None = None
    _is_tried: bool = False

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Around one call. Raises Refused, and then nothing was sent."""
        call = self._begin()
        has_failed = False
        try:
            yield
        except BaseException as error:
            has_failed = self.is_failure(error)
            raise
        finally:
            self._end(call, has_failed=has_failed)

    def _begin(self) -> _Call:
        with self._turn:
            self._refuse_while_open()
            self._wait_for_place()
            self._refuse_while_open()  # it may have opened since
            call = _Call(self.clock(), is_trial=self._opened_at is not None)
            self._is_tried = self._is_tried or call.is_trial
            self._running.append(call)
            return call

    def _refuse_while_open(self) -> None:
        is_open = self._opened_at is not None
        if is_open and (self._is_tried or self.clock() < (self._opened_at or 0.0) + REST_S):
            raise Refused

    def _wait_for_place(self) -> None:
        until = self.clock() + PATIENCE_S
        while len(self._running) >= self.places:
            is_too_long = self._is_slow() and self._waiting >= self.queue
            if is_too_long or self.clock() >= until:
                raise Refused
            self._waiting += 1
            try:
                self._turn.wait(LOOK_AGAIN_S)
            finally:
                self._waiting -= 1

    def _is_slow(self) -> bool:
        return self.clock() - self._running[0].since > SLOW_S

    def _end(self, call: _Call, *, has_failed: bool) -> None:
        with self._turn:
            self._running.remove(call)
            self._turn.notify()
            if call.is_trial:
                self._is_tried = False
            if has_failed:
                self._note_failure(is_trial=call.is_trial)
            elif call.is_trial or self._opened_at is None:  # what began before it opened proves nothing
                self._failed_at.clear()
                self._opened_at = None

    def _note_failure(self, *, is_trial: bool) -> None:
        now = self.clock()
        self._failed_at.append(now)
        while now - self._failed_at[0] > WINDOW_S:
            self._failed_at.popleft()
        if is_trial or len(self._failed_at) >= self.failures > 0:
            self._opened_at = now
