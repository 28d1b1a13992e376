"""Choosing size and frame: by keyboard with script, by a button without it."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, expect

from catalogue.tests.factories import count, make_image, make_product, make_variant
from checkout.models import BagLine

TIDE = "/shop/posters/tide/"


@pytest.fixture(autouse=True)
def framed(transactional_db):
    """A4 and A3, each bare or in oak; A2 bare alone. A3 in oak is on sale."""
    sale = {"sale_price": Decimal("72.00"), "sale_ends_at": datetime(2099, 12, 3, 11, tzinfo=UTC)}
    variants = [
        make_variant("A4-BARE", "A4", "24.00", option_2="No frame"),
        make_variant("A3-BARE", "A3", "34.00", option_2="No frame"),
        make_variant("A2-BARE", "A2", "44.00", option_2="No frame"),
        make_variant("A4-OAK", "A4", "54.00", option_2="Oak"),
        make_variant("A3-OAK", "A3", "80.00", option_2="Oak", image=make_image("Framed in oak"), **sale),
    ]
    page = make_product("Tide", variants, option_2_name="Frame", image=make_image())
    for sku, pieces in {"A4-BARE": 5, "A3-BARE": 5, "A2-BARE": 5, "A3-OAK": 2}.items():
        count(sku, pieces)
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_size_and_frame_are_chosen_by_arrow_keys(page, axe_clean, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(TIDE)
    page.get_by_role("radio", name="A4").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-price]")).to_contain_text("€34.00")

    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("group", name="Frame: Oak")).to_be_visible()
    expect(page.locator("[data-price]")).to_contain_text("€72.00")
    expect(page).to_have_url(re.compile(r"\?sku=A3-OAK$"))
    expect(page.get_by_role("radio", name=re.compile("^Oak"))).to_be_focused()
    expect(page.locator("[data-price]")).to_contain_text("Last 2")
    expect(page.locator("[data-price]")).to_contain_text("10% off until 3 December")
    expect(page.locator("[data-price]")).to_contain_text("€80.00 was the lowest price in the 30 days")
    expect(page.locator(".gallery__track img").first).to_have_attribute("alt", "Framed in oak")
    expect(page.get_by_role("radio", name=re.compile("A2.*Not with Oak"))).to_be_disabled()
    expect(page.get_by_role("radio", name=re.compile("A4.*Sold out"))).to_be_disabled()
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_what_was_chosen_gets_into_the_bag(page):
    page.goto(TIDE)
    page.get_by_role("radio", name="A3").check()
    page.get_by_role("radio", name="Oak").check()

    page.get_by_role("button", name="Add to bag").first.click()

    expect(page.locator("#bag-drawer")).to_contain_text("Tide, A3, Oak is in your bag.")
    assert BagLine.objects.get().sku == "A3-OAK"


def test_frame_that_lacks_the_size_changes_it(page):
    page.goto(f"{TIDE}?sku=A2-BARE")

    page.get_by_role("radio", name="Oak").check()

    expect(page.get_by_role("radio", name="A3")).to_be_checked()
    expect(page.locator("[data-price]")).to_contain_text("€72.00")
    page.get_by_role("radio", name="No frame").check()
    expect(page.get_by_role("radio", name="A2")).to_be_enabled()


def test_sold_out_choice_can_be_seen_and_not_bought(page):
    page.goto(TIDE)

    page.get_by_role("radio", name="Oak").check()

    expect(page.get_by_role("button", name="Sold out")).to_be_disabled()
    expect(page.locator("[data-badge]")).to_have_text("Sold out")
    page.get_by_role("radio", name="No frame").check()
    expect(page.locator("[data-badge]")).to_be_empty()
    expect(page.get_by_role("button", name="Add to bag").first).to_be_enabled()


def test_picture_of_the_choice_gives_way_to_the_next(page):
    page.goto(f"{TIDE}?sku=A3-OAK")
    pictures = page.locator(".gallery__track img")
    expect(pictures.first).to_have_attribute("alt", "Framed in oak")

    page.get_by_role("radio", name="No frame").check()

    expect(pictures.first).to_have_attribute("alt", "Tide on a wall")
    expect(pictures).to_have_count(2)


def test_frame_is_chosen_by_a_button_without_script(browser: Browser, base_url):
    page = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    page.goto(f"{TIDE}?sku=A3-BARE")

    page.get_by_role("radio", name="Oak").check()
    page.get_by_role("button", name="Show this choice").click()
    expect(page.locator("[data-price]")).to_contain_text("€72.00")
    page.get_by_role("button", name="Add to bag").first.click()

    expect(page.get_by_role("status")).to_contain_text("Tide, A3, Oak is in your bag.")
    page.context.close()
