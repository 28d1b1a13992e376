"""The checkout's pages. Each reads input, calls one service and chooses an answer."""

import logging
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.money import format_money, minimum_minor
from checkout import session
from checkout.attempts import (
    AlreadyPaid,
    PaymentPending,
    find_own,
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
from checkout.gate import AttemptEnded, TotalChanged, pass_gate
from checkout.gateway import StripeBusy, StripeRefused, StripeUnavailable, retrieve
from checkout.holding import HeldTooLong
from checkout.limits import (
    CHECKOUT_PAGE,
    CHECKOUT_PAGE_BY_ADDRESS,
    GATE,
    GATE_BY_ADDRESS,
    PLACE,
    TooMany,
    spend_for,
)
from checkout.models import AwaitedPayment, CheckoutAttempt, Order
from checkout.orders.placing import place_order
from checkout.payments.addresses import billing_details
from checkout.payments.facts import Payment
from checkout.payments.metadata import BagTooLarge
from checkout.payments.refusals import FIELDS, errors_by_field
from checkout.texts import TEXTS
from checkout.transactions import Busy

logger = logging.getLogger(__name__)

# What may keep a checkout from its gate, with the text and the status that say so.
PROBLEMS: dict[type[Exception], tuple[str, int]] = {
    AttemptEnded: ("reload", 409),
    BagTooLarge: ("too_large", 409),
    StripeBusy: ("busy", 503),
    StripeUnavailable: ("unknown", 503),
    Busy: ("shop_busy", 503),
}


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
    attempt = _own_attempt(request)
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
@require_POST
def cache_checkout_data(request: HttpRequest) -> JsonResponse:
    """The gate before payment; JSON for the page's script."""
    try:
        spend_for(request, GATE, GATE_BY_ADDRESS)
        return _through_the_gate(request)
    except AlreadyPaid as paid:
        return JsonResponse({"paid": True, "redirect": _remembered_url(request, paid.order)})
    except PaymentPending as pending:
        return _still_pending(pending)
    except TotalChanged as changed:
        return _changed(changed)
    except HeldTooLong as held:
        text = str(TEXTS["held_too_long"]) % {"minutes": held.minutes}
        return JsonResponse({"message": text}, status=409)
    except TooMany as error:
        return _problem("too_many", 429, retry_after=error.retry_after)
    except StripeRefused as refusal:
        return _refused(refusal)
    except tuple(PROBLEMS) as error:
        return _problem(*next(said for kind, said in PROBLEMS.items() if isinstance(error, kind)))


def _through_the_gate(request: HttpRequest) -> JsonResponse:
    attempt = _own_attempt(request)
    if attempt is None:
        return _problem("not_yours_short", 403)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors_by_field}, status=400)
    amount = request.POST.get("amount", "")
    if not (amount.isascii() and amount.isdigit() and len(amount) < 13):
        return JsonResponse({"errors": {"amount": [str(TEXTS["reload_unasked"])]}}, status=400)
    try:
        passed = pass_gate(
            attempt,
            form.details,
            save_info=form.cleaned_data["save_info"],
            amount_shown=int(amount),
            client_secret=request.POST["client_secret"],
            earlier=session.held_attempts(request),
        )
    except (TotalChanged, StripeUnavailable, StripeRefused):
        session.note_typed(request, attempt, form.details)
        raise
    session.note_typed(request, attempt, form.details)
    billing = billing_details(form.details)
    return JsonResponse(
        {"client_secret": passed.client_secret, "amount": passed.amount_minor, "billing": billing}
    )


def _refused(refusal: StripeRefused) -> JsonResponse:
    """What Stripe minds about a field, beside that field; anything else is our fault."""
    errors = errors_by_field(refusal)
    if errors:
        return JsonResponse({"errors": errors}, status=400)
    logger.error("stripe refused a checkout: %s %s", refusal.code, refusal.param or "-")
    return _problem("our_fault", 503)


def _still_pending(pending: PaymentPending) -> JsonResponse:
    answer = {"message": str(TEXTS["pending"])}
    if pending.awaited:
        answer["redirect"] = pending.awaited.get_absolute_url()
    return JsonResponse(answer, status=409)


def _changed(changed: TotalChanged) -> JsonResponse:
    """The new total; with `gone` when pieces cannot be had any more."""
    total = format_money(changed.quote.grand_total, changed.quote.currency)
    text = TEXTS["gone"] if changed.gone else TEXTS["changed"]
    answer: dict[str, Any] = {
        "amount": changed.quote.amount_minor,
        "grand_total": total,
        "message": str(text) % {"total": total},
    }
    if changed.gone:
        answer["gone"] = list(changed.gone)
    return JsonResponse(answer, status=409)


@never_cache
@require_safe
def checkout_return(request: HttpRequest) -> HttpResponse:
    """Back from a bank's page: what the address says is a hint; the page posts to `checkout`."""
    secret = request.GET.get("payment_intent_client_secret", "")[:255]
    return render(request, "checkout/return.html", {"client_secret": secret})


def _own_attempt(request: HttpRequest) -> CheckoutAttempt | None:
    secret = request.POST.get("client_secret", "")
    return find_own(secret, session.own_attempts(request), session.shopper(request))


def _remembered_url(request: HttpRequest, order: Order) -> str:
    session.remember(request, order.attempt)
    return order.get_absolute_url()


def _to_order(request: HttpRequest, order: Order) -> HttpResponse:
    return redirect(_remembered_url(request, order))


def _problem(text: str, status: int, retry_after: int | None = None) -> JsonResponse:
    response = JsonResponse({"message": str(TEXTS[text])}, status=status)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def _notice(request: HttpRequest, name: str, status: int, retry_after: int | None = None) -> HttpResponse:
    """A page that says one thing plainly: `templates/checkout/notices/<name>.html`."""
    response = render(request, f"checkout/notices/{name}.html", status=status)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response
