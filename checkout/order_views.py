"""The pages of an order: the thanks right after paying, and the page that it has from then on."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.pictures import fetch_sizes
from checkout import session
from checkout.links import key_fits
from checkout.models import Order
from checkout.orders.drawing import order_drawing_svg_paths
from checkout.orders.story import story_of, words_of

# So long the session that paid is thanked; whoever comes later wants to know how the order stands.
THANKED = timedelta(hours=1)


@never_cache
@require_safe
def success(request: HttpRequest, order_number: str) -> HttpResponse:
    """The thanks, for the session that has just paid; for all others who may see it, the order's page."""
    order = _own_or_404(request, order_number)
    is_new = order.date > timezone.now() - THANKED
    if is_new and str(order.attempt_id) in session.own_attempts(request):
        return render(request, "checkout/success.html", _shown(order))
    return _page(request, order)


@never_cache
@require_safe
def order_page(request: HttpRequest, order_number: str) -> HttpResponse:
    """The order's page, for its session, its owner, or the reader of the signed mail; 404 else."""
    return _page(request, _own_or_404(request, order_number))


def _page(request: HttpRequest, order: Order) -> HttpResponse:
    context = _shown(order) | {"words": words_of(order), "story": story_of(order)}
    return render(request, "checkout/order.html", context)


def _own_or_404(request: HttpRequest, order_number: str) -> Order:
    orders = Order.objects.select_related("user_profile__user")
    order = orders.filter(order_number=order_number).first()
    key = request.GET.get("key", "")
    if order is None or not (session.may_see(request, order) or key_fits(order_number, key)):
        raise Http404
    return order


def _shown(order: Order) -> dict[str, Any]:
    lines = list(order.lines.select_related("image", "product"))
    fetch_sizes([line.image for line in lines], "piece")
    return {"order": order, "lines": lines, "drawing_paths": order_drawing_svg_paths(order.order_number)}
