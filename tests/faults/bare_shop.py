"""The shop without its doors: its services are called in threads, Stripe is the double over HTTP."""

from collections.abc import Mapping

from django.conf import settings
from django.db import connection

from catalogue.models import StockHold
from catalogue.tests.factories import count, make_product
from checkout.sweeping import sweep
from stripe_double import StripeDouble
from tests.faults.books import empty_books
from tests.faults.crowd import Crowd
from tests.faults.healing import let_time_pass

SKUS = tuple(f"TW-{number}" for number in range(8))
PRICE = "22.00"  # an even one: a piece and its tenth for delivery are 24.20


class BareShop:
    """One product in eight sizes, Stripe, and a crowd of `width`; ends with `with`."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.double = StripeDouble()
        self.stripe = self.double.control

    def __enter__(self) -> "BareShop":
        self.double.start()
        settings.STRIPE_API_BASE = self.double.base_url
        make_product("Tailwind", [(sku, sku[-1], PRICE, None) for sku in SKUS])
        self.crowd = Crowd(self.width)
        return self

    def __exit__(self, *error: object) -> None:
        self.crowd.leave()
        self.double.stop()

    def empty(self, pieces: Mapping[str, int]) -> None:
        """Forget everything that was bought; count `pieces` by SKU."""
        self.stripe.reset()
        empty_books()
        for sku, quantity in pieces.items():
            count(sku, quantity)

    def come_to_rest(self) -> None:
        """Whoever still holds pieces is given up, as the worker does after half an hour."""
        if StockHold.objects.exists():
            let_time_pass()
            sweep()


def deadlocks() -> int:
    """How many deadlocks PostgreSQL has had to break in this database; SQLite has none to break."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
