"""The bag in a real browser: drawer, page, keyboard focus, and all of it without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.tests.factories import make_product
from checkout.models import BagLine

TIDE = "/shop/posters/tide/"
WIDTHS = pytest.mark.parametrize("width", [390, 1280])


@pytest.fixture(autouse=True)
def products(transactional_db):
    make_product("Tide", [("TIDE-A4", "A4", "12.00", 3), ("TIDE-A3", "A3", "24.00", 9)])


def add_tide(page: Page) -> None:
    page.goto(TIDE)
    page.get_by_role("button", name="Add to bag").first.click()
    expect(page.locator("#bag-drawer")).to_contain_text("Tide, A4 is in your bag.")
    expect(page.locator("#bag-title")).to_be_focused()


def quantity(page: Page):
    return page.get_by_role("spinbutton", name="Quantity of Tide, A4")


@WIDTHS
def test_adding_opens_the_drawer_and_counts(page, axe_clean, heard, width):
    page.set_viewport_size({"width": width, "height": 860})
    page.goto(TIDE)
    heard()

    page.get_by_role("button", name="Add to bag").first.click()

    expect(page.get_by_role("heading", name="Your bag")).to_be_focused()
    expect(page.get_by_role("heading", name="Your bag")).to_have_accessible_description(
        "Tide, A4 is in your bag."
    )
    assert heard()[-1] == "> bag-title (Tide, A4 is in your bag.)"
    expect(page.locator("#bag-drawer")).to_be_visible()
    expect(page.locator("#bag-count")).to_have_text("pieces: 1")
    axe_clean(page)


def test_plus_keeps_the_focus_and_stops_at_the_stock(page, heard):
    add_tide(page)
    heard()
    plus = page.locator("#bag-drawer").get_by_role("button", name="One more")

    for count in (2, 3):
        plus.click()
        expect(quantity(page)).to_have_value(str(count))
        expect(page.locator("#bag-drawer")).to_contain_text(f"the quantity is now {count}")
        expect(plus).to_be_focused()
        assert [words for words in heard() if "Tide" in words] == [f"Tide, A4: the quantity is now {count}."]
    plus.click()

    expect(page.locator("#bag-drawer")).to_contain_text("We changed the quantity to 3.")
    assert any("We changed the quantity to 3." in words for words in heard())
    expect(quantity(page)).to_have_value("3")


@WIDTHS
def test_removed_line_comes_back_on_the_page(page, axe_clean, width):
    page.set_viewport_size({"width": width, "height": 860})
    add_tide(page)
    page.goto("/bag/")

    page.get_by_role("button", name="Remove Tide, A4").click()
    expect(page.get_by_role("heading", name="Your bag", level=1)).to_be_focused()
    expect(page.locator("#bag-count")).to_be_empty()
    axe_clean(page)
    page.get_by_role("button", name="Put it back").click()

    expect(quantity(page)).to_have_value("1")
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_refusal_is_told_in_the_drawer(page, complaints, heard):
    page.goto(TIDE)
    heard()
    complaints.expect("400")
    page.locator("input[name=quantity]").first.evaluate("input => { input.min = 0; input.value = 0 }")

    page.get_by_role("button", name="Add to bag").first.click()

    expect(page.locator("#bag-drawer [role=alert]")).to_contain_text("Enter a whole number from 1 to 99.")
    expect(page.locator("#bag-drawer")).to_be_visible()
    assert "Enter a whole number from 1 to 99." in " ".join(heard())
    assert not BagLine.objects.exists()


def test_bag_works_without_script(browser: Browser, base_url):
    page = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    page.goto(TIDE)
    page.get_by_role("button", name="Add to bag").first.click()
    expect(page.get_by_role("status")).to_contain_text("Tide, A4 is in your bag.")
    page.goto("/bag/")

    quantity(page).fill("2")
    page.get_by_role("button", name="Change").click()
    expect(quantity(page)).to_have_value("2")
    page.get_by_role("button", name="Remove Tide, A4").click()
    page.get_by_role("button", name="Put it back").click()

    expect(quantity(page)).to_have_value("2")
    page.context.close()


@WIDTHS
def test_account_pages_are_accessible_at_any_width(page, ada, sign_in, axe_clean, width):
    page.set_viewport_size({"width": width, "height": 860})
    sign_in(ada)

    for address in ("/profile/", "/profile/details/", "/accounts/email/", "/accounts/password/change/"):
        page.goto(address)
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_wheel_over_a_focused_number_orders_no_more(page):
    add_tide(page)
    for address, number in ((TIDE, page.locator("#buy input[type=number]")), ("/bag/", quantity(page))):
        page.goto(address)
        # Chromium turns a number by the wheel only where somebody listens to the wheel at all.
        number.evaluate("input => input.addEventListener('wheel', () => {})")
        number.focus()
        number.hover()

        page.mouse.wheel(0, -120)
        page.mouse.wheel(0, -120)
        page.wait_for_timeout(300)

        assert number.input_value() == "1", address
    assert [line.quantity for line in BagLine.objects.all()] == [1]


def test_far_too_many_are_answered_by_our_own_note(page, complaints):
    complaints.expect("400")
    page.goto(TIDE)
    page.locator("#buy input[type=number]").fill("999")

    page.get_by_role("button", name="Add to bag").first.click()

    expect(page.locator("#bag-drawer")).to_contain_text("Enter a whole number from 1 to 99.")
    assert not BagLine.objects.exists()


def test_far_too_many_in_the_bag_are_answered_by_our_own_note(page, complaints):
    complaints.expect("400")
    add_tide(page)
    page.goto("/bag/")

    quantity(page).fill("999")
    quantity(page).press("Enter")

    expect(page.get_by_text("Enter a whole number from 1 to 99. Your bag is unchanged.")).to_be_visible()
    assert [line.quantity for line in BagLine.objects.all()] == [1]
