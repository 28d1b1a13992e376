"""The account's own pages: its orders and its delivery details."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from checkout.account.awaited import awaited_rows
from checkout.account.history import OrderRow, order_rows, orders_of
from checkout.account.requests import AccountRequest
from profiles.forms import DeliveryDetailsForm
from profiles.services import delivery_defaults, profile_of, save_delivery_defaults

ORDERS_PER_PAGE = 10


@never_cache
@login_required
@require_safe
def orders(request: AccountRequest) -> HttpResponse:
    """The orders of the account, newest first."""
    page = Paginator(orders_of(request.user), ORDERS_PER_PAGE).get_page(request.GET.get("page"))
    rows = order_rows(page)
    context: dict[str, Any] = {"section": "orders", "page": page, "newest": _running_first(page, rows)}
    context["awaited"] = awaited_rows(request.user) if page.number == 1 else []
    context["rows"] = rows[1:] if context["newest"] else rows
    return render(request, "profiles/orders.html", context)


def _running_first(page: Page, rows: list[OrderRow]) -> OrderRow | None:
    """The newest order of all, while it runs; it is the one that gets an outline."""
    return rows[0] if page.number == 1 and rows and rows[0].is_running else None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: AccountRequest) -> HttpResponse:
    """The delivery details that the checkout starts with."""
    if request.method != "POST":
        return _details_page(request, DeliveryDetailsForm(initial=delivery_defaults(request.user)))
    form = DeliveryDetailsForm(request.POST)
    if not form.is_valid():
        return _details_page(request, form, status=400)
    save_delivery_defaults(profile_of(request.user), form.cleaned_data)
    messages.success(request, _("Your delivery details are saved."))
    return redirect("profile:details")


def _details_page(request: HttpRequest, form: DeliveryDetailsForm, *, status: int = 200) -> HttpResponse:
    return render(request, "profiles/details.html", {"section": "details", "form": form}, status=status)
