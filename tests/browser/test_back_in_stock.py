"""Asking to be told when a piece is back, in a real browser: on a phone, and without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.tests.factories import make_product
from checkout.tests.restocks import waiting

TIDE = "/shop/posters/tide/"
ADA_WAITS = [("TIDE-A3", "ada@example.com", "en")]


@pytest.fixture(autouse=True)
def tide(transactional_db):
    make_product("Tide", [("TIDE-A4", "A4", "12.00", 3), ("TIDE-A3", "A3", "24.00", None)])


def ask(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Tell me when it is back").click()


@pytest.mark.parametrize("width", [390, 1280])
def test_error_and_thanks_take_the_forms_place(page, complaints, axe_clean, width):
    page.set_viewport_size({"width": width, "height": 860})
    page.goto(TIDE)
    complaints.expect("400")
    page.get_by_text("Sold out? We tell you when it is back").click()
    axe_clean(page)

    ask(page, "ada@example")
    expect(page.get_by_text("Enter an e-mail address like ida@example.org.")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_be_focused()
    axe_clean(page)
    ask(page, "ada@example.com")

    thanks = page.get_by_role("status").filter(has_text="as soon as Tide, A3 is back")
    expect(thanks).to_be_focused()
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert waiting() == ADA_WAITS


def test_asking_works_without_script(browser: Browser, base_url):
    page = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    page.goto(TIDE + "?sku=TIDE-A3")

    ask(page, "ada@example")
    ask(page, "ada@example.com")

    expect(page.get_by_role("status")).to_contain_text("as soon as Tide, A3 is back")
    assert waiting() == ADA_WAITS
    page.context.close()
