"""The ways through the shop: menu and footer."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.translation import get_language
from wagtail.models import Page, Site

from catalogue.remembering import Remembered
from home.surroundings import Surroundings, surroundings_of

register = template.Library()

_addresses: Remembered[str] = Remembered()


@dataclass(frozen=True)
class MenuLink:
    """One word of the menu; current on its own page and on everything below it."""

    title: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> list[MenuLink]:
    """The catalogue's top categories, then pages that ask to be in menus, in the order of the page tree."""
    request: HttpRequest | None = context.get("request")
    links = surroundings_of(request).menu if request else ()
    path = request.path if request else ""
    return [
        MenuLink(link.words, link.url, is_current=bool(link.url) and path.startswith(link.url))
        for link in links
    ]


@register.simple_tag(takes_context=True)
def page_url(context: Context, slug: str) -> str:
    """The address, in the visitor's language, of the site's page with this slug in its own; else nothing."""
    request: HttpRequest | None = getattr(context, "request", None)  # also inside an include with `only`
    site = Site.find_for_request(request) if request else None
    if request is None or site is None:
        return ""
    return _addresses.get((site.pk, get_language(), slug), lambda: _address(request, site, slug))


def _address(request: HttpRequest, site: Site, slug: str) -> str:
    page = Page.objects.in_site(site).live().filter(slug=slug).first()
    return (page.localized.get_url(request) or "") if page else ""


@register.simple_tag(takes_context=True)
def footer_links(context: dict[str, Any]) -> Surroundings:
    """The lists of links that an editor has set."""
    request: HttpRequest | None = context.get("request")
    return surroundings_of(request) if request else Surroundings()
