"""Filters and suggestions in a browser: no page load, by keyboard, back again, and without script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.tests.factories import make_product

POSTERS = "/shop/posters/"


@pytest.fixture(autouse=True)
def products(transactional_db):
    make_product("Tide", [("TIDE-A4", "A4", "12.00", 3), ("TIDE-A3", "A3", "24.00", 9)])
    make_product("Dunes", [("DUNES-A4", "A4", "20.00", 1)])


def test_ticking_filters_without_a_page_load_and_back_brings_it_again(page: Page, axe_clean):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(POSTERS)
    page.evaluate("window.isSamePage = true")

    page.get_by_role("link", name=re.compile("^from €")).click()
    expect(page.get_by_role("heading", name="Tide")).to_have_count(0)
    expect(page.locator(".range[aria-current]")).to_be_focused()
    expect(page.locator(".htmx-settling")).to_have_count(0)  # until then a link is a plain one
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tide")).to_be_visible()
    page.get_by_label("A3").check()

    expect(page.get_by_role("heading", name="Dunes")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="1 of 2 pieces")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/shop/posters/\?.*paper-size=a3"))
    assert page.evaluate("window.isSamePage")
    axe_clean(page)
    page.get_by_label("A3").uncheck()
    expect(page.get_by_role("heading", name="Dunes")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/shop/posters/$"))
    page.get_by_label("A3").check()
    expect(page.get_by_role("heading", name="Dunes")).to_have_count(0)
    page.get_by_role("link", name="Remove A3").click()
    expect(page.get_by_role("heading", name="Dunes")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Dunes")).to_have_count(0)
    expect(page.get_by_label("A3")).to_be_checked()


def test_filters_that_are_ticked_at_once_all_count(page: Page):
    page.goto(POSTERS)

    page.evaluate("for (const box of document.querySelectorAll('[name=paper-size]')) box.click()")

    expect(page).to_have_url(re.compile(r"/shop/posters/\?paper-size=a4&paper-size=a3$"))
    expect(page.get_by_label("A3")).to_be_checked()
    expect(page.get_by_label("A4")).to_be_checked()


def test_phone_filters_in_a_sheet_and_shows_what_is_left(page: Page, axe_clean):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(POSTERS)

    page.get_by_role("button", name="Filter").click()
    page.get_by_label("A3").check()
    expect(page.get_by_role("button", name="Show 1 piece")).to_be_visible()
    axe_clean(page)
    page.get_by_role("button", name="Show 1 piece").click()

    expect(page.locator("#filter-sheet")).to_be_hidden()
    expect(page.get_by_role("button", name="Filter (1)")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_filters_work_without_script(browser: Browser, base_url):
    page = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    page.goto(POSTERS)

    page.get_by_label("A3").check()
    page.get_by_role("button", name=re.compile("Show .* pieces")).click()

    expect(page.get_by_role("heading", name="Tide")).to_be_visible()
    expect(page.get_by_role("heading", name="Dunes")).to_have_count(0)
    page.goto(POSTERS)
    page.get_by_role("link", name=re.compile("^from €")).click()
    expect(page.get_by_role("heading", name="Tide")).to_have_count(0)
    expect(page.get_by_role("heading", name="Dunes")).to_be_visible()
    page.context.close()


def test_suggestion_is_chosen_by_keyboard(page: Page, axe_clean):
    page.goto("/search/")
    field = page.get_by_role("combobox")

    field.press_sequentially("tid")
    expect(page.get_by_role("option", name="Tide")).to_be_visible()
    axe_clean(page)
    field.press("ArrowDown")
    expect(page.get_by_role("option", name="Tide")).to_have_attribute("aria-selected", "true")
    field.press("Enter")

    expect(page.get_by_role("heading", name="Tide", level=1)).to_be_visible()
