"""The wishlist: its page, and the two forms that change it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalogue.cached_forms import on_cached_pages
from catalogue.models import ProductPage
from checkout.account import wishes
from checkout.account.requests import AccountRequest, product_or_404, products


@never_cache
@login_required
@require_safe
def wishlist(request: AccountRequest) -> HttpResponse:
    """What the account would like to have."""
    context = {"section": "wishlist", "wishlist": wishes.wishlist_of(request.user)}
    return render(request, "profiles/wishlist.html", context)


@on_cached_pages
@never_cache
@require_POST
def add(request: HttpRequest, key: UUID) -> HttpResponse:
    """One piece more; a guest signs in first and finds it added. Back to the piece."""
    page = product_or_404(key)
    if not request.user.is_authenticated:
        wishes.remember_wish(request, key)
        return redirect_to_login(page.get_url(request) or "/")
    try:
        wishes.add_wish(request.user, key)
    except wishes.WishlistFull:
        say_full(request)
    else:
        say_added(request, page)
    return redirect(page.get_url(request) or "/")


@never_cache
@login_required
@require_POST
def remove(request: AccountRequest, key: UUID) -> HttpResponse:
    """One piece less, also of those that are not for sale now; on to the list."""
    page = products([key]).first()
    if not wishes.remove_wish(request.user, key) and page is None:
        raise Http404
    name = page.title if page else _("The piece")
    messages.info(request, _("%(name)s is off your wishlist.") % {"name": name})
    return redirect("profile:wishlist")


def say_added(request: HttpRequest, page: ProductPage) -> None:
    """Tell that `page` is on the wishlist."""
    messages.success(request, _("%(name)s is on your wishlist.") % {"name": page.title})


def say_full(request: HttpRequest) -> None:
    """Tell that nothing was added."""
    messages.warning(request, _("Your wishlist is full. Remove a piece first."))
