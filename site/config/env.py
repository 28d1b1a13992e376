"""Typed reading of settings from the environment; says what is missing or wrong by name."""

from collections.abc import Iterable
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()


def read_env_file(path: Path = BASE_DIR / ".env") -> None:
    """Load `KEY=value` lines into the environment; what is set already wins."""
    if path.is_file():
        env.read_env(str(path))


def secret_list(name: str, default: str = "") -> list[str]:
    """A comma-separated setting, blanks removed: `STRIPE_WH_SECRET` holds two while rotating."""
    return [part.strip() for part in env.str(name, default).split(",") if part.strip()]


def require(names: Iterable[str]) -> None:
    """Raises ImproperlyConfigured naming every setting of `names` that is unset or empty."""
    missing = [name for name in names if not env.str(name, "").strip()]
    if missing:
        raise ImproperlyConfigured(
            "The shop does not start half-configured. Set in the environment: " + ", ".join(missing)
        )


def front_caches() -> dict[str, dict[str, str]]:
    """Caches in front of the shop that Wagtail tells of changed pages: any that takes PURGE, Cloudflare."""
    backends = "wagtail.contrib.frontend_cache.backends."
    caches: dict[str, dict[str, str]] = {}
    if location := env.str("SHOP_CDN_PURGE_URL", ""):
        caches["purge"] = {"BACKEND": backends + "HTTPBackend", "LOCATION": location}
    if zone := env.str("SHOP_CLOUDFLARE_ZONE", ""):
        token = env.str("SHOP_CLOUDFLARE_TOKEN", "")
        cloudflare = {"BACKEND": backends + "CloudflareBackend", "ZONEID": zone, "BEARER_TOKEN": token}
        caches["cloudflare"] = cloudflare
    return caches
