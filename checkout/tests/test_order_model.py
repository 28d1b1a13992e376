"""Orders: their numbers, their states, and what the database itself refuses."""

import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from checkout.models import (
    Bag,
    BagLine,
    CheckoutAttempt,
    CheckoutQuote,
    Order,
    OrderLineItem,
    OrderState,
    OutgoingMail,
    Refund,
    WebhookEvent,
)
from checkout.models.orders import NUMBER_ALPHABET, TRANSITIONS, new_order_number
from checkout.tests.bags import open_attempt
from checkout.tests.orders import make_order
from checkout.tests.paying import make_bag

TOTALS = ("order_total", "delivery_cost", "grand_total")


def test_number_has_prefix_and_four_groups_anybody_can_read_out(settings):
    settings.SHOP_ORDER_PREFIX = "MO"

    assert re.fullmatch(rf"MO(-[{NUMBER_ALPHABET}]{{4}}){{4}}", new_order_number())
    assert len(NUMBER_ALPHABET) == 32
    assert set("ILOU").isdisjoint(NUMBER_ALPHABET)


def test_ten_thousand_numbers_are_all_different():
    assert len({new_order_number() for _ in range(10_000)}) == 10_000


def test_number_is_given_once_and_never_changes(db):
    order = make_order(None)
    number = order.order_number

    order.full_name = "Ada King"
    order.save()

    order.refresh_from_db()
    assert (order.order_number, order.full_name) == (number, "Ada King")


def test_every_state_has_its_row_in_the_transition_table():
    known = set(OrderState.values)

    assert set(TRANSITIONS) == known
    assert all(after <= known for after in TRANSITIONS.values())
    assert all(state not in after for state, after in TRANSITIONS.items())


def test_nothing_leaves_a_lost_dispute_and_nothing_returns_to_unpaid():
    lost = Order(state=OrderState.DISPUTE_LOST)

    assert [state for state in OrderState.values if lost.can_become(state)] == []
    assert Order(state=OrderState.PAID).can_become("review") is False


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "changes",
    [
        {"grand_total": Decimal("24.01")},
        {"grand_total": Decimal("23.99")},
        {"delivery_cost": Decimal("0.01")},
        {"refunded_total": Decimal("24.01")},
        {"refunded_total": Decimal("-0.01")},
        {"paid_total": F("refunded_total") - 1},
        {"state": "shipped"},
        {"state": ""},
    ],
)
def test_database_refuses_orders_that_cannot_be(db, changes):
    order = make_order(None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(**changes)

    order.refresh_from_db()
    assert (order.state, order.grand_total, order.refunded_total) == ("paid", 24, 0)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": 2},
        {"quantity": 0},
        {"lineitem_total": Decimal("24.01")},
        {"unit_price": Decimal("23.99")},
    ],
)
def test_database_refuses_lines_that_do_not_add_up(db, changes):
    line = make_order(None).lines.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        OrderLineItem.objects.filter(pk=line.pk).update(**changes)

    line.refresh_from_db()
    assert (line.quantity, line.lineitem_total) == (1, 24)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("price", "quantity"), [("19.20", 3), ("0.07", 3), ("1.10", 99), ("99999999.99", 99), ("0.00", 1)]
)
def test_awkward_decimals_add_up_on_both_databases(db, price, quantity):
    line = make_order(None).lines.get()
    total = Decimal(price) * quantity

    changes = {"unit_price": Decimal(price), "quantity": quantity, "lineitem_total": total}
    OrderLineItem.objects.filter(pk=line.pk).update(**changes)

    line.refresh_from_db()
    assert (line.unit_price * line.quantity, str(line.lineitem_total)) == (total, str(total))


@pytest.mark.sqlite
def test_quote_that_does_not_add_up_is_refused(db):
    attempt = make_order(None).attempt
    totals = {"order_total": "20.00", "delivery_cost": "2.00", "grand_total": "22.10"}

    with pytest.raises(IntegrityError), transaction.atomic():
        CheckoutQuote.objects.create(attempt=attempt, version=1, lines=[], details={}, **totals)

    assert attempt.latest_quote() is None


@pytest.mark.sqlite
def test_second_order_for_one_attempt_or_payment_is_refused(db):
    order = make_order(None, stripe_pid="pi_1")
    order.pk, order.order_number, order.stripe_pid = None, "", "pi_2"

    with pytest.raises(IntegrityError), transaction.atomic():
        order.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_order(None, stripe_pid="pi_1")

    assert Order.objects.count() == 1


@pytest.mark.sqlite
def test_second_mail_of_one_kind_is_refused(db):
    order = make_order(None)
    OutgoingMail.objects.create(order=order, kind="confirmation")

    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(order=order, kind="confirmation")

    assert order.mails.count() == 1


@pytest.fixture
def refund(db) -> Refund:
    return Refund.objects.create(order=make_order(None), amount=1, currency="eur")


@pytest.mark.sqlite
def test_second_mail_about_one_refund_is_refused(refund):
    about = {"order": refund.order, "refund": refund, "kind": "refund"}
    OutgoingMail.objects.create(**about)

    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(**about)

    assert refund.mails.count() == 1


@pytest.mark.sqlite
@pytest.mark.parametrize(("kind", "has_refund"), [("refund", False), ("confirmation", True)])
def test_mail_about_a_refund_names_it_and_no_other_does(refund, kind, has_refund):
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(order=refund.order, kind=kind, refund=refund if has_refund else None)

    assert OutgoingMail.objects.count() == 0


@pytest.mark.sqlite
def test_second_open_attempt_for_one_bag_is_refused(db):
    bag = make_bag({})
    open_attempt(bag)

    with pytest.raises(IntegrityError), transaction.atomic():
        open_attempt(bag)

    assert CheckoutAttempt.objects.filter(bag=bag).count() == 1


def test_address_is_printed_without_empty_lines():
    order = Order(
        full_name="Ida L", street_address1="Kai 1", town_or_city="Bergen", postcode="", country="NO"
    )

    assert order.address_lines == ["Ida L", "Kai 1", "Bergen", "Norway"]
    assert order.first_name == "Ida"


TWICE = [
    lambda: CheckoutAttempt.objects.create(
        currency="eur", intent_amount_minor=1, expires_at=timezone.now(), stripe_pid="pi_1"
    ),
    lambda: CheckoutQuote.objects.create(
        attempt=CheckoutAttempt.objects.get(), version=1, lines=[], details={}, **dict.fromkeys(TOTALS, 0)
    ),
    lambda: BagLine.objects.create(bag=Bag.objects.get(), sku="A", quantity=1, seen_price=1, seen_name="A"),
    lambda: WebhookEvent.objects.create(stripe_id="evt_1", type="x"),
    lambda: Refund.objects.create(order=make_order(None), stripe_refund_id="re_1", amount=1, currency="eur"),
]


@pytest.mark.sqlite
@pytest.mark.parametrize("make", TWICE, ids=["checkout", "quote", "bag line", "event", "refund"])
def test_database_refuses_the_same_row_twice(db, make):
    open_attempt(make_bag({}))
    made = make()

    with pytest.raises(IntegrityError), transaction.atomic():
        make()

    assert type(made).objects.filter(pk=made.pk).exists()


@pytest.mark.sqlite
@pytest.mark.parametrize("quantity", [0, 100])
def test_database_refuses_bag_lines_out_of_bounds(db, quantity):
    bag = make_bag({"A": 1})

    with pytest.raises(IntegrityError), transaction.atomic():
        bag.lines.update(quantity=quantity)

    assert bag.lines.get().quantity == 1


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "changes", [{"amount": 0}, {"amount": -1}, {"state": "succeeded"}, {"state": "sent"}]
)
def test_database_refuses_refunds_that_cannot_be(db, changes):
    refund = Refund.objects.create(order=make_order(None), amount=5, currency="eur")

    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.filter(pk=refund.pk).update(**changes)

    refund.refresh_from_db()
    assert (refund.amount, refund.state) == (5, "requested")
