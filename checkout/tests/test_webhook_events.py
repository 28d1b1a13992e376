"""Deliveries and what becomes of them: written down first, done once, and without Stripe if need be."""

import pytest

from catalogue.models import StockHold
from catalogue.tests.factories import make_product
from checkout import webhooks
from checkout.models import CheckoutAttempt, Order, WebhookEvent
from checkout.tests.paying import make_attempt, payment_of
from checkout.tests.refunding import make_paid, money_of
from checkout.transactions import Busy
from checkout.webhook_handler import MAX_FAILURES, StripeWH_Handler
from checkout.webhooks import process_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(settings):
    """A checkout through the gate, at a shop that cannot reach Stripe."""
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    return make_attempt({"TW-A4": 1})


def intent_event(attempt, kind: str = "payment_intent.succeeded", event_id: str = "evt_1", **changes) -> dict:
    """A verified event about the payment of `attempt`."""
    payment = payment_of(attempt)
    subject = {
        "object": "payment_intent",
        "id": payment.id,
        "status": "succeeded",
        "amount": payment.amount_minor,
        "amount_received": payment.received_minor,
        "currency": "eur",
        "livemode": False,
        "metadata": payment.metadata,
    }
    return {"id": event_id, "type": kind, "data": {"object": subject | changes}}


def test_order_is_placed_from_the_signed_event_while_stripe_is_silent(attempt):
    answer = process_event(intent_event(attempt))

    order = Order.objects.get()
    assert (answer.status_code, order.state, order.paid_total) == (200, "paid", order.grand_total)
    record = WebhookEvent.objects.get()
    assert (record.outcome, record.order, record.deliveries) == ("done", order, 1)
    assert record.processed_at is not None


def test_wrong_amount_in_the_event_alone_is_doubted(attempt):
    process_event(intent_event(attempt, amount_received=100))

    assert Order.objects.get().review_reasons == [{"code": "amount", "received": "1.00", "expected": "24.20"}]


@pytest.mark.parametrize("status", ["processing", "requires_payment_method", "canceled"])
def test_success_event_of_an_unpaid_intent_is_ignored(attempt, status):
    answer = process_event(intent_event(attempt, status=status))

    assert (answer.content, Order.objects.count()) == (b"nothing to do", 0)
    assert WebhookEvent.objects.get().outcome == "ignored"


def test_repeated_delivery_is_counted_but_not_done_again(attempt):
    event = intent_event(attempt)

    answers = [process_event(event).content for _delivery in range(3)]

    assert answers == [b"done", b"done before", b"done before"]
    assert (WebhookEvent.objects.get().deliveries, Order.objects.count()) == (3, 1)


@pytest.mark.parametrize("kind", ["charge.refunded", "refund.created", "charge.dispute.created"])
def test_refund_waits_until_stripe_can_be_asked(attempt, kind):
    event = intent_event(attempt, kind)
    event["data"]["object"] = {"object": "charge", "id": "ch_1", "payment_intent": attempt.stripe_pid}

    answer = process_event(event)

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    record = WebhookEvent.objects.get()
    assert (record.outcome, record.detail, record.is_processed) == ("failed", "StripeUnavailable", False)


def test_event_that_failed_is_done_when_it_comes_again(attempt, monkeypatch):
    event = intent_event(attempt)
    with monkeypatch.context() as patch:
        patch.setattr(StripeWH_Handler, "_placed", lambda self, payment: 1 / 0)
        assert process_event(event).status_code == 503
    assert WebhookEvent.objects.get().detail == "unexpected error, see the log"

    assert process_event(event).status_code == 200

    record = WebhookEvent.objects.get()
    assert (record.outcome, record.detail, record.deliveries) == ("done", "", 2)


def test_event_that_is_done_costs_one_statement(attempt, django_assert_num_queries):
    event = intent_event(attempt)
    process_event(event)

    with django_assert_num_queries(1):
        assert process_event(event).content == b"done before"


def test_busy_database_asks_stripe_to_come_again(attempt, monkeypatch):
    def is_busy(self):
        raise Busy("LockNotAvailable")

    monkeypatch.setattr(StripeWH_Handler, "handle", is_busy)

    assert process_event(intent_event(attempt)).status_code == 503
    assert WebhookEvent.objects.get().detail == "Busy"


def test_success_stays_marked_when_a_later_step_fails(attempt, settings):
    CheckoutAttempt.objects.update(failures=MAX_FAILURES - 1)
    event = intent_event(attempt, "payment_intent.payment_failed", status="requires_payment_method")

    assert process_event(event).status_code == 503  # counted, but Stripe is not there to cancel

    attempt.refresh_from_db()
    assert (attempt.failures, WebhookEvent.objects.get().outcome) == (MAX_FAILURES, "done")
    assert StockHold.objects.count() == 1


def test_declined_card_is_counted_once_an_event(attempt):
    event = intent_event(attempt, "payment_intent.payment_failed", status="requires_payment_method")

    process_event(event)
    process_event(event)
    process_event(event | {"id": "evt_2"})

    attempt.refresh_from_db()
    assert (attempt.failures, attempt.state) == (2, "open")


def test_canceled_payment_releases_its_pieces(attempt):
    process_event(intent_event(attempt, "payment_intent.canceled", status="canceled"))

    attempt.refresh_from_db()
    assert (attempt.state, StockHold.objects.count()) == ("expired", 0)


def test_processing_payment_keeps_its_pieces(attempt):
    process_event(intent_event(attempt, "payment_intent.processing", status="processing"))

    attempt.refresh_from_db()
    assert (attempt.state, StockHold.objects.count(), Order.objects.count()) == ("open", 1, 0)


@pytest.mark.parametrize("changes", [{"livemode": True}, {"account": "acct_1"}])
def test_event_of_elsewhere_leaves_no_trace(attempt, changes):
    answer = process_event(intent_event(attempt) | changes)

    assert (answer.content, WebhookEvent.objects.count(), Order.objects.count()) == (b"not ours", 0, 0)


def test_event_leaves_no_personal_data_behind(attempt):
    process_event(intent_event(attempt, receipt_email="ida@example.org", client_secret="pi_secret_x"))

    values = str(WebhookEvent.objects.values().get())
    assert not any(word in values for word in ("ida@", "secret", "Ida"))


def test_database_that_cannot_note_the_failure_still_answers(attempt, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError("down")

    monkeypatch.setattr(webhooks, "_record", breaks)
    monkeypatch.setattr(WebhookEvent.objects, "filter", breaks)

    assert process_event(intent_event(attempt)).status_code == 503


def test_every_event_type_we_ask_for_has_its_method():
    from checkout.gateway import EVENT_TYPES

    assert set(StripeWH_Handler.METHODS) == set(EVENT_TYPES)
    assert all(callable(getattr(StripeWH_Handler, name)) for name in StripeWH_Handler.METHODS.values())


def test_refusal_in_the_middle_of_a_look_is_told_and_tried_again(double, caplog):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    order = make_paid(double, {"TW-A4": 1})
    double.control.refund(order.stripe_pid, 500)
    event = double.control.events("charge.refunded")[0]
    double.control.add_fault("refunds.list", "error", status=404, code="resource_missing")

    answers = [process_event(event).status_code for _delivery in range(2)]

    assert answers == [503, 200]
    assert not [record for record in caplog.records if record.exc_info and record.name == webhooks.__name__]
    assert money_of(order) == ("part_refunded", "5.00")
