"""An event's effect comes once, however often and however many at once Stripe tells of it."""

from time import sleep

import pytest

from catalogue.tests.factories import make_product
from checkout.models import CheckoutAttempt, WebhookEvent
from checkout.tests.paying import make_attempt
from checkout.tests.refunding import make_paid, money_of
from checkout.webhook_handler import StripeWH_Handler
from checkout.webhooks import process_event
from tests.race import run_together

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def declined(attempt: CheckoutAttempt) -> dict:
    """The event that says that a card was declined on the payment of `attempt`."""
    subject = {"object": "payment_intent", "id": attempt.stripe_pid}
    return {"id": "evt_declined", "type": "payment_intent.payment_failed", "data": {"object": subject}}


def test_one_declined_card_told_many_times_at_once_counts_once(monkeypatch):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    attempt = make_attempt({"TW-A4": 1})
    counted = StripeWH_Handler._counted

    def slowly(handler, attempt):
        sleep(0.1)  # so that all who need not queue have read what was before
        return counted(handler, attempt)

    monkeypatch.setattr(StripeWH_Handler, "_counted", slowly)

    answers = run_together(16, lambda number: process_event(declined(attempt)).status_code)

    assert 200 in answers
    assert set(answers) <= {200, 503}
    attempt.refresh_from_db()
    assert (attempt.failures, WebhookEvent.objects.get().outcome) == (1, "done")


def test_many_events_about_one_order_starve_nobody(double):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    order = make_paid(double, {"TW-A4": 2})
    double.control.set_delivery("drop")
    for _number in range(16):
        double.control.refund(order.stripe_pid, 100)
    events = double.control.events("refund.created")

    answers = run_together(16, lambda number: process_event(events[number]).status_code)

    assert set(answers) == {200}
    assert money_of(order) == ("part_refunded", "16.00")
