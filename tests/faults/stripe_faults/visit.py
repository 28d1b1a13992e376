"""One visit: a shopper's browser, the browser of staff, Stripe's messenger, and the hands of the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from catalogue.tests.factories import count, make_product
from checkout import gateway
from checkout.gateway import EVENT_TYPES
from checkout.models import BagLine, CheckoutAttempt, Order
from conftest import enter
from stripe_double import StripeDouble
from stripe_double.errors import ApiError
from tests.faults.machine.world import TABLES
from tests.scenarios.shopper import ADDRESS, Page, page_in

SECRET, WEBHOOK = "whsec_test", "http://testserver/checkout/wh/"
SKU, FREE = "TW-A4", "LF-A6"
PIECES = 50
QUIET_WITHIN_S = 30
# To the order, or to the bag that it has emptied.
BOUGHT = 302
# Stripe is still at work on a call that the shop has given up, or has ended the checkout by it.
COME_AGAIN = (409, 503)
SETTINGS: dict[str, Any] = {
    "STRIPE_READ_TIMEOUT": 60.0,  # nothing may be late because the machine is busy
    "STRIPE_MAX_RETRIES": 0,  # each case is about one call
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 86_400,  # one sign-in does for all cases
}


class Shop:
    """The shop in this process; Stripe and its webhooks go through the doors that they use."""

    def __init__(self) -> None:
        self.double = StripeDouble(retry_scale=0, post=self._post)
        self.stripe = self.double.control

    @contextmanager
    def open(self) -> Iterator["Shop"]:
        """With what every visit needs."""
        # Lists have a second page as soon as there are two of something.
        short, pages = override_settings(**SETTINGS), patch.object(gateway, "PAGE_LENGTH", 1)
        with self.double, short, pages, override_settings(STRIPE_API_BASE=self.double.base_url):
            make_product("Tailwind", [(SKU, "A4", "22.00", None)])
            make_product("Leaflet", [(FREE, "A6", "0.00", None)])
            self.staff = Client(raise_request_exception=False)
            enter(self.staff, get_user_model().objects.create_superuser("staff", "staff@example.com", "x"))
            yield self

    def empty(self) -> None:
        """Forget all that was sold and paid."""
        self.stripe.reset(keep_endpoints=False)
        self.stripe.set_delivery("hold")
        self.double.add_endpoint(WEBHOOK, SECRET, enabled_events=EVENT_TYPES)
        for model in TABLES:
            model._default_manager.all()._raw_delete("default")
        for sku in (SKU, FREE):
            count(sku, PIECES)

    def _post(self, url: str, body: str, signature: str | None, timeout: float) -> int | None:
        headers = {"Stripe-Signature": signature or ""}
        return (
            Client(raise_request_exception=False)
            .post("/checkout/wh/", body, content_type="application/json", headers=headers)
            .status_code
        )

    def deliver(self, kind: str = "") -> int:
        """Bring the youngest event of `kind` that has not been brought; answers the shop's status."""
        held = [each for each in self.stripe.deliveries(status="held") if kind in ("", each["type"])]
        return self.double._courier.deliver(held[-1]["id"]) or 0


class Visit:
    """One shopper at `shop`; every request answers its response."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.stripe = shop.stripe
        self.browser = Client(raise_request_exception=False)
        self.page: Page | None = None

    @property
    def payment(self) -> str:
        assert self.page
        return self.page.intent_id

    @property
    def order(self) -> Order:
        return Order.objects.latest("pk")

    def add(self, sku: str = SKU) -> HttpResponse:
        return self.browser.post("/bag/add/", {"sku": sku, "quantity": 1})

    def remove(self, sku: str = SKU) -> HttpResponse:
        return self.browser.post("/bag/remove/", {"sku": sku})

    def load(self) -> HttpResponse:
        answer = self.browser.get("/checkout/")
        if answer.status_code == 200:
            self.page = page_in(answer)
        return answer

    def gate(self) -> HttpResponse:
        return self.browser.post("/checkout/cache_checkout_data/", self._form())

    def post(self) -> HttpResponse:
        return self.browser.post("/checkout/", self._form())

    def _form(self) -> dict[str, Any]:
        assert self.page
        return {**ADDRESS, "client_secret": self.page.secret, "amount": self.page.amount}

    def confirm(self, card: str = "pm_card_visa") -> None:
        """Pay at Stripe; the bank may refuse."""
        try:
            self.stripe.pay(self.payment, card)
        except ApiError:
            return

    def come_to_gate(self) -> None:
        self.add()
        self.load()
        self.gate()

    def come_to_payment(self, card: str = "pm_card_visa") -> None:
        self.come_to_gate()
        self.confirm(card)

    def come_to_order(self, card: str = "pm_card_visa") -> None:
        """An order, of which Stripe has told everything already."""
        self.come_to_payment(card)
        self.post()
        self.stripe.release()

    def go_on(self) -> list[str]:
        """The faults are over and the shopper presses on; answers what they meet that is not right.

        What is still under way at Stripe may cost them one try more.
        """
        status = self._try()
        if status in COME_AGAIN:
            self.shop.double._wait_until_quiet(QUIET_WITHIN_S)
            status = self._try()
        return [] if status == BOUGHT else [f"a checkout answers {status} though all is well"]

    def _try(self) -> int:
        """From the page to the order; the first status that leads elsewhere, else that of the order."""
        first = self.load().status_code
        if first != 200:
            return first
        passed = self.gate().status_code
        if passed != 200:
            return passed
        self.confirm()
        last = self.post()
        return last.status_code if "/success/" in last.get("Location", "") else 0

    def pieces(self) -> int:
        """Pieces in bags and in orders: none may be lost."""
        ordered = sum(line.quantity for order in Order.objects.all() for line in order.lines.all())
        return sum(BagLine.objects.values_list("quantity", flat=True)) + ordered


def age_checkouts(*, are_over: bool) -> None:
    """Open checkouts rest since a while; `are_over`: they count as abandoned as well."""
    past = timezone.now() - timedelta(minutes=5)
    CheckoutAttempt.objects.update(updated_at=past)
    if are_over:
        CheckoutAttempt.objects.update(expires_at=past)
