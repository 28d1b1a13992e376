"""The gate before payment: answers the page's script in JSON."""

import logging
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from catalogue.money import format_money
from checkout import session
from checkout.attempts import AlreadyPaid, PaymentPending, find_own
from checkout.forms import OrderForm
from checkout.gate import AttemptEnded, TotalChanged, pass_gate
from checkout.gateway import StripeBusy, StripeRefused, StripeUnavailable
from checkout.holding import HeldTooLong
from checkout.limits import GATE, GATE_BY_ADDRESS, TooMany, spend_for
from checkout.models import CheckoutAttempt, Order
from checkout.payments.addresses import billing_details
from checkout.payments.metadata import BagTooLarge
from checkout.payments.refusals import errors_by_field
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
@require_POST
def cache_checkout_data(request: HttpRequest) -> JsonResponse:
    """The gate before payment; JSON for the page's script."""
    try:
        spend_for(request, GATE, GATE_BY_ADDRESS)
        return _through_the_gate(request)
    except AlreadyPaid as paid:
        return JsonResponse({"paid": True, "redirect": remembered_url(request, paid.order)})
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
    attempt = own_attempt(request)
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


def own_attempt(request: HttpRequest) -> CheckoutAttempt | None:
    """The attempt whose secret the form sends, if this visitor began it."""
    secret = request.POST.get("client_secret", "")
    return find_own(secret, session.own_attempts(request), session.shopper(request))


def remembered_url(request: HttpRequest, order: Order) -> str:
    """Where the order is to be seen, by this visitor from now on."""
    session.remember(request, order.attempt)
    return order.get_absolute_url()


def _problem(text: str, status: int, retry_after: int | None = None) -> JsonResponse:
    response = JsonResponse({"message": str(TEXTS[text])}, status=status)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response
