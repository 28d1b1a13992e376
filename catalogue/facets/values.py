"""The words of facets as they stand in addresses, and the order in which shoppers expect them."""

import re

from django.utils.text import slugify

from catalogue.models.facets import MAX_LENGTH

# Parameters of a listing's address that mean something else.
RESERVED = frozenset("q sort page category min max in-stock on-sale sku".split())
_KNOWN_ORDER = "xxs xs s m l xl xxl xxxl a6 a5 a4 a3 a2 a1 a0".split()
_RANKS = {value: rank for rank, value in enumerate(_KNOWN_ORDER)}


def facet_slug(name: str) -> str:
    """The parameter for the facet `name`; empty for a name without a letter or digit."""
    slug = value_slug(name)
    return f"{slug}-" if slug in RESERVED else slug


def value_slug(label: str) -> str:
    """How a value stands in an address: "Flow field" and "flow  field" are one."""
    return slugify(label, allow_unicode=True)[:MAX_LENGTH]


def natural_order(value: str) -> tuple[int, list[tuple[int, int, str]]]:
    """A sort key: sizes from small to large, numbers by their amount, words by the alphabet."""
    parts = re.findall(r"\d+|\D+", value.casefold())
    key = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
    return _RANKS.get(value.casefold(), len(_RANKS)), key
