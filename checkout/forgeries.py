"""Says in the log that somebody forges webhooks, seldom enough that a flood of them does not fill a disk."""

import logging
import time
from threading import Lock

logger = logging.getLogger(__name__)

# Each process counts for itself: with up to ten of them the log gets a line a second at most.
QUIET_S = 10.0


class Forgeries:
    """Counts what was refused since the last line."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._quiet_until = 0.0
        self._left_out = 0

    def note(self) -> None:
        """Log a forgery, or count it for the next line."""
        with self._lock:
            if time.monotonic() < self._quiet_until:
                self._left_out += 1
                return
            left_out, self._left_out = self._left_out, 0
            self._quiet_until = time.monotonic() + QUIET_S
        logger.warning("webhook refused: signature does not fit (and %s before it, not logged)", left_out)


forgeries = Forgeries()
