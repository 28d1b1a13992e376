"""Many threads that stay, each with a database connection of its own, and do one thing at one moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier
from typing import Any

from django.db import connection, connections

# Far longer than any rush takes: who is not back by then waits for ever.
RUSH_ENDS_WITHIN_S = 240


class Crowd:
    """`width` people who keep their connections: connecting takes longer than many a race."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._pool = ThreadPoolExecutor(width, "crowd")
        self._start = Barrier(width)
        self._together(lambda number: None)

    def rush(self, act: Callable[[int], Any]) -> list[Any]:
        """Call `act(0)` … `act(width - 1)`, all starting together; an exception is an answer as well."""
        return self._together(act)

    def leave(self) -> None:
        """Close every connection: only then does PostgreSQL publish all that it has counted for them."""
        self._together(lambda number: connections.close_all())
        self._pool.shutdown()

    def _together(self, act: Callable[[int], Any]) -> list[Any]:
        waiting = [self._pool.submit(self._one, act, number) for number in range(self.width)]
        late = wait(waiting, RUSH_ENDS_WITHIN_S).not_done
        if late:
            raise TimeoutError(f"{len(late)} of {self.width} did not come back")
        return [done.result() for done in waiting]

    def _one(self, act: Callable[[int], Any], number: int) -> Any:
        try:
            connection.close_if_unusable_or_obsolete()  # one that an overloaded server has ended
            connection.ensure_connection()
            self._start.wait(RUSH_ENDS_WITHIN_S)
            return act(number)
        except Exception as error:
            return error
