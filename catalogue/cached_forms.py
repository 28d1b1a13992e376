"""Forms that stand on cached pages, and what protects them from other sites.

A cached page is the same for everybody, so it cannot hold anybody's form token. Its forms are judged by what
the browser itself says about where they were sent from: `Sec-Fetch-Site`, and in browsers without that,
`Origin`. No script of another site can set either or leave it out. A browser that says nothing at all is
asked to send the form once more from a page of its own, which has a token (`config.views.csrf_failure`):
that takes a click, never a script alone.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest

MARK = "is_on_cached_pages"

View = TypeVar("View", bound=Callable[..., Any])


def on_cached_pages(view: View) -> View:
    """Let `view` take a form without a token from our own pages. Only for what harms nobody when repeated."""
    setattr(view, MARK, True)
    return view


def is_on_cached_pages(view: Callable[..., Any]) -> bool:
    """Whether the form of `view` stands on cached pages."""
    return bool(getattr(view, MARK, False))


def is_from_our_pages(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this very origin sent the form, not even a sister domain's."""
    told = request.headers.get("Sec-Fetch-Site")
    if told is not None:
        return told == "same-origin"
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") in {own, *settings.CSRF_TRUSTED_ORIGINS}
