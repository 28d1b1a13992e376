"""A shop with two posters, a Stripe that reaches it, and a shopper at the till."""

import pytest

from catalogue.tests.factories import make_product
from tests.browser.checkout.till import Till


@pytest.fixture
def stripe(double, live_server):
    """The double, its webhooks under way to the running shop."""
    double.add_endpoint(f"{live_server.url}/checkout/wh/", "whsec_test")
    yield double
    double.control.wait_until_idle()
    double.control.reset()


@pytest.fixture
def products(transactional_db):
    """Tailwind at 39.00 and Contour at 18.00, five pieces each."""
    make_product("Tailwind", [("TW-A3", "A3", "39.00", 5)])
    make_product("Contour", [("CO-A4", "A4", "18.00", 5)])


@pytest.fixture
def till(stripe, products, page) -> Till:
    return Till(page)
