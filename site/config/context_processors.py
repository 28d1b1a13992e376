"""What every template of the shop may use."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from checkout.bag.services import bag_count


def shop(request: HttpRequest) -> dict[str, Any]:
    """The shop's name, its currency, whether payments are played, and the pieces in the bag (when asked)."""
    return {
        "SHOP_NAME": settings.SHOP_NAME,
        "CURRENCY": settings.STRIPE_CURRENCY.upper(),
        "STRIPE_DEMO": bool(settings.STRIPE_API_BASE),
        "bag_count": cache(lambda: bag_count(request)),
    }
