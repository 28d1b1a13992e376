"""The gate passed a second time with another bag: what may still be charged stays held."""

import pytest

from catalogue.stock import held_by
from catalogue.tests.factories import make_product
from checkout import gateway
from checkout.attempts import PaymentPending, payable
from checkout.audit.running import audit
from checkout.bag.contents import bag_contents
from checkout.gate import TotalChanged, pass_gate
from checkout.gateway import StripeUnavailable
from checkout.models import BagLine
from checkout.tests.paying import DETAILS, make_bag

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

SEPA = {"type": "sepa_debit", "sepa_debit": {"iban": "DE89370400440532013000"}}
PAYER = {"billing_details": {"name": "Ida Lindqvist", "email": "ida@example.org"}}


@pytest.fixture
def attempt(double):
    """A checkout of two A4 that has passed the gate; its bag has one A3 instead by now."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 2), ("TW-A3", "A3", "39.00", 2)])
    bag = make_bag({"TW-A4": 2})
    attempt, _payment = payable(bag, None, bag_contents(bag).quote)
    gate(attempt)
    BagLine.objects.update(sku="TW-A3", quantity=1)
    return attempt


def gate(attempt):
    shown = bag_contents(attempt.bag).quote.amount_minor
    return pass_gate(attempt, DETAILS, save_info=False, amount_shown=shown, client_secret="")


def breaches():
    return [result.name for result in audit() if not result.is_clean]


def test_new_quote_lets_go_of_the_old_once_stripe_has_taken_it(attempt):
    gate(attempt)

    assert held_by(attempt.pk) == {"TW-A3": 1}
    assert breaches() == []


@pytest.mark.parametrize("fault", ["error", "drop_after"])
def test_old_quote_stays_held_while_stripe_does_not_answer(attempt, double, fault):
    double.control.add_fault("payment_intents.update", fault, times=None)

    with pytest.raises(StripeUnavailable):
        gate(attempt)

    assert held_by(attempt.pk) == {"TW-A4": 2, "TW-A3": 1}
    assert breaches() == []

    double.control.clear_faults()
    gate(attempt)
    assert held_by(attempt.pk) == {"TW-A3": 1}


def test_payment_on_its_way_keeps_its_own_pieces_alone(attempt, double):
    double.control.pay(attempt.stripe_pid, payment_method_data={**SEPA, **PAYER})

    with pytest.raises(PaymentPending):
        gate(attempt)

    assert held_by(attempt.pk) == {"TW-A4": 2}
    assert breaches() == []


@pytest.fixture
def slow_call(attempt, monkeypatch):
    """The next change of the payment reaches Stripe only after `slow_call.meanwhile()`."""

    class SlowCall:
        @staticmethod
        def meanwhile():
            raise AssertionError("nothing was to happen meanwhile")

    def update(*args, **kwargs):
        monkeypatch.undo()
        SlowCall.meanwhile()
        return gateway.update_intent(*args, **kwargs)

    monkeypatch.setattr("checkout.gate.gateway.update_intent", update)
    return SlowCall


def test_call_that_another_page_overtook_leaves_the_newest_quote_payable_and_held(attempt, slow_call, double):
    def other_page():
        BagLine.objects.update(sku="TW-A4", quantity=1)
        gate(attempt)

    slow_call.meanwhile = other_page

    with pytest.raises(TotalChanged) as changed:
        gate(attempt)

    intent = double.control.intent(attempt.stripe_pid)
    assert intent["amount"] == changed.value.quote.amount_minor
    assert intent["metadata"]["quote"] == str(attempt.latest_quote().version)
    assert held_by(attempt.pk) == {"TW-A4": 1}
    assert breaches() == []


def test_overtaken_by_the_same_bag_the_page_may_pay(attempt, slow_call, double):
    slow_call.meanwhile = lambda: gate(attempt)

    passed = gate(attempt)

    assert passed.amount_minor == double.control.intent(attempt.stripe_pid)["amount"]
    assert held_by(attempt.pk) == {"TW-A3": 1}


def test_quote_that_cannot_be_held_leaves_the_old_one_alone(attempt):
    BagLine.objects.update(quantity=3)

    with pytest.raises(TotalChanged):
        gate(attempt)

    assert held_by(attempt.pk) == {"TW-A4": 2}
