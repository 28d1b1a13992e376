"""Headers and rules that hold on every address of the shop."""

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.tests.factories import make_product
from conftest import PASSWORD

pytestmark = pytest.mark.django_db

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# Wallets and banks open windows that report back to the checkout.
WINDOWS = {"Cross-Origin-Opener-Policy": "same-origin-allow-popups"}
PAGES = ["/", "/bag/", "/no-such-page/", "/accounts/login/", "/admin/", "/checkout/", "/checkout/wh/"]
STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; frame-src 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)


def directives(response) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts if part.strip())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_the_security_headers(eve: Client, path):
    response = eve.get(path)

    expected = EVERYWHERE | (WINDOWS if path.startswith("/checkout/") else {})
    assert {name: response[name] for name in EVERYWHERE} == expected
    assert "camera=()" in response["Permissions-Policy"]
    assert 'payment=(self "https://js.stripe.com")' in response["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/bag/", "/no-such-page/", "/accounts/login/", "/admin/login/"])
def test_shop_pages_carry_the_strict_policy(eve: Client, path):
    expected = dict(part.split(" ", 1) for part in STRICT.split("; "))

    assert directives(eve.get(path)) == expected


def test_stripe_is_allowed_on_the_checkout_alone(eve: Client, settings):
    settings.STRIPE_API_BASE = ""

    checkout, bag = (directives(eve.get(path)) for path in ("/checkout/", "/bag/"))

    assert checkout["script-src"] == "'self' https://js.stripe.com https://*.js.stripe.com"
    assert "https://hooks.stripe.com" in checkout["frame-src"]
    assert "stripe.com" not in str(bag)


def test_a_preview_has_the_headers_of_what_it_is_and_not_of_its_path(staff_client: Client):
    product = make_product("Tide")

    preview = staff_client.get(reverse("wagtailadmin_pages:view_draft", args=[product.pk]))

    assert directives(preview)["frame-ancestors"] == "'self'"
    assert directives(preview)["script-src"] == "'self'"
    assert preview["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "private" in preview["Cache-Control"]
    assert directives(Client().get(product.url))["frame-ancestors"] == "'none'"


def test_the_admin_alone_allows_inline_scripts(staff_client: Client):
    admin = directives(staff_client.get("/admin/"))

    assert admin["script-src"] == admin["style-src"] == "'self' 'unsafe-inline'"
    assert admin["frame-ancestors"] == "'self'"
    assert admin["object-src"] == "'none'"


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example"])
def test_a_foreign_host_is_a_bad_request_and_no_traceback(eve: Client, caplog, host):
    assert eve.get("/bag/", headers={"Host": host}).status_code == 400
    assert "Traceback" not in caplog.text


def test_sitemap_names_the_pages(eve: Client):
    make_product("Tide")

    answer = eve.get("/sitemap.xml")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    assert b"/shop/posters/tide/</loc>" in answer.content


def test_cookies_are_not_for_scripts_or_other_sites(ada, eve: Client):
    eve.get("/accounts/login/")
    eve.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})

    cookies = {name: (bool(c["httponly"]), c["samesite"]) for name, c in eve.cookies.items()}

    assert cookies["sessionid"] == cookies["csrftoken"] == (True, "Lax")


def test_old_icon_address_leads_to_the_mark(eve):
    answer = eve.get("/favicon.ico")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/static/img/mark.svg")
