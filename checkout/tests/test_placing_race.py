"""Sixty-four callers of every kind for one payment: one order, one mail, one sale; and their bag."""

import time
from threading import Event

import pytest

from catalogue.models import StockMovement, StockRecord
from catalogue.tests.factories import make_product
from checkout.bag.services import add, merge_on_login
from checkout.models import Order, OrderLineItem, OutgoingMail, WebhookEvent
from checkout.orders.placing import place_order
from checkout.orders.rebuilding import attempt_of
from checkout.tests.bags import pieces, request_of, session_with
from checkout.tests.paying import make_attempt, payment_of
from checkout.transactions import Busy, money_transaction
from checkout.webhooks import process_event
from tests.race import run_together

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def event_about(payment, number: int) -> dict:
    """A success event about `payment`, of which Stripe itself knows nothing."""
    subject = {
        "object": "payment_intent", "id": payment.id, "status": "succeeded", "amount": payment.amount_minor,
        "amount_received": payment.received_minor, "currency": "eur", "livemode": False,
        "metadata": payment.metadata,
    }  # fmt: skip
    return {"id": f"evt_{number}", "type": "payment_intent.succeeded", "data": {"object": subject}}


def test_callers_of_every_kind_make_one_order(settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"  # nobody there: webhooks believe the signed event
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    attempt = make_attempt({"TW-A4": 3})
    payment = payment_of(attempt)
    callers = (
        lambda number: place_order(attempt.pk, payment).pk,
        lambda number: place_order(attempt_of(payment).pk, payment).pk,
        lambda number: process_event(event_about(payment, number % 8)).status_code,
    )

    answers = run_together(64, lambda number: callers[number % 3](number), timeout_s=120)

    order = Order.objects.get()
    assert {answer for answer in answers if not isinstance(answer, Busy)} <= {order.pk, 200, 503}
    assert (OutgoingMail.objects.count(), OrderLineItem.objects.count(), order.events.count()) == (1, 1, 1)
    assert StockMovement.objects.filter(kind="sale").count() == 1
    stock = StockRecord.objects.get()
    assert (stock.on_hand, stock.reserved) == (7, 0)
    assert WebhookEvent.objects.filter(outcome="done").count() == 8


@pytest.fixture
def slowly_placed():
    """A guest's checkout of two paid pieces; how it is placed slowly, and how to wait until it is written."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    attempt = make_attempt({"TW-A4": 2})
    is_written = Event()

    def place() -> None:
        with money_transaction():
            place_order(attempt.pk, payment_of(attempt))
            is_written.set()
            time.sleep(0.5)

    return attempt, place, lambda: is_written.wait(10)


def test_piece_added_while_the_order_is_placed_stays_alone(slowly_placed):
    attempt, place, wait = slowly_placed
    session = session_with(str(attempt.bag_id))

    def add_one():
        wait()
        add(request_of(session=session), "TW-A4", 1)

    answers = run_together(2, lambda number: (place, add_one)[number]())

    assert answers == [None, None]
    assert pieces(request_of(session=session)) == {"TW-A4": 1}


def test_login_while_the_order_is_placed_keeps_the_older_pieces(slowly_placed, ada):
    attempt, place, wait = slowly_placed
    add(request_of(ada), "TW-A4", 3)

    def log_in():
        wait()
        merge_on_login(request_of(ada, session_with(str(attempt.bag_id))))

    answers = run_together(2, lambda number: (place, log_in)[number]())

    assert answers == [None, None]
    assert pieces(request_of(ada)) == {"TW-A4": 3}
