"""A death that this process survives: an exception at a failpoint that nothing in the shop can catch.

SIGKILL is the kills suite's affair. Here the transaction rolls back and what Stripe took stays, which is what
a SIGKILL leaves behind as well, a hundred times faster.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn
from unittest.mock import patch

from django.test import override_settings

from checkout import failpoints

# Every run of the reconciler comes past it so often that few deaths would be left for the others.
OFTEN = "reconcile_page"


class Died(BaseException):
    """The shop is dead; `str()` names the failpoint. No `except Exception` of the shop catches it."""


class Deaths:
    """At most two deaths wait: for whatever failpoint is passed after `skip` others, and for the one `at`."""

    def __init__(self) -> None:
        self.skip: int | None = None
        self.at = ""
        self.point = ""
        self.met: Counter[str] = Counter()

    def order(self, skip: int) -> None:
        self.skip = skip

    def order_at(self, point: str) -> None:
        self.at = point

    def call_off(self) -> None:
        self.skip, self.at = None, ""

    def _is_claimed(self, point: str) -> bool:
        if not (self._is_named(point) or self._is_next(point)):
            return False
        self.point = point
        self.met[point] += 1
        return True

    def _is_named(self, point: str) -> bool:
        if point != self.at:
            return False
        self.at = ""
        return True

    def _is_next(self, point: str) -> bool:
        if self.skip is None or point == OFTEN:
            return False
        self.skip -= 1
        if self.skip >= 0:
            return False
        self.skip = None
        return True

    def _die(self) -> NoReturn:
        raise Died(self.point)

    @contextmanager
    def instead_of_kills(self) -> Iterator[None]:
        """Let failpoints ask here. One around a call to Stripe dies when its answer comes."""
        stand_ins: dict[str, Any] = {"_is_claimed": self._is_claimed, "_die": self._die, "Timer": _NoTimer}
        with override_settings(SHOP_FAILPOINTS="in this process"), patch.multiple(failpoints, **stand_ins):
            yield


class _NoTimer:
    def __init__(self, *_args: object) -> None: ...

    def start(self) -> None: ...
