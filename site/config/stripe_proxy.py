"""Serves the offline Stripe to the browser from the shop's own origin, so that the strict policy holds.

Present in the demo and the tests alone: everywhere else each address under it is a 404.
"""

import logging
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

log = logging.getLogger(__name__)

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
TIMEOUT_S = 30.0  # the double itself can be told to answer late
REQUEST_HEADERS = ("Content-Type", "Authorization", "Idempotency-Key", "Stripe-Version", "Accept")
RESPONSE_HEADERS = ("Content-Type", "Cache-Control", "Location", "Request-Id", "Stripe-Version")


@csrf_exempt  # Stripe's script sends no token of ours, and the double knows no session
@require_http_methods(["GET", "POST"])
@xframe_options_sameorigin  # card fields are frames within the checkout
def stripe_double(request: HttpRequest, path: str) -> HttpResponse:
    """Pass a browser's request on to the double; what needs a secret key is not for browsers."""
    host, port = _double_address()
    if any(part in ("_fake", "..", ".", "") for part in path.split("/")[:-1]) or path.startswith("_fake"):
        raise Http404
    if not _is_for_browsers(request):
        return JsonResponse({"error": {"message": "Secret keys stay on the server."}}, status=403)
    connection = HTTPConnection(host, port, timeout=TIMEOUT_S)
    try:
        return _ask(connection, request, path)
    except (OSError, HTTPException):
        log.warning("The Stripe double does not answer")
        return JsonResponse({"error": {"type": "api_connection_error"}}, status=502)
    finally:
        connection.close()


def _double_address() -> tuple[str, int]:
    """Host and port of the double. Raises Http404 where there is none, or none on this machine."""
    address = urlsplit(settings.STRIPE_API_BASE)
    if not (settings.STRIPE_ALLOW_DOUBLE and address.hostname in LOOPBACK):
        raise Http404
    return address.hostname, address.port or 80


def _is_for_browsers(request: HttpRequest) -> bool:
    """Whether the request carries no key at all, or a publishable one."""
    authorization = request.headers.get("Authorization", "")
    keys = [request.POST.get("key", ""), request.GET.get("key", ""), authorization.removeprefix("Bearer ")]
    return all(not key or key.startswith("pk_") for key in keys)


def _ask(connection: HTTPConnection, request: HttpRequest, path: str) -> HttpResponse:
    headers = {name: request.headers[name] for name in REQUEST_HEADERS if name in request.headers}
    query = request.META.get("QUERY_STRING", "")
    target = "/" + quote(path) + (f"?{query}" if query else "")
    connection.request(request.method or "GET", target, request.body or None, headers)
    return _passed_on(connection.getresponse())


def _passed_on(answer: HTTPResponse) -> HttpResponse:
    response = HttpResponse(answer.read(), status=answer.status)
    for name in RESPONSE_HEADERS:
        if (value := answer.getheader(name)) is not None:
            response[name] = value
    return response
