"""The wishlist of an account: its rows, adding and removing, and the wish of somebody who signs in first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from catalogue.cards import ProductCard, cards_for
from catalogue.models import ProductPage, ProductVariant
from checkout.account.requests import products
from checkout.models import Wish
from profiles.models import User

MOST_WISHES = 100
SESSION_KEY = "wish"


class WishlistFull(Exception):
    """No further piece fits on the wishlist."""


@dataclass(frozen=True)
class WishRow:
    """A product of the wishlist. `sku` goes into the bag; empty where there is a choice."""

    key: UUID
    card: ProductCard
    sku: str


@dataclass(frozen=True)
class MissingWish:
    """A wish for what is not for sale now. Nobody but the shop knows what the piece is called by now."""

    key: UUID
    added_at: datetime


@dataclass(frozen=True)
class Wishlist:
    """The rows, the last added first, and the pieces that are not for sale now."""

    rows: tuple[WishRow, ...]
    missing: tuple[MissingWish, ...]


def wishlist_of(user: User) -> Wishlist:
    """What is on the wishlist of `user`; the same number of queries for any length."""
    added_at = dict(Wish.objects.filter(user=user).values_list("product_key", "added_at"))
    keys = list(added_at)
    pages = sorted(products(keys), key=lambda page: keys.index(page.translation_key))
    skus = _skus(pages)
    rows = tuple(
        WishRow(page.translation_key, card, _only(skus[page.pk]))
        for page, card in zip(pages, cards_for(pages), strict=True)
    )
    seen = {row.key for row in rows}
    return Wishlist(rows, tuple(MissingWish(key, added_at[key]) for key in keys if key not in seen))


def _skus(pages: list[ProductPage]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for page_id, sku in ProductVariant.objects.filter(page__in=pages).values_list("page_id", "sku"):
        found[page_id].append(sku)
    return found


def _only(skus: list[str]) -> str:
    return skus[0] if len(skus) == 1 else ""


def add_wish(user: User, key: UUID) -> None:
    """Put a product on the wishlist, where it may be already. Raises WishlistFull."""
    if Wish.objects.filter(user=user).exclude(product_key=key).count() >= MOST_WISHES:
        raise WishlistFull
    Wish.objects.get_or_create(user=user, product_key=key)


def remove_wish(user: User, key: UUID) -> bool:
    """Take a product off the wishlist, for sale or not; whether it was there."""
    return bool(Wish.objects.filter(user=user, product_key=key).delete()[0])


def is_wished(request: HttpRequest, key: UUID) -> bool:
    """Whether the account has the product on its wishlist; no query for a guest, so kept pages never know."""
    user = request.user
    return isinstance(user, User) and Wish.objects.filter(user=user, product_key=key).exists()


def remember_wish(request: HttpRequest, key: UUID) -> None:
    """Keep a guest's wish until they have signed in."""
    request.session[SESSION_KEY] = str(key)


def add_remembered(request: HttpRequest, user: User) -> ProductPage | None:
    """Add the wish from before signing in; answers the product. Raises WishlistFull."""
    raw = request.session.pop(SESSION_KEY, None)
    page = products([UUID(raw)]).first() if raw else None
    if page:
        add_wish(user, page.translation_key)
    return page
