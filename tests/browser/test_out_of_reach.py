"""What the bag says when the shop cannot be reached or the browser keeps nothing; what reaches the edge."""

import pytest
from playwright.sync_api import expect

from catalogue.tests.factories import make_image, make_product
from home.blocks import HomeBlock
from home.models import HomePage
from home.tests.german import make_german_shop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def product(page):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)], image=make_image())
    page.goto("/shop/posters/tailwind/")
    return page


def test_no_good_word_stays_beside_an_error(product, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED|Failed to load|htmx:")
    product.locator("[data-add]").click()
    expect(product.get_by_text("Tailwind, A4 is in your bag.")).to_be_visible()
    product.context.set_offline(True)

    product.locator("dialog[open] [data-step='1']").click()

    expect(product.get_by_role("alert")).to_have_text("That did not work. Please try again in a moment.")
    expect(product.get_by_text("is in your bag")).to_have_count(0)
    expect(product.locator("dialog[open] input[name=quantity]").first).to_have_value("1")


def test_bag_that_is_forgotten_at_once_says_so(product, context):
    context.add_init_script("Object.defineProperty(document, 'cookie', { get: () => '' })")
    product.reload()

    product.locator("[data-add]").click()

    expect(product.get_by_role("alert")).to_contain_text("does not keep cookies")
    expect(product.get_by_text("is in your bag.")).to_have_count(0)


def test_choice_made_since_the_page_came_goes_along_into_the_other_language(page):
    make_german_shop()
    page.goto("/shop/posters/tailwind/")
    page.get_by_role("radio", name="A3").check()
    page.wait_for_url("**sku=TW-A3*")

    page.route("http://testserver/**", lambda route: route.fulfill(body=""))  # the site's own address
    page.get_by_role("link", name="Deutsch").click()

    page.wait_for_url("http://testserver/de/**/rueckenwind/?sku=TW-A3")


def test_pictures_reach_the_edge_of_a_wide_window(page):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)], image=make_image())
    home = HomePage.objects.get()
    home.body = [("story", HomeBlock().child_blocks["story"].get_preview_value())]
    home.save_revision().publish()
    page.set_viewport_size({"width": 1920, "height": 1000})
    page.goto("/")

    left = page.locator(".story__pic").bounding_box()["x"]

    assert left == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 1920
