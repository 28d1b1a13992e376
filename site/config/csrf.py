"""Forms of cached pages have no token: the browser's word that they came from our pages counts instead."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from catalogue.cached_forms import is_from_our_pages, is_on_cached_pages


class OwnPagesMiddleware:
    """Stands before Django's own protection, which asks for a token where this one was not content."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """Tell Django's protection that this form has been judged."""
        if is_on_cached_pages(view) and is_from_our_pages(request):
            request.csrf_processing_done = True  # type: ignore[attr-defined]
