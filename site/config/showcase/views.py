"""The page of all parts."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from config.showcase.rendering import names_apart, parts


def showcase(request: HttpRequest) -> HttpResponse:
    """Show every part in each state; nobody's business in a shop that takes money."""
    if not (settings.DEBUG or settings.SHOP_DEMO):
        raise Http404
    return HttpResponse(names_apart(render_to_string("showcase.html", {"parts": parts()}, request)))
