"""Looking closer at a product's pictures, by keyboard and with what a screen reader is told."""

import pytest
from playwright.sync_api import expect

from catalogue.models import ProductImage
from catalogue.tests.factories import make_image, make_product

pytestmark = pytest.mark.browser


@pytest.fixture
def product(transactional_db):
    page = make_product("Tailwind", [("TW-A3", "A3", "39.00", 5)])
    for words in ("On a wall", "On a clip"):
        ProductImage.objects.create(page=page, image=make_image(words), alt_text=words)
    return page


def test_pictures_are_looked_at_by_keyboard_alone(page, product, axe_clean):
    page.goto(product.url)
    page.locator("[data-zoom]").first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Tailwind, close up")

    expect(dialog.get_by_text("Picture 1 of 2")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("img", name="On a clip")).to_be_visible()
    axe_clean(page)
    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(page.locator("[data-zoom]").nth(1)).to_be_focused()


def test_full_size_is_a_switch(page, product):
    page.goto(product.url)
    page.locator("[data-zoom]").first.click()
    switch = page.get_by_role("button", name="Full size")

    switch.click()

    expect(switch).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Next picture").click()
    expect(switch).to_have_attribute("aria-pressed", "false")


def test_product_page_of_a_phone_scrolls_down_only(page, product):
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(product.url)

    assert page.evaluate("document.documentElement.scrollWidth") == 390
