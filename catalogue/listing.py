"""One page of a list of products: filters, sorting, page numbers, cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db import DatabaseError
from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, StrIndex
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.cards import ProductCard, cards_for
from catalogue.facets.asked import Asked, Kept, asked_in
from catalogue.facets.counts import counts_for
from catalogue.facets.keeping import DUE_AT_ONCE, refresh_due
from catalogue.facets.panel import panel_for
from catalogue.facets.scope import Scope
from catalogue.facets.shape import Shape, matching, shape_of, values_of
from catalogue.models.facets import ListingEntry
from catalogue.models.standing import ProductStanding
from catalogue.read_only import is_read_only
from catalogue.remembering import Remembered
from catalogue.statements import OFFSET, Given, Statement

_is_up_to_date: Remembered[bool] = Remembered()
NEWEST = "newest"
SORTS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    NEWEST: (gettext_lazy("Newest"), ("-published_at", "-page")),
    "price_asc": (gettext_lazy("Price, low to high"), ("price", "title", "page")),
    "price_desc": (gettext_lazy("Price, high to low"), ("-price", "title", "page")),
    "name": (gettext_lazy("Name, A to Z"), ("title", "page")),
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
    """One entry of the row of page numbers; `number` is None for the dots between far numbers.

    Where there is little room, dots stand for one that `is_far` as well.
    """

    label: str
    number: int | None
    is_current: bool
    is_far: bool = False


class CountedPaginator(Paginator):
    """A paginator that is told how many there are, instead of counting again."""

    def __init__(self, items: Any, per_page: int, count: int) -> None:
        super().__init__(items, per_page)
        self.count = count


@dataclass(frozen=True)
class InOrder:
    """Found entries, of which only the asked page is joined with its pages: the last page costs as the first.

    In the order `sort`, of a search by default the best match first.
    """

    scope: Scope
    asked: Asked
    sort: str

    def __getitem__(self, part: slice) -> list[ListingEntry]:
        given = values_of(self.scope, self.asked) | {"every": _one_text(self.scope.page_ids or ())}
        shape = shape_of(self.scope, self.asked)
        given |= {"offset": part.start, "now": timezone.now()}
        return _FOUND.rows(shape, self.sort, settings.SHOP_PAGE_SIZE, **given)


def _found(shape: Shape, sort: str, size: int) -> QuerySet[ListingEntry]:
    """A page of entries; where it starts, each run says."""
    order = SORTS[sort][1] if sort in SORTS else (_place_among_found(),)
    wanted = matching(shape).order_by(*order).values("page")[OFFSET : OFFSET + size]
    full = ListingEntry.objects.select_related("page").defer("page__story", "page__details", "page__related")
    off_sale = ProductStanding.objects.off_sale(Given("now", DateTimeField()))
    sold = ~Exists(off_sale.filter(product_key=OuterRef("page__translation_key")))
    return full.filter(sold, page__in=wanted).order_by(*order)


def _one_text(page_ids: Iterable[int]) -> str:
    return "".join(f",{page_id}" for page_id in page_ids) + ","


def _place_among_found() -> StrIndex:
    """Where a product stands among those found: the same on both databases, and one value for any number."""
    comma = Value(",", TextField())
    own = Concat(comma, Cast("page_id", TextField()), comma)
    return StrIndex(Given("every", TextField()), own)


_FOUND = Statement(_found)


def listing_context(scope: Scope, query: QueryDict) -> dict[str, Any]:
    """What a listing template needs for the asked page of `scope`. Raises Http404 past the last page."""
    sort = chosen_sort(query, NEWEST)
    return filtered_context(scope, query, sort, {key: str(label) for key, (label, _by) in SORTS.items()})


def filtered_context(
    scope: Scope, query: QueryDict, sort: str, labels: dict[str, str], kept: Kept = ()
) -> dict[str, Any]:
    """The page of `scope` that `query` asks for, by `sort`; `kept` stays in every address."""
    bring_up_to_date()
    if query.get("sort") == sort:
        kept = (*kept, ("sort", sort))
    asked = asked_in(query, scope.languages, kept)
    counts = counts_for(scope, asked)
    page = asked_page(InOrder(scope, asked, sort), counts.total, query)
    return {
        "cards": live_cards(page.object_list),
        "paginator_page": page,
        "page_links": page_links(page),
        "total": counts.total,
        "everything": counts.everything,
        "panel": panel_for(scope, asked, counts),
        "sort": sort,
        "sort_choices": sort_choices(query, sort, labels),
    }


def bring_up_to_date() -> None:
    """Write into the index what has fallen due; once in each state of the pages, unless more is left."""
    try:
        if not _is_up_to_date.get("listings", lambda: refresh_due() < DUE_AT_ONCE):
            refresh_due()
    except DatabaseError as error:
        if not is_read_only(error):  # else the listing shows what was true until then
            raise


def chosen_sort(query: QueryDict, default: str) -> str:
    """The key of the asked order; `default` for one that does not exist."""
    return query.get("sort", "") if query.get("sort") in SORTS else default


def live_cards(entries: Iterable[ListingEntry]) -> list[ProductCard]:
    """Cards of these products in this order; what is not shown any more has none, if the index is late."""
    now = timezone.now()
    return cards_for([entry.page for entry in entries if entry.page.is_shown_at(now)])


def asked_page(items: Any, count: int, query: QueryDict) -> Page:
    """The asked page of `items`: the first for what is no number. Raises Http404 for one too far.

    Too far is a real 404, so that search engines forget pages that a shrinking catalogue has lost.
    """
    paginator = CountedPaginator(items, settings.SHOP_PAGE_SIZE, count)
    try:
        return paginator.page(query.get("page", 1))
    except PageNotAnInteger:
        return paginator.page(1)
    except EmptyPage as error:
        raise Http404(_("There is no such page.")) from error


def page_links(page: Page) -> list[PageLink]:
    """The row of page numbers, with dots where numbers are left out; empty when there is one page only."""
    if not page.has_other_pages():
        return []
    around = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [_page_link(entry, page) for entry in around]


def _page_link(entry: int | str, page: Page) -> PageLink:
    if not isinstance(entry, int):
        return PageLink(str(entry), None, is_current=False)
    is_end = entry in (1, page.paginator.num_pages)
    return PageLink(
        str(entry), entry, entry == page.number, is_far=not is_end and abs(entry - page.number) > 1
    )


def sort_choices(query: QueryDict, current: str, labels: dict[str, str]) -> list[SortChoice]:
    """Links to each order in `labels`, which keep what was searched and go to the first page."""
    choices = []
    for key, label in labels.items():
        asked = query.copy()
        asked["sort"] = key
        asked.pop("page", None)
        choices.append(SortChoice(key, label, "?" + asked.urlencode(), key == current))
    return choices
