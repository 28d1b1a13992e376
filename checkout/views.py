"""The checkout's pages. Each reads input, calls one service and chooses an answer."""

import logging
from contextlib import suppress

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.money import minimum_minor
from checkout import session
from checkout.attempts import (
    AlreadyPaid,
    PaymentPending,
    payable,
    payment_of_free,
    secret_for,
)
from checkout.awaited.looking import follow_bank
from checkout.awaited.recording import await_payment
from checkout.awaited.views import show as show_awaited
from checkout.bag.contents import BagContents, bag_contents
from checkout.bag.services import current_bag
from checkout.card_testing.alarm import PaymentsPaused, spend_payment
from checkout.failpoints import fp
from checkout.forms import OrderForm
from checkout.gate_views import own_attempt, remembered_url
from checkout.gateway import StripeRefused, StripeUnavailable, retrieve
from checkout.limits import (
    CHECKOUT_PAGE,
    CHECKOUT_PAGE_BY_ADDRESS,
    PLACE,
    TooMany,
    spend_for,
)
from checkout.models import AwaitedPayment, CheckoutAttempt, Order
from checkout.orders.placing import place_order
from checkout.payments.facts import Payment
from checkout.payments.refusals import FIELDS
from checkout.texts import TEXTS
from checkout.transactions import Busy

logger = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """The checkout page; posted to, the end of a payment."""
    try:
        if request.method == "POST":
            return _finish(request)
        return _page(request)
    except PaymentsPaused as error:
        return _notice(request, "paused", 503, retry_after=error.retry_after)
    except TooMany as error:
        return _notice(request, "too_many", 429, retry_after=error.retry_after)
    except Busy:
        return _notice(request, "unavailable", 503, retry_after=5)


def _page(request: HttpRequest) -> HttpResponse:
    spend_for(request, CHECKOUT_PAGE, CHECKOUT_PAGE_BY_ADDRESS)
    bag = current_bag(request)
    contents = bag_contents(bag)
    problem = _why_not(contents)
    if bag is None or problem:
        messages.info(request, problem if bag else TEXTS["no_bag"])
        return redirect("bag:view")
    try:
        attempt, payment = payable(
            bag, session.shopper(request), contents.quote, lambda: spend_payment(request)
        )
    except AlreadyPaid as paid:
        return _to_order(request, paid.order)
    except PaymentPending as pending:
        return redirect(pending.awaited) if pending.awaited else _notice(request, "pending", 202)
    except (StripeUnavailable, StripeRefused):
        return _notice(request, "unavailable", 503, retry_after=30)
    session.remember(request, attempt)
    form = OrderForm.prefilled(session.shopper(request), session.typed(request))
    response = _render_page(request, form, contents, attempt, payment)
    fp("page_rendered")
    return response


def _why_not(contents: BagContents) -> str:
    """The sentence that sends the shopper back to the bag; empty when all can be bought."""
    if contents.dropped:
        return TEXTS["off_sale"] % {"name": contents.dropped[0].name}
    if not contents.lines:
        return str(TEXTS["empty"])
    if not contents.is_ready:
        return str(TEXTS["stock"])
    least = minimum_minor(contents.quote.currency)
    if 0 < contents.quote.amount_minor < least:
        return str(TEXTS["minimum"])
    return ""


def _render_page(
    request: HttpRequest,
    form: OrderForm,
    contents: BagContents,
    attempt: CheckoutAttempt,
    payment: Payment | None,
) -> HttpResponse:
    secret = secret_for(attempt, payment)
    context = {
        "form": form,
        "contents": contents,
        "quote": contents.quote,
        "client_secret": secret,
        "amount": contents.quote.amount_minor,
        "is_free": payment is None,
        "stripe_js_url": settings.STRIPE_JS_URL,
        "stripe": {
            "publicKey": settings.STRIPE_PUBLIC_KEY,
            "element": settings.STRIPE_ELEMENT,
            "clientSecret": secret,
            "isFree": payment is None,
            "returnUrl": request.build_absolute_uri(reverse("checkout:return")),
            "cacheUrl": reverse("checkout:cache_checkout_data"),
            "fields": FIELDS,
        },
    }
    return render(request, "checkout/checkout.html", context)


def _finish(request: HttpRequest) -> HttpResponse:
    """The browser says that it has paid: ask Stripe, never the browser."""
    spend_for(request, PLACE)
    attempt = own_attempt(request)
    if attempt is None:
        return _notice(request, "not_yours", 403)
    try:
        payment = retrieve(attempt.stripe_pid) if attempt.stripe_pid else payment_of_free(attempt)
    except StripeUnavailable:
        return _notice(request, "pending", 202)
    except StripeRefused:  # our keys are of another account than this payment
        return _notice(request, "unavailable", 503, retry_after=30)
    if payment is None or not (payment.is_paid or payment.is_pending):
        return _not_paid(request, attempt, payment)
    if payment.is_pending:
        return _pending(request, await_payment(attempt.pk, payment))
    return _to_order(request, place_order(attempt.pk, payment))


def _not_paid(request: HttpRequest, attempt: CheckoutAttempt, payment: Payment | None) -> HttpResponse:
    """Back to the checkout; to what was awaited, where a bank was asked and has said no meanwhile."""
    found = AwaitedPayment.objects.filter(attempt=attempt).first()
    if found is None or payment is None:
        messages.error(request, TEXTS["not_paid"])
        return HttpResponseRedirect(reverse("checkout:checkout"), status=303)
    with suppress(StripeUnavailable, StripeRefused):  # the worker comes to it as well
        follow_bank(attempt, payment)
    return HttpResponseRedirect(found.get_absolute_url(), status=303)


def _pending(request: HttpRequest, found: AwaitedPayment | None) -> HttpResponse:
    """What is awaited; the page's script goes on to the address of that page."""
    if found is None:
        return _notice(request, "pending", 202)
    response = show_awaited(request, found, status=202)
    response["Content-Location"] = found.get_absolute_url()
    return response


@never_cache
@require_safe
def checkout_return(request: HttpRequest) -> HttpResponse:
    """Back from a bank's page: what the address says is a hint; the page posts to `checkout`."""
    secret = request.GET.get("payment_intent_client_secret", "")[:255]
    return render(request, "checkout/return.html", {"client_secret": secret})


def _to_order(request: HttpRequest, order: Order) -> HttpResponse:
    return redirect(remembered_url(request, order))


def _notice(request: HttpRequest, name: str, status: int, retry_after: int | None = None) -> HttpResponse:
    """A page that says one thing plainly: `templates/checkout/notices/<name>.html`."""
    response = render(request, f"checkout/notices/{name}.html", status=status)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response
