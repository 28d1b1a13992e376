"""Many clicks on Refund at the same moment: never more than was paid, never less than was asked."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from catalogue.models import StockRecord
from catalogue.tests.factories import make_product
from checkout.models import OrderEvent, Refund
from checkout.orders.money import refresh_money
from checkout.orders.reviewing import NothingToAccept, accept_order
from checkout.refunds.requests import NothingLeft, Pieces, TooMuch
from checkout.refunds.services import resolve_refunds
from checkout.tests.orders import make_order
from checkout.tests.refunding import ask, make_paid, money_of, sent_back
from checkout.transactions import Busy
from tests.race import run_together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

CLICKS = 32


@pytest.fixture
def order(double):
    """Two small posters at 22.00 and 4.40 delivery: 48.40."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    return make_paid(double, {"TW-A4": 2})


def patiently(act):
    """Do `act` again while the shop says that it is busy."""
    while True:
        try:
            return act()
        except Busy:
            continue


def kinds_of(answers):
    return Counter(getattr(answer, "state", None) or type(answer).__name__ for answer in answers)


def test_one_button_clicked_by_many_refunds_once(double, order):
    token, line = uuid4(), order.lines.get()
    pieces = [Pieces(line.pk, 1, restock=True)]

    answers = run_together(CLICKS, lambda _: patiently(lambda: ask(order, "5.00", token=token, lines=pieces)))

    assert {answer.pk for answer in answers} == {token}
    assert (Refund.objects.get().state, sent_back(double, order)) == ("succeeded", 500)
    assert (money_of(order), StockRecord.objects.get().on_hand) == (("part_refunded", "5.00"), 9)


def test_many_buttons_refund_exactly_what_was_paid(double, order):
    answers = run_together(CLICKS, lambda _: patiently(lambda: ask(order, "4.84")))

    told = kinds_of(answers)
    assert told["succeeded"] == 10
    assert told["NothingLeft"] + told["TooMuch"] == CLICKS - 10
    assert (money_of(order), sent_back(double, order)) == (("refunded", "48.40"), 4840)


def test_two_parts_larger_than_the_whole_make_one(double, order):
    answers = run_together(2, lambda _: patiently(lambda: ask(order, "30.00")))

    assert kinds_of(answers) == {"succeeded": 1, "TooMuch": 1}
    assert sent_back(double, order) == 3000


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_clicks_with_lost_answers_end_exact(double, order, kind):
    double.control.add_fault("refunds.create", kind, times=40)

    answers = run_together(CLICKS, lambda _: patiently(lambda: ask(order, "4.84")))
    double.control.clear_faults()
    run_together(4, lambda _: resolve_refunds(settling_time=timedelta(0)))

    assert sum(isinstance(answer, NothingLeft | TooMuch) for answer in answers) == CLICKS - 10
    assert {refund.state for refund in Refund.objects.all()} == {"succeeded"}
    assert (money_of(order), sent_back(double, order)) == (("refunded", "48.40"), 4840)


def test_refunds_here_and_at_stripe_stay_within_the_payment(double, order):
    def click(number):
        return double.control.refund(order.stripe_pid, 484) if number % 2 else ask(order, "4.84")

    run_together(CLICKS, lambda number: patiently(lambda: click(number)))

    refresh_money(order.pk)
    live = Refund.objects.filter(state="succeeded").values_list("amount", flat=True)
    assert (sum(live), sent_back(double, order)) == (Decimal("48.40"), 4840)
    assert money_of(order) == ("refunded", "48.40")


def test_many_accept_an_order_and_one_did(transactional_db, staff):
    order = make_order(None, state="review", review_reasons=[{"code": "late"}])

    answers = run_together(8, lambda _: patiently(lambda: accept_order(order.pk, staff)))

    assert sum(isinstance(answer, NothingToAccept) for answer in answers) == 7
    assert (money_of(order)[0], OrderEvent.objects.filter(kind="accepted").count()) == ("paid", 1)
