"""The other languages of a page, for the switch in the footer and for search engines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.db.models import QuerySet, UUIDField
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page, Site

from catalogue.facets.scope import private_sections
from catalogue.statements import Given, Statement

FIELDS = "url_path path depth translation_key alias_of locale__language_code".split()
register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    """One language by its own name.

    `url` is absolute for a translated page, a path for the entrance that stands in for a missing translation,
    and empty where a page has one address for all languages; then the choice is posted. `href` is where the
    visitor goes, who keeps the chosen variant or filters of this page.
    """

    code: str
    name: str
    url: str
    href: str
    is_current: bool
    is_translation: bool


@dataclass(frozen=True)
class _Addresses:
    """By language: of the page itself, and of the entrance for those it has not been translated to."""

    page: dict[str, str]
    entrance: dict[str, str]


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> list[LanguageLink]:
    """This page in every language of the shop, its own included: one query, none when there is but one."""
    request: HttpRequest | None = context.get("request")
    if request is None or len(settings.LANGUAGES) < 2:
        return []
    page = context.get("page")
    found = _addresses(page, request) if isinstance(page, Page) and page.pk else _of_view(request)
    return list(_links(found, _query_to_keep(request)))


def _links(found: _Addresses, query: str) -> Iterator[LanguageLink]:
    for code, _name in settings.LANGUAGES:
        is_translation = code in found.page
        url = found.page.get(code) or found.entrance.get(code, "")
        href = f"{url}?{query}" if query and is_translation and "?" not in url else url
        name = get_language_info(code)["name_local"]
        yield LanguageLink(code, name, url, href, code == get_language(), is_translation)


def _query_to_keep(request: HttpRequest) -> str:
    """The query without the page number: in another language there may be fewer pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _of_view(request: HttpRequest) -> _Addresses:
    """The addresses of a view that has one for each language, such as the search; else nothing."""
    query = _query_to_keep(request)
    here = request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)
    urls = {code: translate_url(here, code) for code, _name in settings.LANGUAGES}
    return _Addresses(urls if len(set(urls.values())) > 1 else {}, {})


def _translations() -> QuerySet[Page]:
    wanted = [Given("page", UUIDField()), Given("root", UUIDField())]
    return Page.objects.live().filter(translation_key__in=wanted).select_related("locale").only(*FIELDS)


_TRANSLATIONS = Statement(_translations)


def _addresses(page: Page, request: HttpRequest) -> _Addresses:
    site = Site.find_for_request(request)
    root = site.root_page.translation_key if site else None
    private = tuple(path for _pk, path in private_sections())
    found = _Addresses({}, {})
    for one in _TRANSLATIONS.rows(page=page.translation_key, root=root):
        if one.path.startswith(private):
            continue
        code = one.locale.language_code
        # An alias mirrors the other language: a place to be, but no translation.
        if one.translation_key == page.translation_key and one.alias_of_id is None:
            found.page[code] = one.get_full_url(request) or ""
        if one.translation_key == root:
            found.entrance[code] = one.get_full_url(request) or ""
    return found
