"""Webhooks: signed anew each time, retried, and in every order a shop may meet."""

import time

import pytest
import stripe

from tests.contract.conftest import SECRET, new_intent, paid_intent

PAID = ["charge.succeeded", "payment_intent.created", "payment_intent.succeeded"]


def test_paid_intent_sends_signed_snapshots(double, api, receiver):
    intent = paid_intent(api, metadata={"attempt": "a1"})
    assert double.control.wait_until_idle(5)

    assert sorted(receiver.types()) == PAID
    event = next(got.event() for got in receiver.got if "intent.succeeded" in got.event().type)
    assert (event.api_version, event.livemode) == (stripe.api_version, False)
    assert event.data.object["id"] == intent.id
    assert event.data.object["metadata"].to_dict() == {"attempt": "a1"}
    assert event.request.id.startswith("req_")


def test_delivery_looks_like_one_of_stripe(double, api, receiver):
    new_intent(api)
    double.control.wait_until_idle(5)

    headers = receiver.got[0].headers
    assert headers["user-agent"] == "Stripe/1.0 (+https://stripe.com/docs/webhooks)"
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert [part.partition("=")[0] for part in headers["stripe-signature"].split(",")] == ["t", "v1", "v0"]


@pytest.mark.parametrize("status", [500, 503, 400, 301])
def test_failed_delivery_is_tried_again(double, api, receiver, status):
    receiver.answers = [status, status]

    new_intent(api)
    assert double.control.wait_until_idle(5)

    [delivery] = double.control.deliveries()
    assert [attempt["status"] for attempt in delivery["attempts"]] == [status, status, 200]
    assert len(receiver.got) == 3
    assert double.control.events()[0]["pending_webhooks"] == 0


def test_each_attempt_is_signed_with_its_own_time(double, api, receiver):
    double.control.set_delivery("hold")
    new_intent(api)
    receiver.answers = [500]
    double.control.release()
    double.control.shift_clock(100)
    double.control.wait_until_idle(5)

    first, second = (got.headers["stripe-signature"].split(",")[0] for got in receiver.got)
    assert int(second[2:]) - int(first[2:]) >= 99


def test_held_events_wait_and_come_in_reverse(double, api, receiver):
    double.control.set_delivery("hold")
    paid_intent(api)

    assert (receiver.got, double.control.wait_until_idle(0.1)) == ([], True)
    assert double.control.events()[0]["pending_webhooks"] == 1
    assert double.control.release("reversed") == [200, 200, 200]
    assert receiver.types() == ["payment_intent.succeeded", "charge.succeeded", "payment_intent.created"]


@pytest.mark.parametrize(("mode", "count"), [("duplicate", 2), ("shuffle", 1), ("drop", 0)])
def test_modes_change_how_often_events_come(double, api, receiver, mode, count):
    double.control.set_delivery(mode, seconds=0.05)

    new_intent(api)
    assert double.control.wait_until_idle(5)

    assert receiver.types() == ["payment_intent.created"] * count


def test_late_events_come_late(double, api, receiver):
    double.control.set_delivery("late", seconds=0.3)
    start = time.monotonic()

    new_intent(api)
    double.control.wait_until_idle(5)

    assert (len(receiver.got), time.monotonic() - start >= 0.3) == (1, True)


def test_lost_events_are_listed_as_undelivered(double, api, receiver):
    new_intent(api)
    double.control.wait_until_idle(5)
    double.control.set_delivery("drop")
    paid_intent(api)

    lost = api.v1.events.list({"delivery_success": False, "types": ["payment_intent.succeeded"]})
    arrived = api.v1.events.list({"delivery_success": True})

    assert [event.type for event in lost.data] == ["payment_intent.succeeded"]
    assert [event.type for event in arrived.data] == ["payment_intent.created"]


def test_same_event_goes_out_many_times_at_once(double, api, receiver):
    new_intent(api)
    double.control.wait_until_idle(5)
    [event] = double.control.events()

    statuses = double.control.redeliver(event["id"], 64)

    assert statuses == [200] * 64
    assert {got.event().id for got in receiver.got} == {event["id"]}


@pytest.mark.parametrize(
    "flaw",
    [{"age_seconds": 400}, {"secret": "whsec_other"}, {"is_tampered": True}, {"is_signed": False}],
    ids=["old", "other secret", "tampered", "unsigned"],
)
def test_flawed_deliveries_do_not_verify(double, api, receiver, flaw):
    new_intent(api)
    double.control.wait_until_idle(5)
    [event] = double.control.events()

    double.control.redeliver(event["id"], **flaw)

    flawed = receiver.got[-1]
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(flawed.body, flawed.headers.get("stripe-signature"), SECRET)


def test_new_event_about_an_object_can_lie(double, api, receiver):
    intent = paid_intent(api)
    double.control.wait_until_idle(5)

    sent = double.control.emit(
        "payment_intent.succeeded",
        intent.id,
        changes={"amount_received": 1},
        event_changes={"livemode": True},
    )

    event = receiver.got[-1].event()
    assert (event.id, event.livemode, event.data.object["amount_received"]) == (sent["id"], True, 1)
    assert double.control.intent(intent.id)["amount_received"] == 5050


def test_endpoint_gets_only_the_types_it_asked_for(double, api, receiver):
    api.v1.webhook_endpoints.update(
        double.control.endpoints()[0]["id"], {"enabled_events": ["payment_intent.succeeded"]}
    )

    paid_intent(api)
    double.control.wait_until_idle(5)

    assert receiver.types() == ["payment_intent.succeeded"]


def test_registered_endpoint_tells_its_secret_once(double, api, receiver):
    made = api.v1.webhook_endpoints.create(
        {"url": receiver.url, "enabled_events": ["*"], "api_version": stripe.api_version}
    )
    [stored, _] = api.v1.webhook_endpoints.list().data

    new_intent(api)
    double.control.wait_until_idle(5)

    assert made.secret.startswith("whsec_")
    assert (stored.id, "secret" in stored.to_dict()) == (made.id, False)
    assert len(receiver.got) == 2
    api.v1.webhook_endpoints.delete(made.id)
    assert len(double.control.endpoints()) == 1
