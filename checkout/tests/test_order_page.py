"""The page of an order: pieces, money, what happened; for its owner, its session and its mail's reader."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from checkout.links import order_key
from checkout.models import Order, OrderState, Refund
from checkout.tests.orders import make_order

UNKNOWN = "/checkout/orders/MO-0000-0000-0000-0000/"


def address(order: Order) -> str:
    return f"/checkout/orders/{order.order_number}/"


def read(client, order: Order) -> str:
    response = client.get(address(order))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("fields", "title", "sentence"),
    [
        ({}, "We have your order", "The order is placed. There is nothing to pay for it."),
        ({"stripe_pid": "pi_1"}, "We have your order", "Your payment of €24.00 has arrived"),
        ({"state": "review"}, "We are checking your order", "write to ada@example.com"),
        (
            {"state": "part_refunded", "refunded_total": Decimal("4.00")},
            "Part of it was paid back",
            "Of €24.00 that you paid, €4.00 went back to you.",
        ),
        (
            {"state": "refunded", "refunded_total": Decimal("24.00")},
            "Paid back",
            "All that you paid went back to you: €24.00.",
        ),
        ({"state": "disputed"}, "Your bank has a question", "the bank decides about the money"),
        ({"state": "dispute_lost"}, "The payment was taken back", "Your bank has taken the payment"),
    ],
)
def test_each_state_has_its_title_and_sentence(ada_client, ada, fields, title, sentence):
    page = read(ada_client, make_order(ada, **fields))

    assert f"<h1>{title}</h1>" in page
    assert sentence in page
    assert "on its way" not in page


def test_every_state_is_told(ada_client, ada):
    for state in OrderState.values:
        assert "<h1>" in read(ada_client, make_order(ada, state=state))


def test_page_shows_pieces_address_and_what_happened_when(ada_client, ada):
    order = make_order(ada, ("Tide", "Dunes"), stripe_pid="pi_1", card_brand="visa", card_last4="4242")
    october = datetime(2026, 10, 5, 12, tzinfo=ZoneInfo("UTC"))
    Order.objects.update(date=october)
    Refund.objects.create(
        order=order, amount="4.00", currency="eur", state="succeeded", stripe_refund_id="re_1"
    )
    Refund.objects.create(order=order, amount="5.00", currency="eur", state="failed")

    page = read(ada_client, order)

    for words in ("Tide", "Dunes", "€48.00", "Paid with Visa ending 4242", "Hauptstraße 1", "10115 Berlin"):
        assert words in page
    assert "Ordered and paid <small>5 October 2026</small>" in page
    assert "€4.00 paid back." in page
    assert "€5.00" not in page


def test_list_of_the_account_leads_to_it(ada_client, ada):
    order = make_order(ada)

    assert f'href="{address(order)}"' in ada_client.get("/profile/").content.decode()


def test_it_speaks_german(ada_client, ada):
    order = make_order(ada, state="review")

    ada_client.cookies["django_language"] = "de"

    assert "Wir prüfen Ihre Bestellung" in read(ada_client, order)


def test_strangers_cannot_tell_it_from_none(eve, ben_client, ada):
    order = make_order(ada)

    for browser in (eve, ben_client):
        assert [browser.get(path).status_code for path in (address(order), UNKNOWN)] == [404, 404]
    assert eve.get(address(order), {"key": order_key(order.order_number)}).status_code == 200
    assert eve.get(address(order), {"key": order_key("MO-0000-0000-0000-0000")}).status_code == 404
    assert eve.post(address(order)).status_code == 405
