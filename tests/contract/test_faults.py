"""Ordered faults strike the call they are for, before or after the change, as often as told."""

import time

import pytest
import stripe

from tests.contract.conftest import client_of, new_intent

CREATE = "POST /v1/payment_intents"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "error", "status": 500}, stripe.APIError),
        ({"kind": "error", "status": 503}, stripe.APIError),
        ({"kind": "drop_before"}, stripe.APIConnectionError),
        ({"kind": "rate_limit"}, stripe.RateLimitError),
        ({"kind": "bad_json", "when": "before"}, stripe.APIError),
    ],
    ids=["500", "503", "drop", "429", "bad json"],
)
def test_fault_before_the_change_leaves_nothing(double, api, fault, error):
    double.control.add_fault(CREATE, **fault)

    with pytest.raises(error):
        new_intent(api)

    assert double.control.intents() == []
    assert new_intent(api).status == "requires_payment_method"


@pytest.mark.parametrize(
    "fault",
    [{"kind": "drop_after"}, {"kind": "bad_json"}, {"kind": "error", "when": "after"}],
    ids=["drop", "bad json", "500"],
)
def test_fault_after_the_change_hides_it(double, api, fault):
    double.control.add_fault(CREATE, **fault)

    with pytest.raises(stripe.StripeError):
        new_intent(api)

    assert [intent["amount"] for intent in double.control.intents()] == [5050]


def test_slow_answer_outlasts_a_short_patience(double):
    hasty = stripe.StripeClient(
        double.secret_key,
        base_addresses={"api": double.base_url},
        http_client=stripe.RequestsClient(timeout=0.2),
        max_network_retries=0,
    )
    double.control.add_fault(CREATE, "delay", seconds=0.6)

    with pytest.raises(stripe.APIConnectionError):
        new_intent(hasty)
    time.sleep(0.6)

    assert len(double.control.intents()) == 1


def test_sdk_retries_heal_a_short_outage(double):
    double.control.add_fault(CREATE, "drop_before", times=2)

    intent = new_intent(client_of(double, retries=2))

    assert [row["id"] for row in double.control.intents()] == [intent.id]


@pytest.mark.parametrize(
    ("match", "struck"),
    [
        ("POST /v1/payment_intents", "create"),
        ("POST /v1/payment_intents/*", "update"),
        ("POST /v1/payment_intents/*/cancel", "cancel"),
        ("GET /v1/payment_intents/*", "retrieve"),
        ("GET /v1/payment_intents", "list"),
        ("payment_intents.update", "update"),
    ],
)
def test_match_tells_calls_apart(double, api, match, struck):
    intent = new_intent(api)
    intents = api.v1.payment_intents
    calls = {
        "create": lambda: new_intent(api),
        "retrieve": lambda: intents.retrieve(intent.id),
        "update": lambda: intents.update(intent.id, {"metadata": {"a": "b"}}),
        "list": lambda: intents.list(),
        "cancel": lambda: intents.cancel(intent.id),
    }
    double.control.add_fault(match, "error", times=None)

    failed = [name for name, call in calls.items() if fails(call)]

    assert failed == [struck]


def fails(call) -> bool:
    try:
        call()
    except stripe.APIError:
        return True
    return False


def test_skip_lets_the_first_calls_pass(double, api):
    double.control.add_fault("**", "error", skip=1)

    assert [fails(lambda: new_intent(api)) for _ in range(3)] == [False, True, False]


def test_impossible_faults_are_refused(double):
    with pytest.raises(ValueError, match="earthquake"):
        double.control.add_fault(CREATE, "earthquake")

    assert double.control.faults() == []


def test_double_that_is_down_comes_back_with_its_memory(double, api):
    intent = new_intent(api)

    double.stop()
    with pytest.raises(stripe.APIConnectionError):
        new_intent(api)
    double.start()

    assert api.v1.payment_intents.retrieve(intent.id).id == intent.id
