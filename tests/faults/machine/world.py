"""What the machine's steps act on: the shop in this process, its Stripe over HTTP, its people and its clock.

Services and views are called where a browser's request would end up, without the layers that only look at
headers. Each step takes one second of a clock that stands still otherwise, so a seed replays exactly.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from catalogue.models import MovementKind, StockHold, StockMovement, StockRecord
from catalogue.stock import adjust
from catalogue.tests.factories import make_home
from checkout import models, webhooks
from checkout.gateway import EVENT_TYPES
from conftest import make_customer
from stripe_double import StripeDouble
from tests.faults.machine.deaths import Deaths, Died
from tests.faults.machine.pages import Shelf
from tests.faults.machine.story import Story
from tests.faults.machine.stripe import StripeTruth

SECRET = "whsec_test"
# The evening before Europe's clocks go forward, and long ago, so that no check takes anything for too fresh.
START = datetime(2025, 3, 29, 22, 0, tzinfo=UTC)
PEOPLE = ("ida", "eve", "ada")
# Few pieces of most: two shoppers must often want the same one.
PIECES = {"TW-A4": 3, "TW-A3": 1, "RB-A4": 6, "RB-A3": 2, "OW-A2": 1, "OW-A1": 40}
# Rows are forgotten in this order: whoever points goes before what is pointed at.
TABLES = (
    models.OutgoingMail,
    models.RefundLine,
    models.Refund,
    models.OrderEvent,
    models.WebhookEvent,
    models.OrderLineItem,
    models.Order,
    models.AwaitedPayment,
    models.CheckoutQuote,
    models.CheckoutAttempt,
    models.BagLine,
    models.Bag,
    models.DeliverySettings,
    StockHold,
    StockMovement,
    StockRecord,
)
LEAN = {
    "STRIPE_MAX_RETRIES": 0,  # a lost answer is the machine's own affair, not half a second's rest
    "STRIPE_CONNECT_TIMEOUT": 60.0,
    "STRIPE_READ_TIMEOUT": 120.0,  # no step may fail because the machine is busy
    # What search finds is not asked here, and indexing a page takes longer than all of a step.
    "WAGTAILSEARCH_BACKENDS": {
        "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
    },
}


class Session(dict[str, Any]):
    """A browser's session; rate limits, which need its key, are switched off."""

    session_key = "machine"


class Messages(list[str]):
    """What a page would show once."""

    def add(self, level: int, message: str, extra_tags: str = "") -> None:
        self.append(str(message))


@dataclass
class Tab:
    """One checkout page as loaded: what it showed, and the payment behind it."""

    attempt: str
    secret: str
    amount: int
    has_passed: bool = False

    @property
    def payment(self) -> str:
        return self.secret.partition("_secret_")[0]


@dataclass
class Shopper:
    """One browser, with up to two tabs of the checkout open."""

    name: str
    user: Any
    session: Session = field(default_factory=Session)
    tabs: list[Tab] = field(default_factory=list)

    def request(self, path: str = "/", fields: dict[str, str] | None = None) -> WSGIRequest:
        request = RequestFactory().post(path, fields or {})
        request.user, request.session = self.user, self.session
        request._messages = Messages()
        return request

    @property
    def bag(self) -> str:
        """The id of this shopper's bag, without hyphens; empty before the first piece."""
        return str(self.session.get("bag_id", "")).replace("-", "")


class World:
    """One shop for a whole run; `begin_anew` empties it between two examples."""

    def __init__(self) -> None:
        self.deaths = Deaths()
        self.story = Story()
        self.double = StripeDouble(retry_scale=0, post=self._post)
        self.stripe = self.double.control
        self.truth = StripeTruth(self.double)
        self.steps = 0

    @contextmanager
    def open(self) -> Iterator["World"]:
        """The shop with its Stripe and its clock; what it stands on is made once."""
        with (
            self.double,
            override_settings(STRIPE_API_BASE=self.double.base_url, **LEAN),
            time_machine.travel(START, tick=False) as self.clock,
            self.deaths.instead_of_kills(),
        ):
            make_home()
            self.ada = make_customer("ada", "Ada Lovelace")
            self.shelf = Shelf()
            self.double.add_endpoint("http://shop.test/checkout/wh/", SECRET, enabled_events=EVENT_TYPES)
            yield self

    def begin_anew(self) -> None:
        """Forget all that was sold, paid and changed; shoppers come with empty bags."""
        self.deaths.call_off()
        self.stripe.reset()
        self.stripe.set_delivery("hold")
        self.clock.move_to(START, tick=False)
        for model in TABLES:
            model.objects.all()._raw_delete("default")
        self.shelf.tidy()
        for sku, pieces in PIECES.items():
            adjust(sku=sku, delta=pieces, kind=MovementKind.INITIAL)
        users = {"ada": self.ada}
        self.shoppers = [Shopper(name, users.get(name, AnonymousUser())) for name in PEOPLE]

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def pass_time(self, seconds: float) -> None:
        self.clock.shift(seconds)

    def ask(self, shopper: Shopper, view: Callable[..., HttpResponse], **fields: str) -> HttpResponse:
        """Post a form as `shopper` to `view`."""
        return view(shopper.request("/checkout/", fields))

    def deliver(self, delivery: str) -> int | None:
        """Stripe brings an event, signed now by its own clock; None when the shop died over it."""
        return self.double._courier.deliver(delivery)

    def _post(self, url: str, body: str, signature: str | None, timeout: float) -> int | None:
        content = body.encode()
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "POST",
                "PATH_INFO": "/checkout/wh/",
                "SERVER_NAME": "testserver",
                "SERVER_PORT": "80",
                "CONTENT_TYPE": "application/json",
                "CONTENT_LENGTH": str(len(content)),
                "HTTP_STRIPE_SIGNATURE": signature or "",
                "wsgi.input": BytesIO(content),
            }
        )
        try:
            return webhooks.webhook(request).status_code
        except Died:
            return None

    def vacuum(self) -> None:
        """Let PostgreSQL forget the rows of past examples."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM")
