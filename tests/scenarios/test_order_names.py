"""The payment at Stripe learns the order's number: afterwards, once, and without anybody waiting for it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from catalogue.models import ProductVariant
from checkout.models import CheckoutAttempt, Order
from checkout.orders.naming import MOST_TRIES, name_orders
from checkout.reconcile import SETTLING_TIME, reconcile
from tests.race import run_together

pytestmark = pytest.mark.django_db(transaction=True)

UPDATE = "payment_intents.update"


def by_browser(shopper, tab, stripe):
    shopper.finish(tab)


def by_webhook(shopper, tab, stripe):
    stripe.control.release()


def by_reconciler(shopper, tab, stripe):
    CheckoutAttempt.objects.update(updated_at=timezone.now() - 2 * SETTLING_TIME)
    reconcile()


def by_rebuilding(shopper, tab, stripe):
    CheckoutAttempt.objects.all().delete()
    stripe.control.release()


@pytest.fixture
def placed(shopper, tab, stripe):
    """An order that is just placed; Stripe's log begins with it."""
    shopper.gate(tab)
    shopper.confirm(tab)
    stripe.control.clear_requests()
    shopper.finish(tab)
    return Order.objects.get()


def named(stripe, order):
    payment = stripe.control.intent(order.stripe_pid)
    return payment["metadata"].get("order"), payment["description"]


@pytest.mark.parametrize("way", [by_browser, by_webhook, by_reconciler, by_rebuilding])
def test_payment_names_its_order_whoever_placed_it(shopper, tab, stripe, way):
    shopper.gate(tab)
    shopper.confirm(tab)
    way(shopper, tab, stripe)
    number = Order.objects.get().order_number

    assert name_orders() == 1

    assert named(stripe, Order.objects.get()) == (number, f"Motacilla {number}")
    assert stripe.control.intent(tab.intent_id)["metadata"]["quote"] == "1"


def test_nobody_waits_for_it_and_it_is_done_once(placed, stripe):
    assert stripe.control.requests(UPDATE) == []

    assert (name_orders(), name_orders()) == (1, 0)

    assert len(stripe.control.requests(UPDATE)) == 1


def test_two_workers_name_an_order_once(placed, stripe):
    assert sorted(run_together(2, lambda number: name_orders())) == [0, 1]

    assert len(stripe.control.requests(UPDATE)) == 1


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_lost_answer_is_asked_for_again_later(placed, stripe, settings, kind):
    settings.STRIPE_MAX_RETRIES = 0
    stripe.control.add_fault(UPDATE, kind, times=1)

    assert (name_orders(), name_orders()) == (0, 0)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert name_orders() == 1

    assert named(stripe, placed)[0] == placed.order_number


def test_what_stripe_never_takes_is_given_up_one_day(placed, stripe):
    stripe.control.add_fault(UPDATE, "error", status=400, times=None)

    for _number in range(MOST_TRIES + 2):
        name_orders()
        Order.objects.exclude(naming_due_at=None).update(naming_due_at=timezone.now())

    assert len(stripe.control.requests(UPDATE)) == MOST_TRIES
    assert Order.objects.get().naming_due_at is None


def test_free_order_has_no_payment_to_name(shopper, stripe):
    ProductVariant.objects.filter(sku="TW-A4").update(price="0.00")
    shopper.add("TW-A4")
    tab = shopper.open_checkout()
    shopper.gate(tab)
    shopper.finish(tab)

    assert Order.objects.get().naming_due_at is None


@pytest.mark.parametrize(
    ("is_wanted", "email", "sent"),
    [
        (False, "ida@example.org", None),
        (True, "ida@example.org", "ida@example.org"),
        (True, "ida@localhost", None),
        (True, "ida@exämple.org", None),
    ],
)
def test_receipt_of_stripes_own_only_where_wanted(shopper, tab, stripe, settings, is_wanted, email, sent):
    settings.SHOP_STRIPE_RECEIPTS = is_wanted

    assert shopper.gate(tab, email=email).status_code in (200, 400)  # some the form refuses by itself

    assert stripe.control.intent(tab.intent_id)["receipt_email"] == sent
