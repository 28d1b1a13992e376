"""Reviews and the wishlist as a shopper on a phone meets them."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from catalogue.models import ProductVariant, Review, ReviewState
from catalogue.tests.factories import count, make_product
from checkout.models import OrderLineItem
from checkout.tests.orders import make_order
from conftest import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def product(transactional_db, ada):
    page = make_product("Tailwind", [("TW-A3", "A3", "39.00", 5)])
    make_order(ada, ("Tailwind",))
    OrderLineItem.objects.update(product=page)
    return page


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") == 390


def test_buyer_reviews_a_piece_on_a_phone(page, product, ada, sign_in, axe_clean, complaints):
    complaints.expect("status of 400")  # nothing was chosen, nothing written
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(ada)
    page.goto(product.url)
    page.get_by_role("link", name="Write a review").click()
    page.get_by_role("button", name="Send").click()
    axe_clean(page)
    assert fits(page)
    page.get_by_role("link", name="Choose one to five stars.").click()

    expect(page.locator("#id_stars_0")).to_be_focused()
    page.get_by_label("4 stars").check()
    page.get_by_label("Your review").fill("Hangs above my desk.")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("as soon as we have read it")).to_be_visible()
    axe_clean(page)
    assert fits(page)


def test_published_reviews_fit_a_phone(page, product, ada, axe_clean):
    Review.objects.create(
        product_key=product.translation_key, user=ada, stars=4, title="Donaudampfschifffahrt" * 4,
        text="x" * 2000, name="W" * 60, language="de", state=ReviewState.PUBLISHED, written_at=timezone.now(),
    )  # fmt: skip
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(product.url)

    expect(page.get_by_role("heading", name="What buyers say")).to_be_visible()
    axe_clean(page)
    assert fits(page)


def test_guest_keeps_a_piece_and_finds_it_after_signing_in(page, product, ada, axe_clean):
    reduced = {"price": "24.00", "sale_price": "19.20", "option_1": "A4", "sort_order": 1}
    ProductVariant.objects.create(page=product, sku="TW-A4", weight_g=110, **reduced)
    count("TW-A4", 5)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(product.url)
    page.get_by_role("button", name="Keep on the wishlist").click()
    page.get_by_label("E-mail address").fill(ada.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_text("Tailwind is on your wishlist.")).to_be_visible()
    page.goto("/profile/wishlist/")
    axe_clean(page)
    assert fits(page)
    name = page.get_by_role("main").get_by_role("link", name="Tailwind", exact=True)
    assert name.evaluate("link => link.getClientRects().length") == 1  # never broken in a word
    page.get_by_role("button", name="Remove Tailwind").click()

    expect(page.get_by_text("Nothing kept yet")).to_be_visible()
