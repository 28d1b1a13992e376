"""The search page, and what other pages ask for beside themselves."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.listing import SORTS, chosen_sort, filtered_context
from catalogue.search import MAX_QUERY_LENGTH, Hits, find_products, search_scope, suggestions_for
from catalogue.seen import seen_cards

BEST_MATCH = "best"
SUGGESTIONS_AGE = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Products that match `?q=`; a query that is too long is not run, and the page says so."""
    text = request.GET.get("q", "").strip()
    is_too_long = len(text) > MAX_QUERY_LENGTH
    hits = Hits([]) if is_too_long else find_products(text)
    context = found_context(hits, request.GET, text[:MAX_QUERY_LENGTH]) | {
        "query": text[:MAX_QUERY_LENGTH],
        "is_too_long": is_too_long,
        "instead": hits.instead,
        "picks": hits.picks,
        "breadcrumbs": [(_("Search"), None)],
    }
    return render(request, "catalogue/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What `?q=` may become, as `{"suggestions": [{"title", "url"}]}`; nothing for one too long."""
    text = request.GET.get("q", "")
    found = suggestions_for(text) if len(text) <= MAX_QUERY_LENGTH else []
    answer = JsonResponse({"suggestions": [asdict(suggestion) for suggestion in found]})
    patch_cache_control(answer, public=True, max_age=SUGGESTIONS_AGE)
    return answer


@require_safe
def seen(request: HttpRequest) -> HttpResponse:
    """Cards for `?keys=` (with spaces between them): what a browser remembers, at today's prices."""
    return render(request, "catalogue/seen.html", {"cards": seen_cards(request.GET.get("keys", "").split())})


def found_context(hits: Hits, query: QueryDict, text: str) -> dict[str, Any]:
    """The cards of the asked page of `hits`, their filters and orders. Raises Http404 past the last page."""
    labels = {BEST_MATCH: _("Best match")} | {key: str(label) for key, (label, _by) in SORTS.items()}
    scope = search_scope(hits.ids)
    return filtered_context(scope, query, chosen_sort(query, BEST_MATCH), labels, (("q", text),))
