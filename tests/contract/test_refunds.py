"""Refunds and disputes."""

import pytest
import stripe

from tests.contract.conftest import new_intent, paid_intent


def test_partial_refunds_add_up_to_the_whole(either):
    intent = paid_intent(either)

    part = either.v1.refunds.create({"payment_intent": intent.id, "amount": 2000})
    rest = either.v1.refunds.create({"payment_intent": intent.id, "reason": "requested_by_customer"})
    charge = either.v1.charges.retrieve(intent.latest_charge)

    assert (part.amount, part.status, rest.amount) == (2000, "succeeded", 3050)
    assert (charge.amount_refunded, charge.refunded) == (5050, True)
    assert {row.id for row in either.v1.refunds.list({"payment_intent": intent.id}).data} == {
        part.id,
        rest.id,
    }


def test_more_than_was_paid_cannot_go_back(either):
    intent = paid_intent(either)

    with pytest.raises(stripe.InvalidRequestError):
        either.v1.refunds.create({"payment_intent": intent.id, "amount": 5051})

    assert either.v1.refunds.list({"payment_intent": intent.id}).data == []


def test_second_whole_refund_is_refused(either):
    intent = paid_intent(either)
    either.v1.refunds.create({"payment_intent": intent.id})

    with pytest.raises(stripe.InvalidRequestError) as refused:
        either.v1.refunds.create({"payment_intent": intent.id})

    assert refused.value.code == "charge_already_refunded"


@pytest.mark.parametrize("params", [{"reason": "boredom"}, {"amount": 0}, {"amount": -5}])
def test_nonsense_refunds_are_refused(either, params):
    intent = paid_intent(either)

    with pytest.raises(stripe.InvalidRequestError):
        either.v1.refunds.create({"payment_intent": intent.id, **params})

    assert either.v1.charges.retrieve(intent.latest_charge).amount_refunded == 0


def test_unpaid_intent_has_nothing_to_refund(either):
    intent = new_intent(either)

    with pytest.raises(stripe.InvalidRequestError):
        either.v1.refunds.create({"payment_intent": intent.id})


def test_disputed_charge_cannot_be_refunded(double, api):
    intent = paid_intent(api)
    double.control.open_dispute(intent.id)

    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.v1.refunds.create({"payment_intent": intent.id})

    assert refused.value.code == "charge_disputed"
    assert double.control.refunds() == []


def test_failed_refund_gives_the_money_back_to_the_shop(double, api):
    intent = paid_intent(api)
    refund = api.v1.refunds.create({"payment_intent": intent.id})

    failed = double.control.fail_refund(refund.id)

    charge = double.control.charges(intent.id)[0]
    assert (failed["status"], failed["failure_reason"]) == ("failed", "expired_or_canceled_card")
    assert (charge["amount_refunded"], charge["refunded"]) == (0, False)
    kinds = [event["type"] for event in double.control.events(object_id=refund.id)]
    assert kinds == ["refund.created", "refund.failed", "refund.updated", "charge.refund.updated"]


def test_refund_event_carries_what_changed(double, api):
    intent = paid_intent(api)

    api.v1.refunds.create({"payment_intent": intent.id, "amount": 500})

    [event] = double.control.events("charge.refunded")
    assert event["data"]["previous_attributes"] == {"amount_refunded": 0}
    assert event["data"]["object"]["amount_refunded"] == 500


def test_pending_refund_arrives_later(double, api):
    intent = paid_intent(api, "pm_card_pendingRefund")
    refund = api.v1.refunds.create({"payment_intent": intent.id})

    arrived = double.control.settle_refund(refund.id)

    assert (refund.status, arrived["status"]) == ("pending", "succeeded")


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_dispute_closes_with_its_outcome(double, api, outcome):
    dispute = double.control.open_dispute(paid_intent(api).id, reason="product_not_received")

    closed = double.control.close_dispute(dispute["id"], outcome)

    assert closed["status"] == outcome
    [event] = double.control.events("charge.dispute.closed")
    assert event["data"]["previous_attributes"] == {"status": "needs_response"}
    assert len(double.control.events("charge.dispute.funds_reinstated")) == int(outcome == "won")
