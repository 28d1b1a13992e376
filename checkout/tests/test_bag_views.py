"""The bag's pages and forms over HTTP, without and with htmx."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.tests.factories import count, make_product
from checkout.models import Bag, BagLine, RateCount

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
BAG, ADD, UPDATE, REMOVE = (reverse(f"bag:{name}") for name in ("view", "add", "update", "remove"))


@pytest.fixture
def client() -> Client:
    """The browser of somebody who has been here before."""
    browser = Client()
    browser.cookies["sessionid"] = "of-an-earlier-visit"
    return browser


@pytest.fixture(autouse=True)
def tide():
    return make_product("Tide", [("TIDE-A4", "A4", "12.00", 5), ("TIDE-A3", "A3", "24.00", 5)])


def lines() -> dict[str, int]:
    return dict(BagLine.objects.values_list("sku", "quantity"))


def test_form_without_script_leads_back_with_a_message(client):
    response = client.post(ADD, {"sku": "TIDE-A4", "quantity": "2", "next": "/shop/"}, follow=True)

    assert response.redirect_chain == [("/shop/", 302)]
    assert "Tide, A4 is in your bag." in response.content.decode()
    assert lines() == {"TIDE-A4": 2}


def test_first_piece_of_a_new_visitor_leads_back_once_the_cookie_came(eve):
    response = eve.post(ADD, {"sku": "TIDE-A4", "quantity": "1", "next": "/shop/?page=2"}, follow=True)

    assert response.redirect_chain == [("/bag/kept/?next=%2Fshop%2F%3Fpage%3D2", 302), ("/shop/?page=2", 302)]


def test_browser_that_keeps_no_cookies_is_told_so(eve):
    first = eve.post(ADD, {"sku": "TIDE-A4", "quantity": "1", "next": "/shop/"})

    answer = Client().get(first["Location"])

    assert answer.status_code == 400
    assert "does not keep cookies" in answer.content.decode()
    assert "is in your bag" not in answer.content.decode()


def test_nobody_is_led_elsewhere_by_way_of_the_cookie(client):
    assert client.get("/bag/kept/?next=https://evil.example/")["Location"] == BAG


def test_form_without_next_leads_back_to_the_referring_page(client):
    response = client.post(
        ADD, {"sku": "TIDE-A4", "quantity": "1"}, headers={"referer": "http://testserver/shop/?page=2"}
    )

    assert response.status_code == 302
    assert response["Location"] == "http://testserver/shop/?page=2"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "/bag/add/",
        "/" + "a" * 2000,
        "http://[",
    ],
)
def test_form_never_leads_away_from_the_shop(client, target):
    response = client.post(ADD, {"sku": "TIDE-A4", "quantity": "1", "next": target})

    assert (response.status_code, response["Location"]) == (302, BAG)


NO_QUANTITIES = ["", "0", "00", "-1", "+1", "1.0", "1,0", "1e3", "100", "9" * 5000]
NO_QUANTITIES += ["٣", "１", " 1", "1 ", "0x1", "NaN", "1_0"]


@pytest.mark.parametrize("quantity", NO_QUANTITIES)
@pytest.mark.parametrize("address", [ADD, UPDATE])
def test_what_is_no_quantity_is_refused_in_words(client, address, quantity):
    client.post(ADD, {"sku": "TIDE-A4", "quantity": "1"})

    response = client.post(address, {"sku": "TIDE-A4", "quantity": quantity})

    assert response.status_code == 400
    assert "Enter a whole number from 1 to 99. Your bag is unchanged." in response.content.decode()
    assert lines() == {"TIDE-A4": 1}


@pytest.mark.parametrize("sku", ["", "NONE", "tide-a4", "TIDE-A4 ", "' OR 1=1", "é", "x" * 65, "T" * 100_000])
def test_what_is_not_sold_is_refused_alike(client, sku):
    client.post(ADD, {"sku": "TIDE-A4", "quantity": "1"})

    response = client.post(ADD, {"sku": sku, "quantity": "1"})

    assert response.status_code == 400
    assert "This piece is not for sale. Your bag is unchanged." in response.content.decode()
    assert lines() == {"TIDE-A4": 1}


@pytest.mark.parametrize("fields", [{}, {"sku": "TIDE-A4"}, {"quantity": "1"}])
def test_missing_fields_are_refused_and_nothing_made(eve, fields):
    assert eve.post(ADD, fields).status_code == 400

    assert not Bag.objects.exists()
    assert "sessionid" not in eve.cookies


def test_nul_is_refused_and_the_bag_unchanged(client):
    client.post(ADD, {"sku": "TIDE-A4", "quantity": "1"})

    assert client.post(ADD, {"sku": "TIDE-A4", "quantity": "1\x00"}).status_code == 400
    assert client.post(ADD, {"sku": "TIDE-A4\x00", "quantity": "1"}).status_code == 400

    assert lines() == {"TIDE-A4": 1}


@pytest.mark.parametrize("address", [ADD, UPDATE, REMOVE])
def test_forms_answer_to_post_alone(client, address):
    client.post(ADD, {"sku": "TIDE-A4", "quantity": "1"})

    assert client.get(address, {"sku": "TIDE-A4", "quantity": "3"}).status_code == 405
    assert client.put(address).status_code == 405

    assert lines() == {"TIDE-A4": 1}


def test_page_answers_to_reading_alone(client):
    assert client.head(BAG).status_code == 200
    assert client.post(BAG).status_code == 405


def test_forged_form_of_another_site_is_refused():
    response = Client(enforce_csrf_checks=True).post(ADD, {"sku": "TIDE-A4", "quantity": "1"})

    assert response.status_code == 403
    assert not Bag.objects.exists()


def test_htmx_gets_the_drawer_and_the_new_count(client):
    response = client.post(ADD, {"sku": "TIDE-A4", "quantity": "2"}, headers=HTMX)

    html = response.content.decode()
    assert response.status_code == 200
    assert response["HX-Trigger"] == '{"bag:changed": {}}'
    assert "<html" not in html
    assert 'id="bag-count" data-pieces="pieces:" hx-swap-oob="true"' in html
    assert "Tide, A4 is in your bag." in html
    assert "HX-Request" in response["Vary"]


def test_htmx_refusal_is_a_fragment_that_says_why(client):
    response = client.post(ADD, {"sku": "TIDE-A4", "quantity": "0"}, headers=HTMX)

    html = response.content.decode()
    assert response.status_code == 400
    assert "HX-Trigger" not in response
    assert "<html" not in html
    assert "Enter a whole number from 1 to 99." in html


def test_htmx_on_the_page_gets_the_part_that_changes(client):
    headers = HTMX | {"HX-Target": "bag-part"}

    html = client.post(ADD, {"sku": "TIDE-A4", "quantity": "2"}, headers=headers).content.decode()

    assert "drawer__head" not in html
    assert 'class="bag__sum"' in html


def test_removed_line_can_be_put_back(client):
    client.post(ADD, {"sku": "TIDE-A4", "quantity": "2"})

    response = client.post(REMOVE, {"sku": "TIDE-A4", "next": BAG}, follow=True)

    assert response.redirect_chain == [("/bag/?removed=TIDE-A4&quantity=2", 302)]
    assert "Put it back" in response.content.decode()
    assert lines() == {}


def test_page_shows_prices_and_totals(client):
    client.post(ADD, {"sku": "TIDE-A4", "quantity": "2"})

    html = client.get(BAG).content.decode()

    assert "€24.00" in html
    assert "€26.40" in html
    assert "<b>€36.00 more</b>" in html
    assert '<progress max="60.00" value="24.00"' in html


def test_reading_the_bag_writes_nothing(client, tide):
    client.post(ADD, {"sku": "TIDE-A4", "quantity": "2"})
    BagLine.objects.update(seen_price="10.00")
    BagLine.objects.create(bag=Bag.objects.get(), sku="OLD", quantity=1, seen_price=1, seen_name="Old Tide")

    html = client.get(BAG).content.decode()

    assert "The price of one changed from €10.00 to €12.00." in html
    assert "Old Tide is no longer for sale." in html
    assert lines() == {"TIDE-A4": 2, "OLD": 1}
    assert str(BagLine.objects.get(sku="TIDE-A4").seen_price) == "10.00"


def test_too_many_of_what_is_left_is_said_plainly(client):
    client.post(ADD, {"sku": "TIDE-A4", "quantity": "5"})
    count("TIDE-A4", -3)

    html = client.get(BAG).content.decode()

    assert "Only 2 left" in html
    assert "Change the quantities first" in html
    assert "Go to checkout" not in html


def test_other_shoppers_never_see_a_bag(client, eve, ben_client):
    client.post(ADD, {"sku": "TIDE-A4", "quantity": "2"})

    for other in (eve, ben_client):
        assert "Nothing on this wall yet" in other.get(BAG).content.decode()
        assert other.post(UPDATE, {"sku": "TIDE-A4", "quantity": "1"}).status_code == 400

    assert lines() == {"TIDE-A4": 2}


def test_page_takes_the_same_queries_for_any_bag(client):
    make_product("Many", [(f"M-{number}", str(number), "12.00", 9) for number in range(30)])
    client.post(ADD, {"sku": "M-0", "quantity": "1"})
    client.get(BAG, headers=HTMX)
    with CaptureQueriesContext(connection) as few:
        client.get(BAG, headers=HTMX)
    for number in range(30):
        client.post(ADD, {"sku": f"M-{number}", "quantity": "1"})

    with CaptureQueriesContext(connection) as many:
        client.get(BAG, headers=HTMX)

    assert len(many) == len(few) == 6


def test_limit_on_changes_answers_in_words(client, settings, time_machine):
    settings.SHOP_RATE_LIMITS = True
    time_machine.move_to(datetime(2026, 11, 23, 12, 0, 20, tzinfo=UTC), tick=False)
    now = timezone.now()
    window = int(now.timestamp()) // 60
    RateCount.objects.create(key="bag-ip:127.0.0.1", window=window, count=119, expires_at=now)
    assert client.post(REMOVE, {"sku": "NONE"}).status_code == 302

    response = client.post(ADD, {"sku": "TIDE-A4", "quantity": "1"})

    assert response.status_code == 429
    assert response["Retry-After"] == "40"
    assert "That was very quick." in response.content.decode()
    assert lines() == {}


def test_sold_out_line_is_said_plainly(client):
    client.post(ADD, {"sku": "TIDE-A4", "quantity": "5"})
    count("TIDE-A4", -5)

    html = client.get(BAG).content.decode()

    assert "Remove it to go on." in html
    assert "Go to checkout" not in html
