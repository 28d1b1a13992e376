"""Second factors in a real browser: a passkey of Chromium's virtual authenticator, an app with codes."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from catalogue.tests.factories import make_product
from conftest import PASSWORD, make_customer
from profiles.tests.factors import App

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
)


@pytest.fixture
def key(page: Page, live_server, settings):
    """A security key with a fingerprint reader, put into this browser."""
    settings.SITE_URL = live_server.url
    settings.SHOP_STAFF_SECOND_FACTOR = True
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


@pytest.fixture
def olive(transactional_db):
    """The owner, with a proven address."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    user = make_customer("olive", "Olive Marsh")
    user.is_superuser = user.is_staff = True
    user.save()
    return user


def sign_in_by_password(page: Page) -> None:
    page.goto("/accounts/login/?next=/admin/")
    page.get_by_label("E-mail address").fill("olive@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def enrol(page: Page) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_passkey_is_added_and_signs_in_alone(page, key, olive):
    sign_in_by_password(page)
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    enrol(page)
    page.context.clear_cookies()

    page.goto("/accounts/login/?next=/admin/orders/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url("**/admin/orders/")
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Laptop"


def test_password_is_followed_by_the_passkey_and_people_ask_for_it_again(page, key, olive):
    sign_in_by_password(page)
    enrol(page)
    page.context.clear_cookies()
    sign_in_by_password(page)
    page.get_by_role("button", name="Use the passkey").click()
    page.wait_for_url("**/admin/")

    session = page.context.cookies()
    assert any(cookie["name"] == "sessionid" for cookie in session)
    page.goto(f"/admin/users/edit/{olive.pk}/")
    expect(page.get_by_label(re.compile("Last Name", re.IGNORECASE))).to_have_value("Marsh")


def test_key_that_refuses_is_told_on_the_page(page, olive, live_server, settings):
    settings.SITE_URL = live_server.url
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('no'))")
    page.goto("/accounts/login/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("That did not work.")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()


def test_pages_of_the_second_factor_are_accessible(page, key, olive, axe_clean):
    sign_in_by_password(page)
    enrol(page)

    for address in PAGES:
        page.goto(address)
        assert page.url.endswith(address)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            axe_clean(page)
            assert page.evaluate("document.documentElement.scrollWidth") == width, address

    pk = Authenticator.objects.get(type="webauthn").pk
    App(olive)
    for address in (
        f"/accounts/2fa/webauthn/keys/{pk}/edit/",
        f"/accounts/2fa/webauthn/keys/{pk}/remove/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/reauthenticate/",
        "/accounts/2fa/webauthn/reauthenticate/",
    ):
        page.goto(address)
        assert page.url.endswith(address)
        axe_clean(page)

    page.context.clear_cookies()
    sign_in_by_password(page)
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    axe_clean(page)
