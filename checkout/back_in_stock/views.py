"""Asking to be told, as a plain form or by htmx, and taking it back by the link in the mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.cached_forms import on_cached_pages
from catalogue.offers import Offer
from catalogue.options import SoldOut
from checkout.back_in_stock import asking, texts
from checkout.back_in_stock.asking import NothingToWaitFor
from checkout.back_in_stock.forms import AddressForm
from checkout.bag.names import full_name
from checkout.bag.views import BagRequest
from checkout.limits import Limit, TooMany, spend, spend_for

ASKING = Limit("back-in-stock-ip", 30, 3600)
ASKING_FOR_MAILBOX = Limit("back-in-stock-mailbox", 20, 3600)


@on_cached_pages
@never_cache
@require_POST
def ask(request: BagRequest) -> HttpResponse:
    """Keep an address until the piece is back."""
    form = AddressForm(request.POST)
    try:
        spend_for(request, ASKING)
        offer = asking.sold_out_offer(request.POST.get("sku", ""))
        if not form.is_valid():
            return _show(request, status=400, offer=offer, form=form)
        spend(ASKING_FOR_MAILBOX, asking.withdrawal_key(form.cleaned_data["email"]))
    except NothingToWaitFor as refusal:
        return _show(request, status=409, refusal=refusal.text)
    except TooMany as error:
        return _too_many(request, error.retry_after)
    asking.remember(sku=offer.sku, email=form.cleaned_data["email"], language=get_language() or "")
    return _thank(request, offer)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Says what the address of this link waits for, and forgets it when the button is pressed."""
    if request.method == "POST":
        asking.withdraw(key)
        return redirect("back_in_stock:withdraw", key)
    return render(request, "back_in_stock/withdraw.html", {"waiting": asking.waiting_under(key)})


def _thank(request: BagRequest, offer: Offer) -> HttpResponse:
    thanks = texts.THANKS % {"name": full_name(offer)}
    if request.htmx:
        return _show(request, thanks=thanks)
    messages.success(request, thanks)
    return HttpResponseRedirect(offer.url)


def _too_many(request: BagRequest, retry_after: int) -> HttpResponse:
    response = _show(request, status=429, refusal=str(texts.TOO_MANY))
    response.headers["Retry-After"] = str(retry_after)
    return response


def _show(
    request: BagRequest,
    *,
    status: int = 200,
    offer: Offer | None = None,
    form: AddressForm | None = None,
    **context: Any,
) -> HttpResponse:
    """What htmx puts in the form's place, or a page of its own."""
    if offer and form:
        context["form"] = form.offer([SoldOut(offer.sku, full_name(offer), is_chosen=True)])
    template = "back_in_stock/_answer.html" if request.htmx else "back_in_stock/answer.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
