"""Paying in a real browser, with each element and each kind of payment."""

import re

import pytest
from playwright.sync_api import expect

from catalogue.tests.factories import make_product
from checkout.models import CheckoutAttempt, Order

WIDTHS = pytest.mark.parametrize("width", [390, 1280])


@WIDTHS
def test_guest_buys_with_the_payment_element(till, stripe, axe_clean, width):
    till.page.set_viewport_size({"width": width, "height": 900})
    till.open("TW-A3")
    axe_clean(till.page)
    till.fill()
    till.fill_card()

    till.pay()

    order = till.arrived_order()
    assert (order.full_name, str(order.grand_total), order.card_last4) == ("Ida Lindqvist", "42.90", "4242")
    assert order.user_profile is None
    expect(till.page.get_by_role("heading", level=1)).to_have_text("Thank you, Ida.")
    axe_clean(till.page)


@WIDTHS
def test_guest_buys_with_the_card_element(till, settings, axe_clean, width):
    settings.STRIPE_ELEMENT = "card"
    till.page.set_viewport_size({"width": width, "height": 900})
    till.open("TW-A3")
    axe_clean(till.page)
    till.fill()
    till.fill_card_element()

    till.pay()

    assert till.arrived_order().card_brand == "visa"
    assert Order.objects.count() == 1


@WIDTHS
def test_no_page_of_the_checkout_scrolls_sideways(till, width):
    till.page.set_viewport_size({"width": width, "height": 900})
    till.open("TW-A3")

    assert till.page.evaluate("document.documentElement.scrollWidth") == width


def test_card_number_never_reaches_the_shop(till, live_server):
    bodies = []
    till.page.on("request", lambda sent: bodies.append((sent.url, sent.post_data or "")))
    till.open("TW-A3")
    till.fill()
    till.fill_card()

    till.pay()

    till.arrived_order()
    own = [body for url, body in bodies if "/_stripe/" not in url]
    assert len(own) > 3
    assert not any(re.search(r"4242.?4242", body) for body in own)


def test_two_quick_presses_place_one_order(till, stripe):
    till.open("TW-A3")
    till.fill()
    till.fill_card()

    till.button.dblclick()

    till.arrived_order()
    assert Order.objects.count() == 1
    assert len(stripe.control.charges()) == 1


def test_declined_shopper_pays_with_another_card(till, stripe, complaints):
    complaints.expect("402")
    till.open("TW-A3")
    till.fill()
    till.fill_card("4000000000000002")
    till.pay()
    expect(till.message).to_have_text("Your card was declined. Nothing was charged.")
    expect(till.message).to_be_focused()
    expect(till.button).to_have_text("Pay €42.90")
    assert Order.objects.count() == 0

    till.fill_card("5555555555554444")
    till.pay()

    assert till.arrived_order().card_brand == "mastercard"
    assert CheckoutAttempt.objects.count() == 1


def test_passed_bank_check_places_the_order(till):
    till.open("TW-A3")
    till.fill()
    till.fill_card("4000002760003184")
    till.pay()

    till.decide("authorize")

    assert till.arrived_order().card_last4 == "3184"


def test_failed_bank_check_charges_nothing(till, stripe, complaints):
    complaints.expect("402")
    till.open("TW-A3")
    till.fill()
    till.fill_card("4000002760003184")
    till.pay()

    till.decide("fail")

    expect(till.message).to_contain_text("Nothing was charged.")
    expect(till.button).to_be_enabled()
    assert Order.objects.count() == 0
    assert not any(charge["paid"] for charge in stripe.control.charges())


def test_bank_on_another_page_leads_back_to_the_order(till, complaints):
    till.open("TW-A3")
    till.fill()
    till.choose("Bank redirect")
    till.pay()

    till.page.get_by_role("button", name="Authorize test payment").click()

    order = till.arrived_order()
    assert (order.full_name, str(order.grand_total)) == ("Ida Lindqvist", "42.90")


def test_refusal_on_the_banks_page_leads_back_to_the_checkout(till, complaints):
    till.open("TW-A3")
    till.fill()
    till.choose("Bank redirect")
    till.pay()

    till.page.get_by_role("button", name="Fail test payment").click()

    expect(till.page).to_have_url(re.compile(r"/checkout/$"))
    expect(till.page.get_by_text("Your payment did not go through. Nothing was charged.")).to_be_visible()
    assert Order.objects.count() == 0


def test_order_without_a_price_needs_no_card(till):
    make_product("Sample", [("FREE-A6", "A6", "0.00", 5)])
    till.open("FREE-A6")
    till.fill()
    expect(till.button).to_have_text("Place order")

    till.pay()

    assert till.arrived_order().stripe_pid is None


def test_country_is_chosen_already_and_asked_for_once(till, stripe):
    till.open("TW-A3")

    expect(till.page.get_by_label("Country")).to_have_value("GB")
    expect(till.payment_box.locator("[name=number]")).to_be_visible()
    expect(till.payment_box.locator("[name=country]")).to_be_hidden()
    till.fill(phone_number="030 1234567", county="Berlin")
    till.fill_card()
    till.pay()

    order = till.arrived_order()
    billing = stripe.control.charges()[0]["billing_details"]
    assert billing["phone"] == order.phone_number == "+49301234567"
    assert billing["address"] == {
        "line1": "Kastanienallee 12",
        "line2": billing["address"]["line2"],
        "city": "Berlin",
        "state": "Berlin",
        "postal_code": "10435",
        "country": "DE",
    }
