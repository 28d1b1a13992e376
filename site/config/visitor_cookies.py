"""Two small cookies about the visitor, so that a cached page need not be about anybody.

`bag_count` is the number of pieces in the bag; a script of ours reads it, and nothing else believes it.
`signed_in` says that the session is an account's: with it the cache of pages is passed by. It proves nothing:
who is signed in is the session's alone to say. Without it somebody sees a page for everybody, no more.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase

from checkout.bag.services import NOTED_PIECES

BAG_COUNT, SIGNED_IN = "bag_count", "signed_in"


class VisitorCookiesMiddleware:
    """Keeps both cookies right on every answer that knows better; asks the database nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        _tell_pieces(request, response)
        _tell_signed_in(request, response)
        return response


def _tell_pieces(request: HttpRequest, response: HttpResponseBase) -> None:
    if NOTED_PIECES not in request.META:
        return
    pieces = str(request.META[NOTED_PIECES] or "")
    if pieces != request.COOKIES.get(BAG_COUNT, ""):
        _set(response, BAG_COUNT, pieces, is_for_scripts=True)


def _tell_signed_in(request: HttpRequest, response: HttpResponseBase) -> None:
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return
    is_signed_in = SESSION_KEY in session
    is_renewed = settings.SESSION_COOKIE_NAME in response.cookies
    if is_signed_in != (SIGNED_IN in request.COOKIES) or (is_signed_in and is_renewed):
        _set(response, SIGNED_IN, "1" if is_signed_in else "", is_for_scripts=False)


def _set(response: HttpResponseBase, name: str, value: str, *, is_for_scripts: bool) -> None:
    """A cookie that lives as long as a session does; none for an empty `value`."""
    if not value:
        response.delete_cookie(name, samesite="Lax")
        return
    response.set_cookie(
        name,
        value,
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=not is_for_scripts,
        samesite="Lax",
    )
