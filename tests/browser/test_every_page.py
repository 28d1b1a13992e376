"""Every page template of the shop, empty, filled and with errors: accessible in both themes and widths."""

import re
from pathlib import Path

import pytest
from allauth.account.forms import ReauthenticateForm, SetPasswordForm
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.signals import template_rendered
from playwright.sync_api import expect

from catalogue.reviews import product_key_of
from catalogue.standing import archive
from catalogue.tests.factories import make_image, make_product
from checkout.models import OrderLineItem, Wish
from checkout.tests.orders import make_order
from checkout.tests.paying import make_awaited
from home.blocks import ArticleBlock, HomeBlock
from home.models import HomePage, JournalIndexPage, JournalPage, StandardPage

GUEST = (
    "/",
    "/shop/",
    "/shop/posters/",
    "/shop/posters/tailwind/",
    "/search/",
    "/search/?q=tailwind",
    "/search/?q=nothing-like-it",
    "/bag/",
    "/nowhere/",
)
ENTRANCE = (
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-gone/",
    "/accounts/confirm-email/gone/",
    "/accounts/confirm-email/",
    "/accounts/inactive/",
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
WITH_ERRORS_INSIDE = ("/profile/details/", "/accounts/email/", "/accounts/password/change/")
# Each page template, by the test that looks at it: here all that a test names must have been drawn in it.
LOOKED_AT = {
    "test_pages_of_a_guest_are_accessible": (
        "home/home_page catalogue/catalogue_page catalogue/category_page catalogue/listing "
        "catalogue/product_page catalogue/archived_page catalogue/search bag/bag 404"
    ),
    "test_entrance_is_accessible_also_after_mistakes": (
        "account/login account/signup account/password_reset account/password_reset_done "
        "account/password_reset_from_key account/email_confirm account/verification_sent "
        "account/account_inactive"
    ),
    "test_pages_of_an_account_are_accessible_empty_filled_and_after_mistakes": (
        "profiles/orders profiles/details profiles/reviews profiles/review profiles/wishlist "
        "checkout/success checkout/order checkout/awaited account/email_change account/password_change "
        "account/logout"
    ),
    "test_pages_to_read_are_accessible_with_every_block": (
        "home/standard_page home/journal_index_page home/journal_page home/home_page"
    ),
    "test_notices_are_accessible": (
        "400 403 403_csrf 429 500 503 account/password_reset_from_key_done account/signup_closed "
        "account/verified_email_required checkout/notices/not_yours checkout/notices/paused "
        "checkout/notices/pending checkout/notices/too_many checkout/notices/unavailable checkout/return "
        "back_in_stock/answer back_in_stock/withdraw account/password_set account/reauthenticate"
    ),
    "checkout/test_paying.py": "checkout/checkout",
    "test_second_factor.py": (
        "mfa/index mfa/authenticate mfa/reauthenticate mfa/totp/activate_form mfa/totp/deactivate_form "
        "mfa/recovery_codes/index mfa/recovery_codes/generate mfa/webauthn/add_form mfa/webauthn/edit_form "
        "mfa/webauthn/authenticator_list mfa/webauthn/authenticator_confirm_delete "
        "mfa/webauthn/reauthenticate"
    ),
    "test_showcase.py": "showcase",
}
NOT_PAGES = re.compile("email/|admin/|wagtailcore/|/layouts/|base[^/]*$|/_[^/]*$|base_entrance")
FORM = "main form[method=post]:has(input:not([type=hidden]), textarea)"
EMPTY_AND_SEND = """form => {
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) field.value = "";
  form.noValidate = true;
  form.requestSubmit(form.querySelector("[type=submit]"));
}"""
# What moves though the visitor asked for less of it.
RESTLESS = """() => [...document.querySelectorAll("body, body *")].filter(element => {
  const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
  const moves = animationName === "none" ? transitionDuration : `${transitionDuration}, ${animationDuration}`;
  return moves.split(",").some(words => parseFloat(words) * (words.includes("ms") ? 1 : 1000) > 10);
}).map(element => element.outerHTML.slice(0, 80))"""
ZOOMED = 320  # a window of 1280 pixels at 400 %
# Another theme changes nothing but colors.
COLORS = ("color-contrast", "link-in-text-block")


@pytest.fixture
def shop(transactional_db, ada):
    return make_product("Tailwind", [("TW-A3", "A3", "39.00", 5)], image=make_image())


@pytest.fixture
def drawn(request):
    """The names of the templates that are drawn, by the shop or by the test; at the end all that it owes."""
    names: set[str] = set()

    def note(template, **_more):
        names.add(str(template.name).removesuffix(".html"))

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)
    owed = LOOKED_AT[request.node.originalname].split()
    assert set(owed) - names == set()


@pytest.fixture
def looked_at(page, drawn, axe_clean, complaints):
    """`looked_at(address)` opens a page and looks at it in both widths and both themes.

    `sent` sends its form empty first, past the browser's own checks; `html` stands in for the shop's answer.
    """
    complaints.expect("status of 4(0[04]|10)")

    def look(address: str, *, sent: bool = False, html: str = "") -> None:
        if html:
            page.route(f"**{address}", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(address)
        assert page.url.endswith(address), f"{address} led to {page.url}"
        if sent:
            with page.expect_navigation():
                page.locator(FORM).first.evaluate(EMPTY_AND_SEND)
            expect(page.locator("[aria-invalid=true]").first, address).to_be_visible()
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            axe_clean(page)
            assert page.evaluate("document.documentElement.scrollWidth") == width, address
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            axe_clean(page, only=COLORS)
        assert page.evaluate(RESTLESS) == [], address
        page.set_viewport_size({"width": ZOOMED, "height": 256})
        assert page.evaluate("document.documentElement.scrollWidth") == ZOOMED, address

    return look


def test_no_page_template_is_forgotten():
    folder = Path(settings.BASE_DIR) / "templates"
    names = {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.html")}
    pages = {
        name
        for name in names
        if not NOT_PAGES.search(name) and "{% extends" in (folder / f"{name}.html").read_text()
    }

    assert pages - set(" ".join(LOOKED_AT.values()).split()) == set()
    for place in LOOKED_AT:
        if place.endswith(".py"):
            assert "axe_clean(" in (Path(__file__).parent / place).read_text()
        else:
            assert place in globals()


def test_pages_of_a_guest_are_accessible(shop, looked_at):
    for address in GUEST:
        looked_at(address)
    archive(shop)
    looked_at("/shop/posters/tailwind/")


def test_entrance_is_accessible_also_after_mistakes(shop, looked_at):
    for address in ENTRANCE:
        looked_at(address)
    for address in WITH_ERRORS:
        looked_at(address, sent=True)


def has_paid(page, order) -> None:
    """Let the session of this browser be the one that has just paid for `order`."""
    key = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    session = SessionStore(key)
    session["checkout_attempts"] = [str(order.attempt_id)]
    session.save()


def test_pages_of_an_account_are_accessible_empty_filled_and_after_mistakes(
    shop, page, looked_at, ada, sign_in
):
    sign_in(ada)
    for address in ACCOUNT:
        looked_at(address)
    for address in WITH_ERRORS_INSIDE:
        looked_at(address, sent=True)

    key = product_key_of(shop)
    Wish.objects.create(user=ada, product_key=key)
    order = make_order(ada, ("Tailwind",))
    OrderLineItem.objects.update(product=shop)
    has_paid(page, order)

    for address in (
        "/profile/",
        "/profile/reviews/",
        f"/profile/reviews/{key}/",
        "/profile/wishlist/",
        f"/checkout/orders/{order.order_number}/",
        f"/checkout/success/{order.order_number}/",
        make_awaited(ada).get_absolute_url(),
        make_awaited(ada, has_failed=True).get_absolute_url(),
        "/profile/",
    ):
        looked_at(address)


def test_pages_to_read_are_accessible_with_every_block(shop, looked_at):
    home = HomePage.objects.get()
    home.body = [(name, block.get_preview_value()) for name, block in HomeBlock().child_blocks.items()]
    home.save_revision().publish()
    article = [(name, block.get_preview_value()) for name, block in ArticleBlock().child_blocks.items()]
    home.add_child(instance=StandardPage(title="Delivery", slug="delivery", intro="By post.", body=article))
    journal = home.add_child(instance=JournalIndexPage(title="Journal", slug="journal"))
    looked_at("/journal/")
    story = {"picture": make_image("Plotter"), "picture_alt": "A plotter", "body": article}
    journal.add_child(instance=JournalPage(title="How it is drawn", slug="drawn", **story))

    for address in ("/", "/delivery/", "/journal/", "/journal/drawn/"):
        looked_at(address)


def test_notices_are_accessible(shop, page, looked_at, ada):
    page.route("**/send_now.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    request = RequestFactory().get("/")
    request.user, request.session, request.htmx = AnonymousUser(), SessionStore(), False
    about = {
        "403_csrf": {"fields": [("sku", "TW-A3")]},
        "account/password_set": {"form": SetPasswordForm(ada, data={})},
        "account/reauthenticate": {"form": ReauthenticateForm(user=ada, data={})},
        "back_in_stock/answer": {"thanks": "We tell you."},
        "back_in_stock/withdraw": {"waiting": 2},
    }
    for name in LOOKED_AT["test_notices_are_accessible"].split():
        html = render_to_string(f"{name}.html", about.get(name, {}), request)
        looked_at(f"/notice/{name}/", html=html)
