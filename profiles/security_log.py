"""The log of what happens to accounts: who signed in, was refused, or tried too often.

It names accounts by number, addresses that were typed by a keyed hash, and where a request came from; nothing
else about a person. The same from the same source is one line a minute, with the number of those left out.
"""

import logging
import re
import time
from collections import OrderedDict
from threading import Lock
from typing import Any

from django.utils.crypto import salted_hmac

logger = logging.getLogger("shop.security")

QUIET_SECONDS = 60.0
MOST_SOURCES = 5000  # beyond these the oldest are forgotten
LONGEST_VALUE = 80
UNSAFE = re.compile(r"[^A-Za-z0-9_.:/@+,-]")


def note(kind: str, source: object, **facts: object) -> None:
    """Log `kind` with `facts`; `source` is whom the minute counts for: a user's number or an address."""
    left_out = _floods.count(kind, str(source))
    if left_out is None:
        return
    told: dict[str, Any] = {name: value for name, value in facts.items() if value not in ("", None)}
    if left_out:
        told["left_out"] = left_out
    logger.info("%s", " ".join([kind, *(f"{name}={_safe(value)}" for name, value in told.items())]))


def hashed(identifier: str) -> str:
    """Tells whether two lines are about the same address or session, and not which."""
    return salted_hmac("shop.security", identifier.strip().lower()).hexdigest()[:12]


def _safe(value: object) -> str:
    """Without line breaks, spaces and whatever else could make one line look like two."""
    return UNSAFE.sub("?", str(value))[:LONGEST_VALUE]


class Floods:
    """How often each kind came from each source in the running minute, in this process."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, str], tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def count(self, kind: str, source: str) -> int | None:
        """None while the minute of the last line runs; else how many were left out since that line."""
        now, key = time.monotonic(), (kind, source)
        with self._lock:
            since, left_out = self._seen.get(key, (0.0, 0))
            if key in self._seen and now - since < QUIET_SECONDS:
                self._seen[key] = (since, left_out + 1)
                return None
            self._seen[key] = (now, 0)
            self._seen.move_to_end(key)
            while len(self._seen) > MOST_SOURCES:
                self._seen.popitem(last=False)
            return left_out

    def forget(self) -> None:
        """Begin anew, as a process does."""
        with self._lock:
            self._seen.clear()


_floods = Floods()
forget_floods = _floods.forget
