"""The whole way from the German entrance to the order, on phones: nothing is cut off, the mail is German."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import expect
from wagtail.models import Site

from checkout.mails import send_due_mails
from home.tests.german import make_german_shop
from tests.browser.checkout.till import Till

PRODUCT = "/de/alle-stuecke/plakate/rueckenwind/"


@pytest.fixture
def german_till(stripe, transactional_db, live_server, page) -> Iterator[Till]:
    """A shopper in a translated shop, whose pages link to the address that the browser knows it by."""
    make_german_shop()
    address = urlsplit(live_server.url)
    Site.objects.update(hostname=address.hostname, port=address.port)
    Site.clear_site_root_paths_cache()
    yield Till(page)
    Site.clear_site_root_paths_cache()


@pytest.mark.parametrize("width", [320, 390])
def test_long_german_words_fit_a_phone(german_till, axe_clean, width):
    page = german_till.page
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(PRODUCT)
    page.get_by_role("button", name="In den Warenkorb").click()
    expect(page.get_by_role("dialog", name="Ihr Warenkorb")).to_be_visible()

    for path in ("/de/", "/de/alle-stuecke/", PRODUCT, "/bag/", "/checkout/"):
        page.goto(path)
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)
    axe_clean(page)


def test_german_shopper_buys_and_gets_a_german_mail(german_till):
    page = german_till.page
    page.goto(PRODUCT)
    page.get_by_role("button", name="In den Warenkorb").click()
    page.get_by_role("link", name="Zur Kasse").click()
    expect(german_till.button).to_be_enabled()
    expect(german_till.button).to_have_text(re.compile(r"^\s*Zahlungspflichtig bestellen\s*$"))
    page.locator("#id_country").select_option(label="Deutschland")
    german_till.fill_details()
    german_till.fill_card()

    german_till.pay()

    order = german_till.arrived_order()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vielen Dank, Ida.")
    assert (order.language, order.lines.get().name) == ("de", "Rückenwind")
    send_due_mails()
    [message] = mail.outbox
    assert message.subject == f"Ihre Bestellung {order.order_number}"
    assert "Rückenwind" in str(message.body)


def test_the_switch_on_a_product_leads_to_the_same_product(german_till):
    page = german_till.page
    page.goto(PRODUCT)

    page.get_by_role("navigation", name="Sprache").get_by_role("link", name="English").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tailwind")
    expect(page.get_by_role("button", name="Add to bag")).to_be_visible()
