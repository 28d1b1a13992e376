"""Confirming an intent: which payment method, and what its bank makes of it."""

from stripe_double import outcomes, payment_methods, schema
from stripe_double.account import Call
from stripe_double.errors import ApiError, CardError, InvalidParam, Json
from stripe_double.intent_views import find, require_status, unexpected_state, view
from stripe_double.params import clean

CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
_CARRIED = ("shipping", "receipt_email", "setup_future_usage", "capture_method")


def confirm(call: Call) -> Json:
    """Confirm an intent. Raises CardError (402): the payment was refused, and the intent says why."""
    params = clean(call.params, schema.CONFIRM)
    intent = find(call)
    require_status(intent, CONFIRMABLE, "confirm", is_secret=call.is_secret)
    method = check(call, intent, named_method(call, intent, params), params)
    run(call, intent, method, params)
    return view(intent, is_secret=call.is_secret)


def named_method(call: Call, intent: Json, params: Json) -> Json | None:
    """Answer the payment method that the parameters name, if any. Raises InvalidParam: not allowed."""
    if params.get("payment_method_data"):
        method = payment_methods.from_data(call, params["payment_method_data"])
    elif params.get("payment_method"):
        method = payment_methods.resolve(call.account, params["payment_method"])
    else:
        return None
    if method["type"] not in intent["payment_method_types"]:
        raise InvalidParam(
            f"The payment method type {method['type']} is not allowed for this PaymentIntent.",
            code="payment_intent_incompatible_payment_method",
            param="payment_method",
        )
    return method


def attach(intent: Json, method: Json | None) -> None:
    """Give an intent a payment method, if there is one to give."""
    if method is None:
        return
    intent["payment_method"] = method["id"]
    if intent["status"] == "requires_payment_method":
        intent["status"] = "requires_confirmation"


def check(call: Call, intent: Json, method: Json | None, params: Json) -> Json:
    """Answer the payment method of a confirmation. Raises ApiError: it cannot even begin."""
    require_status(intent, CONFIRMABLE, "confirm", is_secret=call.is_secret)
    _check_amount(intent, params)
    if method is None and intent["payment_method"]:
        method = call.store.get("payment_methods", intent["payment_method"])
    if method is None:
        raise unexpected_state(
            intent,
            "You cannot confirm this PaymentIntent because it is missing a payment method.",
            is_secret=call.is_secret,
        )
    _check_return_url(call, intent, method, params)
    return method


def run(call: Call, intent: Json, method: Json, params: Json) -> None:
    """Confirm a live intent that has passed the checks."""
    attach(intent, method)
    intent.update({name: params[name] for name in _CARRIED if params.get(name)})
    intent.update(status="requires_confirmation", next_action=None, _return_url=params.get("return_url"))
    call.store.save("payment_intents", intent)
    try:
        _attempt(call, intent, method, params)
    except CardError as refused:
        refused.fields["payment_intent"] = view(intent, is_secret=call.is_secret)
        raise


def _check_amount(intent: Json, params: Json) -> None:
    if params.get("amount_to_confirm", intent["amount"]) != intent["amount"]:
        raise ApiError(
            "amount_to_confirm is not the amount of this PaymentIntent.",
            code="amount_mismatch",
            param="amount_to_confirm",
        )


def _check_return_url(call: Call, intent: Json, method: Json, params: Json) -> None:
    if params.get("return_url"):
        return
    redirects = payment_methods.REDIRECT_TYPES.intersection(intent["payment_method_types"])
    if method["type"] in redirects or (call.is_secret and redirects and not params.get("use_stripe_sdk")):
        raise InvalidParam(
            "This PaymentIntent accepts payment methods that redirect: send a return_url, or create it "
            "with automatic_payment_methods[allow_redirects]=never.",
            code="parameter_missing",
            param="return_url",
        )


def _attempt(call: Call, intent: Json, method: Json, params: Json) -> None:
    if method["type"] in payment_methods.DELAYED_TYPES:
        outcomes.start_processing(call, intent, method)
        return
    if method["type"] in payment_methods.REDIRECT_TYPES:
        outcomes.require_action(call, intent, in_browser=False)
        return
    card = payment_methods.card_of(method)
    if not card.needs_authentication:
        outcomes.charge_card(call, intent, method)
        return
    if params.get("error_on_requires_action") or params.get("off_session") in ("true", "one_off"):
        raise outcomes.refuse(call, intent, method, "authentication_required", "authentication_required")
    outcomes.require_action(call, intent, in_browser=bool(params.get("use_stripe_sdk")))
