"""Products that a browser says it has seen before: it keeps their keys, the shop keeps nothing of it."""

from collections.abc import Iterable
from uuid import UUID

from catalogue.cards import ProductCard, cards_for
from catalogue.models import ProductPage

MOST_ASKED, MOST_SHOWN = 12, 6


def seen_cards(keys: Iterable[str]) -> list[ProductCard]:
    """Cards of the first products among `keys` (translation keys) that can still be looked at, in this order.

    In the visitor's language where there is one. What is no key is passed over.
    """
    wanted = list(dict.fromkeys(filter(None, map(_key, list(keys)[:MOST_ASKED]))))
    found = ProductPage.objects.visible().once().filter(translation_key__in=wanted)
    by_key = {page.translation_key: page for page in found.defer("story", "details", "related")}
    return cards_for([by_key[key] for key in wanted if key in by_key][:MOST_SHOWN])


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
