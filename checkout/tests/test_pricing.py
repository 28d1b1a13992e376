"""What a bag costs: the delivery rule, one rounding, and the same number in minor units everywhere."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Site

from catalogue.money import from_minor, smallest_step
from catalogue.tests.factories import make_home, make_product
from checkout.bag.contents import bag_contents
from checkout.models import DeliverySettings
from checkout.pricing import ZERO, DeliveryRule, QuoteItem, delivery_rule, quote
from checkout.tests.paying import make_bag

RULE = DeliveryRule(Decimal("10.00"), Decimal("60.00"))
CURRENCIES = ("eur", "jpy", "kwd", "isk", "usd", "ugx")


def one(price: str, quantity: int = 1) -> list[QuoteItem]:
    return [QuoteItem("A", quantity, Decimal(price))]


@pytest.mark.parametrize(
    ("price", "free_from", "delivery", "missing"),
    [
        ("24.00", "60.00", "2.40", "36.00"),
        ("59.99", "60.00", "6.00", "0.01"),
        ("60.00", "60.00", "0.00", "0.00"),
        ("60.01", "60.00", "0.00", "0.00"),
        ("0.00", "60.00", "0.00", "60.00"),
        ("24.00", "0.00", "0.00", "0.00"),
    ],
)
def test_delivery_follows_the_rule_of_the_threshold(price, free_from, delivery, missing):
    rule = DeliveryRule(Decimal("10.00"), Decimal(free_from))

    totals = quote(one(price), rule=rule, currency="eur")

    assert (str(totals.delivery_cost), str(totals.free_delivery_missing)) == (delivery, missing)
    assert totals.grand_total == Decimal(price) + Decimal(delivery)


def test_empty_bag_costs_nothing_at_all():
    totals = quote([], rule=RULE, currency="eur")

    assert (totals.order_total, totals.delivery_cost, totals.amount_minor) == (ZERO, ZERO, 0)


@pytest.mark.parametrize(
    ("price", "delivery", "minor"),
    [("19.95", "2.00", 2195), ("19.94", "1.99", 2193), ("0.05", "0.01", 6), ("0.04", "0.00", 4)],
)
def test_half_cents_of_delivery_round_up_once(price, delivery, minor):
    totals = quote(one(price), rule=RULE, currency="eur")

    assert (str(totals.delivery_cost), totals.amount_minor) == (delivery, minor)


@pytest.mark.parametrize(
    ("currency", "price", "delivery", "minor"),
    [("jpy", "1364", "136.00", 1500), ("kwd", "1.23", "0.12", 1350), ("isk", "1005", "101.00", 110600)],
)
def test_delivery_is_rounded_to_what_the_currency_can_charge(currency, price, delivery, minor):
    totals = quote(one(price), rule=DeliveryRule(Decimal(10), Decimal(9999)), currency=currency)

    assert (str(totals.delivery_cost), totals.amount_minor) == (delivery, minor)


@st.composite
def bags(draw):
    """A currency, lines at prices that can be charged in it, and a delivery rule."""
    currency = draw(st.sampled_from(CURRENCIES))
    steps = draw(st.lists(st.tuples(st.integers(0, 99_999), st.integers(1, 99)), max_size=50))
    items = [
        QuoteItem(f"SKU-{number}", quantity, price * smallest_step(currency))
        for number, (price, quantity) in enumerate(steps)
    ]
    percentage, free_from = draw(st.decimals(0, 100, places=2)), draw(st.decimals(0, 5000, places=2))
    return currency, items, DeliveryRule(percentage, free_from)


@given(bags())
def test_every_total_adds_up_and_can_be_charged(drawn):
    currency, items, rule = drawn

    totals = quote(items, rule=rule, currency=currency)

    assert sum((item.total for item in items), ZERO) == totals.order_total
    assert totals.order_total + totals.delivery_cost == totals.grand_total
    assert from_minor(totals.amount_minor, currency) == totals.grand_total
    assert totals.grand_total % smallest_step(currency) == 0
    assert 0 <= totals.delivery_cost <= totals.order_total


def test_bag_shows_the_total_that_is_charged(db):
    make_product("Tailwind", [("TW-A4", "A4", "19.95", 5), ("TW-A3", "A3", "7.35", 5)])

    contents = bag_contents(make_bag({"TW-A4": 2, "TW-A3": 1}))

    assert str(sum(line.line_total for line in contents.lines)) == str(contents.quote.order_total) == "47.25"
    assert (str(contents.quote.delivery_cost), contents.quote.amount_minor) == ("4.73", 5198)


def test_rule_of_the_default_site_counts(db):
    assert delivery_rule() == RULE

    make_home()
    DeliverySettings.objects.create(site=Site.objects.get(), percentage="5.00", free_from="40.00")

    assert delivery_rule() == DeliveryRule(Decimal("5.00"), Decimal("40.00"))


@pytest.mark.parametrize(("currency", "charged", "minor"), [("jpy", "23.00", 25), ("isk", "23.00", 2500)])
def test_price_finer_than_the_currency_is_rounded_where_it_is_offered(db, settings, currency, charged, minor):
    settings.STRIPE_CURRENCY = currency
    make_product("Tailwind", [("TW-A4", "A4", "22.50", 5)])

    contents = bag_contents(make_bag({"TW-A4": 1}))

    assert (str(contents.lines[0].offer.unit_price), contents.quote.amount_minor) == (charged, minor)
