"""Views of the site itself: the refused form and the one door to the admin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell in plain words that the form has to be sent again; the reason stays ours."""
    return render(request, "403_csrf.html", status=403)


def favicon(request: HttpRequest) -> HttpResponse:
    """Send browsers that ask for the old name to the mark."""
    return redirect(static("img/mark.svg"), permanent=True)


def admin_login(request: HttpRequest) -> HttpResponse:
    """Send staff through the shop's own login, whose throttle also guards the admin."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = reverse("wagtailadmin_home")
    if request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(target)
    return redirect(reverse("account_login", query={"next": target}))
