"""What production settings must not be, each refusal with the fix named."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raises ImproperlyConfigured listing every unsafe setting at once."""
    problems = list(unsafe(settings))
    if problems:
        raise ImproperlyConfigured("The shop does not start unsafe. " + " ".join(problems))


def unsafe(settings: Mapping[str, Any]) -> Iterator[str]:
    """One sentence for each setting that would put a live shop at risk."""
    if len(settings["SECRET_KEY"]) < 50 or len(set(settings["SECRET_KEY"])) < 5:
        yield "SECRET_KEY needs at least 50 random characters."
    if "*" in settings["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS must name the hosts, not '*'."
    if not settings["SITE_URL"].startswith("https://"):
        yield "SITE_URL must start with https://."
    if settings["SHOP_DEMO"]:
        yield "SHOP_DEMO is for the demo alone: unset it."
    if settings["SHOP_FAILPOINTS"]:
        yield "SHOP_FAILPOINTS lets tests kill the shop: unset it."
    yield from _unsafe_stripe(settings)
    yield from _impossible(settings)


def _unsafe_stripe(settings: Mapping[str, Any]) -> Iterator[str]:
    public, secret = settings["STRIPE_PUBLIC_KEY"], settings["STRIPE_SECRET_KEY"]
    if settings["STRIPE_API_BASE"]:
        yield "STRIPE_API_BASE points to the offline double: unset it."
    if not public.startswith("pk_"):
        yield "STRIPE_PUBLIC_KEY must start with pk_."
    if not secret.startswith(("sk_", "rk_")):
        yield "STRIPE_SECRET_KEY must start with sk_ or rk_."
    if ("_live_" in public) != ("_live_" in secret):
        yield "STRIPE_PUBLIC_KEY and STRIPE_SECRET_KEY are of different modes (test and live)."
    if settings["STRIPE_ELEMENT"] not in ("payment", "card"):
        yield "STRIPE_ELEMENT must be 'payment' or 'card'."
    if not all(secret.startswith("whsec_") for secret in settings["STRIPE_WH_SECRETS"]):
        yield "STRIPE_WH_SECRET must start with whsec_ (several: separate by commas)."


def _impossible(settings: Mapping[str, Any]) -> Iterator[str]:
    """Values that no shop can run with."""
    if settings["WEB_THREADS"] < 1:
        yield "WEB_THREADS must be 1 or more."
    if settings["SHOP_STRIPE_PAUSE_AFTER"] < 0:
        yield "SHOP_STRIPE_PAUSE_AFTER must be 0 (never) or more."
    if not all(re.fullmatch(r"[A-Za-z0-9._-]{1,64}", name) for name in settings["SHOP_IDS"]):
        yield "SHOP_ID takes letters, digits and . _ - only, 64 at most (several: separate by commas)."
    if settings["SHOP_SECOND_FACTOR_GRACE_DAYS"] < 0:
        yield "SHOP_SECOND_FACTOR_GRACE_DAYS must be 0 or more."
