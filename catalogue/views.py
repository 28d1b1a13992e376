"""The search page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.cards import cards_for
from catalogue.listing import SORTS, asked_page, chosen_sort, page_context, sort_choices, sorted_by
from catalogue.search import MAX_QUERY_LENGTH, Hits, find_products

BEST_MATCH = "best"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Products that match `?q=`; a query that is too long is not run, and the page says so."""
    text = request.GET.get("q", "").strip()
    is_too_long = len(text) > MAX_QUERY_LENGTH
    hits = Hits([]) if is_too_long else find_products(text)
    context = found_context(hits, request.GET) | {
        "query": text[:MAX_QUERY_LENGTH],
        "is_too_long": is_too_long,
        "breadcrumbs": [(_("Search"), None)],
    }
    return render(request, "catalogue/search.html", context)


def found_context(hits: Hits, query: QueryDict) -> dict[str, Any]:
    """The cards of the asked page of `hits` and the ways to sort them. Raises Http404 past the last page."""
    sort = chosen_sort(query, BEST_MATCH)
    if sort == BEST_MATCH:
        page = asked_page(hits.ids, query)
        products = hits.in_order(list(page.object_list))
    else:
        page = asked_page(sorted_by(hits.products(), sort), query)
        products = list(page.object_list)
    labels = {BEST_MATCH: _("Best match")} | {key: str(label) for key, (label, _by) in SORTS.items()}
    return page_context(page, cards_for(products)) | {
        "sort": sort,
        "sort_choices": sort_choices(query, sort, labels),
    }
