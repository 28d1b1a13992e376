"""Middleware that spans the shop: clean input and the headers Django has no setting for."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

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


class SecurityHeadersMiddleware:
    """Adds Permissions-Policy to every response."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response
