"""Variants: labels, sale windows and the SQL that must agree with them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from catalogue.models import ProductPage, ProductVariant
from catalogue.tests.factories import make_product, make_variant

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("option_1", "option_2", "label"),
    [("A3", "Oak", "A3, Oak"), ("A3", "", "A3"), ("", "Oak", "Oak"), ("", "", "")],
)
def test_label_joins_the_option_values(option_1, option_2, label):
    assert ProductVariant(option_1=option_1, option_2=option_2).label == label


@pytest.mark.parametrize(
    ("starts", "ends", "is_on_sale"),
    [
        (None, None, True),
        (NOW, None, True),
        (NOW + HOUR, None, False),
        (None, NOW, False),
        (None, NOW + HOUR, True),
        (NOW - HOUR, NOW + HOUR, True),
        (NOW - 2 * HOUR, NOW - HOUR, False),
    ],
)
def test_sale_price_counts_only_within_its_window(db, starts, ends, is_on_sale):
    variant = make_variant("TIDE", sale_price=Decimal("18.00"), sale_starts_at=starts, sale_ends_at=ends)
    page = make_product(variants=[variant])
    price = Decimal("18.00") if is_on_sale else Decimal("24.00")

    assert variant.is_on_sale_at(NOW) is is_on_sale
    assert variant.price_at(NOW) == price
    assert ProductVariant.objects.with_current_price(NOW).get(page=page).current_price == price


def test_variant_without_sale_price_is_never_on_sale():
    variant = make_variant("TIDE", sale_starts_at=NOW - HOUR, sale_ends_at=NOW + HOUR)

    assert not variant.is_on_sale_at(NOW)
    assert variant.price_at(NOW) == Decimal("24.00")


def test_lowest_price_of_a_page_follows_the_sale_windows(db):
    on_sale = make_variant("TIDE-A2", "A2", "44.00", sale_price=Decimal("9.00"), sale_ends_at=NOW)
    make_product(variants=[("TIDE-A4", "A4", "12.00", 1), on_sale])

    before = ProductPage.objects.with_lowest_price(NOW - HOUR).get()
    after = ProductPage.objects.with_lowest_price(NOW).get()

    assert (before.lowest_price, after.lowest_price) == (Decimal("9.00"), Decimal("12.00"))


def test_free_pieces_of_a_row_leave_out_the_held_ones(db):
    make_product(variants=[("TIDE-A3", "A3", "24.00", 5), ("TIDE-A2", "A2", "44.00", None)])

    free = dict(ProductVariant.objects.with_free().values_list("sku", "free"))

    assert free == {"TIDE-A3": 5, "TIDE-A2": 0}
