"""Makes a request forget its visitor before a page is rendered that will be kept for everybody."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from wagtail.models import Page

from config.page_cache.asking import Key, anonymous_key

ASKED, FOR_EVERYBODY = "shop.page_key", "shop.page_for_everybody"

View = Callable[..., HttpResponseBase]
Serve = Callable[[Page, HttpRequest, list[Any], dict[str, Any]], HttpResponseBase]


def serving_for_everybody(serve: Serve) -> Serve:
    """Wagtail's step of serving a page, for nobody in particular where the answer may be kept.

    Runs inside Wagtail's own check of private sections, which has seen the visitor by then.
    """

    def serve_page(
        page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        key = request.META.get(ASKED)
        if key is not None:
            forget(request, key)
            request.META[FOR_EVERYBODY] = True
        return serve(page, request, args, kwargs)

    return serve_page


def without_visitor(view: View) -> View:
    """`view` for nobody in particular, unless the request is an account's or a script's: nothing is kept.

    Spares a page that is different for each query the session and the bag, whose number comes from a cookie.
    """

    @wraps(view)
    def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = anonymous_key(request) if settings.SHOP_PAGE_CACHE else None
        if key is None:
            return view(request, *args, **kwargs)
        visitors = request.META
        request.META = dict(visitors)
        forget(request, key)
        try:
            return view(request, *args, **kwargs)
        finally:
            request.META = visitors

    return serve


def forget(request: HttpRequest, key: Key) -> None:
    """Leave nothing in `request` that `key` does not say: a page rendered from it is the same for all."""
    kept = {"HTTP_HOST", (settings.SECURE_PROXY_SSL_HEADER or [""])[0]}
    for name in [name for name in request.META if name.startswith("HTTP_") and name not in kept]:
        del request.META[name]
    for name in ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE", "REMOTE_ADDR", "REMOTE_USER"):
        request.META.pop(name, None)
    request.META["QUERY_STRING"] = key.query
    for name in ("GET", "headers", "_cached_user"):
        request.__dict__.pop(name, None)
    request.COOKIES = {}
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    request.user = AnonymousUser()
