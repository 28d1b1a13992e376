"""The home page: its blocks, the products in them, and what they cost the database."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.tests.factories import make_image, make_product, make_products, make_variant
from home.tests.factories import make_home_with, rail, story

pytestmark = pytest.mark.django_db


def statements(client, path="/"):
    """How many SQL statements a page takes once renditions are made and sites are known."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_rail_shows_picked_products_in_order(eve):
    first, second = make_product("Low Sun", [("SUN", "", "24.00", 5)]), make_product("Tailwind")
    make_home_with(rail(second, first))

    page = eve.get("/").content.decode()

    assert page.index("Tailwind") < page.index("Low Sun")


def test_rail_shows_the_price_of_now(eve):
    product = make_product("Tailwind", [make_variant("WIND", price="39.00", sale_price=Decimal("31.20"))])
    make_home_with(rail(product))

    page = eve.get("/").content.decode()

    assert "€31.20" in page
    assert "€39.00" in page


def test_unpublished_product_vanishes_from_its_rail(eve):
    stays, goes = make_product("Low Sun"), make_product("Tailwind", [("WIND", "", "24.00", 5)])
    make_home_with(rail(stays, goes))

    goes.unpublish()

    page = eve.get("/").content.decode()
    assert "Low Sun" in page
    assert "Tailwind" not in page


def test_rail_without_products_is_left_out(eve):
    product = make_product("Tailwind")
    make_home_with(rail(product, title="New on the wall"))

    product.delete()

    answer = eve.get("/")
    assert answer.status_code == 200
    assert "New on the wall" not in answer.content.decode()


def test_newest_rail_needs_no_picking(eve):
    make_products(3)
    make_home_with(rail(rule="newest"))

    page = eve.get("/").content.decode()

    assert [title for title in ("Print 00", "Print 01", "Print 02") if title in page] == [
        "Print 00",
        "Print 01",
        "Print 02",
    ]


def test_sale_rail_shows_reduced_products_only(eve):
    make_product("Low Sun")
    make_product("Tailwind", [make_variant("WIND", price="39.00", sale_price=Decimal("31.20"))])
    make_home_with(rail(rule="sale"))

    page = eve.get("/").content.decode()

    assert "Tailwind" in page
    assert "Low Sun" not in page


def test_story_sells_its_product_on_the_spot(eve):
    product = make_product("Tailwind", [("WIND-A4", "A4", "19.20", 0), ("WIND-A3", "A3", "31.20", 3)])
    make_home_with(story(product, make_image()))

    page = eve.get("/").content.decode()

    assert '<option value="WIND-A4" disabled>A4, sold out</option>' in page
    assert '<option value="WIND-A3" selected>A3, €31.20</option>' in page


def test_story_outlives_the_product_it_sold(eve):
    product = make_product("Tailwind", [("WIND", "", "24.00", 3)])
    make_home_with(story(product, make_image()))

    product.delete()

    page = eve.get("/").content.decode()
    assert "How a wind becomes a print" in page
    assert 'action="/bag/add/"' not in page


def test_queries_do_not_grow_with_products_and_rails(eve):
    picture = make_image()
    one = make_product("Low Sun", [("SUN", "", "24.00", 5)], image=picture)
    make_home_with(rail(one), story(one, picture))
    cache.clear()
    few = statements(eve)

    many = [one, *make_products(8, image=picture)]
    make_home_with(rail(*many[:4]), rail(*many[4:]), story(many[2], picture), story(many[5], picture))

    assert 0 < statements(eve) == few


def test_headline_is_the_only_first_heading(eve):
    picture = {"image": make_image().pk, "alt_text": "A wall", "decorative": False}
    make_home_with(("hero", {"headline": "Drawn by rules.", "picture": picture, "products": []}))

    page = eve.get("/").content.decode()

    assert page.count("<h1") == 1
    assert "Drawn by rules." in page


def test_page_without_hero_still_has_a_first_heading(eve):
    make_home_with()

    assert eve.get("/").content.decode().count("<h1") == 1
