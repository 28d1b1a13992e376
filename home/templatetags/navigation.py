"""The ways through the shop: menu and footer."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from catalogue.models import CategoryPage

register = template.Library()


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
    site = Site.find_for_request(request) if request else None
    if request is None or site is None:
        return []
    return [_menu_link(page, request) for page in _menu_pages(site.root_page.localized)]


def _menu_link(page: Page, request: HttpRequest) -> MenuLink:
    url = page.get_url(request) or ""
    return MenuLink(page.title, url, is_current=bool(url) and request.path.startswith(url))


def _menu_pages(root: Page) -> PageQuerySet:
    category = ContentType.objects.get_for_model(CategoryPage)
    top_categories = Q(content_type=category, depth=root.depth + 2)
    asked_for = Q(show_in_menus=True, depth=root.depth + 1)
    pages = Page.objects.live().descendant_of(root).filter(top_categories | asked_for)
    return pages.exclude(view_restrictions__isnull=False).order_by("-depth", "path")
