"""Forms of other sites are refused at the checkout; Stripe, which has no form token, is not."""

import time

import pytest
from django.test import Client

from catalogue.tests.factories import make_product
from checkout.models import CheckoutAttempt, Order, WebhookEvent
from checkout.tests.paying import DETAILS
from stripe_double.signing import sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(double) -> Client:
    """A shopper at the checkout, whose browser another site can make send forms."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    shopper = Client()
    shopper.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"})
    shopper.get("/checkout/")
    shopper.handler.enforce_csrf_checks = True
    return shopper


@pytest.mark.parametrize("address", ["/checkout/cache_checkout_data/", "/checkout/"])
def test_forged_form_of_another_site_changes_nothing(browser, double, address):
    attempt = CheckoutAttempt.objects.get()
    secret = double.control.intent(attempt.stripe_pid)["client_secret"]

    answer = browser.post(address, {**DETAILS, "client_secret": secret, "amount": "2420"})

    assert answer.status_code == 403
    assert (attempt.quotes.count(), Order.objects.count()) == (0, 0)
    assert double.control.requests("payment_intents.update") == []


def test_signed_delivery_needs_no_token(browser):
    body = '{"object":"event","id":"evt_1","type":"x.y","livemode":false,"data":{"object":{}}}'
    headers = {"Stripe-Signature": sign(body, "whsec_test", int(time.time()))}

    answer = browser.post("/checkout/wh/", body, content_type="application/json", headers=headers)

    assert (answer.status_code, WebhookEvent.objects.get().outcome) == (200, "ignored")
