"""One open checkout a bag, from page to gate: free and paid bags, shrinking bags, opposite orders."""

import time
from threading import Event
from uuid import UUID, uuid4

import pytest
from django.test import Client

from catalogue.models import StockHold, StockRecord
from catalogue.tests.factories import make_product
from checkout.attempts import (
    AlreadyPaid,
    close,
    end,
    find_own,
    open_attempt,
    payable,
    payment_of_free,
)
from checkout.bag.contents import bag_contents
from checkout.gate import AttemptEnded, Pass, TotalChanged, pass_gate
from checkout.gateway import StripeUnavailable
from checkout.models import BagLine, CheckoutAttempt, Order
from checkout.orders.placing import place_order
from checkout.payments.metadata import items_in
from checkout.tests.paying import DETAILS, make_attempt, make_bag, payment_of
from checkout.transactions import Busy, money_transaction
from tests.race import run_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(db):
    return make_product("Tailwind", [("TW-A4", "A4", "22.00", 10), ("FREE", "card", "0.00", 10)])


def opened(bag):
    """The bag's checkout as the page opens it."""
    return payable(bag, None, bag_contents(bag).quote)


def through_gate(attempt, amount=None):
    quote = bag_contents(attempt.bag).quote
    shown = quote.amount_minor if amount is None else amount
    return pass_gate(attempt, DETAILS, save_info=False, amount_shown=shown, client_secret="free")


def put(bag, sku, quantity=1):
    BagLine.objects.create(bag=bag, sku=sku, quantity=quantity, seen_price="1.00", seen_name=sku)


@pytest.mark.parametrize("when", ["before", "after"])
def test_failure_that_stripe_repeats_for_its_key_begins_another_checkout(product, double, settings, when):
    settings.STRIPE_MAX_RETRIES = 0
    double.control.add_fault("payment_intents.create", "error", when=when, is_kept=True)
    bag = make_bag({"TW-A4": 1})
    with pytest.raises(StripeUnavailable):
        opened(bag)

    attempt, payment = opened(bag)

    assert payment.metadata["attempt"] == str(attempt.pk)
    assert sorted(CheckoutAttempt.objects.values_list("state", flat=True)) == ["expired", "open"]
    assert opened(bag)[1].id == payment.id


def test_page_loaded_again_opens_the_same_checkout(product, double):
    bag = make_bag({"TW-A4": 1})

    (first, payment), (again, same) = opened(bag), opened(bag)

    assert (first, payment.id) == (again, same.id)
    assert len(double.control.intents()) == CheckoutAttempt.objects.count() == 1


def test_free_bag_that_becomes_dear_can_be_paid(product, double):
    bag = make_bag({"FREE": 1})
    free, nothing = opened(bag)
    put(bag, "TW-A4")

    attempt, payment = opened(bag)

    assert (nothing, free == attempt) == (None, False)
    assert through_gate(attempt).amount_minor == payment.amount_minor == 2420


def test_dear_bag_that_becomes_free_needs_no_payment(product, double):
    bag = make_bag({"TW-A4": 1, "FREE": 1})
    _dear, payment = opened(bag)
    BagLine.objects.filter(sku="TW-A4").delete()

    attempt, nothing = opened(bag)

    assert (nothing, attempt.stripe_pid) == (None, None)
    assert double.control.intent(payment.id)["status"] == "canceled"
    assert find_own(f"free_{attempt.pk}", [str(attempt.pk)], None) == attempt


@pytest.mark.parametrize(("before", "after"), [("FREE", "TW-A4"), ("TW-A4", "FREE")])
def test_gate_of_an_outdated_page_asks_to_load_again(product, double, before, after):
    bag = make_bag({before: 1})
    attempt, _payment = opened(bag)
    BagLine.objects.update(sku=after)

    with pytest.raises(AttemptEnded):
        through_gate(attempt)

    assert StockHold.objects.count() == attempt.quotes.count() == 0


def test_payment_that_cannot_be_ended_any_more_is_told(product, double):
    bag = make_bag({"TW-A4": 1, "FREE": 1})
    attempt, payment = opened(bag)
    through_gate(attempt)
    double.control.pay(payment.id)
    BagLine.objects.filter(sku="TW-A4").delete()

    with pytest.raises(AlreadyPaid) as paid:
        opened(bag)

    assert paid.value.order == Order.objects.get()


def test_processing_payment_lets_a_free_bag_have_a_checkout_of_its_own(product, double):
    bag = make_bag({"TW-A4": 1, "FREE": 1})
    attempt, payment = opened(bag)
    double.control.edit(payment.id, {"status": "processing"})
    BagLine.objects.filter(sku="TW-A4").delete()

    other, nothing = opened(bag)

    attempt.refresh_from_db()
    assert (attempt.state, attempt.bag, other.bag, nothing) == ("awaiting", None, bag, None)


def test_shrinking_bag_clears_the_chunks_of_the_larger_one(double):
    rows = [(f"A-RATHER-LONG-STOCK-KEEPING-UNIT-{n:02}", f"{n}", "1.10", 9) for n in range(50)]
    make_product("Many", rows)
    bag = make_bag({sku: 1 for sku, *_ in rows})
    attempt, payment = opened(bag)
    through_gate(attempt)
    large = double.control.intent(payment.id)["metadata"]
    BagLine.objects.exclude(sku=rows[0][0]).delete()

    through_gate(attempt)

    small = double.control.intent(payment.id)["metadata"]
    assert len(items_in(large)) == 50
    assert [item.sku for item in items_in(small)] == [rows[0][0]]
    assert [name for name in small if name.startswith("bag_")] == []
    assert StockHold.objects.count() == 1


@pytest.mark.parametrize("amount", [0, 2419, 2421])
def test_gate_refuses_another_total_than_the_page_showed(product, double, amount):
    attempt, _payment = opened(make_bag({"TW-A4": 1}))

    with pytest.raises(TotalChanged) as changed:
        through_gate(attempt, amount)

    assert (changed.value.quote.amount_minor, changed.value.gone) == (2420, ())
    assert (StockHold.objects.count(), attempt.quotes.count()) == (0, 0)
    assert double.control.requests("payment_intents.update") == []


def test_gate_after_the_end_asks_to_load_again(product, double):
    attempt, _payment = opened(make_bag({"TW-A4": 1}))
    close(attempt.pk)
    attempt.refresh_from_db()

    with pytest.raises(AttemptEnded):
        through_gate(attempt)

    assert StockRecord.objects.get(sku="TW-A4").reserved == 0


def test_end_that_comes_after_the_order_changes_nothing(product, double):
    attempt, _payment = opened(make_bag({"TW-A4": 1}))
    through_gate(attempt)
    place_order(attempt.pk, payment_of(attempt))

    close(attempt.pk)

    attempt.refresh_from_db()
    assert attempt.state == "placed"


@pytest.mark.parametrize(("sku", "is_free"), [("FREE", True), ("TW-A4", False)])
def test_only_a_frozen_total_of_zero_is_free(product, sku, is_free):
    attempt = make_attempt({sku: 1})
    CheckoutAttempt.objects.update(stripe_pid=None)
    attempt.refresh_from_db()

    assert (payment_of_free(attempt) is not None) is is_free


def test_hold_stays_until_stripe_agrees_to_the_end(product, double):
    attempt, _payment = opened(make_bag({"TW-A4": 1}))
    through_gate(attempt)
    double.control.add_fault("payment_intents.cancel", "error", times=None)

    with pytest.raises(StripeUnavailable):
        end(attempt)

    attempt.refresh_from_db()
    assert (attempt.state, StockHold.objects.count()) == ("open", 1)


@pytest.mark.parametrize(
    "secret", ["free_", "free_x", f"free_{UUID(int=7)}", "pi_1_secret_", "_secret_x", "pi_1", "é" * 9]
)
def test_secret_that_names_nothing_of_ours_finds_nothing(product, secret):
    assert find_own(secret, [], None) is None


def test_checkout_is_found_by_its_session_or_account_alone(product, double, ada, ben):
    bag = make_bag({"TW-A4": 1})
    attempt, payment = payable(bag, ada, bag_contents(bag).quote)

    secret = payment.client_secret

    assert find_own(secret, [], ada) == attempt
    assert find_own(secret, [str(attempt.pk)], None) == attempt
    assert find_own(secret, [str(uuid4())], ben) is None


def test_checkout_becomes_that_of_who_logs_in(product, double, ada):
    bag = make_bag({"TW-A4": 1})
    opened(bag)

    attempt = open_attempt(bag, ada, bag_contents(bag).quote)

    assert CheckoutAttempt.objects.get(pk=attempt.pk).user == ada


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_bags_in_opposite_order_never_deadlock(double):
    make_product("Tailwind", [("A", "a", "22.00", 12), ("B", "b", "22.00", 12), ("C", "c", "22.00", 12)])
    orders = (("A", "B", "C"), ("C", "B", "A"), ("B", "C", "A"))
    attempts = [opened(make_bag(dict.fromkeys(orders[number % 3], 1)))[0] for number in range(32)]

    answers = run_together(32, lambda number: through_gate(attempts[number]), timeout_s=120)

    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert {type(answer) for answer in refused} <= {TotalChanged, Busy}
    held = StockHold.objects.filter(record__sku="A").count()
    assert held == 32 - len(refused) <= 12
    assert [row.reserved for row in StockRecord.objects.order_by("sku")] == [held] * 3
    assert held == 12 or any(isinstance(answer, Busy) for answer in refused)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_page_opened_many_times_at_once_makes_one_checkout(product, double):
    bag = make_bag({"TW-A4": 1})
    quote = bag_contents(bag).quote

    answers = run_together(16, lambda number: open_attempt(bag, None, quote))

    made = CheckoutAttempt.objects.get()
    assert [answer for answer in answers if answer != made and not isinstance(answer, Busy)] == []
    assert made in answers


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_second_tab_waits_for_the_first_and_gets_its_checkout(product):
    bag = make_bag({"TW-A4": 1})
    quote = bag_contents(bag).quote
    is_open = Event()

    def open_slowly():
        with money_transaction():
            attempt = open_attempt(bag, None, quote)
            is_open.set()
            time.sleep(0.5)
        return attempt

    def open_too():
        is_open.wait(10)
        return open_attempt(bag, None, quote)

    answers = run_together(2, lambda number: (open_slowly, open_too)[number]())

    assert answers == [CheckoutAttempt.objects.get()] * 2


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_gate_that_meets_the_end_leaves_no_hold(product, double):
    attempt, _payment = opened(make_bag({"TW-A4": 1}))
    is_locked = Event()

    def end_slowly():
        with money_transaction():
            CheckoutAttempt.objects.select_for_update().get(pk=attempt.pk)
            is_locked.set()
            time.sleep(0.5)
            close(attempt.pk)

    def press_pay():
        is_locked.wait(10)
        through_gate(attempt)

    answers = run_together(2, lambda number: (end_slowly, press_pay)[number]())

    assert [type(answer) for answer in answers] == [type(None), AttemptEnded]
    assert (StockHold.objects.count(), StockRecord.objects.get(sku="TW-A4").reserved) == (0, 0)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_pay_pressed_many_times_at_once_freezes_each_version_once(product, double, settings):
    settings.STRIPE_CONNECT_TIMEOUT = settings.STRIPE_READ_TIMEOUT = 60.0  # a busy machine is no fault here
    attempt, _payment = opened(make_bag({"TW-A4": 1}))

    answers = run_together(8, lambda number: through_gate(attempt))

    passed = [answer.amount_minor for answer in answers if isinstance(answer, Pass)]
    assert [answer for answer in answers if not isinstance(answer, Pass | Busy)] == []
    assert set(passed) == {2420}
    versions = list(attempt.quotes.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, len(passed) + 1))


def test_payment_of_another_account_is_told_as_unavailable(product, double):
    browser = Client()
    browser.post("/bag/add/", {"sku": "TW-A4", "quantity": 1})
    browser.get("/checkout/")
    attempt = CheckoutAttempt.objects.get()
    double.control.reset()

    answer = browser.post("/checkout/", {"client_secret": f"{attempt.stripe_pid}_secret_x"})

    assert (answer.status_code, Order.objects.count()) == (503, 0)


def test_pay_pressed_while_another_tab_buys_is_told_as_paid(product):
    attempt = make_attempt({"TW-A4": 1})
    seen_before = CheckoutAttempt.objects.get(pk=attempt.pk)
    order = place_order(attempt.pk, payment_of(attempt))

    with pytest.raises(AlreadyPaid) as paid:
        through_gate(seen_before, 2420)

    assert paid.value.order == order
