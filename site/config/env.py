"""Typed reading of settings from the environment; says what is missing or wrong by name."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]

YES, NO = ("true", "on", "ok", "y", "yes", "1"), ("false", "off", "n", "no", "0")
KINDS = {int: "a whole number", float: "a number", bool: "1 or 0"}


class WrongSettings(ImproperlyConfigured):
    """The environment names what cannot be; the text says all of it in one line."""


class ShopEnv(environ.Env):
    """Reads settings by their type.

    A value that is not of its type is noted in `problems`, and the default stands in until all are told at
    once. An empty value counts as unset. A value that begins with `$` is no reference: passwords may.
    """

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.asked: set[str] = set()

    def get_value(
        self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, parse_default: bool = False
    ) -> Any:
        """The value of `var` as a `cast`; `default` where it is unset or wrong."""
        self.asked.add(var)
        text = self.ENVIRON.get(var, "").strip()
        if not text:
            return "" if default is self.NOTSET else default
        try:
            return _parsed(text, cast) if cast in KINDS else self.parse_value(text, cast)
        except (ValueError, OverflowError):
            self.problems.append(f"{var} must be {KINDS.get(cast, 'something else')}, not “{text[:40]}”.")
            return default


def _parsed(text: str, cast: type) -> Any:
    """Strictly: else any word would be False, and letters in a number left out. Raises ValueError."""
    if cast is not bool:
        return cast(text)
    if text.lower() not in YES + NO:
        raise ValueError
    return text.lower() in YES


env = ShopEnv()


def read_env_file(path: Path = BASE_DIR / ".env") -> None:
    """Load `KEY=value` lines into the environment; what is set already wins."""
    if path.is_file():
        env.read_env(str(path))


def secret_list(name: str, default: str = "") -> list[str]:
    """A comma-separated setting, blanks removed: `STRIPE_WH_SECRET` holds two while rotating."""
    return [part.strip() for part in env.str(name, default).split(",") if part.strip()]


def front_caches() -> dict[str, dict[str, str]]:
    """Caches in front of the shop that Wagtail tells of changed pages: any that takes PURGE, Cloudflare."""
    backends = "wagtail.contrib.frontend_cache.backends."
    caches: dict[str, dict[str, str]] = {}
    if location := env.str("SHOP_CDN_PURGE_URL", ""):
        caches["purge"] = {"BACKEND": backends + "HTTPBackend", "LOCATION": location}
    zone, token = env.str("SHOP_CLOUDFLARE_ZONE", ""), env.str("SHOP_CLOUDFLARE_TOKEN", "")
    if zone:
        cloudflare = {"BACKEND": backends + "CloudflareBackend", "ZONEID": zone, "BEARER_TOKEN": token}
        caches["cloudflare"] = cloudflare
    return caches


LANGUAGES = {"en": "English", "de": "Deutsch"}  # those that the shop's own texts are written in


def shop_languages(name: str = "SHOP_LANGUAGES") -> list[tuple[str, str]]:
    """The languages of the shop by code and name; the first is its own, at addresses without a language.

    One that the shop does not speak, or that is named twice, is a problem; both stand in for it.
    """
    codes = secret_list(name, "en,de")
    if not codes or set(codes) - set(LANGUAGES) or len(set(codes)) != len(codes):
        known = ", ".join(LANGUAGES)
        env.problems.append(f"{name} must name each language once, out of: {known} (such as en,de).")
        codes = list(LANGUAGES)
    return [(code, LANGUAGES[code]) for code in codes]
