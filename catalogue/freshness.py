"""What this process knows of the pages' state: looked up twice a second at most, whatever the traffic."""

import time
from threading import Lock
from typing import NamedTuple

from django.utils import timezone

from catalogue.page_changes import PageState, next_turn, page_state

LOOK_EVERY_S = 0.5
LONGEST_S = 300


class Moment(NamedTuple):
    """The pages' state now, and until when (a time stamp) what is rendered now holds at the most.

    `number` is another one in each state that this process has seen.
    """

    state: PageState
    good_until: float
    number: int


class Freshness:
    """One for each process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._number = 0
        self.forget()

    def look_again(self) -> None:
        """At the next question, as if half a second had gone by."""
        self._looked_at = float("-inf")

    def forget(self) -> None:
        """Know nothing, and drop what was kept."""
        self.look_again()
        self._state: PageState | None = None
        self._turn = float("inf")

    def now(self) -> Moment:
        """The state, half a second old at most. Raises what the database raises."""
        if time.monotonic() - self._looked_at >= LOOK_EVERY_S or self._state is None:
            with self._lock:
                if time.monotonic() - self._looked_at >= LOOK_EVERY_S or self._state is None:
                    self._look()
        assert self._state is not None  # noqa: S101  (_look has set it)
        return Moment(self._state, min(self._turn, time.time() + LONGEST_S), self._number)

    def _look(self) -> None:
        started, state = time.monotonic(), page_state()
        if state != self._state or time.time() >= self._turn:
            turn = next_turn(timezone.now())
            self._turn = turn.timestamp() if turn else float("inf")
            self._number += 1
        self._state, self._looked_at = state, started


freshness = Freshness()
