"""Idempotency keys: one effect however often a request is sent."""

import threading
import time
import uuid

import pytest
import stripe

from tests.contract.conftest import client_of, new_intent


def key() -> dict[str, str]:
    return {"idempotency_key": f"checkout-{uuid.uuid4()}"}


def test_same_key_answers_the_same_intent(either):
    options = key()

    first = either.v1.payment_intents.create({"amount": 5050, "currency": "eur"}, options)
    again = either.v1.payment_intents.create({"amount": 5050, "currency": "eur"}, options)

    assert again.id == first.id
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert again.last_response.headers["Idempotent-Replayed"] == "true"


def test_same_key_with_other_parameters_is_refused(either):
    options = key()
    either.v1.payment_intents.create({"amount": 5050, "currency": "eur"}, options)

    with pytest.raises(stripe.IdempotencyError):
        either.v1.payment_intents.create({"amount": 6060, "currency": "eur"}, options)


def test_validation_failure_does_not_use_up_a_key(either):
    options = key()
    with pytest.raises(stripe.InvalidRequestError):
        either.v1.payment_intents.create({"amount": 10, "currency": "eur"}, options)

    assert either.v1.payment_intents.create({"amount": 5050, "currency": "eur"}, options).amount == 5050


def test_refused_card_is_replayed_not_tried_again(either):
    intent = new_intent(either, automatic_payment_methods={"enabled": True, "allow_redirects": "never"})
    options = key()
    for _ in range(2):
        with pytest.raises(stripe.CardError) as refused:
            either.v1.payment_intents.confirm(
                intent.id, {"payment_method": "pm_card_chargeDeclined"}, options
            )

    assert refused.value.headers["Idempotent-Replayed"] == "true"
    assert len(either.v1.charges.list({"payment_intent": intent.id}).data) == 1


def test_key_in_flight_is_a_conflict(double, api):
    params, options = {"amount": 5050, "currency": "eur"}, key()
    double.control.add_fault("payment_intents.create", "delay", seconds=1.0)
    slow = threading.Thread(target=api.v1.payment_intents.create, args=(params, options))
    slow.start()
    while double.control.faults():
        time.sleep(0.01)

    with pytest.raises(stripe.StripeError) as refused:
        api.v1.payment_intents.create(params, options)
    slow.join()

    assert (refused.value.http_status, refused.value.error.code) == (409, "idempotency_key_in_use")
    assert len(double.control.intents()) == 1


def test_lost_answer_is_replayed_to_the_retry(double):
    patient = client_of(double, retries=2)
    double.control.add_fault("payment_intents.create", "drop_after")

    intent = patient.v1.payment_intents.create({"amount": 5050, "currency": "eur"}, key())

    assert [row["id"] for row in double.control.intents()] == [intent.id]
    assert [row["replayed"] for row in double.control.requests()] == [False, True]


def test_key_forgotten_after_a_day_makes_a_second_refund_possible(double, api):
    options = key()
    first = new_intent_with(api, options)

    double.control.expire_idempotency_keys()

    assert new_intent_with(api, options) != first


def new_intent_with(client: stripe.StripeClient, options: dict[str, str]) -> str:
    return client.v1.payment_intents.create({"amount": 5050, "currency": "eur"}, options).id


def test_too_long_key_is_refused(double, api):
    with pytest.raises(stripe.InvalidRequestError):
        new_intent_with(api, {"idempotency_key": "k" * 256})

    assert double.control.intents() == []
