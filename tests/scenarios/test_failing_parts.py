"""Stripe, database and mail server failing at each step: nothing lost, nothing double (fault matrix C)."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from checkout.mails import send_due_mails
from checkout.models import Bag, BagLine, CheckoutAttempt, Order, OutgoingMail, WebhookEvent
from checkout.reconcile import reconcile
from tests.faults.post_office import PostOffice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

CREATE, UPDATE, READ = "payment_intents.create", "payment_intents.update", "payment_intents.retrieve"


def test_stripe_down_at_page_keeps_bag(shopper, stripe):  # C1
    shopper.add("TW-A4")
    stripe.control.add_fault(CREATE, "error", status=500, times=None)

    answer = shopper.get("/checkout/")

    assert answer.status_code == 503
    assert BagLine.objects.get().quantity == 1
    stripe.control.clear_faults()
    assert shopper.open_checkout().amount == 2420


def test_stripe_hanging_at_page_answers_in_time(shopper, stripe):  # C1b
    shopper.add("TW-A4")
    stripe.control.add_fault(CREATE, "delay", seconds=20, times=None)
    started = time.monotonic()

    answer = shopper.get("/checkout/")

    assert answer.status_code == 503
    assert time.monotonic() - started < 10


def test_stripe_down_at_gate_charges_nothing(shopper, tab, stripe, the_order):  # C2
    stripe.control.add_fault(UPDATE, "error", status=500, times=None)

    refused = shopper.gate(tab)
    stripe.control.clear_faults()

    assert refused.status_code == 503
    assert "cannot see whether an earlier payment went through" in refused.json()["message"]
    shopper.pay(tab)
    assert the_order().state == "paid"


@pytest.mark.parametrize(("kind", "times"), [("drop_before", 2), ("drop_after", 2), ("bad_json", 1)])
def test_lost_answer_at_gate_is_harmless(shopper, tab, stripe, the_order, kind, times):  # C3
    stripe.control.add_fault(UPDATE, kind, times=times)

    assert shopper.gate(tab).status_code == 503
    shopper.pay(tab)

    assert len(stripe.control.intents()) == 1
    assert the_order().state == "paid"


def test_lost_answer_at_page_makes_one_intent(shopper, stripe):  # C3b
    shopper.add("TW-A4")
    stripe.control.add_fault(CREATE, "drop_after", times=2)

    assert shopper.get("/checkout/").status_code == 503
    shopper.add("TW-A3")
    tab = shopper.open_checkout()

    assert [intent["id"] for intent in stripe.control.intents()] == [tab.intent_id]


def test_database_busy_at_webhook_is_retried(shopper, tab, stripe, the_order, monkeypatch):  # C4
    shopper.gate(tab)
    shopper.confirm(tab)
    event = stripe.control.events("payment_intent.succeeded")[0]["id"]
    broken = iter([True])

    from checkout import webhook_handler
    from checkout.transactions import Busy

    place = webhook_handler.place_order

    def fails_once(*args):
        if next(broken, False):
            raise Busy("OperationalError")
        return place(*args)

    monkeypatch.setattr(webhook_handler, "place_order", fails_once)

    assert stripe.control.redeliver(event) == [503]
    assert WebhookEvent.objects.get().outcome == "failed"
    assert stripe.control.redeliver(event) == [200]
    assert the_order().webhook_events.get().outcome == "done"


def test_mail_server_down_leaves_order_and_retries(shopper, tab, settings, the_order):  # C5
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    shopper.pay(tab)

    assert send_due_mails() == 0
    waiting = OutgoingMail.objects.get()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    OutgoingMail.objects.update(next_try_at=timezone.now())

    assert (waiting.attempts, waiting.last_error) == (1, "ConnectionRefusedError")
    assert send_due_mails() == 1
    assert send_due_mails() == 0
    assert [message.to for message in mail.outbox] == [["ida@example.org"]]
    assert the_order().state == "paid"


def test_no_request_waits_for_the_mail_server(shopper, tab, settings, the_order):  # I16
    with PostOffice() as office:
        for name, value in office.settings(timeout_s=2).items():
            setattr(settings, name, value)
        office.plan.append("hangs at once")

        shopper.pay(tab)

        assert (the_order().state, office.connections) == ("paid", 0)
        assert (send_due_mails(), office.connections) == (0, 1)


def test_stripe_down_at_post_says_confirming(shopper, tab, stripe, the_order):  # C6
    shopper.gate(tab)
    shopper.confirm(tab)
    stripe.control.add_fault(READ, "error", status=500, times=None)

    answer = shopper.finish(tab)

    assert (answer.status_code, Order.objects.count()) == (202, 0)
    stripe.control.release()
    assert the_order().state == "paid"


def test_neither_browser_nor_webhook_reconciler_places(shopper, tab, stripe, the_order):
    shopper.gate(tab)
    shopper.confirm(tab)
    CheckoutAttempt.objects.update(updated_at=timezone.now() - timedelta(minutes=2))

    findings = reconcile()

    assert findings.placed == [the_order().order_number]
    assert reconcile().placed == []


def test_reconciler_survives_stripe_being_down(shopper, tab, stripe):
    shopper.gate(tab)
    stripe.control.add_fault("payment_intents.list", "error", status=500, times=None)

    findings = reconcile()

    assert findings.problems == ["recent payments: StripeUnavailable"]
    assert Bag.objects.count() == 1
