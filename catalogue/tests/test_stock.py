"""Stock: holds, sales and corrections; the ledger always adds up."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from catalogue import stock
from catalogue.models import MovementKind, StockHold, StockMovement, StockRecord
from catalogue.stock import OutOfStock
from catalogue.tests.factories import count
from tests.race import run_together

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def numbers(sku="TIDE-A3"):
    record = StockRecord.objects.get(sku=sku)
    return record.on_hand, record.reserved


def assert_ledger_adds_up():
    for record in StockRecord.objects.all():
        assert record.on_hand == (record.movements.aggregate(sum=Sum("delta"))["sum"] or 0)
        assert record.reserved == (record.holds.aggregate(sum=Sum("quantity"))["sum"] or 0)


@pytest.fixture
def tide():
    count("TIDE-A3", 5)


@pytest.fixture
def dunes(tide):
    count("DUNES-A3", 2)


def test_uncounted_sku_has_no_free_pieces(tide):
    assert stock.free_stock(["TIDE-A3", "NEVER"]) == {"TIDE-A3": 5, "NEVER": 0}


def test_hold_leaves_fewer_pieces_for_others(tide):
    holder = uuid4()

    stock.hold(holder, {"TIDE-A3": 3})

    assert numbers() == (5, 3)
    assert stock.free_stock(["TIDE-A3"]) == {"TIDE-A3": 2}
    assert stock.held_by(holder) == {"TIDE-A3": 3}
    assert_ledger_adds_up()


def test_second_hold_replaces_the_first_one(dunes):
    holder = uuid4()
    stock.hold(holder, {"TIDE-A3": 3})

    stock.hold(holder, {"TIDE-A3": 1, "DUNES-A3": 2})

    assert stock.held_by(holder) == {"TIDE-A3": 1, "DUNES-A3": 2}
    assert (numbers(), numbers("DUNES-A3")) == ((5, 1), (2, 2))
    assert_ledger_adds_up()


def test_own_held_pieces_may_be_held_again(tide):
    holder = uuid4()
    stock.hold(holder, {"TIDE-A3": 4})

    stock.hold(holder, {"TIDE-A3": 5})

    assert numbers() == (5, 5)


def test_hold_beyond_free_pieces_changes_nothing(dunes):
    holder = uuid4()
    stock.hold(holder, {"TIDE-A3": 1})
    stock.hold(uuid4(), {"DUNES-A3": 1})

    with pytest.raises(OutOfStock) as refusal:
        stock.hold(holder, {"TIDE-A3": 2, "DUNES-A3": 2, "NEVER": 1})

    assert refusal.value.free == {"DUNES-A3": 1, "NEVER": 0}
    assert stock.held_by(holder) == {"TIDE-A3": 1}
    assert (numbers(), numbers("DUNES-A3")) == ((5, 1), (2, 1))


def test_refusal_counts_the_own_held_pieces_as_free(tide):
    holder = uuid4()
    stock.hold(holder, {"TIDE-A3": 2})
    stock.hold(uuid4(), {"TIDE-A3": 2})

    with pytest.raises(OutOfStock) as refusal:
        stock.hold(holder, {"TIDE-A3": 4})

    assert refusal.value.free == {"TIDE-A3": 3}


def test_release_gives_back_all_held_pieces(dunes):
    holder = uuid4()
    stock.hold(holder, {"TIDE-A3": 3, "DUNES-A3": 2})

    stock.release(holder)
    stock.release(holder)

    assert (numbers(), numbers("DUNES-A3")) == ((5, 0), (2, 0))
    assert not StockHold.objects.exists()


def test_release_leaves_the_holds_of_others(tide):
    holder, other = uuid4(), uuid4()
    stock.hold(holder, {"TIDE-A3": 1})
    stock.hold(other, {"TIDE-A3": 2})

    stock.release(holder)

    assert stock.held_by(other) == {"TIDE-A3": 2}
    assert numbers() == (5, 2)


def test_sale_takes_the_held_pieces_and_ends_the_hold(tide):
    holder = uuid4()
    stock.hold(holder, {"TIDE-A3": 3})

    missing = stock.take(holder, {"TIDE-A3": 3}, "MO-1")

    assert missing == {}
    assert numbers() == (2, 0)
    assert not StockHold.objects.exists()
    sale = StockMovement.objects.get(kind=MovementKind.SALE)
    assert (sale.delta, sale.reference) == (-3, "MO-1")


def test_sale_without_hold_takes_free_pieces(tide):
    stock.hold(uuid4(), {"TIDE-A3": 2})

    missing = stock.take(uuid4(), {"TIDE-A3": 3}, "MO-1")

    assert missing == {}
    assert numbers() == (2, 2)
    assert_ledger_adds_up()


def test_sale_never_takes_what_others_hold(tide):
    stock.hold(uuid4(), {"TIDE-A3": 4})

    missing = stock.take(uuid4(), {"TIDE-A3": 3, "NEVER": 1}, "MO-1")

    assert missing == {"TIDE-A3": 2, "NEVER": 1}
    assert numbers() == (4, 4)
    assert_ledger_adds_up()


def test_sale_gives_back_held_pieces_that_were_not_sold(dunes):
    holder = uuid4()
    stock.hold(holder, {"TIDE-A3": 2, "DUNES-A3": 2})

    stock.take(holder, {"TIDE-A3": 1}, "MO-1")

    assert (numbers(), numbers("DUNES-A3")) == ((4, 0), (2, 0))
    assert_ledger_adds_up()


def test_second_sale_of_one_order_is_refused(tide):
    stock.take(uuid4(), {"TIDE-A3": 1}, "MO-1")

    with pytest.raises(IntegrityError), transaction.atomic():
        stock.take(uuid4(), {"TIDE-A3": 1}, "MO-1")

    assert numbers() == (4, 0)
    assert StockMovement.objects.filter(kind=MovementKind.SALE).count() == 1


def test_adjusting_leaves_a_movement_with_its_reason(tide, staff):
    record = stock.adjust(sku="TIDE-A3", delta=-2, kind=MovementKind.DAMAGE, note="Wet", user=staff)

    movement = StockMovement.objects.first()
    assert record.on_hand == 3
    assert (movement.delta, movement.kind, movement.note) == (-2, MovementKind.DAMAGE, "Wet")
    assert movement.user == staff
    assert_ledger_adds_up()


def test_adjusting_below_the_held_pieces_is_refused(tide):
    stock.hold(uuid4(), {"TIDE-A3": 4})

    with pytest.raises(OutOfStock) as refusal:
        stock.adjust(sku="TIDE-A3", delta=-2, kind=MovementKind.COUNT)

    assert refusal.value.free == {"TIDE-A3": 1}
    assert numbers() == (5, 4)
    assert StockMovement.objects.count() == 1


def test_adjusting_an_uncounted_sku_below_zero_makes_no_record(db):
    with pytest.raises(OutOfStock):
        stock.adjust(sku="NEVER", delta=-1, kind=MovementKind.COUNT)

    assert not StockRecord.objects.exists()


def test_adjusting_by_nothing_writes_no_movement(tide):
    stock.adjust(sku="TIDE-A3", delta=0, kind=MovementKind.COUNT)

    assert StockMovement.objects.count() == 1


@pytest.mark.parametrize("broken", [{"on_hand": -1}, {"reserved": -1}, {"reserved": 6}])
def test_database_refuses_impossible_numbers(tide, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        StockRecord.objects.filter(sku="TIDE-A3").update(**broken)

    assert numbers() == (5, 0)


@pytest.mark.django_db(transaction=True)
def test_sixteen_buyers_race_for_the_last_five_pieces():
    count("TIDE-A3", 5)
    count("DUNES-A3", 16)
    # Every second buyer names the SKUs the other way round: wrong lock order would deadlock.
    wanted = [{"TIDE-A3": 1, "DUNES-A3": 1}, {"DUNES-A3": 1, "TIDE-A3": 1}]

    answers = run_together(16, lambda number: stock.hold(uuid4(), wanted[number % 2]))

    assert sum(answer is None for answer in answers) == 5
    assert sum(isinstance(answer, OutOfStock) for answer in answers) == 11
    assert (numbers(), numbers("DUNES-A3")) == ((5, 5), (16, 5))
    assert_ledger_adds_up()


@pytest.mark.django_db(transaction=True)
def test_sixteen_sales_race_for_the_last_five_pieces():
    count("TIDE-A3", 5)

    answers = run_together(16, lambda number: stock.take(uuid4(), {"TIDE-A3": 1}, f"MO-{number}"))

    assert answers.count({}) == 5
    assert answers.count({"TIDE-A3": 1}) == 11
    assert numbers() == (0, 0)
    assert_ledger_adds_up()


@pytest.mark.django_db(transaction=True)
def test_first_counts_at_the_same_moment_add_up():
    answers = run_together(8, lambda _number: count("TIDE-A3", 1))

    assert answers == [None] * 8
    assert numbers() == (8, 0)
    assert_ledger_adds_up()


@pytest.mark.django_db(transaction=True)
def test_one_checkout_sent_eight_times_leaks_no_hold():
    skus = [f"PRINT-{number}" for number in range(8)]
    for sku in skus:
        count(sku, 5)
    holder = uuid4()

    answers = run_together(8, lambda number: stock.hold(holder, {skus[number]: 1, skus[0]: 1}))

    assert answers == [None] * 8
    assert_ledger_adds_up()
