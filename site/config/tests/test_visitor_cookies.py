"""The two cookies that cached pages rely on: the bag's number and whether somebody is signed in."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.tests.factories import make_product
from conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tide():
    make_product("Tide", [("TIDE-A4", "A4", "12.00", 5)])


def add(browser: Client, quantity: int):
    return browser.post(
        "/bag/add/", {"sku": "TIDE-A4", "quantity": str(quantity)}, headers={"HX-Request": "true"}
    )


def value(browser: Client, name: str) -> str | None:
    """The cookie's value; None for one that is not there or has been deleted."""
    cookie = browser.cookies.get(name)
    return cookie.value if cookie and cookie.value else None


def test_changed_bag_tells_its_number(eve):
    add(eve, 2)
    after_adding = value(eve, "bag_count")
    eve.post("/bag/remove/", {"sku": "TIDE-A4"}, headers={"HX-Request": "true"})

    assert (after_adding, value(eve, "bag_count")) == ("2", None)


def test_number_is_for_scripts_and_lives_as_long_as_the_bag(eve):
    add(eve, 1)

    cookie, session = eve.cookies["bag_count"], eve.cookies["sessionid"]

    assert not cookie["httponly"]
    assert (cookie["samesite"], cookie["max-age"]) == ("Lax", session["max-age"])


def test_wrong_number_is_put_right_by_the_next_page_that_knows(eve):
    add(eve, 2)
    eve.cookies["bag_count"] = "77"

    eve.get("/bag/")

    assert value(eve, "bag_count") == "2"


def test_visitor_without_a_bag_gets_no_cookie(eve):
    assert not eve.get("/bag/").cookies


def test_signing_in_and_out_sets_and_removes_the_sign(ada):
    browser = Client()
    browser.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    signed_in = value(browser, "signed_in")
    browser.post("/accounts/logout/")

    assert (signed_in, value(browser, "signed_in")) == ("1", None)


def test_sign_that_went_missing_comes_back(ada_client):
    ada_client.get("/profile/")
    del ada_client.cookies["signed_in"]

    ada_client.get("/profile/")

    assert value(ada_client, "signed_in") == "1"
    assert ada_client.cookies["signed_in"]["httponly"]


def test_forged_sign_opens_nothing(eve):
    eve.cookies["signed_in"] = "1"

    assert eve.get("/profile/").status_code == 302
    assert value(eve, "signed_in") is None


@pytest.mark.parametrize(("address", "status"), [("/search/?q=tide", 200), ("/search/?q=tide&page=9", 404)])
def test_search_knows_no_visitor_and_leaves_both_cookies_alone(eve, settings, address, status):
    settings.SHOP_PAGE_CACHE = True
    add(eve, 2)

    with CaptureQueriesContext(connection) as seen:
        answer = eve.get(address)

    assert (answer.status_code, dict(answer.cookies), value(eve, "bag_count")) == (status, {}, "2")
    assert not [query["sql"] for query in seen if "django_session" in query["sql"]]
