"""The page of an awaited payment, and the button that puts its pieces back into the bag."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalogue.pictures import fetch_sizes
from checkout import session
from checkout.awaited.giving_back import BACK, NONE_BACK, give_back
from checkout.awaited.lines import lines_shown
from checkout.links import awaited_key_fits, order_link
from checkout.models import AwaitedPayment, Order


@never_cache
@require_safe
def awaited(request: HttpRequest, reference: str) -> HttpResponse:
    """How the payment stands; once it has come, the order. For its session, owner and mail's reader."""
    found = _own_or_404(request, reference, request.GET.get("key", ""))
    order = Order.objects.filter(attempt=found.attempt_id).first()
    if order is None:
        return show(request, found)
    if session.may_see_attempt(request, found.attempt):
        return redirect("checkout:order", order.order_number)
    return redirect(order_link(order))  # its reader holds our mail's key


def show(request: HttpRequest, found: AwaitedPayment, *, status: int = 200) -> HttpResponse:
    """The page itself."""
    lines = lines_shown(found.quote)
    fetch_sizes([line.image for line in lines if line.image], "piece")
    context = {"awaited": found, "lines": lines, "key": request.GET.get("key", "")}
    return render(request, "checkout/awaited.html", context, status=status)


@never_cache
@require_POST
def buy_again(request: HttpRequest, reference: str) -> HttpResponse:
    """The pieces of a payment that failed go back into the bag."""
    found = _own_or_404(request, reference, request.POST.get("key", ""))
    if not found.has_failed:
        return redirect(found)
    is_any, notes = give_back(request, found)
    messages.info(request, BACK if is_any else NONE_BACK)
    for note in notes:
        messages.info(request, note)
    return redirect("bag:view")


def _own_or_404(request: HttpRequest, reference: str, key: str) -> AwaitedPayment:
    found = AwaitedPayment.objects.select_related("attempt", "quote").filter(reference=reference).first()
    is_own = found is not None and session.may_see_attempt(request, found.attempt)
    if found is None or not (is_own or awaited_key_fits(reference, key)):
        raise Http404
    return found
