"""What the checkout says when something is wrong, and that nothing is charged then."""

import re

import pytest
from playwright.sync_api import expect

from catalogue.models import MovementKind
from catalogue.stock import adjust
from checkout.models import CheckoutQuote, Order

GATE = "**/checkout/cache_checkout_data/"
FIELDS = ["email", "country", "full_name", "street_address1", "town_or_city"]


@pytest.mark.parametrize("width", [390, 1280])
def test_empty_form_shows_every_error_beside_its_field(till, stripe, complaints, axe_clean, width):
    complaints.expect("400")
    till.page.set_viewport_size({"width": width, "height": 900})
    till.open("TW-A3")

    till.page.get_by_label("Country").select_option("")
    till.pay()

    expect(till.page.locator("#error-summary")).to_be_focused()
    expect(till.page.locator("#error-summary a")).to_have_count(len(FIELDS) + 1)
    for name in FIELDS:
        field = till.page.locator(f"#id_{name}")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(r"(Enter|Choose) "))
    axe_clean(till.page)
    assert (Order.objects.count(), CheckoutQuote.objects.count(), stripe.control.charges()) == (0, 0, [])


def test_links_of_the_summary_lead_to_the_fields(till, complaints):
    complaints.expect("400")
    till.open("TW-A3")
    till.fill(postcode="1043")
    till.fill_card()
    till.pay()

    till.page.locator("#error-summary a").click()

    expect(till.page.locator("#id_postcode")).to_be_focused()
    expect(till.page.locator("#id_postcode")).to_have_value("1043")
    expect(till.page.locator("[aria-invalid]")).to_have_count(1)


def test_corrected_form_can_be_paid(till, complaints):
    complaints.expect("400")
    till.open("TW-A3")
    till.fill(email="nobody")
    till.fill_card()
    till.pay()
    expect(till.page.locator("#error-summary a")).to_have_text(
        "Enter an e-mail address like ida@example.org."
    )

    till.page.locator("#id_email").fill("ida@example.org")
    till.pay()

    assert till.arrived_order().email == "ida@example.org"


def test_missing_card_is_said_before_anything_is_charged(till, settings, stripe):
    settings.STRIPE_ELEMENT = "card"
    till.open("TW-A3")
    till.fill()

    till.pay()

    expect(till.page.locator("#error-summary a")).to_have_text("Complete your card details")
    expect(till.button).to_be_enabled()
    assert stripe.control.charges() == []


@pytest.mark.parametrize("is_silent", [True, False])
def test_blocked_payment_script_is_said_within_ten_seconds(till, complaints, axe_clean, is_silent):
    complaints.expect("ERR_FAILED")
    till.page.route("**/js/stripe.js", lambda route: None if is_silent else route.abort())
    till.add("TW-A3")
    till.page.goto("/checkout/", wait_until="commit")

    expect(till.message).to_contain_text("The payment form could not be loaded.", timeout=10_000)

    expect(till.button).to_be_disabled()
    expect(till.button).to_have_text("Payment cannot be loaded")
    axe_clean(till.page)


def test_total_that_changed_elsewhere_is_shown_then_paid(till, complaints):
    complaints.expect("409")
    till.open("TW-A3")
    till.fill()
    till.fill_card()
    till.add("CO-A4")
    till.pay()
    expect(till.message).to_contain_text("The total has changed to €62.70. Nothing was charged.")
    expect(till.button).to_have_text("Pay €62.70")
    expect(till.page.locator("aside .item")).to_have_count(2)
    assert Order.objects.count() == 0

    till.pay()

    assert str(till.arrived_order().grand_total) == "62.70"


def test_piece_that_is_gone_leads_back_to_the_bag(till, stripe, complaints):
    complaints.expect("409")
    till.open("TW-A3")
    till.fill()
    till.fill_card()
    adjust(sku="TW-A3", delta=-5, kind=MovementKind.COUNT)

    till.pay()

    expect(till.message).to_contain_text("Some pieces are gone meanwhile. Nothing was charged.")
    expect(till.message.get_by_role("link", name="Look through your bag")).to_be_visible()
    assert stripe.control.charges() == []


def test_shop_out_of_reach_charges_nothing(till, stripe, complaints):
    complaints.expect("ERR_FAILED")
    till.open("TW-A3")
    till.fill()
    till.fill_card()
    till.page.route(GATE, lambda route: route.abort())

    till.pay()

    expect(till.message).to_contain_text("We could not reach the shop. Please check your connection")
    expect(till.button).to_be_enabled()
    assert stripe.control.charges() == []


def test_stripe_out_of_reach_charges_nothing(till, stripe, complaints, heard):
    complaints.expect("503")
    till.open("TW-A3")
    till.fill()
    till.fill_card()
    stripe.control.add_fault("payment_intents.update", "error", times=None)
    heard()

    till.pay()

    expect(till.message).to_contain_text("We cannot reach the payment service just now, so we cannot see")
    spoken = heard()
    told = next(place for place, words in enumerate(spoken) if "we cannot see" in words)
    assert any("…" in words for words in spoken[:told]), f"nothing said that the payment began: {spoken}"
    assert "> payment-message" in spoken, f"the focus stayed away from the message: {spoken}"
    expect(till.button).to_have_text("Pay €42.90")
    assert stripe.control.charges() == []


def test_payment_box_follows_the_theme(till):
    till.open("TW-A3")
    number = till.payment_box.locator("[name=number]")
    expect(number).to_have_css("color", "rgb(22, 25, 27)")

    till.page.evaluate("document.documentElement.dataset.theme = 'dark'")

    expect(number).to_have_css("color", "rgb(241, 241, 236)")
