"""A purchase from the entrance to the success page by keyboard alone, and what an empty order is told."""

import re

from playwright.sync_api import Locator, expect

from catalogue.models import ProductPage
from tests.browser.checkout.till import DETAILS, Till

MOST_STOPS = 60


def tab_to(till: Till, target: Locator) -> None:
    """Press Tab until `target` has the focus, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _stop in range(MOST_STOPS):
        if target.evaluate("element => element === element.ownerDocument.activeElement"):
            return
        till.page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached by Tab.")


def press_on(till: Till, target: Locator, key: str = "Enter") -> None:
    tab_to(till, target)
    till.page.keyboard.press(key)


def put_into_the_bag(till: Till) -> None:
    """From the entrance through the menu and a category to the product, and one piece of it into the bag."""
    page, product = till.page, ProductPage.objects.get(variants__sku="TW-A3")
    page.goto("/")
    press_on(till, page.locator(".header__nav").get_by_role("link", name="Posters"))
    press_on(till, page.locator("#results").get_by_role("link", name=product.title))
    press_on(till, page.get_by_role("button", name="Add to bag").first)
    expect(page.locator("#bag-drawer")).to_contain_text("is in your bag.")


def test_piece_is_bought_by_keyboard_alone(till, stripe):
    page = till.page
    put_into_the_bag(till)
    press_on(till, page.locator("#bag-drawer").get_by_role("link", name=re.compile("[Cc]heckout")))
    expect(till.button).to_be_enabled()
    tab_to(till, page.get_by_label("Country"))
    page.keyboard.type("Germany")
    for name, value in DETAILS.items():
        tab_to(till, page.locator(f"#id_{name}"))
        page.keyboard.type(value)
    for name, value in (("number", "4242424242424242"), ("expiry", "12 / 34"), ("cvc", "123")):
        tab_to(till, till.payment_box.locator(f"[name={name}]"))
        page.keyboard.type(value)
    press_on(till, till.button)

    assert till.arrived_order().full_name == "Ida Lindqvist"


def test_empty_order_leads_from_its_errors_to_each_field(till, complaints):
    complaints.expect("400")
    page = till.page
    till.open("TW-A3")

    press_on(till, till.button)

    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_have_accessible_name("Please check these details")
    links = summary.locator("a[href^='#id_']")
    expect(links.first).to_be_visible()
    for link in links.all():
        field = page.locator(link.get_attribute("href"))
        link.press("Enter")
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(re.escape(link.inner_text())))
