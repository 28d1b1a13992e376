"""What the page of an order says in each of its states, and to whom."""

from decimal import Decimal

import pytest

from checkout.links import order_link
from checkout.models import Order, OrderState
from checkout.tests.orders import make_order

PAID_IN_PART = {"state": OrderState.PART_REFUNDED, "refunded_total": Decimal("4.00")}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "A confirmation is on its way to <b>ada@example.com</b>."),
        ({"state": OrderState.REVIEW}, "There is nothing more for you to do."),
        (PAID_IN_PART, "we have paid back <b>€4.00</b>."),
    ],
)
def test_each_state_is_told_in_plain_words(eve, db, fields, words):
    page = read(eve, make_order(None, **fields))

    assert words in page


def test_guest_is_offered_an_account_once_paid(eve, db):
    assert "Create an account" in read(eve, make_order(None))


def test_owner_is_led_to_all_orders_instead(ada_client, ada):
    page = ada_client.get(make_order(ada).get_absolute_url()).content.decode()

    assert "See all your orders" in page
    assert "Create an account" not in page


def test_name_in_the_greeting_is_escaped(eve, db):
    page = read(eve, make_order(None, full_name="<b>Ida</b> Lindqvist"))

    assert "Thank you, &lt;b&gt;Ida&lt;/b&gt;." in page


def test_card_is_named_by_its_last_digits(eve, db):
    page = read(eve, make_order(None, card_brand="visa", card_last4="4242"))

    assert "Paid with Visa ending 4242" in page


def read(client, order: Order) -> str:
    """The page of the order as the reader of the mail sees it, on one line."""
    response = client.get(order_link(order).removeprefix("http://testserver"))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())
