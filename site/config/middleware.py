"""Middleware that spans the shop: clean input and the headers Django has no setting for."""

import logging
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from checkout.transactions import Busy

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

COME_AGAIN = (OperationalError, InterfaceError, Busy)
RETRY_AFTER_S = "5"

PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), usb=(), "
    'payment=(self "https://js.stripe.com")'
)


class InputHygieneMiddleware:
    """Answers 400 to NUL bytes and to what is not UTF-8, in the address, the query and form fields.

    PostgreSQL refuses NUL in text, so without this each text field would be a server error of its own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_dirty_address(request) or is_dirty_form(request):
            return HttpResponse("Bad request: not readable as text.", status=400, content_type="text/plain")
        return self.get_response(request)


def is_dirty_address(request: HttpRequest) -> bool:
    """Whether path or query hold a NUL byte or bytes that are not UTF-8."""
    query = request.META.get("QUERY_STRING", "").replace("+", " ")
    raw = request.META.get("PATH_INFO", "").encode("latin-1", "replace") + unquote_to_bytes(query)
    return b"\x00" in raw or not _is_utf8(unquote_to_bytes(query)) or "\ufffd" in request.path


def is_dirty_form(request: HttpRequest) -> bool:
    """Whether a posted form holds a NUL character; a signed webhook's JSON body is left alone."""
    form_types = ("application/x-www-form-urlencoded", "multipart/form-data")
    if request.method != "POST" or request.content_type not in form_types:
        return False
    return any(
        "\x00" in text or "\ufffd" in text
        for name, values in request.POST.lists()
        for text in (name, *values)
    )


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class BusyDatabaseMiddleware:
    """Answers 503 where a view found the database busy or gone, so that browsers and Stripe come again.

    The page needs nothing but its file: whatever asks the database would fail once more.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, COME_AGAIN):
            return None
        logger.error("the database did not answer: %s", type(error).__name__)
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER_S})


class SecurityHeadersMiddleware:
    """Adds Permissions-Policy to every response."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response
