"""Answers from the kept pages, and keeps what may be kept; the reasons stand in the package's docstring."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from catalogue.freshness import Moment, freshness
from config.page_cache.asking import Key, key_for
from config.page_cache.kept import keep
from config.page_cache.store import Store
from config.page_cache.visitor import ASKED, FOR_EVERYBODY

logger = logging.getLogger(__name__)

LARGEST = 512 * 1024
# A page may vary by these and be kept: it knows no cookies, and who asks for a fragment passes it by.
VARIES_BY = frozenset({"accept-encoding", "accept-language", "cookie", "hx-request", "hx-target"})

store = Store()


class PageCacheMiddleware:
    """Stands in front of everything that knows visitors; behind what cleans input and adds headers to all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = key_for(request) if settings.SHOP_PAGE_CACHE else None
        moment = _moment() if key else None
        if key is None or moment is None:
            return _for_this_visitor(self.get_response(request))
        page = store.shelf(key).find(key, moment.state)
        return page.answer(request) if page else self._render(request, key, moment)

    def _render(self, request: HttpRequest, key: Key, moment: Moment) -> HttpResponseBase:
        """The page anew; who makes it be kept gets what everybody after gets."""
        visitors = request.META
        request.META = {**visitors, ASKED: key}  # a copy: what the server logs is not ours to forget
        response = self.get_response(request)
        is_for_everybody = FOR_EVERYBODY in request.META
        request.META = visitors
        if not (is_for_everybody and isinstance(response, HttpResponse) and may_be_kept(response)):
            return _for_this_visitor(response)
        page = keep(response, moment.state, moment.good_until)
        store.shelf(key).put(key, page)
        return page.answer(request)


def may_be_kept(response: HttpResponse) -> bool:
    """Whether `response` is a page that was found, with no cookie and no will of its own."""
    varies_by = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")} - {""}
    return (
        response.status_code == 200
        and not response.cookies
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not {"Cache-Control", "Content-Encoding"} & set(response.headers)
        and "'nonce-" not in response.headers.get("Content-Security-Policy", "")
        and varies_by <= VARIES_BY
        and len(response.content) <= LARGEST
    )


def _moment() -> Moment | None:
    """The state of the pages; None while the database does not say: what is kept may be old then."""
    try:
        return freshness.now()
    except (DatabaseError, InterfaceError) as error:
        logger.warning("pages are not answered from memory: %s", type(error).__name__)
        return None


def _for_this_visitor(response: HttpResponseBase) -> HttpResponseBase:
    """Tell browsers and proxies not to keep a page that says nothing about it itself."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response
