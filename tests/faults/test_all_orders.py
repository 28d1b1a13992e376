"""Every order in which the events of one payment can arrive ends in the same books (I12, I13)."""

from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest
from django.db import transaction

from catalogue.models import StockHold, StockRecord
from catalogue.tests.factories import make_product
from checkout import gateway
from checkout.models import CheckoutAttempt, Order, OutgoingMail, Refund
from checkout.tests.paying import make_attempt
from checkout.webhooks import process_event

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

REFUNDED = ("charge.refunded", "refund.created", "refund.updated", "refund.failed")
PAID = (
    "payment_intent.processing",
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "charge.dispute.created",
)


@pytest.fixture
def attempt(double, settings) -> CheckoutAttempt:
    """Two posters at 22.00 and 4.40 delivery, through the gate and paid at Stripe; no event has come."""
    settings.STRIPE_READ_TIMEOUT = 60.0  # a busy machine is no fault here
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    attempt = make_attempt({"TW-A4": 2})
    intent = gateway.create_intent(attempt.pk, 4840, "eur")
    attempt.stripe_pid = intent.id
    attempt.save()
    double.control.set_delivery("drop")
    double.control.pay(intent.id)
    return attempt


def events_about(double: Any, attempt: CheckoutAttempt, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    """One event of each kind; what did not happen to this payment is made up, as if it were very late."""
    known = {event["type"]: event for event in double.control.events()}
    about = double.control.refunds()[0]["id"] if double.control.refunds() else ""
    statuses = {
        "canceled": "canceled",
        "processing": "processing",
        "payment_failed": "requires_payment_method",
    }
    for kind in set(kinds) - set(known):
        subject = about if kind.startswith("refund.") else attempt.stripe_pid
        status = statuses.get(kind.partition(".")[2])
        changes = {"status": status, "amount_received": 0} if status else {}
        known[kind] = double.control.emit(kind, subject, changes=changes)
    return [known[kind] for kind in kinds]


def books(attempt: CheckoutAttempt) -> tuple[Any, ...]:
    """What the shop has written down about `attempt` and its one order."""
    order = Order.objects.get(attempt=attempt)
    stock = StockRecord.objects.get()
    return (
        (str(order.state), str(order.paid_total), str(order.refunded_total)),
        [(refund.state, str(refund.amount)) for refund in Refund.objects.all()],
        (stock.on_hand, stock.reserved, StockHold.objects.count(), OutgoingMail.objects.count()),
    )


def ends_of(attempt: CheckoutAttempt, orders: Iterable[tuple[dict[str, Any], ...]]) -> list[Any]:
    """The different books that `orders` of events end in, each order on the same untouched shop."""
    ends = []
    for order in orders:
        with transaction.atomic():
            answers = [process_event(event) for event in order]
            assert {answer.status_code for answer in answers} == {200}, [
                str(answer.content) for answer in answers
            ]
            end = books(attempt)
            transaction.set_rollback(True)
        if end not in ends:
            ends.append(end)
    return ends


def test_refund_ends_alike_in_all_24_orders(double, attempt):
    double.control.refund(attempt.stripe_pid, 1000)
    events = events_about(double, attempt, REFUNDED)

    ends = ends_of(attempt, permutations(events))

    assert ends == [(("part_refunded", "48.40", "10.00"), [("succeeded", "10.00")], (8, 0, 0, 2))]


def test_refund_that_failed_ends_alike_in_all_24_orders(double, attempt):
    double.control.fail_refund(double.control.refund(attempt.stripe_pid, 1000)["id"])
    events = events_about(double, attempt, REFUNDED)

    ends = ends_of(attempt, permutations(events))

    assert ends == [(("paid", "48.40", "0.00"), [("failed", "10.00")], (8, 0, 0, 1))]


def test_disputed_payment_ends_alike_in_all_24_orders(double, attempt):
    double.control.open_dispute(attempt.stripe_pid)
    events = events_about(double, attempt, PAID)

    ends = ends_of(attempt, permutations(events))

    assert ends == [(("disputed", "48.40", "0.00"), [], (8, 0, 0, 1))]


def test_late_events_turn_no_order_back(double, attempt):
    late = events_about(double, attempt, (*PAID[:3], "payment_intent.canceled"))
    first = late.pop(1)

    ends = ends_of(attempt, ((first, *order, first, *order) for order in permutations(late)))

    assert ends == [(("paid", "48.40", "0.00"), [], (8, 0, 0, 1))]
