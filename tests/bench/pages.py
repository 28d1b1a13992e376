"""The pages that are measured, each with the words that tell the right one, and what each may cost."""

from collections.abc import Callable, Iterator
from math import ceil

from django.conf import settings
from django.http.response import HttpResponseBase

from catalogue.freshness import freshness
from config.page_cache.middleware import store
from tests.bench.catalogue import CATEGORIES, sku_of, title_of
from tests.bench.probe import Visitor, check, cost_of, cost_of_page

# Statements and calls, as docs/benchmark.md compares them.
GOALS = {
    "listing p1": (12, 55_000),
    "listing last": (12, 55_000),
    "category": (12, 55_000),
    "product": (7, 20_000),
    "search": (8, 45_000),
    "bag": (6, 25_000),
    "checkout": (8, 40_000),
    "add to bag": (6, 8_000),
}
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
Visit = Callable[[], HttpResponseBase]


def costs(products: int) -> dict[str, tuple[int, int]]:
    """Statements and calls of each page's third visit, rendered anew each time, in a shop of that size.

    The checkout asks Stripe, or whoever the settings name in its place.
    """
    visitor = Visitor()
    for size in ("A5", "A4", "A3"):
        check(_add(visitor, sku_of(3, size)), "", 302)
    # The list of countries puts a step before every text of its process: no worker is long without it.
    check(visitor.get("/checkout/"), "payment-element")
    found = {name: cost_of_page(visit, text, _forget) for name, visit, text in _pages(visitor, products)}
    found["add to bag"] = cost_of(lambda: _add(visitor, sku_of(7, "A4")))
    return {name: (cost.statements, cost.calls) for name, cost in found.items()}


def _forget() -> None:
    """What a worker does twice a second, done now, so that it is not counted by chance; and no page kept."""
    store.clear()
    freshness.look_again()
    freshness.now()


def _add(visitor: Visitor, sku: str) -> HttpResponseBase:
    return visitor.send("/bag/add/", {"sku": sku, "quantity": "1", "next": "/bag/"}, headers=OUR_PAGE)


def _pages(visitor: Visitor, products: int) -> Iterator[tuple[str, Visit, str]]:
    last = ceil(products / settings.SHOP_PAGE_SIZE)
    posters = products - 1 - (products - 1) % len(CATEGORIES)
    yield "listing p1", lambda: visitor.get("/shop/"), title_of(products - 1)
    yield "listing last", lambda: visitor.get(f"/shop/?page={last}"), title_of(0)
    yield "category", lambda: visitor.get("/shop/posters/"), title_of(posters)
    yield "product", lambda: visitor.get("/shop/posters/generated-0/"), title_of(0)
    yield "search", lambda: visitor.get("/search/", {"q": title_of(products // 2)}), title_of(products // 2)
    yield "bag", lambda: visitor.get("/bag/"), title_of(3)
    yield "checkout", lambda: visitor.get("/checkout/"), "payment-element"
