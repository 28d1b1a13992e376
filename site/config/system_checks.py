"""System checks that span the shop: nothing of tests in production, and services that really answer."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.cache import caches
from django.core.checks import CheckMessage, Error, Warning, register

from config.redis_cache import ShopRedisCache


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


@register(deploy=True)
def redis_answers(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Ask the Redis of `REDIS_URL` once. The shop starts without it, and each process then counts alone."""
    cache = caches["default"]
    problem = cache.problem() if isinstance(cache, ShopRedisCache) else ""
    if not problem:
        return []
    hint = "Start it, correct the address, or unset REDIS_URL."
    return [Warning(f"REDIS_URL: Redis does not answer ({problem}).", hint=hint, id="shop.W004")]


@register(deploy=True)
def mail_password_travels_hidden(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A password must not go over a network in clear; a mail server on this machine may have it."""
    is_hidden = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    is_here = settings.EMAIL_HOST in ("localhost", "127.0.0.1", "::1")
    if is_hidden or is_here or not settings.EMAIL_HOST_PASSWORD:
        return []
    hint = "Write smtp+tls:// (port 587) or smtp+ssl:// (port 465)."
    return [Warning("EMAIL_URL sends the mail server's password in clear.", hint=hint, id="shop.W005")]
