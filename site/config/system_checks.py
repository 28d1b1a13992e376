"""System checks that span the shop: the Stripe double must never meet live keys."""

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
