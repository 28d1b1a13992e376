"""The search page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.listing import SORTS, chosen_sort, filtered_context
from catalogue.search import MAX_QUERY_LENGTH, Hits, find_products, search_scope

BEST_MATCH = "best"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Products that match `?q=`; a query that is too long is not run, and the page says so."""
    text = request.GET.get("q", "").strip()
    is_too_long = len(text) > MAX_QUERY_LENGTH
    hits = Hits([]) if is_too_long else find_products(text)
    context = found_context(hits, request.GET, text[:MAX_QUERY_LENGTH]) | {
        "query": text[:MAX_QUERY_LENGTH],
        "is_too_long": is_too_long,
        "breadcrumbs": [(_("Search"), None)],
    }
    return render(request, "catalogue/search.html", context)


def found_context(hits: Hits, query: QueryDict, text: str) -> dict[str, Any]:
    """The cards of the asked page of `hits`, their filters and orders. Raises Http404 past the last page."""
    labels = {BEST_MATCH: _("Best match")} | {key: str(label) for key, (label, _by) in SORTS.items()}
    scope = search_scope(hits.ids)
    return filtered_context(scope, query, chosen_sort(query, BEST_MATCH), labels, (("q", text),))
