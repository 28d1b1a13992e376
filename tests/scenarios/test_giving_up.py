"""What is abandoned is given up only where money cannot come any more, whatever Stripe would allow."""

import pytest

from catalogue.models import StockHold
from checkout.attempts import end
from checkout.models import AttemptState, CheckoutAttempt
from checkout.sweeping import sweep
from checkout.webhook_handler import MAX_FAILURES
from tests.scenarios.conftest import abandon

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

# What Stripe still waits for when the page is long closed.
ELSEWHERE = (
    "display_bank_transfer_instructions",
    "verify_with_microdeposits",
    "oxxo_display_details",
    "pix_display_qr_code",
    "something_that_stripe_invents",
)
ON_THE_PAGE = ("use_stripe_sdk", "redirect_to_url", "alipay_handle_redirect")


@pytest.fixture
def confirmed(shopper, tab, stripe):
    """A checkout whose bank is at it, with a Stripe that would let it be canceled all the same."""
    shopper.gate(tab)
    shopper.confirm(tab, shopper.bank_account())
    stripe.control.be_lenient()
    return tab


def waits_for(stripe, tab, action):
    changes = {"status": "requires_action", "next_action": {"type": action}}
    stripe.control.edit(tab.intent_id, changes)


def canceled(stripe):
    return [call for call in stripe.control.requests() if call["path"].endswith("/cancel")]


def test_sweeper_never_cancels_what_a_bank_is_at(confirmed, stripe, the_order):
    abandon()

    assert (sweep().kept, canceled(stripe)) == (1, [])
    assert StockHold.objects.get().quantity == 1
    stripe.control.settle(confirmed.intent_id)
    stripe.control.release()
    assert the_order().state == "paid"


def test_money_that_is_only_held_is_not_given_up(shopper, tab, stripe):
    shopper.gate(tab)
    stripe.control.edit(tab.intent_id, {"status": "requires_capture"})
    abandon()

    assert (sweep().kept, canceled(stripe), StockHold.objects.count()) == (1, [], 1)


@pytest.mark.parametrize("action", ELSEWHERE)
def test_payment_that_is_made_elsewhere_keeps_its_hold(shopper, tab, stripe, action):
    shopper.gate(tab)
    waits_for(stripe, tab, action)
    abandon()

    assert (sweep().kept, canceled(stripe), StockHold.objects.count()) == (1, [], 1)


@pytest.mark.parametrize("action", ON_THE_PAGE)
def test_window_of_a_bank_that_was_closed_is_given_up(shopper, tab, stripe, action):
    shopper.gate(tab)
    waits_for(stripe, tab, action)
    abandon()

    assert (sweep().expired, StockHold.objects.count()) == (1, 0)


def test_transfer_that_the_shopper_has_to_make_counts_as_on_its_way(shopper, tab, stripe):
    shopper.gate(tab)
    waits_for(stripe, tab, "display_bank_transfer_instructions")

    assert shopper.finish(tab).status_code == 202


def test_many_declined_cards_do_not_end_what_a_bank_is_at(confirmed, stripe):
    CheckoutAttempt.objects.update(failures=MAX_FAILURES - 1)
    stripe.control.emit("payment_intent.payment_failed", confirmed.intent_id)

    stripe.control.release(kind="payment_intent.payment_failed")

    assert CheckoutAttempt.objects.get().failures == MAX_FAILURES
    assert (canceled(stripe), StockHold.objects.count()) == ([], 1)


def test_every_way_to_give_up_asks_stripe_first(confirmed, stripe):
    assert end(CheckoutAttempt.objects.get()) is None

    assert CheckoutAttempt.objects.exclude(state=AttemptState.EXPIRED).count() == 1
    assert (canceled(stripe), StockHold.objects.count()) == ([], 1)
