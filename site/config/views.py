"""Views of the site itself: the refused form, the one door to the admin, files in the demo."""

import sys
from errno import ENAMETOOLONG

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import defaults
from django.views.static import serve

from catalogue.cached_forms import is_on_cached_pages
from checkout.transactions import is_passing
from config.middleware import come_again

MOST_FIELDS, LONGEST_VALUE = 10, 200


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell in plain words that the form has to be sent again; the reason stays ours.

    A form of a cached page has no token to begin with: this page holds it once more, with one.
    """
    return render(request, "403_csrf.html", {"fields": _fields_to_repeat(request)}, status=403)


def _fields_to_repeat(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values of a small form of a cached page; nothing of any other form."""
    match = request.resolver_match
    fields = [(name, str(value)) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    is_small = len(fields) <= MOST_FIELDS and all(len(value) <= LONGEST_VALUE for _name, value in fields)
    return fields if match and is_on_cached_pages(match.func) and is_small else []


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 where a database that is gone or read-only was met before any view."""
    error = sys.exception()
    if error is not None and is_passing(error):
        return come_again(error)
    return defaults.server_error(request)


def favicon(request: HttpRequest) -> HttpResponse:
    """Send browsers that ask for the old name to the mark."""
    return redirect(static("img/mark.svg"), permanent=True)


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """An uploaded file, for the demo and for developers; what lies elsewhere does not exist."""
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except SuspiciousFileOperation as error:
        raise Http404 from error
    except OSError as error:
        if error.errno != ENAMETOOLONG:  # longer than any file's name can be
            raise
        raise Http404 from error


def admin_login(request: HttpRequest) -> HttpResponse:
    """Send staff through the shop's own login, whose throttle also guards the admin."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = reverse("wagtailadmin_home")
    if request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(target)
    return redirect(reverse("account_login", query={"next": target}))


def page_login(request: HttpRequest) -> HttpResponse:
    """Send visitors of private pages through the same door as everybody."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return redirect("account_login")
    return redirect(reverse("account_login", query={"next": target}))


def admin_password_reset(request: HttpRequest) -> HttpResponse:
    """Send staff through the shop's own way to a new password: Wagtail's has no throttle."""
    return redirect("account_reset_password")
