"""The one module that talks to Stripe: its failures under two names, in bounded time, with stable keys."""

import json
import logging
import time
from uuid import uuid4

import pytest
import stripe

from checkout import gateway

CREATE, UPDATE, READ = "payment_intents.create", "payment_intents.update", "payment_intents.retrieve"


@pytest.fixture
def intent(double):
    """An unpaid intent of 12.00."""
    return gateway.create_intent(uuid4(), 1200, "eur")


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_error_of_stripes_own_means_unavailable(double, intent, status):
    double.control.add_fault(READ, "error", status=status, times=None)

    with pytest.raises(gateway.StripeUnavailable):
        gateway.retrieve(intent.id)


@pytest.mark.parametrize("kind", ["rate_limit", "bad_json", "drop_before", "drop_after"])
def test_broken_answer_means_unavailable(double, intent, kind):
    double.control.add_fault(READ, kind, times=None)

    with pytest.raises(gateway.StripeUnavailable):
        gateway.retrieve(intent.id)


@pytest.mark.parametrize("route", [CREATE, READ])
def test_hanging_stripe_is_asked_once_and_given_up(double, intent, settings, route):
    settings.STRIPE_READ_TIMEOUT, settings.STRIPE_MAX_RETRIES = 1.0, 2
    double.control.clear_requests()
    double.control.add_fault(route, "delay", seconds=30, times=None)
    started = time.monotonic()

    with pytest.raises(gateway.StripeUnavailable):
        gateway.create_intent(uuid4(), 900, "eur") if route == CREATE else gateway.retrieve(intent.id)

    assert time.monotonic() - started < 2
    assert len(double.control.requests(route)) <= 1


def test_shipped_limits_answer_within_ten_seconds():
    from config.settings import base

    assert base.STRIPE_CONNECT_TIMEOUT + base.STRIPE_READ_TIMEOUT <= 10


def test_nobody_listening_means_unavailable(settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(gateway.StripeUnavailable):
        gateway.create_intent(uuid4(), 1200, "eur")


def test_wrong_key_means_unavailable_and_is_shouted(double, settings, caplog):
    settings.STRIPE_SECRET_KEY = "sk_test_wrong"

    with pytest.raises(gateway.StripeUnavailable):
        gateway.create_intent(uuid4(), 1200, "eur")

    assert [record.levelname for record in caplog.records if record.name == gateway.__name__] == ["CRITICAL"]
    assert "sk_test" not in caplog.text


@pytest.mark.parametrize(("payment_id", "amount"), [("pi_unknown", 1200), (None, 10), (None, -5)])
def test_wrong_request_means_refused(intent, payment_id, amount):
    with pytest.raises(gateway.StripeRefused) as refused:
        gateway.update_intent(payment_id or intent.id, amount, key="once")

    assert refused.value.code


def test_refusal_of_a_paid_intent_brings_the_intent(double, intent):
    double.control.pay(intent.id)

    with pytest.raises(gateway.StripeRefused) as refused:
        gateway.update_intent(intent.id, 1300, key="once")

    assert refused.value.payment is not None
    assert (refused.value.payment.id, refused.value.payment.is_paid) == (intent.id, True)


@pytest.mark.parametrize(
    ("route", "kind"), [(CREATE, "drop_after"), (CREATE, "error"), (CREATE, "drop_before")]
)
def test_retry_uses_the_same_key_and_makes_one_intent(double, route, kind):
    attempt_id = uuid4()
    double.control.add_fault(route, kind, times=1)

    payment = gateway.create_intent(attempt_id, 1200, "eur")

    asked = double.control.requests(route)
    assert [entry["idempotency_key"] for entry in asked] == [f"checkout-{attempt_id}"] * 2
    assert [made["id"] for made in double.control.intents()] == [payment.id]


def test_every_call_pins_the_version_of_the_library(double, intent):
    gateway.update_intent(intent.id, 1300, key="once")
    gateway.retrieve(intent.id)
    gateway.cancel(intent.id)

    versions = {entry["stripe_version"] for entry in double.control.requests()}
    assert versions == {stripe.api_version}


def test_no_call_tells_stripe_about_earlier_ones(double, intent, monkeypatch):
    sent = []
    plain = stripe.RequestsClient.request
    monkeypatch.setattr(
        stripe.RequestsClient,
        "request",
        lambda self, method, url, headers, post_data=None: (
            sent.append(headers) or plain(self, method, url, headers, post_data)
        ),
    )

    gateway.retrieve(intent.id)
    gateway.retrieve(intent.id)

    assert len(sent) == 2
    assert all("X-Stripe-Client-Telemetry" not in headers for headers in sent)
    assert stripe.enable_telemetry is False


def test_log_holds_no_secret_and_no_person(double, intent, caplog):
    caplog.set_level(logging.DEBUG)
    double.control.pay(intent.id)
    shipping = {"name": "Ida Lindqvist", "address": {"line1": "Kastanienallee 12"}}

    with pytest.raises(gateway.StripeRefused):
        gateway.update_intent(intent.id, 1300, key="once", receipt_email="ida@example.org", shipping=shipping)

    ours = " ".join(record.getMessage() for record in caplog.records if record.name == gateway.__name__)
    assert ours
    assert not any(word in ours for word in (intent.client_secret, "_secret_", "ida@", "Ida", "Kastanien"))


def test_amount_metadata_and_delivery_change_together(double, intent):
    with pytest.raises(gateway.StripeRefused):
        gateway.update_intent(intent.id, 10, key="once", metadata={"quote": "1"}, receipt_email="a@b.de")

    kept = double.control.intent(intent.id)
    assert (kept["amount"], "quote" in kept["metadata"], kept["receipt_email"]) == (1200, False, None)


def test_recent_intents_come_page_by_page(double, monkeypatch):
    monkeypatch.setattr(gateway, "PAGE_LENGTH", 2)
    made = [gateway.create_intent(uuid4(), 1200, "eur").id for _number in range(5)]

    listed = [payment.id for payment in gateway.recent_intents(int(time.time()) - 60)]

    assert sorted(listed) == sorted(made)
    assert len(double.control.requests("payment_intents.list")) == 3


def test_dispute_of_a_charge_is_found_or_empty(double, intent):
    double.control.pay(intent.id)
    charge = gateway.retrieve(intent.id).charge
    assert charge is not None
    assert gateway.dispute_status(charge.id) == ""

    double.control.open_dispute(intent.id)

    assert gateway.dispute_status(charge.id) == "needs_response"


@pytest.mark.parametrize(
    ("key", "is_live"), [("sk_live_1", True), ("rk_live_1", True), ("sk_test_1", False), ("", False)]
)
def test_mode_is_read_from_the_key(settings, key, is_live):
    settings.STRIPE_SECRET_KEY = key

    assert gateway.is_live() is is_live


def test_card_element_asks_for_cards_alone(double, settings):
    settings.STRIPE_ELEMENT = "card"

    intent_id = gateway.create_intent(uuid4(), 1200, "eur").id

    asked = double.control.requests(CREATE)[0]["params"]
    assert asked["payment_method_types"] == ["card"]
    assert json.dumps(asked).count("automatic") == 0
    assert double.control.intent(intent_id)["payment_method_types"] == ["card"]
