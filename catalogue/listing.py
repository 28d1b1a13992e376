"""One page of a list of products: sorting, page numbers, cards."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.cards import cards_for

if TYPE_CHECKING:
    from catalogue.models.queries import ProductPageQuerySet

SORTS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "newest": (gettext_lazy("Newest"), ("-first_published_at", "-pk")),
    "price_asc": (gettext_lazy("Price, low to high"), ("lowest_price", "title", "pk")),
    "price_desc": (gettext_lazy("Price, high to low"), ("-lowest_price", "title", "pk")),
    "name": (gettext_lazy("Name, A to Z"), ("title", "pk")),
}


@dataclass(frozen=True)
class SortChoice:
    """One way to sort; `url` is relative to the list and starts on its first page."""

    key: str
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class PageLink:
    """One entry of the row of page numbers; `number` is None for the dots between far numbers."""

    label: str
    number: int | None
    is_current: bool


def listing_context(products: "ProductPageQuerySet", query: QueryDict) -> dict[str, Any]:
    """What a listing template needs for the asked page of `products`. Raises Http404 past the last page."""
    sort = chosen_sort(query, "newest")
    page = asked_page(sorted_by(products, sort), query)
    return page_context(page, cards_for(page.object_list)) | {
        "sort": sort,
        "sort_choices": sort_choices(query, sort, {key: str(label) for key, (label, _by) in SORTS.items()}),
    }


def chosen_sort(query: QueryDict, default: str) -> str:
    """The key of the asked order; `default` for one that does not exist."""
    return query.get("sort", "") if query.get("sort") in SORTS else default


def sorted_by(products: "ProductPageQuerySet", sort: str) -> "ProductPageQuerySet":
    """`products` in the order of `sort`, always the same among equals."""
    if sort.startswith("price"):
        products = products.with_lowest_price(timezone.now())
    return products.order_by(*SORTS[sort][1])


def asked_page(items: Any, query: QueryDict) -> Page:
    """The asked page of a queryset or list: the first for what is no number. Raises Http404 for one too far.

    Too far is a real 404, so that search engines forget pages that a shrinking catalogue has lost.
    """
    paginator = Paginator(items, settings.SHOP_PAGE_SIZE)
    try:
        return paginator.page(query.get("page", 1))
    except PageNotAnInteger:
        return paginator.page(1)
    except EmptyPage as error:
        raise Http404(_("There is no such page.")) from error


def page_context(page: Page, cards: list[Any]) -> dict[str, Any]:
    """The parts that a listing and the search share."""
    return {
        "cards": cards,
        "paginator_page": page,
        "page_links": page_links(page),
        "total": page.paginator.count,
    }


def page_links(page: Page) -> list[PageLink]:
    """The row of page numbers, with dots where numbers are left out; empty when there is one page only."""
    if not page.has_other_pages():
        return []
    return [
        PageLink(str(entry), entry if isinstance(entry, int) else None, entry == page.number)
        for entry in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]


def sort_choices(query: QueryDict, current: str, labels: dict[str, str]) -> list[SortChoice]:
    """Links to each order in `labels`, which keep what was searched and go to the first page."""
    choices = []
    for key, label in labels.items():
        asked = query.copy()
        asked["sort"] = key
        asked.pop("page", None)
        choices.append(SortChoice(key, label, "?" + asked.urlencode(), key == current))
    return choices
