"""Confirming: money, refusals, the bank's questions and money that comes later."""

import time

import pytest
import stripe

from stripe_double import ApiError, StripeDouble
from tests.contract.conftest import client_of, new_intent, paid_intent

BACK = "http://127.0.0.1/back/"
DEBIT = {
    "type": "sepa_debit",
    "sepa_debit": {"iban": "DE89370400440532013000"},
    "billing_details": {"name": "Ada Lovelace", "email": "ada@example.org"},
}


def test_good_card_is_charged_at_once(either):
    intent = paid_intent(either, metadata={"attempt": "a1"})

    charge = either.v1.charges.retrieve(intent.latest_charge)
    listed = either.v1.charges.list({"payment_intent": intent.id})

    assert (intent.status, intent.amount_received) == ("succeeded", 5050)
    assert (charge.status, charge.paid, charge.captured) == ("succeeded", True, True)
    assert (charge.amount_refunded, charge.disputed) == (0, False)
    assert charge.payment_method_details.card.brand == "visa"
    assert charge.metadata.to_dict() == {"attempt": "a1"}
    assert [row.id for row in listed.data] == [charge.id]


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_visa_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", None),
        ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"),
        ("pm_card_chargeDeclinedProcessingError", "processing_error", None),
    ],
)
def test_refused_card_says_why_and_keeps_the_intent_open(either, card, code, decline_code):
    intent = new_intent(either, automatic_payment_methods={"enabled": True, "allow_redirects": "never"})

    with pytest.raises(stripe.CardError) as refused:
        either.v1.payment_intents.confirm(intent.id, {"payment_method": card})

    error = refused.value.error
    assert (refused.value.http_status, error.code) == (402, code)
    if decline_code:
        assert error.decline_code == decline_code
    assert error.payment_intent.status == "requires_payment_method"
    assert either.v1.payment_intents.retrieve(intent.id).last_payment_error.code == code
    assert either.v1.charges.retrieve(error.charge).status == "failed"


def test_another_card_pays_after_a_refusal(either):
    intent = new_intent(either, automatic_payment_methods={"enabled": True, "allow_redirects": "never"})
    with pytest.raises(stripe.CardError):
        either.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_chargeDeclined"})

    paid = either.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_mastercard"})

    assert (paid.status, paid.last_payment_error) == ("succeeded", None)
    assert len(either.v1.charges.list({"payment_intent": intent.id}).data) == 2


def test_bank_check_sends_the_customer_away(either):
    intent = new_intent(either)

    asked = either.v1.payment_intents.confirm(
        intent.id, {"payment_method": "pm_card_authenticationRequired", "return_url": BACK}
    )

    assert asked.status == "requires_action"
    assert asked.next_action.type == "redirect_to_url"
    assert asked.next_action.redirect_to_url.return_url == BACK


def test_redirecting_methods_need_a_return_url(either):
    intent = new_intent(either)

    with pytest.raises(stripe.InvalidRequestError):
        either.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})

    assert either.v1.payment_intents.retrieve(intent.id).latest_charge is None


@pytest.mark.parametrize(("passes", "status"), [(True, "succeeded"), (False, "requires_payment_method")])
def test_bank_check_decides_the_payment(double, api, passes, status):
    intent = new_intent(api)
    asked = double.control.pay(intent.id, "pm_card_threeDSecure2Required")

    decided = (double.control.authorize if passes else double.control.fail_authorization)(intent.id)

    assert (asked["status"], asked["next_action"]["type"]) == ("requires_action", "use_stripe_sdk")
    assert decided["status"] == status
    assert len(double.control.charges(intent.id)) == int(passes)
    if not passes:
        assert decided["last_payment_error"]["code"] == "payment_intent_authentication_failure"


def test_amount_change_voids_a_running_bank_check(double, api):
    intent = new_intent(api)
    double.control.pay(intent.id, "pm_card_threeDSecure2Required")

    changed = api.v1.payment_intents.update(intent.id, {"amount": 9900})
    with pytest.raises(ApiError):
        double.control.authorize(intent.id)

    assert (changed.status, changed.next_action) == ("requires_confirmation", None)
    assert double.control.charges() == []


@pytest.mark.parametrize(
    ("outcome", "status", "received"),
    [("succeed", "succeeded", 5050), ("fail", "requires_payment_method", 0)],
)
def test_debit_is_processing_until_it_settles(double, api, outcome, status, received):
    intent = new_intent(api)

    started = api.v1.payment_intents.confirm(intent.id, {"payment_method_data": DEBIT, "return_url": BACK})
    settled = double.control.settle(intent.id, outcome)

    assert (started.status, started.amount_received) == ("processing", 0)
    assert (settled["status"], settled["amount_received"]) == (status, received)


def test_redirect_method_waits_for_the_bank(double, api):
    intent = new_intent(api)

    asked = api.v1.payment_intents.confirm(
        intent.id, {"payment_method_data": {"type": "ideal"}, "return_url": BACK}
    )
    decided = double.control.authorize(intent.id)

    assert f"/js/redirect/{intent.id}" in asked.next_action.redirect_to_url.url
    assert (decided["status"], double.control.intent(intent.id)["amount_received"]) == ("succeeded", 5050)


def test_held_money_is_captured_in_part(double, api):
    intent = paid_intent(api, capture_method="manual")

    taken = api.v1.payment_intents.capture(intent.id, {"amount_to_capture": 2000})

    assert (intent.status, intent.amount_capturable) == ("requires_capture", 5050)
    assert (taken.status, taken.amount_received) == ("succeeded", 2000)
    assert double.control.charges(intent.id)[0]["amount_captured"] == 2000


def test_whole_card_numbers_are_refused_from_servers(double, api):
    card = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}

    with pytest.raises(stripe.CardError):
        api.v1.payment_methods.create({"type": "card", "card": card})

    assert double.control.requests()[-1]["has_card_number"] is True
    assert "4242424242424242" not in str(double.control.requests())


def test_refused_confirmation_at_creation_makes_nothing(double, api):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        new_intent(api, payment_method="pm_card_visa", confirm=True)

    assert refused.value.param == "return_url"
    assert (double.control.intents(), double.control.events()) == ([], [])


@pytest.mark.parametrize(
    ("iban", "status"),
    [("DE89370400440532013000", "succeeded"), ("DE62370400440532013001", "requires_payment_method")],
)
def test_debits_settle_by_themselves_where_told(iban, status):
    with StripeDouble(settle_after=0.1) as double:
        intent = new_intent(client_of(double))
        debit = {**DEBIT, "sepa_debit": {"iban": iban}}
        started = client_of(double).v1.payment_intents.confirm(
            intent.id, {"payment_method_data": debit, "return_url": BACK}
        )
        double.control.shift_clock(5)
        deadline = time.monotonic() + 3
        while double.control.intent(intent.id)["status"] == "processing" and time.monotonic() < deadline:
            time.sleep(0.02)

        assert started.status == "processing"
        assert double.control.intent(intent.id)["status"] == status


def test_dispute_card_is_paid_and_then_disputed(double, api):
    intent = paid_intent(api, "pm_card_createDispute")

    [dispute] = double.control.disputes()

    assert intent.status == "succeeded"
    assert api.v1.disputes.retrieve(dispute["id"]).status == "needs_response"
    assert double.control.charges(intent.id)[0]["disputed"] is True
