"""A running shop, a Stripe that reaches it by webhook, and shoppers over HTTP."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.servers.basehttp import WSGIServer
from django.utils import timezone

from catalogue.tests.factories import make_product
from checkout.models import CheckoutAttempt, Order, OutgoingMail
from tests.scenarios.shopper import Shopper

# Django's test server lets ten connections wait; a real one lets thousands.
WSGIServer.request_queue_size = 256

WEBHOOK_SECRET = "whsec_test"


@pytest.fixture
def stripe(double, live_server):
    """The double, its webhooks held until a test releases them."""
    double.control.reset(keep_endpoints=False)
    double.add_endpoint(f"{live_server.url}/checkout/wh/", WEBHOOK_SECRET)
    double.control.set_delivery("hold")
    yield double
    double.control.reset(keep_endpoints=False)


@pytest.fixture
def product(transactional_db):
    """A poster in three sizes: ten, five and one piece."""
    return make_product(
        "Tailwind",
        [("TW-A4", "A4", "22.00", 10), ("TW-A3", "A3", "39.00", 5), ("TW-A2", "A2", "98.00", 1)],
    )


@pytest.fixture
def new_shopper(live_server, stripe, product) -> Callable[[], Shopper]:
    return lambda: Shopper(live_server.url, stripe)


@pytest.fixture
def shopper(new_shopper) -> Shopper:
    return new_shopper()


@pytest.fixture
def tab(shopper):
    """A checkout page with one small poster: 22.00 and 2.20 delivery."""
    shopper.add("TW-A4")
    return shopper.open_checkout()


@pytest.fixture
def the_order() -> Callable[[], Order]:
    """The one order there is, with its one confirmation; the test fails when there are more or none."""

    def one() -> Order:
        order = Order.objects.get()
        assert OutgoingMail.objects.filter(kind="confirmation").count() == 1
        return order

    return one


def abandon() -> None:
    """Let the time of every open checkout be over."""
    CheckoutAttempt.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
