"""The gate before the admin: a second factor for those who touch money or people, and asking once more."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from config.csp import ADMIN_LOGIN_PATH, ADMIN_PATH
from profiles.asking_again import ask_again, kept_form, was_asked_lately
from profiles.second_factor import is_in_grace, needs_second_factor, used_second_factor

OPEN_PATHS = (ADMIN_LOGIN_PATH, f"{ADMIN_PATH}logout/", f"{ADMIN_PATH}password_reset/")
CHANGES = ("add", "edit", "delete", "copy")
PEOPLE = {f"wagtailusers_users:{change}" for change in CHANGES}
ROLES = {f"wagtailusers_groups:{change}" for change in CHANGES}


class StaffGateMiddleware:
    """Stands before every view below the admin's address, of whatever app: hooks would miss some."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        path = request.path_info
        if not path.startswith(ADMIN_PATH) or path.startswith(OPEN_PATHS):
            return None
        if not request.user.is_authenticated:  # Wagtail sends them to the login
            return None
        return _factor_first(request) or _asked_first(request)


def _factor_first(request: HttpRequest) -> HttpResponse | None:
    """Whoever has a factor proves it; whoever needs one sets it up, once the days of grace are over."""
    if not settings.SHOP_STAFF_SECOND_FACTOR or used_second_factor(request):
        return None
    user: Any = request.user
    if is_mfa_enabled(user):
        return ask_again(request)
    if not needs_second_factor(user) or is_in_grace(user):
        return None
    messages.warning(request, _("Set up a second factor: your role needs one."))
    return redirect("mfa_index")


def _asked_first(request: HttpRequest) -> HttpResponse | None:
    """Before people and roles are changed; what was sent meanwhile goes on where it stopped."""
    if not _changes_people(request):
        return None
    if not was_asked_lately(request):
        return ask_again(request)
    match: Any = request.resolver_match
    kept = None if match.view_name in PEOPLE else kept_form(request)
    if kept is not None:
        # Its token was checked when it was sent; nobody else can put a form there.
        request.method, request.POST = "POST", kept  # type: ignore[assignment]
    return None


def _changes_people(request: HttpRequest) -> bool:
    match: Any = request.resolver_match
    if match.view_name == "wagtail_bulk_action":
        return (match.kwargs["app_label"], match.kwargs["model_name"]) == ("profiles", "user")
    return match.view_name in PEOPLE | ROLES
