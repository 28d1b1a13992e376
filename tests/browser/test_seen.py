"""What this browser has seen before: kept in it alone, shown below a product, and forgotten when asked to."""

import pytest
from playwright.sync_api import expect

from catalogue.tests.factories import make_product

SEEN = "[data-seen]"


@pytest.fixture(autouse=True)
def products(transactional_db):
    return [make_product("Tide"), make_product("Dunes", [("DUNES", "A4", "20.00", 1)])]


@pytest.mark.parametrize("width", [390, 1280])
def test_product_seen_before_is_shown_below_the_next_one(page, axe_clean, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/shop/posters/tide/")
    expect(page.locator(SEEN)).to_be_hidden()

    page.goto("/shop/posters/dunes/")

    row = page.get_by_role("region", name="Seen before")
    expect(row.get_by_role("heading", name="Tide")).to_be_visible()
    expect(row.get_by_role("article")).to_have_count(1)
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_list_is_forgotten_when_asked_to(page):
    page.goto("/shop/posters/tide/")
    page.goto("/shop/posters/dunes/")

    page.get_by_role("button", name="Clear this list").click()

    expect(page.locator(SEEN)).to_be_hidden()
    expect(page.get_by_role("main")).to_be_focused()
    assert page.evaluate("localStorage.getItem('seen')") is None


def test_product_that_is_gone_is_not_shown(page, products):
    page.goto("/shop/posters/tide/")
    products[0].unpublish()

    with page.expect_response("**/seen/?*") as asked:
        page.goto("/shop/posters/dunes/")

    assert asked.value.ok
    expect(page.locator(SEEN)).to_be_hidden()


@pytest.mark.parametrize("stored", ["<img src=x onerror=alert(1)>", '{"a": 1}', '["<b>", null, 7]', "["])
def test_what_else_lies_in_the_storage_never_gets_into_the_page(page, stored):
    page.goto("/shop/posters/tide/")
    page.evaluate("stored => localStorage.setItem('seen', stored)", stored)

    page.reload()

    expect(page.locator(SEEN)).to_be_hidden()
    key = page.locator(SEEN).get_attribute("data-seen")
    assert page.evaluate("localStorage.getItem('seen')") == f'["{key}"]'
