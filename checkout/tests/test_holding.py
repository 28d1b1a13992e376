"""One shopper holds for twice the hold time at most; then others have their chance."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from catalogue.models import StockHold
from catalogue.tests.factories import make_product
from checkout.attempts import close, payable
from checkout.bag.contents import bag_contents
from checkout.gate import TotalChanged, pass_gate
from checkout.gateway import StripeUnavailable
from checkout.holding import HeldTooLong
from checkout.models import Bag, CheckoutAttempt, Order
from checkout.orders.placing import place_order
from checkout.sweeping import sweep
from checkout.tests.paying import DETAILS, make_bag, payment_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def product(double):
    return make_product("Tailwind", [("TW-A2", "A2", "98.00", 1), ("TW-A4", "A4", "22.00", 10)])


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield lambda minutes: traveller.move_to(NOON + timedelta(minutes=minutes))


def press_pay(bag: Bag, user=None, earlier=()) -> CheckoutAttempt:
    """Load the checkout and press Pay."""
    quote = bag_contents(bag).quote
    attempt, payment = payable(bag, user, quote)
    pass_gate(
        attempt,
        DETAILS,
        save_info=False,
        amount_shown=quote.amount_minor,
        client_secret=payment.client_secret,
        earlier=earlier,
    )
    return attempt


def hold_for_an_hour(clock, bag, **who) -> CheckoutAttempt:
    for minute in (0, 29, 58):
        clock(minute)
        attempt = press_pay(bag, **who)
    clock(61)
    assert sweep().expired == 1
    return attempt


def test_pressing_pay_again_and_again_holds_for_an_hour_at_most(clock):
    bag, waiting = make_bag({"TW-A2": 1}), make_bag({"TW-A2": 1})
    for minute in (0, 29, 58):
        clock(minute)
        attempt = press_pay(bag)
        with pytest.raises(TotalChanged):
            press_pay(waiting)

    attempt.refresh_from_db()
    assert attempt.expires_at == NOON + timedelta(minutes=60)
    clock(61)
    sweep()
    assert press_pay(waiting).state == "open"


def test_hold_ends_at_the_press_even_without_a_sweeper(clock, double):
    bag = make_bag({"TW-A2": 1})
    for minute in (0, 29, 58):
        clock(minute)
        attempt = press_pay(bag)
    clock(87)

    with pytest.raises(HeldTooLong) as held:
        press_pay(bag)

    assert held.value.minutes == 15
    assert StockHold.objects.count() == 0
    assert double.control.intent(attempt.stripe_pid)["status"] == "canceled"


def test_waiting_buyer_has_a_chance_before_the_same_shopper_again(clock):
    bag = make_bag({"TW-A2": 1})
    hold_for_an_hour(clock, bag)

    for minute in (61, 70, 75):
        clock(minute)
        with pytest.raises(HeldTooLong):
            press_pay(bag)

    assert press_pay(make_bag({"TW-A2": 1})).state == "open"


def test_what_nobody_wanted_may_be_held_again(clock):
    bag = make_bag({"TW-A2": 1})
    hold_for_an_hour(clock, bag)
    clock(77)

    attempt = press_pay(bag)

    attempt.refresh_from_db()
    assert attempt.held_since == NOON + timedelta(minutes=77)
    assert attempt.expires_at == NOON + timedelta(minutes=107)


@pytest.mark.parametrize("way", ["new attempt", "another bag of the session", "signed in", "other pieces"])
def test_no_way_round_begins_another_hour(clock, ada, way):
    bag = make_bag({"TW-A2": 1})
    is_account = way == "signed in"
    former = hold_for_an_hour(clock, bag, user=ada if is_account else None)
    other = bag if way == "new attempt" else make_bag({"TW-A4" if way == "other pieces" else "TW-A2": 1})
    earlier = [] if is_account else [str(former.pk)]

    with pytest.raises(HeldTooLong):
        press_pay(other, user=ada if is_account else None, earlier=earlier)

    assert StockHold.objects.count() == 0


def test_signing_out_keeps_what_was_held_but_no_right(clock, ada, ada_client: Client):
    attempt = press_pay(make_bag({"TW-A2": 1}), user=ada)
    session = ada_client.session
    session["checkout_attempts"] = [str(attempt.pk)]
    session.save()

    ada_client.post("/accounts/logout/")

    assert ada_client.session["former_checkouts"] == [str(attempt.pk)]
    assert "checkout_attempts" not in ada_client.session


def test_order_ends_the_run(clock):
    bag = make_bag({"TW-A2": 1})
    for minute in (0, 29, 58):
        clock(minute)
        attempt = press_pay(bag)
    place_order(attempt.pk, payment_of(attempt))
    clock(61)
    bag.lines.create(sku="TW-A4", quantity=1, seen_price="22.00", seen_name="A4")

    assert press_pay(bag, earlier=[str(attempt.pk)]).state == "open"
    assert Order.objects.count() == 1


def test_payment_that_a_bank_is_at_keeps_its_hold_for_ever(clock, double):
    attempt = press_pay(make_bag({"TW-A2": 1}))
    double.control.edit(attempt.stripe_pid, {"status": "processing"})

    for minute in (61, 600, 6000):
        clock(minute)
        sweep()

    assert StockHold.objects.get().holder == attempt.pk


def test_bag_whose_bank_said_no_can_be_paid_at_once(clock, double):
    bag = make_bag({"TW-A2": 1})
    attempt = press_pay(bag)
    double.control.edit(attempt.stripe_pid, {"status": "processing"})
    clock(61)
    sweep()
    double.control.edit(attempt.stripe_pid, {"status": "canceled"})
    close(attempt.pk)

    again = press_pay(make_bag({"TW-A2": 1}), earlier=[str(attempt.pk)])

    again.refresh_from_db()
    assert again.held_since == NOON + timedelta(minutes=61)


def test_hold_stays_at_its_end_while_stripe_is_silent(clock, double, settings):
    settings.STRIPE_MAX_RETRIES = 0
    bag = make_bag({"TW-A2": 1})
    press_pay(bag)
    clock(61)
    double.control.add_fault("payment_intents.cancel", "error", times=None)

    with pytest.raises(StripeUnavailable):
        press_pay(bag)

    assert StockHold.objects.count() == 1
