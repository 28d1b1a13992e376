"""Give up abandoned checkouts: cancel their payments, then release their stock."""

from typing import Any

from django.core.management.base import BaseCommand

from checkout.stripe_breaker import in_background
from checkout.sweeping import sweep


class Command(BaseCommand):
    help = "Cancels the payments of abandoned checkouts at Stripe, then releases the stock they held."

    @in_background()
    def handle(self, *args: Any, **options: Any) -> None:
        swept = sweep()
        self.stdout.write(
            f"{swept.expired} checkouts given up, {swept.placed} found paid and placed, {swept.kept} kept"
        )
