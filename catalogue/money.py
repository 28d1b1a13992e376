"""Money: the one module that rounds, and the one that knows minor units."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_currency
from django.conf import settings
from django.utils.translation import get_language, to_locale

# Stripe's own lists, which differ from the CLDR: https://docs.stripe.com/currencies#zero-decimal
ZERO_DECIMAL = frozenset("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split())
THREE_DECIMAL = frozenset("bhd jod kwd omr tnd".split())
# Charged like two-decimal currencies, but only whole units are accepted.
WHOLE_UNITS = frozenset("isk ugx".split())

# Smallest charge in minor units: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
MINIMUM_MINOR = {
    "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250,
    "eur": 50, "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200,
    "nok": 300, "nzd": 50, "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1000, "usd": 50,
}  # fmt: skip
DEFAULT_MINIMUM_MINOR = 50
MAXIMUM_MINOR = 99_999_999


def decimal_places(currency: str) -> int:
    """How many decimal places Stripe's minor unit of `currency` (ISO code, any case) has."""
    code = currency.lower()
    if code in ZERO_DECIMAL:
        return 0
    return 3 if code in THREE_DECIMAL else 2


def smallest_step(currency: str) -> Decimal:
    """The smallest amount that can be charged apart: 0.01 for EUR, 1 for JPY and ISK, 0.01 for KWD."""
    code = currency.lower()
    if code in WHOLE_UNITS or code in ZERO_DECIMAL:
        return Decimal(1)
    return Decimal("0.01")  # three-decimal currencies must end in 0 at Stripe


def quantize(amount: Decimal, currency: str) -> Decimal:
    """`amount` rounded half up to what can be charged in `currency`, with two places kept for storage."""
    step = smallest_step(currency)
    return _whole(amount / step) * step + Decimal("0.00")


def round_to_ending(amount: Decimal, ending: Decimal, currency: str) -> Decimal:
    """The price nearest to `amount` that ends in `ending`, such as 0.90; half goes up, never below zero."""
    return quantize(max(_whole(amount - ending), Decimal(0)) + ending, currency)


def _whole(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1), ROUND_HALF_UP)


def to_minor(amount: Decimal, currency: str) -> int:
    """`amount` (major units) as the integer that Stripe counts in. Raises ValueError: too many places."""
    minor = amount.scaleb(decimal_places(currency))
    if minor != minor.to_integral_value():
        raise ValueError(f"{amount} {currency} has more places than its minor unit")
    return int(minor)


def from_minor(minor: int, currency: str) -> Decimal:
    """The amount in major units of an integer that Stripe counts in."""
    return Decimal(minor).scaleb(-decimal_places(currency)) + Decimal("0.00")


def minimum_minor(currency: str) -> int:
    """The smallest total in minor units that Stripe charges in `currency`."""
    return MINIMUM_MINOR.get(currency.lower(), DEFAULT_MINIMUM_MINOR)


def format_money(amount: Decimal, currency: str | None = None) -> str:
    """`amount` as a shopper reads it in the active language, such as "€24.00"."""
    code = (currency or settings.STRIPE_CURRENCY).upper()
    return _written(amount, code, get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=4096)  # a page says few amounts, many times, and Babel takes a while for each
def _written(amount: Decimal, code: str, language: str) -> str:
    return str(format_currency(amount, code, locale=to_locale(language)))
