"""The confirmation as a mail program shows it."""

import base64

import pytest
from playwright.sync_api import expect

from catalogue.tests.factories import make_image
from checkout.mails import DRAWING_ID, confirmation
from checkout.orders.drawing import order_drawing_png
from checkout.tests.orders import make_order


@pytest.mark.parametrize("width", [390, 700])
def test_confirmation_fits_its_window_with_all_parts(page, products_ordered, axe_clean, width, tmp_path):
    page.set_viewport_size({"width": width, "height": 900})

    page.set_content(products_ordered)

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, Ida.")
    expect(page.get_by_role("link", name="See your order")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert all(page.evaluate("[...document.images].map(image => image.naturalWidth > 0)"))
    axe_clean(page)
    assert len(page.screenshot(path=tmp_path / "mail.png", full_page=True)) > 10_000


@pytest.fixture
def products_ordered(transactional_db, settings, live_server) -> str:
    """The HTML of a confirmation whose pictures the running shop serves, its drawing inside."""
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    # Between digits a hyphen is no place for a line break: the widest kind of number.
    number = "MO-4444-6666-8888-0000"
    order = make_order(None, ("Tailwind",), make_image(), full_name="Ida Lindqvist", order_number=number)
    html = next(part for part in confirmation(order).alternatives if part.mimetype == "text/html").content
    drawing = base64.b64encode(order_drawing_png(order.order_number)).decode()
    return html.replace(f"cid:{DRAWING_ID}", f"data:image/png;base64,{drawing}")
