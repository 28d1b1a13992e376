"""What stands around every page: the words, the menu and the footer's links; all pages in one statement.

Each worker remembers them until something is published or changed in the admin, wherever that was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site, get_page_models

from catalogue.drawing import Shared
from catalogue.models import CategoryPage, ProductPage
from catalogue.models.privacy import InPrivateSection
from catalogue.models.routed import ROOT_OF_PAGE
from catalogue.remembering import Remembered
from home.entrance import site_of
from home.models.settings import ShopSettings, WordsAround

FIELDS = "title url_path path depth live show_in_menus content_type locale translation_key".split()
_around: Remembered["Surroundings"] = Remembered()
READ = "shop.surroundings"  # kept beside the request: what was read once is not read again


@dataclass(frozen=True)
class Link:
    """Words and where they lead."""

    words: str
    url: str


@dataclass(frozen=True)
class Column:
    """One list of the footer; links whose page is gone or hidden are left out."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Surroundings(Shared):
    """The editors' words, the menu's pages in the order of the menu, and the footer's lists."""

    words: WordsAround | None = None
    menu: tuple[Link, ...] = ()
    columns: tuple[Column, ...] = ()
    legal_links: tuple[Link, ...] = ()


def surroundings_of(request: HttpRequest) -> Surroundings:
    """The surroundings of the page that `request` asks for, in its language; read once a request."""
    if READ not in request.META:
        site = site_of(request)
        request.META[READ] = _remembered(site, request) if site else Surroundings()
    found: Surroundings = request.META[READ]
    return found


def _remembered(site: Site, request: HttpRequest) -> Surroundings:
    root = request.META.get(ROOT_OF_PAGE) or site.root_page.localized
    return _around.get((site.pk, root.pk, get_language()), lambda: _read(root, request))


def _read(root: Page, request: HttpRequest) -> Surroundings:
    own = ShopSettings.for_request(request)
    words = own.in_active_language()
    columns = words.footer_columns.raw_data or own.footer_columns.raw_data
    legal = words.legal_links.raw_data or own.legal_links.raw_data
    found = _pages(root, {*_page_ids(columns), *_page_ids(legal)})
    pages = _in_language_of(root, found)
    return Surroundings(
        words,
        tuple(Link(page.title, page.get_url(request) or "") for page in _menu_pages(root, found)),
        tuple(_columns(columns, pages, request)),
        _links(legal, pages, request),
    )


def _columns(raws: Any, pages: dict[int, Page], request: HttpRequest) -> Iterator[Column]:
    """The footer's lists; one whose every page is gone or a draft would be a heading over nothing."""
    for raw in raws:
        links = _links(raw["value"]["links"], pages, request)
        if links:
            yield Column(raw["value"]["title"], links)


def _pages(root: Page, linked: set[int]) -> list[Page]:
    """The menu's pages and the linked ones, these also in the language of `root`."""
    # Products, which are many, are in no menu: their share of the table is never looked at.
    few = [model for model in get_page_models() if model is not ProductPage]
    kinds = [kind.pk for kind in ContentType.objects.get_for_models(*few).values()]
    in_menu = Q(content_type__in=kinds, path__startswith=root.path, depth__lte=root.depth + 2, live=True)
    wanted = in_menu | Q(pk__in=linked)
    if get_language() != settings.LANGUAGE_CODE:
        keys = Page.objects.filter(pk__in=linked).values("translation_key")
        wanted |= Q(translation_key__in=keys, locale=root.locale_id)
    found = Page.objects.filter(wanted).annotate(is_private=InPrivateSection())
    return list(found.only(*FIELDS))


def _in_language_of(root: Page, found: list[Page]) -> dict[int, Page]:
    """The pages by id, each in the language of `root` where it is live in it."""
    twins = {page.translation_key: page for page in found if page.locale_id == root.locale_id and page.live}
    return {page.pk: twins.get(page.translation_key, page) for page in found}


def _menu_pages(root: Page, pages: Any) -> list[Page]:
    """Top categories, then what asks to be in menus, in the order of the page tree."""
    category = ContentType.objects.get_for_model(CategoryPage).pk
    shown = [
        page
        for page in pages
        if page.live and not page.is_private and page.path.startswith(root.path)
        and (
            (page.content_type_id == category and page.depth == root.depth + 2)
            or (page.show_in_menus and page.depth == root.depth + 1)
        )
    ]  # fmt: skip
    return sorted(shown, key=lambda page: (-page.depth, page.path))


def _page_ids(raw: Any) -> Iterator[int]:
    """The pages that links anywhere inside `raw` (a stream as it is stored) lead to."""
    if isinstance(raw, dict):
        if isinstance(raw.get("page"), int):
            yield raw["page"]
        raw = raw.values()
    elif isinstance(raw, str) or not hasattr(raw, "__iter__"):
        return
    for part in raw:
        yield from _page_ids(part)


def _links(blocks: Any, pages: dict[int, Page], request: HttpRequest) -> tuple[Link, ...]:
    # Lists that were written by older versions of Wagtail hold their values as they are.
    links = (_link(block.get("value", block), pages, request) for block in blocks)
    return tuple(link for link in links if link.url)


def _link(raw: dict[str, Any], pages: dict[int, Page], request: HttpRequest) -> Link:
    page = pages.get(raw.get("page") or 0)
    url = _url(page, request) if raw.get("page") else raw.get("url") or ""
    return Link(raw.get("text") or (page.title if page else ""), url)


def _url(page: Page | None, request: HttpRequest) -> str:
    return (page.get_url(request) or "") if page and page.live else ""
