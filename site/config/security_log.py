"""Refusals and too many tries, seen where every answer passes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from checkout.account.security_events import note_for
from config.csp import ADMIN_LOGIN_PATH, ADMIN_PATH

REFUSED, TOO_MANY, MOVED = 403, 429, 302


class SecurityLogMiddleware:
    """Writes a line when somebody who is signed in was refused, and when anybody tried too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == TOO_MANY:
            note_for(request, "too_many", path=_place(request))
        elif _is_refused(request, response) and request.user.is_authenticated:
            note_for(request, "refused", user=request.user, path=_place(request), method=request.method)
        return response


def _is_refused(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether it is a 403, or what the admin makes of one: the way to its start page or its login."""
    if response.status_code == REFUSED:
        return True
    path = request.path_info
    is_inside = path.startswith(ADMIN_PATH) and path != ADMIN_LOGIN_PATH
    target = response.headers.get("Location", "").partition("?")[0]
    return is_inside and response.status_code == MOVED and target in (ADMIN_PATH, ADMIN_LOGIN_PATH)


def _place(request: HttpRequest) -> str:
    """The name of the page: an address may hold what is nobody's business."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else ""
