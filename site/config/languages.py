"""Which language a page speaks: its address says so where it can, the way the visitor came where it cannot.

Pages that editors write, and the search, have an address in each language (`/de/…`; the shop's own language
has none in front): one address always reads alike, so that it can be cached and linked. Bag, checkout and
account have one address for all. They take the language of the page that led there, and keep it in a cookie
for the next request.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

# The first part of every address that is the same in all languages.
FIXED = frozenset(
    {
        "_components", "_stripe", "accounts", "admin", "back-in-stock", "bag", "checkout", "documents",
        "favicon.ico", "feeds", "i18n", "media", "profile", "robots.txt", "sitemap.xml", "static",
    }
)  # fmt: skip
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class LanguageMiddleware:
    """Speaks the language of the address, or of the page the visitor came from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_fixed = first_part(request.path_info) in FIXED
        language = _of_the_way(request) if is_fixed else language_of(request.path_info)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        if is_fixed:
            _remember(request, response, language)
        return response


def first_part(path: str) -> str:
    """The part of a path up to its second slash, such as "bag" of "/bag/add/"."""
    return path.lstrip("/").partition("/")[0]


def language_of(path: str) -> str:
    """The language that a path names, else the shop's own."""
    return translation.get_language_from_path(path) or settings.LANGUAGE_CODE


def _of_the_way(request: HttpRequest) -> str:
    return _of_the_page_before(request) or translation.get_language_from_request(request)


def _of_the_page_before(request: HttpRequest) -> str | None:
    """The language of our own page that led here; None when there was none, or it has no language itself."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    try:
        before = urlsplit(came_from)
    except ValueError:
        return None
    if before.netloc != request.get_host() or first_part(before.path) in FIXED:
        return None
    return language_of(before.path)


def _remember(request: HttpRequest, response: HttpResponseBase, language: str) -> None:
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    name = settings.LANGUAGE_COOKIE_NAME
    if _of_the_page_before(request) and request.COOKIES.get(name, settings.LANGUAGE_CODE) != language:
        response.set_cookie(
            name,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
