"""The thanks: for the session that has just paid; whoever comes later sees how the order stands."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.links import order_link
from checkout.models import Order, OrderState
from checkout.tests.orders import make_order

PAID_IN_PART = {"state": OrderState.PART_REFUNDED, "refunded_total": Decimal("4.00")}
ON_ITS_WAY = "A confirmation is on its way to <b>ada@example.com</b>."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stripe_pid": "pi_1"}, ON_ITS_WAY),
        ({"state": OrderState.REVIEW}, "There is nothing more for you to do."),
        (PAID_IN_PART, "we have paid back <b>€4.00</b>."),
    ],
)
def test_each_state_is_told_in_plain_words(eve, db, fields, words):
    assert words in thanks(eve, make_order(None, **fields))


def test_guest_is_offered_an_account_once_paid(eve, db):
    assert "Create an account" in thanks(eve, make_order(None))


def test_owner_is_led_to_all_orders_instead(ada_client, ada):
    page = thanks(ada_client, make_order(ada))

    assert "See all your orders" in page
    assert "Create an account" not in page


def test_name_in_the_greeting_is_escaped(eve, db):
    page = thanks(eve, make_order(None, full_name="<b>Ida</b> Lindqvist"))

    assert "Thank you, &lt;b&gt;Ida&lt;/b&gt;." in page


def test_card_is_named_by_its_last_digits(eve, db):
    page = thanks(eve, make_order(None, card_brand="visa", card_last4="4242"))

    assert "Paid with Visa ending 4242" in page


def test_days_later_the_same_session_sees_how_the_order_stands(eve, db):
    order = make_order(None, stripe_pid="pi_1")
    assert ON_ITS_WAY in thanks(eve, order)

    Order.objects.update(date=timezone.now() - timedelta(days=10))
    page = read(eve, order.get_absolute_url())

    assert "on its way" not in page
    assert "We have your order" in page


def test_other_reader_of_the_address_sees_how_the_order_stands(ada_client, ada):
    page = read(ada_client, make_order(ada).get_absolute_url())

    assert "on its way" not in page
    assert "We have your order" in page


def test_link_of_the_mail_opens_the_page_of_the_order(eve, db):
    order = make_order(None)
    link = order_link(order).removeprefix("http://testserver")

    assert link.startswith(f"/checkout/orders/{order.order_number}/?key=")
    assert "We have your order" in read(eve, link)


def thanks(client, order: Order) -> str:
    """The page of the order as the session sees it that has just paid."""
    session = client.session
    session["checkout_attempts"] = [str(order.attempt_id)]
    session.save()
    return read(client, order.get_absolute_url())


def read(client, path: str) -> str:
    """What is there, on one line."""
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())
