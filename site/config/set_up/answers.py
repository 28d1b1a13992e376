"""What has to be known to set a shop up, judged the same whether it was typed or passed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django_countries import countries

from config.env import LANGUAGES

COUNTRY_UNSAID = "DE"  # as the terms of delivery begin


class BadAnswer(Exception):
    """An answer that cannot be; the text says why."""


@dataclass(frozen=True)
class Answers:
    """All of them; `languages` begins with the shop's own, `currency` is in lower case."""

    name: str
    url: str
    owner_email: str
    languages: tuple[str, ...]
    currency: str
    country: str


def in_environment() -> dict[str, str]:
    """What the environment says already, by the names of the answers."""
    return {
        "name": settings.SHOP_NAME,
        "url": settings.SITE_URL,
        "languages": ",".join(code for code, _name in settings.LANGUAGES),
        "currency": settings.STRIPE_CURRENCY,
        "country": settings.SHOP_COUNTRY or COUNTRY_UNSAID,
    }


def differences(answers: Answers) -> Iterator[str]:
    """A line for the environment for each answer that it contradicts: the shop runs by the environment."""
    given = {
        "name": answers.name,
        "url": answers.url,
        "languages": ",".join(answers.languages),
        "currency": answers.currency,
        "country": answers.country,
    }
    said = in_environment()
    yield from (f"{ENV_NAMES[name]}={value}" for name, value in given.items() if said[name] != value)


def read_name(text: str) -> str:
    if not 1 <= len(text) <= 100:
        raise BadAnswer("A shop's name has between 1 and 100 characters.")
    return text


def read_url(text: str) -> str:
    try:
        parts = urlsplit(text.rstrip("/"))
        port = parts.port
    except ValueError as error:
        raise BadAnswer(f"{text} is no address.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise BadAnswer("The address is like https://shop.example.com, without a path.")
    if parts.scheme == "https" and port not in (None, 443):
        raise BadAnswer("Wagtail writes links with https:// for port 443 alone: leave the port out.")
    return f"{parts.scheme}://{parts.netloc}"


def read_email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise BadAnswer(f"{text or 'Nothing'} is no e-mail address; the owner signs in with it.") from error
    return text.lower()


def read_languages(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip().lower() for code in text.split(",") if code.strip())
    if not codes or set(codes) - set(LANGUAGES) or len(set(codes)) != len(codes):
        known = ", ".join(LANGUAGES)
        raise BadAnswer(f"Name each language once, the shop's own first, out of: {known}.")
    return codes


def read_currency(text: str) -> str:
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise BadAnswer("A currency has three letters, such as EUR.")
    return text.lower()


def read_country(text: str) -> str:
    if text.upper() not in dict(countries):
        raise BadAnswer("A country has two letters, such as DE.")
    return text.upper()


ENV_NAMES = {
    "name": "SHOP_NAME",
    "url": "SITE_URL",
    "languages": "SHOP_LANGUAGES",
    "currency": "STRIPE_CURRENCY",
    "country": "SHOP_COUNTRY",
}
READERS: dict[str, Callable[[str], object]] = {
    "name": read_name,
    "url": read_url,
    "owner_email": read_email,
    "languages": read_languages,
    "currency": read_currency,
    "country": read_country,
}
QUESTIONS = {
    "name": "Name of the shop",
    "url": "Its address",
    "owner_email": "The owner's e-mail address",
    "languages": "Languages, the shop's own first",
    "currency": "Currency",
    "country": "Home country",
}


def collect(given: Mapping[str, str | None], ask: Callable[[str, str], str] | None) -> Answers:
    """The answers: those given, and for the rest what is asked or, without `ask`, what the environment says.

    Raises BadAnswer for a given one that cannot be; one that is typed is asked again.
    """
    defaults = in_environment()
    read = {name: _one(name, given.get(name), defaults.get(name, ""), ask) for name in READERS}
    return Answers(**read)  # type: ignore[arg-type]


def _one(name: str, given: str | None, default: str, ask: Callable[[str, str], str] | None) -> object:
    if given is not None or ask is None:
        return READERS[name]((given if given is not None else default).strip())
    while True:
        try:
            return READERS[name](ask(QUESTIONS[name], default).strip() or default)
        except BadAnswer as error:
            ask("", str(error))
