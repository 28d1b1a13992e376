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
        ({"kind": "cut", "when": "before"}, stripe.APIConnectionError),
        ({"kind": "bad_json", "when": "before"}, stripe.APIError),
        ({"kind": "error", "status": 400}, stripe.InvalidRequestError),
        ({"kind": "error", "status": 401}, stripe.AuthenticationError),
        ({"kind": "error", "status": 403}, stripe.PermissionError),
        ({"kind": "error", "status": 402}, stripe.CardError),
        ({"kind": "error", "status": 409}, stripe.APIError),
    ],
    ids=["500", "503", "drop", "429", "cut", "bad json", "400", "401", "403", "402", "409"],
)
def test_fault_before_the_change_leaves_nothing(double, api, fault, error):
    double.control.add_fault(CREATE, **fault)

    with pytest.raises(error):
        new_intent(api)

    assert double.control.intents() == []
    assert new_intent(api).status == "requires_payment_method"


@pytest.mark.parametrize(
    "fault",
    [{"kind": "drop_after"}, {"kind": "cut"}, {"kind": "bad_json"}, {"kind": "error", "when": "after"}],
    ids=["drop", "cut", "bad json", "500"],
)
def test_fault_after_the_change_hides_it(double, api, fault):
    double.control.add_fault(CREATE, **fault)

    with pytest.raises(stripe.StripeError):
        new_intent(api)

    assert [intent["amount"] for intent in double.control.intents()] == [5050]


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize("body", ["{}", "[]"])
def test_answer_of_another_shape_is_no_error_to_the_sdk(double, api, when, made, body):
    double.control.add_fault(CREATE, "bad_shape", when=when, body=body)

    answer = new_intent(api)

    assert not hasattr(answer, "status")
    assert len(double.control.intents()) == made


def test_error_has_the_code_that_was_ordered(double, api):
    double.control.add_fault(CREATE, "error", status=400, code="resource_missing")

    with pytest.raises(stripe.InvalidRequestError) as refused:
        new_intent(api)

    assert refused.value.code == "resource_missing"


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
def test_kept_error_is_what_its_key_answers_from_now_on(double, api, when, made):
    double.control.add_fault(CREATE, "error", when=when, is_kept=True)

    for _call in range(3):
        with pytest.raises(stripe.APIError):
            api.v1.payment_intents.create({"amount": 5050, "currency": "eur"}, {"idempotency_key": "one"})

    assert len(double.control.intents()) == made
    assert [entry["replayed"] for entry in double.control.requests()] == [False, True, True]
    double.control.expire_idempotency_keys()
    api.v1.payment_intents.create({"amount": 5050, "currency": "eur"}, {"idempotency_key": "one"})


def test_only_an_error_can_be_kept(double):
    with pytest.raises(ValueError, match="error"):
        double.control.add_fault(CREATE, "drop_after", is_kept=True)


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
