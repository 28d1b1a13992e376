"""What every template of the shop may use."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from checkout.bag.services import bag_count


def shop(request: HttpRequest) -> dict[str, Any]:
    """The shop's name, address and currency, whether payments are played, the bag's count (when asked)."""
    return {
        "SHOP_NAME": settings.SHOP_NAME,
        "SITE_URL": settings.SITE_URL,
        "CURRENCY": settings.STRIPE_CURRENCY.upper(),
        "STRIPE_DEMO": bool(settings.STRIPE_API_BASE),
        "bag_count": cache(lambda: bag_count(request)),
    }
