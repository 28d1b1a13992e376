"""The cache in Redis, and the memory of this process while Redis does not answer: the shop goes on.

A limit that is counted in the cache then counts in each process: more lets through, but not everything.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)

UNASKED_S = 10.0  # else each call of a page would wait for the same time-out
MOST_REMEMBERED = 1000
CHANGES = frozenset({"add", "set", "set_many", "delete", "delete_many", "incr"})


@dataclass
class Outage:
    """Whether Redis is left alone for now; one for all threads of a process."""

    until: float = 0.0
    is_told: bool = False
    changed: set[str] = field(default_factory=lambda: set[str]())  # keys that Redis has an old value of

    @property
    def is_on(self) -> bool:
        return time.monotonic() < self.until

    def begin(self, error: Exception) -> None:
        """Leave Redis alone for a while; the log says it once."""
        self.until = time.monotonic() + UNASKED_S
        if not self.is_told:
            self.is_told = True
            logger.error("REDIS_URL: no answer (%s), each process goes on alone", type(error).__name__)


OUTAGES: dict[str, Outage] = {}


def asking(name: str) -> Callable[..., Any]:
    """The method `name` of a cache, put to Redis or to its stand-in."""

    def method(self: "ShopRedisCache", *args: Any, **kwargs: Any) -> Any:
        return self._ask(name, *args, **kwargs)

    return method


class ShopRedisCache(RedisCache):
    """Django's cache in Redis, with a stand-in."""

    add = asking("add")
    get = asking("get")
    set = asking("set")
    touch = asking("touch")
    delete = asking("delete")
    get_many = asking("get_many")
    set_many = asking("set_many")
    delete_many = asking("delete_many")
    has_key = asking("has_key")
    incr = asking("incr")
    clear = asking("clear")

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._outage = OUTAGES.setdefault(str(server), Outage())
        self._stand_in = LocMemCache(f"instead of {server}", {**params, "OPTIONS": {}})

    def problem(self) -> str:
        """What keeps Redis from answering now; empty when it does."""
        try:
            self._cache.get_client(write=True).ping()
        except Exception as error:
            if not _is_gone(error):
                raise
            return type(error).__name__
        return ""

    def _ask(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the stand-in's."""
        if not self._outage.is_on:
            try:
                self._catch_up()
                return getattr(super(), name)(*args, **kwargs)
            except Exception as error:
                if not _is_gone(error):
                    raise
                self._outage.begin(error)
        self._note_change(name, *args)
        return getattr(self._stand_in, name)(*args, **kwargs)

    def _note_change(self, name: str, *args: Any) -> None:
        if name not in CHANGES or len(self._outage.changed) >= MOST_REMEMBERED:
            return
        keys = [args[0]] if isinstance(args[0], str) else args[0]
        self._outage.changed.update(map(self.make_key, keys))

    def _catch_up(self) -> None:
        """After an outage: what Redis missed is taken out of it, and the stand-in forgets all."""
        if not self._outage.is_told:
            return
        client = self._cache.get_client(write=True)
        client.ping()
        if self._outage.changed:
            client.delete(*self._outage.changed)
        self._outage.changed.clear()
        self._stand_in.clear()
        self._outage.is_told = False
        logger.warning("REDIS_URL: answers again")


def _is_gone(error: Exception) -> bool:
    from redis.exceptions import RedisError  # 25 MB, loaded with the first call anyway

    return isinstance(error, RedisError)
