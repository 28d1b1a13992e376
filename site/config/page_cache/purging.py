"""What makes kept pages old beside stock and prices: publishing, and what staff change in the admin."""

import re
from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.frontend_cache.backends import BaseBackend

from catalogue.page_changes import note_page_change

# Staff's forms but those that save drafts, sent every few seconds; of publishing Wagtail tells.
STAFF_FORM = re.compile(r"/admin/(?!login/|logout/|pages/(?:add/|\d+/edit/))")


class KeptPages(BaseBackend):
    """Wagtail's way to tell caches of a page that was published or unpublished, by hand or by schedule.

    Listings, menus and rails show a page too, so all kept pages go.
    """

    def purge(self, url: str) -> None:
        """Make every kept page old."""
        note_page_change()

    def purge_batch(self, urls: Iterable[str]) -> None:
        """As `purge`, once for all of them."""
        note_page_change()


class StaffChangesMiddleware:
    """Makes kept pages old after any other form of the admin: moved pages, words of the footer, pictures."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and STAFF_FORM.match(request.path) and response.status_code < 400:
            note_page_change()
        return response
