"""Products that a browser has seen before: at today's prices, in its order, and only what is still there."""

import pytest

from catalogue.models import ProductVariant
from catalogue.tests.factories import make_product, make_products

pytestmark = pytest.mark.django_db


def titles(answer):
    return [card.title for card in answer.context["cards"]]


def ask(client, *keys):
    return client.get("/seen/", {"keys": " ".join(map(str, keys))})


def test_cards_come_in_the_order_of_the_keys(eve):
    tide, dunes = make_product("Tide"), make_product("Dunes", [("DUNES", "A4", "20.00", 1)])

    answer = ask(eve, dunes.translation_key, tide.translation_key)

    assert titles(answer) == ["Dunes", "Tide"]
    assert "€20.00" in answer.content.decode()


def test_price_is_the_one_of_today(eve):
    tide = make_product("Tide")
    ProductVariant.objects.filter(page=tide).update(price="30.00")

    assert "€30.00" in ask(eve, tide.translation_key).content.decode()


def test_product_that_is_gone_makes_room_for_the_next(eve):
    gone, *others = make_products(8)
    gone.unpublish()

    answer = ask(eve, *(page.translation_key for page in (gone, *others)))

    assert titles(answer) == [page.title for page in others[:6]]


@pytest.mark.parametrize(
    "keys", ["", "x", "'; --", "1 2 3", "\x00", "<b>", "0e8dd0e9-0ddf-4f6c-9c55-3a3f1f9b0c11"]
)
def test_what_is_no_key_shows_nothing(eve, keys):
    answer = eve.get("/seen/", {"keys": keys})

    assert answer.status_code in (200, 400)
    assert b"<article" not in answer.content


def test_number_of_queries_does_not_grow(eve, django_assert_max_num_queries):
    pages = make_products(6)

    with django_assert_max_num_queries(6):
        ask(eve, *(page.translation_key for page in pages))
