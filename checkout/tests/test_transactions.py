"""Money transactions: short, bounded in time, joined when nested, one name for what may succeed later."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection, connections

from checkout.models import Bag
from checkout.tests.orders import make_order
from checkout.transactions import Busy, money_transaction

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no row locks")


def test_nested_transactions_join_and_fall_together(db):
    def fails():
        with money_transaction():
            Bag.objects.create()
            with money_transaction():
                Bag.objects.create()
            raise ValueError("after both")

    with pytest.raises(ValueError, match="after both"):
        fails()

    assert Bag.objects.count() == 0


@pytest.mark.parametrize("depth", [1, 2])
def test_database_trouble_has_one_name_at_any_depth(db, depth):
    def nested(left: int) -> None:
        with money_transaction():
            if left > 1:
                nested(left - 1)
            raise OperationalError("gone")

    with pytest.raises(Busy):
        nested(depth)


@pytest.mark.parametrize("trouble", [OperationalError, InterfaceError, DatabaseError])
def test_server_that_dies_in_mid_query_means_busy(db, trouble):
    with pytest.raises(Busy), money_transaction():
        raise trouble("server closed the connection unexpectedly")


def test_broken_rule_keeps_its_own_name(db):
    make_order(None, stripe_pid="pi_1")

    def break_rule():
        with money_transaction():
            make_order(None, stripe_pid="pi_1")

    with pytest.raises(IntegrityError):
        break_rule()


def test_transaction_works_again_after_a_failure(db):
    with pytest.raises(Busy), money_transaction():
        raise OperationalError("gone")

    with money_transaction():
        Bag.objects.create()

    assert Bag.objects.count() == 1


def limits() -> list[str]:
    """The time limits that the database knows now."""
    names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    with connection.cursor() as cursor:
        return [cursor.execute(f"SHOW {name}") or cursor.fetchone()[0] for name in names]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_limits_count_inside_and_nowhere_else():
    before = limits()

    with money_transaction():
        inside = limits()

    assert inside == ["3s", "10s", "15s"]
    assert limits() == before != inside


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_locked_row_means_busy_within_four_seconds():
    bag = Bag.objects.create()
    is_locked, is_over = Event(), Event()

    def hold():
        with money_transaction():
            Bag.objects.select_for_update().get(pk=bag.pk)
            is_locked.set()
            is_over.wait(10)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        holder = pool.submit(hold)
        is_locked.wait(10)
        started = time.monotonic()
        with pytest.raises(Busy, match="LockNotAvailable"), money_transaction():
            Bag.objects.select_for_update().get(pk=bag.pk)
        waited = time.monotonic() - started
        is_over.set()
        holder.result(10)

    assert 2.5 < waited < 4


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_deadlock_means_busy_for_one_of_two():
    first, second = Bag.objects.create(), Bag.objects.create()
    ready = {first.pk: Event(), second.pk: Event()}

    def lock(mine, other):
        try:
            with money_transaction():
                Bag.objects.select_for_update().get(pk=mine)
                ready[mine].set()
                ready[other].wait(5)
                Bag.objects.select_for_update().get(pk=other)
        except Busy:
            return "busy"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lock, (first.pk, second.pk), (second.pk, first.pk)))

    assert sorted(answers) == ["busy", "done"]
