"""Transactions that touch money: short, with time limits, and one name for "come again later"."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from catalogue.read_only import is_read_only

# Lock waits end before a browser or Stripe gives up; nothing idles inside a transaction.
LIMITS = (
    "SET LOCAL lock_timeout = '3s'; SET LOCAL statement_timeout = '10s'; "
    "SET LOCAL idle_in_transaction_session_timeout = '15s'"
)


_inside: ContextVar[bool] = ContextVar("inside_money_transaction", default=False)


class Busy(Exception):
    """The database could not do it now (a lock, a deadlock, a restart); the same call may succeed later."""


@contextmanager
def money_transaction() -> Iterator[None]:
    """One transaction with time limits; a money transaction inside another one joins it.

    Raises Busy for every failure that a later try may not meet. No HTTP call and no mail belong inside.
    """
    if _inside.get():
        yield
        return
    token = _inside.set(True)
    try:
        with busy_for_now(), transaction.atomic():
            _set_limits()
            yield
    finally:
        _inside.reset(token)


@contextmanager
def busy_for_now() -> Iterator[None]:
    """Raises Busy for every failure of the database that a later try may not meet."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        if not is_passing(error):
            raise
        raise Busy(type(error.__cause__ or error).__name__) from error


def is_passing(error: BaseException) -> bool:
    """Whether a later try may succeed: the database is busy, gone, full, or takes no writes for now.

    A server that dies in mid-query is a bare DatabaseError; one that is read-only, a stand-by that is to take
    over, or a disk that is almost full, is an InternalError of PostgreSQL's.
    """
    if isinstance(error, (Busy, OperationalError, InterfaceError)) or type(error) is DatabaseError:
        return True
    return is_read_only(error)


def _set_limits() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(LIMITS)
