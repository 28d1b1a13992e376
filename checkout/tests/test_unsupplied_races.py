"""Workers, staff and sudden deaths around a refund that the shop makes by itself: once, or not at all."""

import signal
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction

from catalogue.tests.factories import make_product
from checkout.mails import send_due_mails
from checkout.models import OutgoingMail, Refund
from checkout.orders.reviewing import NothingToAccept, accept_order
from checkout.refunds.services import resolve_refunds
from checkout.refunds.unsupplied import refund_unsupplied
from checkout.tests.refunding import make_unsupplied, money_of, sent_back
from checkout.tests.test_failpoints import fate
from checkout.tests.test_refund_races import patiently
from tests.race import run_together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

POINTS = ("unsupplied_asked", "refund_saved", "refund_sent", "refund_returned")


@pytest.fixture
def order(double):
    """Two small posters, 48.40 with delivery, paid 25 hours ago; none was there."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    return make_unsupplied(double)


def test_many_workers_refund_once(double, order):
    answers = run_together(8, lambda _: refund_unsupplied())

    assert sum(answers) == 1
    assert (Refund.objects.get().state, sent_back(double, order)) == ("succeeded", 4840)


def test_worker_and_staff_at_once_never_both(double, staff):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    orders = [make_unsupplied(double) for _number in range(6)]

    def act(number):
        if number % 2:
            return [_accepted(order, staff) for order in orders[:: number - 2]]
        return refund_unsupplied()

    run_together(4, act)
    refund_unsupplied()
    resolve_refunds(settling_time=timedelta(0))

    for order in orders:
        assert (money_of(order)[0], sent_back(double, order), order.accepted_at is None) in (
            ("paid", 0, False),
            ("refunded", 4840, True),
        )


def _accepted(order, staff):
    try:
        return patiently(lambda: accept_order(order.pk, staff))
    except NothingToAccept:
        return None


def test_worker_waits_for_staff_who_are_accepting(double, order, staff):
    holds, asked = Event(), Event()

    def accept():
        with transaction.atomic():
            accept_order(order.pk, staff)
            holds.set()
            _wait_until_somebody_waits(asked)
        connections.close_all()

    accepting = Thread(target=accept)
    accepting.start()
    assert holds.wait(30)
    refunded = refund_unsupplied()
    asked.set()
    accepting.join(30)

    assert (refunded, double.control.refunds(), money_of(order)[0]) == (0, [], "paid")


def _wait_until_somebody_waits(asked: Event) -> None:
    """Give the others the time to run into our lock; two seconds at most, for they give up after three."""
    for _look in range(40):
        if asked.wait(0.05):
            return
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()")
                if cursor.fetchone():
                    return


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("point", POINTS)
def test_death_at_each_step_refunds_once_and_tells_once(double, order, settings, tmp_path, point, when):
    settings.SHOP_FAILPOINTS = str(tmp_path)
    (tmp_path / point).touch()
    double.control.add_fault("refunds.create", "delay", seconds=0.3, when=when, times=1)

    assert _fate_of_a_worker() == -signal.SIGKILL
    double.control.clear_faults()
    for _again in range(2):
        assert _fate_of_a_worker() == 0

    assert (money_of(order), sent_back(double, order)) == (("refunded", "48.40"), 4840)
    assert OutgoingMail.objects.filter(kind="refund").exclude(sent_at=None).count() == 1


def _fate_of_a_worker() -> int:
    """What ends a process that does the worker's jobs, all refunds old enough to be looked after."""
    connections.close_all()
    return fate(_in_a_thread)


def _in_a_thread() -> None:
    """The main thread has inherited connections to Stripe, on which an old answer may still come."""
    working = Thread(target=_work)
    working.start()
    working.join()


def _work() -> None:
    try:
        refund_unsupplied()
        resolve_refunds(settling_time=timedelta(0))
        send_due_mails()
    finally:
        connections.close_all()
