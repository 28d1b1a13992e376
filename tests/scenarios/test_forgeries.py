"""What a browser may invent: no order without money, nobody's order for anybody else (fault matrix D)."""

import json

import pytest

from checkout.models import CheckoutAttempt, Order, WebhookEvent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def nothing_happened():
    return (Order.objects.count(), WebhookEvent.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "secret", ["", "pi_invented_secret_x", "pi_invented", "free_", "free_not-a-uuid", "_secret_", "x" * 5000]
)
def test_invented_secret_gets_no_order(shopper, tab, secret):  # D1
    tab.secret = secret

    assert shopper.finish(tab).status_code == 403
    assert nothing_happened()


def test_own_unpaid_intent_gets_no_order(shopper, tab):  # D2
    shopper.gate(tab)

    answer = shopper.finish(tab)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/checkout/")
    assert nothing_happened()


def test_free_secret_of_a_paid_bag_gets_no_order(shopper, tab):  # D2
    shopper.gate(tab)
    tab.secret = f"free_{CheckoutAttempt.objects.get().pk}"

    assert shopper.finish(tab).status_code == 403
    assert nothing_happened()


def test_paid_intent_of_somebody_else_is_refused(new_shopper, tab, shopper, the_order):  # D3
    thief = new_shopper()
    thief.add("TW-A3")
    shopper.gate(tab)
    shopper.confirm(tab)

    assert thief.finish(tab).status_code == 403
    assert Order.objects.count() == 0
    shopper.finish(tab)
    assert the_order().lines.get().sku == "TW-A4"


def test_paid_intent_never_pays_a_second_bag(shopper, tab, stripe, the_order):  # D4
    first = shopper.pay(tab)
    shopper.add("TW-A3", 2)

    again = shopper.finish(tab)

    assert again.headers["Location"] == first.headers["Location"]
    assert the_order().lines.get().sku == "TW-A4"
    assert shopper.open_checkout().intent_id != tab.intent_id


def test_gate_refuses_somebody_elses_secret(new_shopper, tab, stripe):  # D5
    thief = new_shopper()
    thief.add("TW-A3")
    before = stripe.control.intent(tab.intent_id)

    for secret in (tab.secret, tab.intent_id):
        tab.secret = secret
        assert thief.gate(tab).status_code == 403
    assert stripe.control.intent(tab.intent_id) == before


def test_gate_after_paying_changes_nothing_at_stripe(shopper, tab, stripe, the_order):  # D5b
    shopper.gate(tab)
    shopper.confirm(tab)
    before = stripe.control.intent(tab.intent_id)["metadata"]

    answer = shopper.gate(tab, full_name="Eve Else", postcode="10999")

    assert answer.json()["paid"] is True
    assert stripe.control.intent(tab.intent_id)["metadata"] == before
    assert (the_order().full_name, the_order().postcode) == ("Ida Lindqvist", "10435")


@pytest.mark.parametrize(
    "how",
    [
        {"secret": "whsec_other"},
        {"age_seconds": 400},
        {"age_seconds": -400},
        {"is_tampered": True},
        {"is_signed": False},
    ],
)
def test_unverifiable_delivery_is_refused(shopper, tab, stripe, how):  # D6
    shopper.gate(tab)
    shopper.confirm(tab)
    event = stripe.control.events("payment_intent.succeeded")[0]["id"]

    assert stripe.control.redeliver(event, **how) == [400]
    assert nothing_happened()


@pytest.mark.parametrize("header", ["", "t=1", "t=x,v1=y", "v1=abc", "t=٣,v1=é", "t=1,t=2,v1=a", "," * 9000])
@pytest.mark.parametrize("body", [b"\xff\xfe", b"{}", b"", b"[" * 20_000])
def test_garbage_at_the_webhook_is_refused(shopper, header, body):  # D6
    answer = shopper.http.post(
        f"{shopper.url}/checkout/wh/", body, headers={"Stripe-Signature": header.encode()}, timeout=10
    )

    assert (answer.status_code, answer.text) == (400, "unverifiable")
    assert nothing_happened()


def test_webhook_answers_405_to_get(shopper):  # D6
    assert shopper.get("/checkout/wh/").status_code == 405


@pytest.mark.parametrize(
    "body",
    [
        "not json",
        "[]",
        "null",
        "NaN",
        "3",
        '{"object":"v2.core.event","id":"evt_1","type":"x"}',
        '{"object":"event","id":"evt_1","type":"payment_intent.succeeded"}',
        '{"object":"event","id":"evt_1","type":"payment_intent.succeeded","data":{"object":[]}}',
        '{"object":"event","id":7,"type":"x","data":{"object":{}}}',
        "[" * 100_000,
    ],
)
def test_signed_rubbish_is_never_a_server_error(shopper, body):  # D6b
    answer = shopper.signed_post(body)

    assert answer.status_code == 400
    assert nothing_happened()


@pytest.mark.parametrize(
    "subject",
    [
        {},
        {"object": "payment_intent"},
        {"object": "payment_intent", "id": None},
        {"object": "payment_intent", "id": "pi_unknown", "metadata": {"attempt": "x"}},
        {"object": "charge", "payment_intent": {"id": "pi_1"}},
        {"object": "refund", "payment_intent": "pi_unknown"},
    ],
)
@pytest.mark.parametrize(
    "kind",
    ["payment_intent.succeeded", "payment_intent.canceled", "charge.refunded", "charge.dispute.created"],
)
def test_signed_event_about_nothing_is_ignored(shopper, kind, subject):  # D6b
    event = {
        "object": "event",
        "id": "evt_odd",
        "type": kind,
        "livemode": False,
        "data": {"object": subject},
    }

    answer = shopper.signed_post(json.dumps(event))

    assert (answer.status_code, answer.text) == (200, "nothing to do")
    assert WebhookEvent.objects.get().outcome == "ignored"


def test_strangers_never_see_an_order(new_shopper, shopper, tab):  # D8
    path = shopper.pay(tab).headers["Location"]

    assert shopper.get(path).status_code == 200
    assert new_shopper().get(path).status_code == 404
    assert new_shopper().get(f"{path}?key=invented:key").status_code == 404
    assert new_shopper().get("/checkout/success/MO-0000-0000-0000-0000/").status_code == 404


def test_another_account_never_sees_or_claims_an_order(shopper, tab, ben_client, the_order):  # D8
    path = shopper.pay(tab).headers["Location"]

    assert ben_client.get(path).status_code == 404
    assert the_order().user_profile is None
