"""What is the same for every visitor, kept by each process until something that visitors see changes."""

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, Self, TypeVar

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from catalogue.freshness import Moment, freshness

ROOM = 64
Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """Values by key, half a second old at most (see `freshness`); readers share them and change nothing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._moment: Moment | None = None
        self._values: dict[Hashable, Value] = {}

    def get(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """The value under `key`; read anew after a change. Raises what `read` and the database raise."""
        if not settings.SHOP_REMEMBERS:
            return read()
        moment = freshness.now()
        with self._lock:
            self._drop_old(moment)
            if key in self._values:
                return self._values[key]
        value = read()
        with self._lock:
            # Whoever read before a change, and comes back after it, must not hand down what was.
            if self._moment and self._moment.number == moment.number and len(self._values) < ROOM:
                self._values[key] = value
        return value

    def _drop_old(self, moment: Moment) -> None:
        kept = self._moment
        if kept is None or kept.number != moment.number or time.time() >= kept.good_until:
            self._values.clear()
            self._moment = moment


class RememberedSettings:
    """Settings of a site whose readers share one object. The admin's form and money read the row itself."""

    @classmethod
    def for_request(cls, request: HttpRequest) -> Self:
        """As Wagtail's, without a statement while nothing changes."""
        model: Any = cls
        site = Site.find_for_request(request)
        found: Self = _settings.get((cls, site.pk if site else None), lambda: model.for_site(site))
        return found


_settings: Remembered[Any] = Remembered()
