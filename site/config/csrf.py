"""Protection of forms from other sites: a token, or on cached pages the browser's word on their origin."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

from catalogue.cached_forms import is_from_our_pages, is_on_cached_pages


class ShopCsrfMiddleware(CsrfViewMiddleware):
    """Django's own; forms of cached pages need no token when they were sent from our pages."""

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., Any],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        if is_on_cached_pages(callback) and is_from_our_pages(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)
