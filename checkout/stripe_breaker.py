"""How many of this process may wait for Stripe: half of the threads that serve pages, or a few jobs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import SimpleNamespace

from django.conf import settings

from checkout.breaker import Breaker

BACKGROUND_CALLS = 4  # at a time, of a process that serves no page

_process = SimpleNamespace(is_in_background=False)


@contextmanager
def in_background() -> Iterator[None]:
    """Around the jobs of a process that serves no page: no shopper waits for them."""
    _process.is_in_background = True
    try:
        yield
    finally:
        _process.is_in_background = False


def stripe_breaker(is_down: Callable[[BaseException], bool]) -> Breaker:
    """The breaker of this process, for today's settings."""
    failures = settings.SHOP_STRIPE_PAUSE_AFTER
    if _process.is_in_background:
        return _breaker_for(BACKGROUND_CALLS, BACKGROUND_CALLS, failures, is_down)
    half = max(settings.WEB_THREADS // 2, 1)
    # One more may queue; the last thread stays for pages that need no Stripe.
    return _breaker_for(half, max(settings.WEB_THREADS - half - 1, 0), failures, is_down)


@lru_cache(maxsize=8)
def _breaker_for(places: int, queue: int, failures: int, is_down: Callable[[BaseException], bool]) -> Breaker:
    return Breaker(places, queue, failures, is_down)
