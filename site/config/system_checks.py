"""System checks that span the shop: no Stripe double beside live keys, no failpoints outside tests."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def the_double_never_meets_live_keys(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse `STRIPE_API_BASE` beside a live key, or where the settings do not allow the double."""
    if not settings.STRIPE_API_BASE:
        return []
    keys = settings.STRIPE_SECRET_KEY, settings.STRIPE_PUBLIC_KEY
    if any("_live_" in key for key in keys):
        return [Error("STRIPE_API_BASE is set beside a live Stripe key.", hint="Unset one.", id="shop.E001")]
    if not settings.STRIPE_ALLOW_DOUBLE:
        return [Error("STRIPE_API_BASE is set outside development.", hint="Unset it.", id="shop.E002")]
    return []


@register()
def failpoints_stay_in_tests(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse `SHOP_FAILPOINTS` wherever the settings are not those of a test."""
    if settings.SHOP_FAILPOINTS and not settings.SHOP_ALLOW_FAILPOINTS:
        return [Error("SHOP_FAILPOINTS is set outside tests.", hint="Unset it.", id="shop.E003")]
    return []
