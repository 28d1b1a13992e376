"""Middleware that spans the shop: clean input and the headers Django has no setting for."""

import logging
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest, FieldError, SuspiciousOperation
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.urls import NoReverseMatch

from checkout.transactions import is_passing
from config.csp import ADMIN_PATH, CHECKOUT_PATH, is_preview

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

MAX_ADDRESS = 16_000  # within what gunicorn.conf.py lets through and Django can redirect to
# The sender is gone, or sent what is no form, or one beyond all bounds.
UNREADABLE = (UnreadablePostError, MultiPartParserError, SuspiciousOperation, BadRequest)

ODD_ADDRESS = (ValueError, OverflowError, NoReverseMatch, FieldError, DataError)

SAFE = ("GET", "HEAD", "OPTIONS")
RETRY_AFTER_S = "5"

PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), usb=(), "
    'payment=(self "https://js.stripe.com")'
)


class InputHygieneMiddleware:
    """Answers 400 to NUL bytes and to what is not UTF-8, in the address, the cookies and form fields.

    PostgreSQL refuses NUL in text, so without this each text field would be a server error of its own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if any(is_dirty(request) for is_dirty in DIRTY):
            return unreadable()
        return self.get_response(request)


def unreadable() -> HttpResponse:
    """400 with the page that says so; it asks nothing of the request or the database."""
    return HttpResponse(render_to_string("400.html"), status=400)


def is_dirty_address(request: HttpRequest) -> bool:
    """Whether path and query hold a NUL byte, bytes that are not UTF-8, or far too many."""
    if len(request.get_full_path()) > MAX_ADDRESS:
        return True
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    # Django has put bytes that it could not decode back into the path as %FF.
    return not (_is_text(unquote_to_bytes(request.path_info)) and _is_text(unquote_to_bytes(query)))


def is_dirty_charset(request: HttpRequest) -> bool:
    """Whether the request asks to be read as anything but UTF-8.

    Django would decode the query by it as well, and codecs like UTF-7 make a NUL of harmless letters.
    """
    return (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8")


def is_dirty_cookie(request: HttpRequest) -> bool:
    """Whether a cookie holds a NUL, which quoted ones can spell out as \\000."""
    return any("\x00" in text for cookie in request.COOKIES.items() for text in cookie)


def is_dirty_form(request: HttpRequest) -> bool:
    """Whether a posted form cannot be read, or holds a NUL character.

    The body of a signed webhook is no form and is left alone.
    """
    form_types = ("application/x-www-form-urlencoded", "multipart/form-data")
    if request.method != "POST" or request.content_type not in form_types:
        return False
    try:
        fields = [text for name, values in request.POST.lists() for text in (name, *values)]
    except UNREADABLE:
        return True
    return any("\x00" in text or "\ufffd" in text for text in fields)


DIRTY = (is_dirty_address, is_dirty_charset, is_dirty_cookie, is_dirty_form)


def _is_text(raw: bytes) -> bool:
    try:
        return "\x00" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False


class BusyDatabaseMiddleware:
    """Answers 503 where a view found the database busy or gone, so that browsers and Stripe come again.

    The page needs nothing but its file: whatever asks the database would fail once more.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return come_again(error) if is_passing(error) else None


def come_again(error: BaseException) -> HttpResponse:
    """503, and when to try again."""
    logger.error("the database did not answer: %s", type(error.__cause__ or error).__name__)
    page = render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER_S})


class ReadOnlySessionMiddleware(SessionMiddleware):
    """Sessions; where one cannot be kept because the database takes no writes, who only reads goes on."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except Exception as error:
            if not is_passing(error):
                raise
            return response if request.method in SAFE else come_again(error)


class AdminQueryMiddleware:
    """Answers 400 where a view of the admin could not read the address that somebody made up for staff.

    Some of Wagtail's views put what a query says into int() or reverse() as it is. The log has the trace.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_reading = request.method in ("GET", "HEAD") and request.path.startswith(ADMIN_PATH)
        if not (is_reading and isinstance(error, ODD_ADDRESS)):
            return None
        logger.warning("the admin could not read an address: %s", type(error).__name__, exc_info=error)
        return unreadable()


class SecurityHeadersMiddleware:
    """Adds Permissions-Policy to every response, and lets the checkout open windows of wallets and banks.

    Those report back to the page that opened them, which the site's own `same-origin` would cut off:
    https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Cross-Origin-Opener-Policy
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path.startswith(CHECKOUT_PATH) and not is_preview(request):
            response.headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups"
        return response
