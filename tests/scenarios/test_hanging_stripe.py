"""What shoppers and Stripe are told while too many wait for Stripe, or nobody asks it any more."""

import time

import pytest

from checkout.models import Order, WebhookEvent
from tests.faults.crowd import Crowd

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pausing(settings):
    """A process that asks Stripe no more after three failures."""
    settings.SHOP_STRIPE_PAUSE_AFTER, settings.STRIPE_MAX_RETRIES = 3, 0
    settings.WEB_THREADS = 6


def fail_until_it_pauses(shopper, stripe):
    stripe.control.add_fault("**", "error", times=None, who="secret")
    for _number in range(3):
        shopper.get("/checkout/")
    stripe.control.clear_requests()


def test_pausing_shop_says_that_the_payment_service_does_not_answer(pausing, shopper, tab, stripe):
    fail_until_it_pauses(shopper, stripe)

    page, gate = shopper.get("/checkout/"), shopper.gate(tab)

    assert (page.status_code, gate.status_code) == (503, 503)
    assert "Something that we need for payments does not answer" in page.text
    assert "does not answer just now. Your bag is kept." in gate.json()["message"]
    assert "charged" not in gate.json()["message"]
    assert stripe.control.requests() == []


def test_pause_ends_by_itself_when_stripe_is_back(pausing, shopper, tab, stripe, the_order):
    fail_until_it_pauses(shopper, stripe)
    stripe.control.clear_faults()

    assert shopper.pay(shopper.open_checkout()).status_code == 302
    assert the_order().state == "paid"


def test_webhook_that_needs_stripe_is_told_to_come_again(pausing, shopper, tab, stripe):
    shopper.pay(tab)
    stripe.control.refund(tab.intent_id, 500)
    fail_until_it_pauses(shopper, stripe)

    assert set(stripe.control.release(kind="charge.refunded")) == {503}
    assert WebhookEvent.objects.filter(outcome="failed").count() == 1
    assert Order.objects.get().refunded_total == 0


def test_success_that_stripe_signed_makes_its_order_without_asking(pausing, shopper, tab, stripe, the_order):
    shopper.gate(tab)
    shopper.confirm(tab)
    fail_until_it_pauses(shopper, stripe)

    assert set(stripe.control.release(kind="payment_intent.succeeded")) == {200}
    assert the_order().state == "paid"


def test_few_wait_for_a_stripe_that_hangs(settings, shopper, tab, stripe):
    """Of eight at once three places and two in the queue are all that wait; the others are told at once."""
    settings.WEB_THREADS, settings.STRIPE_READ_TIMEOUT = 6, 4.0
    stripe.control.clear_requests()
    stripe.control.add_fault("**", "delay", seconds=30, times=None, who="secret")
    crowd = Crowd(8)

    def open_checkout(_number):
        started = time.monotonic()
        assert shopper.get("/checkout/").status_code == 503
        return time.monotonic() - started

    took = sorted(crowd.rush(open_checkout))
    crowd.leave()

    assert took[2] < settings.STRIPE_READ_TIMEOUT
    assert len([seconds for seconds in took if seconds > settings.STRIPE_READ_TIMEOUT]) <= 5
