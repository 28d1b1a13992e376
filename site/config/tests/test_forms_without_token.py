"""Forms of cached pages: taken from our own pages alone, and from elsewhere never without a click."""

import re

import pytest
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client
from django.utils.module_loading import import_string

from catalogue.tests.factories import make_product
from checkout.models import Bag, BagLine

pytestmark = pytest.mark.django_db

ADD = "/bag/add/"
FORM = {"sku": "TIDE-A4", "quantity": "2"}


@pytest.fixture
def shopper() -> Client:
    make_product("Tide", [("TIDE-A4", "A4", "12.00", 5)])
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        {"Origin": "http://testserver"},
    ],
)
def test_form_of_our_own_page_needs_no_token(shopper, headers):
    answer = shopper.post(ADD, FORM, headers=headers)

    assert answer.status_code == 302
    assert BagLine.objects.get().quantity == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://sister.testserver"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:8000"},
        {"Origin": "null"},
        {"Referer": "http://testserver/shop/"},
        {},
    ],
)
def test_form_from_elsewhere_is_refused(shopper, headers):
    answer = shopper.post(ADD, FORM, headers=headers)

    assert answer.status_code == 403
    assert not Bag.objects.exists()


def test_origin_of_the_proxys_address_is_ours_when_the_settings_say_so(shopper, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://shop.example"]

    answer = shopper.post(ADD, FORM, headers={"Origin": "https://shop.example"})

    assert answer.status_code == 302


@pytest.mark.parametrize("address", ["/bag/update/", "/bag/remove/", "/accounts/login/", "/checkout/"])
def test_every_other_form_needs_its_token(shopper, address):
    answer = shopper.post(address, FORM, headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 403
    assert "TIDE-A4" not in answer.content.decode()


def test_silent_shopper_sends_the_form_once_more_by_a_click(shopper):
    page = shopper.post(ADD, FORM).content.decode()

    form = page.partition('action="/bag/add/"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', form))
    answer = shopper.post(ADD, fields)

    assert set(fields) == {"csrfmiddlewaretoken", "sku", "quantity"}
    assert answer.status_code == 302
    assert BagLine.objects.get().quantity == 2


def test_large_form_is_not_repeated(shopper):
    page = shopper.post(ADD, FORM | {"next": "/x" * 200}).content.decode()

    assert "TIDE-A4" not in page


def test_guard_of_forms_is_djangos_own_with_one_way_more(settings):
    guards = [import_string(name) for name in settings.MIDDLEWARE]

    assert sum(issubclass(guard, CsrfViewMiddleware) for guard in guards if isinstance(guard, type)) == 1
