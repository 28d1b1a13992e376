"""A yes of Stripe in another shape than its answers counts as no answer; mistakes of our own stay loud."""

import json
import time
from collections.abc import Callable
from uuid import uuid4

import pytest

from checkout import gateway, stripe_account
from checkout.payments.answers import payment_inside

PAYMENT, CHARGE = "pi_1", "ch_1"
CALLS: dict[str, Callable[[], object]] = {
    "payment_intents.create": lambda: gateway.create_intent(uuid4(), 1200, "eur"),
    "payment_intents.update": lambda: gateway.update_intent(PAYMENT, 1300, key="once"),
    "payment_intents.retrieve": lambda: gateway.retrieve(PAYMENT),
    "payment_intents.cancel": lambda: gateway.cancel(PAYMENT),
    "payment_intents.list": lambda: list(gateway.recent_intents(0)),
    "disputes.list": lambda: gateway.dispute_status(CHARGE),
    "refunds.create": lambda: gateway.create_refund(PAYMENT, 100, refund_id=uuid4(), order_number="MO-1"),
    "refunds.list": lambda: gateway.list_refunds(PAYMENT),
    "events.list": lambda: list(gateway.undelivered_events(0)),
    "account.retrieve": stripe_account.own_account,
    "webhook_endpoints.list": stripe_account.endpoints,
    "webhook_endpoints.create": lambda: stripe_account.create_endpoint("https://shop.example/wh/"),
    "webhook_endpoints.update": lambda: stripe_account.update_endpoint("we_1"),
}
ODD = (
    {},
    [],
    None,
    7,
    "ok",
    {"object": "list"},
    {"object": "list", "data": {"id": PAYMENT}, "has_more": False},
    {"object": "list", "data": [{}], "has_more": False},
    {"object": "list", "data": ["Ida Lindqvist"], "has_more": False},
    {"object": "list", "data": [{"object": "event", "id": "evt_1", "type": "x"}], "has_more": False},
)


@pytest.mark.parametrize("body", ODD, ids=json.dumps)
@pytest.mark.parametrize("route", CALLS)
def test_answer_of_another_shape_means_unavailable(double, caplog, route, body):
    double.control.add_fault(route, "bad_shape", when="before", body=json.dumps(body))

    with pytest.raises(gateway.StripeUnavailable):
        CALLS[route]()

    ours = [record.getMessage() for record in caplog.records if record.name == gateway.__name__]
    assert len(ours) == 1
    assert "no readable answer" in ours[0]
    assert "Ida" not in ours[0]


def test_later_page_of_another_shape_means_unavailable(double, monkeypatch):
    monkeypatch.setattr(gateway, "PAGE_LENGTH", 1)
    made = [gateway.create_intent(uuid4(), 1200, "eur").id for _number in range(2)]
    double.control.add_fault("payment_intents.list", "bad_shape", skip=1)
    listed = gateway.recent_intents(int(time.time()) - 60)

    assert next(listed).id == made[1]
    with pytest.raises(gateway.StripeUnavailable):
        next(listed)


@pytest.mark.parametrize("odd", [{}, [], "declined", None, {"id": PAYMENT}])
def test_odd_intent_in_a_refusal_is_none(odd):
    assert payment_inside({"error": {"payment_intent": odd}}) is None
    assert payment_inside({"error": odd}) is None
    assert payment_inside(odd) is None


@pytest.mark.parametrize("mistake", [KeyError, TypeError, AttributeError, ValueError])
def test_mistake_of_our_own_is_no_failure_of_stripe(mistake):
    with pytest.raises(mistake), gateway.calling("try something"):
        raise mistake
