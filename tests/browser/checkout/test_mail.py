"""The mails as a mail program shows them."""

import base64

import pytest
from playwright.sync_api import expect

from catalogue.tests.factories import make_image
from checkout.letters import DRAWING_ID, message_for
from checkout.models import Order, OutgoingMail, Refund
from checkout.orders.drawing import order_drawing_png
from checkout.tests.orders import make_order


@pytest.mark.parametrize("width", [390, 700])
@pytest.mark.parametrize(
    ("name", "heading"),
    [("confirmation", "Thank you, Ida."), ("refund_notice", "€24.00 is on its way back.")],
)
def test_mail_fits_its_window_with_all_parts(page, request, axe_clean, name, heading, width, tmp_path):
    html = request.getfixturevalue(name)
    page.set_viewport_size({"width": width, "height": 900})

    page.set_content(html)

    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.get_by_role("link", name="See your order")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert all(page.evaluate("[...document.images].map(image => image.naturalWidth > 0)"))
    axe_clean(page)
    assert len(page.screenshot(path=tmp_path / "mail.png", full_page=True)) > 10_000


@pytest.fixture
def order(transactional_db, settings, live_server) -> Order:
    """An order whose pictures the running shop serves."""
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    # Between digits a hyphen is no place for a line break: the widest kind of number.
    number = "MO-4444-6666-8888-0000"
    paid = {"stripe_pid": "pi_1", "card_brand": "visa", "card_last4": "4242"}
    return make_order(
        None, ("Tailwind",), make_image(), full_name="Ida Lindqvist", order_number=number, **paid
    )


@pytest.fixture
def confirmation(order) -> str:
    """The HTML of a confirmation, its drawing inside."""
    html = _html(OutgoingMail(order=order, kind="confirmation"))
    drawing = base64.b64encode(order_drawing_png(order.order_number)).decode()
    return html.replace(f"cid:{DRAWING_ID}", f"data:image/png;base64,{drawing}")


@pytest.fixture
def refund_notice(order) -> str:
    """The HTML of a notice about all that was paid."""
    refund = Refund(order=order, amount=order.paid_total, currency="eur", reason="unavailable")
    return _html(OutgoingMail(order=order, refund=refund, kind="refund"))


def _html(mail: OutgoingMail) -> str:
    parts = message_for(mail).alternatives
    return next(part for part in parts if part.mimetype == "text/html").content
