"""Refunds and disputes: always read anew, never overwritten by an older answer, never more than was paid."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db.models import F

from checkout import gateway
from checkout.models import Order
from checkout.orders.money import refresh_money
from checkout.tests.orders import make_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(double):
    """An order of 24.00 whose payment Stripe has."""
    payment = gateway.create_intent(uuid4(), 2400, "eur")
    double.control.pay(payment.id)
    return make_order(None, stripe_pid=payment.id)


def money_of(order: Order) -> tuple[str, Decimal]:
    order.refresh_from_db()
    return order.state, order.refunded_total


def write_in_between(monkeypatch, order, *writes: int) -> list[int]:
    """Let so many other writers come after each of the first reads; answers the reads."""
    reads: list[int] = []
    plain = gateway.retrieve

    def interrupted(payment_id):
        payment = plain(payment_id)
        others = writes[len(reads)] if len(reads) < len(writes) else 0
        reads.append(others)
        Order.objects.filter(pk=order.pk).update(money_version=F("money_version") + others)
        return payment

    monkeypatch.setattr(gateway, "retrieve", interrupted)
    return reads


def test_answer_that_has_grown_old_is_read_again(order, double, monkeypatch):
    reads = write_in_between(monkeypatch, order, 1)
    double.control.refund(order.stripe_pid, 500)

    refresh_money(order.pk)

    assert len(reads) == 2
    assert money_of(order) == ("part_refunded", Decimal("5.00"))
    assert order.money_version == 2


@pytest.mark.parametrize("writes", [(2,), (1, 1), (5, 5)])
def test_second_writer_in_between_has_read_what_we_came_for(order, double, monkeypatch, writes):
    reads = write_in_between(monkeypatch, order, *writes)
    double.control.refund(order.stripe_pid)
    seen = []

    refresh_money(order.pk, after=seen.append)

    assert len(reads) == (1 if writes[0] >= 2 else 2)
    assert seen == [order]
    assert money_of(order) == ("paid", 0)  # what the others wrote stands


def test_refund_beyond_what_was_paid_counts_as_all(order, double):
    [charge] = double.control.charges(order.stripe_pid)
    double.control.edit(charge["id"], {"amount_refunded": 9900})

    refresh_money(order.pk)

    assert money_of(order) == ("refunded", Decimal("24.00"))


def test_same_answer_twice_is_told_once(order, double):
    double.control.refund(order.stripe_pid, 500)

    refresh_money(order.pk)
    told = [event.text for event in order.events.all()]
    refresh_money(order.pk)

    assert "Part refunded; refunded so far: €5.00" in told
    assert [event.text for event in order.events.all()] == told


def test_failing_effect_takes_the_money_back_with_it(order, double):
    double.control.refund(order.stripe_pid, 500)

    def fails(locked):
        raise ValueError("after")

    with pytest.raises(ValueError, match="after"):
        refresh_money(order.pk, after=fails)

    assert money_of(order) == ("paid", 0)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("needs_response", "disputed"),
        ("under_review", "disputed"),
        ("warning_needs_response", "disputed"),
        ("warning_closed", "paid"),
        ("won", "paid"),
        ("prevented", "paid"),
        ("lost", "dispute_lost"),
    ],
)
def test_each_status_of_a_dispute_has_its_state(order, double, status, state):
    dispute = double.control.open_dispute(order.stripe_pid)
    double.control.edit(dispute["id"], {"status": status})

    refresh_money(order.pk)

    assert money_of(order)[0] == state


def test_dispute_that_is_over_leads_back_to_the_refund(order, double):
    double.control.refund(order.stripe_pid, 500)
    dispute = double.control.open_dispute(order.stripe_pid, amount_minor=1900)
    refresh_money(order.pk)
    assert money_of(order)[0] == "disputed"

    double.control.edit(dispute["id"], {"status": "won"})
    refresh_money(order.pk)

    assert money_of(order) == ("part_refunded", Decimal("5.00"))


def test_lost_dispute_never_turns_back(order, double):
    dispute = double.control.open_dispute(order.stripe_pid)
    double.control.close_dispute(dispute["id"], "lost")
    refresh_money(order.pk)

    double.control.edit(dispute["id"], {"status": "won"})
    refresh_money(order.pk)

    assert money_of(order)[0] == "dispute_lost"


def test_order_in_review_stays_there_until_staff_looked(order, double):
    Order.objects.update(state="review", review_reasons=[{"code": "stock"}])

    refresh_money(order.pk)

    assert money_of(order) == ("review", 0)


def test_card_that_was_unknown_is_filled_in(order, double):
    refresh_money(order.pk)

    order.refresh_from_db()
    assert (order.card_brand, order.card_last4) == ("visa", "4242")
