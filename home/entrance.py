"""The site that a request is for and its home page in every language, remembered between requests."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from wagtail.models import Site
from wagtail.views import serve

from catalogue.remembering import Remembered
from home.models.pages import HomePage

_sites: Remembered[Site | None] = Remembered()


def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's view of every page, without asking where the site begins."""
    site_of(request)
    response: HttpResponseBase = serve(request, path)
    return response


def site_of(request: HttpRequest) -> Site | None:
    """As Wagtail's `Site.find_for_request`, which also finds this one from here on; None without a site."""
    if not hasattr(request, "_wagtail_site"):
        where = (request.get_host(), request.get_port())
        request._wagtail_site = _sites.get(where, lambda: _read(request))  # type: ignore[attr-defined]
    found: Site | None = request._wagtail_site  # type: ignore[attr-defined]
    return found


def _read(request: HttpRequest) -> Site | None:
    site = Site.find_for_request(request)
    if site:
        site.root_page = site.root_page.specific
        if isinstance(site.root_page, HomePage) and settings.SHOP_REMEMBERS:
            site.root_page.twins = _twins(site.root_page)
    return site


def _twins(home: HomePage) -> dict[str, HomePage]:
    """The home page by language, as Wagtail finds it for each."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = home.localized.specific
    for twin in found.values():
        twin.twins = found
    return found
