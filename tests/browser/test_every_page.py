"""Pages of guests and accounts, empty, filled and with errors: accessible in both themes and widths."""

import pytest
from playwright.sync_api import expect

from catalogue.reviews import product_key_of
from catalogue.tests.factories import make_image, make_product
from checkout.models import OrderLineItem, Wish
from checkout.tests.orders import make_order

GUEST = (
    "/",
    "/shop/",
    "/shop/posters/",
    "/shop/posters/tailwind/",
    "/search/",
    "/search/?q=tailwind",
    "/search/?q=nothing-like-it",
    "/bag/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-gone/",
    "/accounts/confirm-email/gone/",
    "/accounts/confirm-email/",
    "/accounts/inactive/",
    "/nowhere/",
)
ACCOUNT = (
    "/profile/",
    "/profile/details/",
    "/profile/reviews/",
    "/profile/wishlist/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
)
WITH_ERRORS = ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/")
FORM = "main form[method=post]:has(input:not([type=hidden]), textarea)"
EMPTY_AND_SEND = """form => {
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) field.value = "";
  form.submit();
}"""
# Another theme changes nothing but colors.
COLORS = ("color-contrast", "link-in-text-block")


@pytest.fixture
def shop(transactional_db, ada):
    return make_product("Tailwind", [("TW-A3", "A3", "39.00", 5)], image=make_image())


@pytest.fixture
def looked_at(page, axe_clean, complaints):
    """`looked_at(address)` opens a page and looks at it in both widths and both themes.

    `sent` sends its form empty first, past the browser's own checks.
    """
    complaints.expect("status of 40[04]")

    def look(address: str, *, sent: bool = False) -> None:
        page.goto(address)
        assert page.url.endswith(address), f"{address} led to {page.url}"
        if sent:
            with page.expect_navigation():
                page.locator(FORM).first.evaluate(EMPTY_AND_SEND)
            expect(page.locator("[aria-invalid=true]").first).to_be_visible()
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            axe_clean(page)
            assert page.evaluate("document.documentElement.scrollWidth") == width, address
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            axe_clean(page, only=COLORS)

    return look


def test_pages_of_a_guest_are_accessible(shop, looked_at):
    for address in GUEST:
        looked_at(address)
    for address in WITH_ERRORS:
        looked_at(address, sent=True)


def test_pages_of_an_account_are_accessible_empty_and_filled(shop, looked_at, ada, sign_in):
    sign_in(ada)
    for address in ACCOUNT:
        looked_at(address)

    key = product_key_of(shop)
    Wish.objects.create(user=ada, product_key=key)
    order = make_order(ada, ("Tailwind",))
    OrderLineItem.objects.update(product=shop)

    for address in (
        "/profile/",
        "/profile/reviews/",
        f"/profile/reviews/{key}/",
        "/profile/wishlist/",
        f"/checkout/success/{order.order_number}/",
    ):
        looked_at(address)
