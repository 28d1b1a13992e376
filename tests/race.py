"""Runs one thing many times at the same moment, each on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection, connections

T = TypeVar("T")


def run_together(count: int, act: Callable[[int], T], *, timeout_s: float = 60) -> list[T | Exception]:
    """Call `act(0)` … `act(count - 1)` in threads that start together; answers in that order.

    An exception is an answer like any other: the caller says which are right. Needs a test that commits
    (`django_db(transaction=True)`): threads do not see another connection's open transaction.
    """
    start = Barrier(count)

    def one(number: int) -> T | Exception:
        try:
            connection.ensure_connection()  # before the start: connecting takes longer than many a race
            start.wait(timeout_s)
            return act(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count), timeout=timeout_s))
