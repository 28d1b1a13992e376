"""Refunding in a real browser: by keyboard, on a phone, without an accessibility error."""

import pytest
from playwright.sync_api import expect

from catalogue.tests.factories import make_product
from checkout.models import Refund
from checkout.tests.refunding import make_paid

pytestmark = pytest.mark.django_db(transaction=True)

WIDER_THAN_ITS_CARD = """() => [...document.querySelectorAll('.shop-card *')]
  .filter(part => part.getBoundingClientRect().right > innerWidth).map(part => part.outerHTML.slice(0, 80))"""


@pytest.fixture
def form(page, double, staff, sign_in, live_server):
    """The refund form of an order of 48.40, open in staff's browser."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    order = make_paid(double, {"TW-A4": 2})
    sign_in(staff)
    page.goto(f"/admin/orders/refund/{order.pk}/")
    return page


def test_amount_is_refunded_by_keyboard_alone(form, axe_clean):
    axe_clean(form)
    form.get_by_label("An amount").focus()
    form.keyboard.press("Space")
    form.keyboard.press("Tab")
    form.keyboard.type("12,50")
    form.keyboard.press("Enter")
    expect(form.get_by_role("heading", name="Refund €12.50 of order")).to_be_visible()
    axe_clean(form)

    form.get_by_role("button", name="Refund €12.50").focus()
    form.keyboard.press("Enter")

    expect(form.get_by_text("€12.50 refunded.")).to_be_visible()
    assert [(str(refund.amount), refund.state) for refund in Refund.objects.all()] == [("12.50", "succeeded")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_form_fits_a_phone_in_both_themes(form, axe_clean, scheme):
    form.emulate_media(color_scheme=scheme)
    form.set_viewport_size({"width": 390, "height": 1250})
    form.reload()

    axe_clean(form)
    assert form.evaluate(WIDER_THAN_ITS_CARD) == []
