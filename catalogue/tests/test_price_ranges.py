"""The ranges of prices beside a listing: they suit the shop, and each says how many products it shows."""

from decimal import Decimal

import pytest

from catalogue.facets.prices import EDGES, MAX_RANGES, price_ranges
from catalogue.models import ProductProperty
from catalogue.tests.factories import make_product, make_variant

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

POSTERS = "/shop/posters/"


def hang(*prices):
    for number, price in enumerate(prices):
        make_product(f"Piece {number}", [(f"PIECE-{number}", "", price, 5)])


def ranges(client, query=""):
    return client.get(f"{POSTERS}?{query}").context["panel"].ranges


def words(client, query=""):
    return [(option.label, option.count) for option in ranges(client, query)]


@pytest.fixture
def sizes():
    """Pieces of which each size has a price of its own, some of them sold out, some with a technique."""
    for number, (small, large) in enumerate([(9, 24), (12, 25), (25, 60), (18, 110), (40, 45)]):
        prices = {"A4": (f"{small}.00", number % 2), "A3": (f"{large}.00", 5)}
        variants = [(f"P{number}-{size}", size, *price) for size, price in prices.items()]
        technique = ProductProperty(name="Technique", value="Ridges" if number % 2 else "Flow")
        make_product(f"Piece {number}", variants, properties=[technique])
    make_product("Bare", [("BARE", "", "24.99", 1)])


@pytest.mark.parametrize(
    "state",
    ["", "in-stock=1", "paper-size=a3", "paper-size=a3&paper-size=a4&technique=flow", "min=20&max=30"],
)
def test_each_range_shows_as_many_products_as_it_says(client, sizes, state):
    options = ranges(client, state)

    assert len(options) > 1
    for option in options:
        answer = client.get(POSTERS + option.url)
        assert (option.label, answer.context["total"]) == (option.label, option.count)
        assert len(answer.context["cards"]) == option.count


def test_ranges_meet_so_that_no_price_is_in_two_or_none(client):
    hang("0.50", "24.99", "25.00", "25.01", "49.99", "50.00", "12345678.00")

    options = ranges(client)

    assert sum(option.count for option in options) == 7
    assert sum(client.get(POSTERS + option.url).context["total"] for option in options) == 7


@pytest.mark.parametrize(
    ("prices", "found"),
    [
        (["1.60", "2.20", "4.80"], ["up to €1.99", "€2.00 to €2.49", "from €2.50"]),
        (["900.00", "2100.00"], ["up to €999.99", "from €1,000.00"]),
        (["18.00", "18.50"], []),
        (["18.00"], []),
        ([], []),
    ],
)
def test_ranges_suit_what_the_shop_sells(client, prices, found):
    make_product("Elsewhere", [("ELSEWHERE", "", "7.00", 1)]).unpublish()
    hang(*prices)

    assert [label for label, _count in words(client)] == found


def test_ranges_end_a_whole_yen_apart_without_cents(client, settings):
    settings.STRIPE_CURRENCY = "jpy"
    hang("1", "2", "3", "3")

    assert words(client) == [("up to ¥1", 1), ("¥2", 1), ("from ¥3", 2)]


def test_many_prices_make_a_handful_of_ranges_about_alike(client):
    spread = {(1 << rung,): 10 for rung in range(len(EDGES) + 1)}

    found = price_ranges(spread, spread)

    assert len(found) == MAX_RANGES
    assert all(80 <= choice.count <= 150 for choice in found)


def test_chosen_range_is_marked_stays_and_can_be_taken_away(client):
    hang("9.00", "24.00", "60.00")
    chosen = ranges(client, "in-stock=1")[0]

    after = ranges(client, chosen.url[1:])

    assert [option.is_chosen for option in after] == [True, False, False]
    assert after[0].url == "?in-stock=1"
    assert words(client, chosen.url[1:]) == words(client, "in-stock=1")
    assert 'aria-current="true"' in client.get(POSTERS + chosen.url).text


def test_sale_price_counts_in_the_range_of_the_card(client):
    hang("9.00", "60.00")
    make_product("Reduced", [make_variant("REDUCED", "", "60.00", sale_price=Decimal("9.50"))])

    assert [count for _label, count in words(client)] == [2, 1]
