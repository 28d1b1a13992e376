"""PaymentIntents: make, read, change, cancel and list them."""

from collections.abc import Container
from copy import deepcopy

from stripe_double import confirm, payment_methods, schema
from stripe_double.account import Call, new_object
from stripe_double.currency import check_amount
from stripe_double.errors import ApiError, InvalidParam, Json
from stripe_double.events import emit
from stripe_double.ids import client_secret_for
from stripe_double.intent_views import find, require_status, view
from stripe_double.listing import in_range, page, time_range
from stripe_double.params import clean, merge_metadata, text

OPEN = ("requires_payment_method", "requires_confirmation", "requires_action")
CANCELABLE = (*OPEN, "requires_capture")
# After the money has moved (or never will), only notes about a payment can be changed.
_ALWAYS_WRITABLE = frozenset(
    {"metadata", "description", "expand", "receipt_email", "customer", "transfer_group"}
)
_PLAIN = (
    "description",
    "receipt_email",
    "setup_future_usage",
    "shipping",
    "statement_descriptor",
    "statement_descriptor_suffix",
    "customer",
    "customer_account",
    "transfer_data",
    "transfer_group",
    "application_fee_amount",
    "capture_method",
    "on_behalf_of",
    "excluded_payment_method_types",
)


def create(call: Call) -> Json:
    """Make an intent, and confirm it at once if asked to."""
    params = clean(call.params, schema.CREATE, required=("amount", "currency"))
    check_amount(params["amount"], params["currency"])
    _check_confirm_params(params)
    intent = _new_intent(call, params)
    method = confirm.named_method(call, intent, params)
    if params.get("confirm"):
        method = confirm.check(call, intent, method, params)
    confirm.attach(intent, method)
    call.store.save("payment_intents", intent)
    emit(call.account, "payment_intent.created", intent, origin=call.origin)
    if params.get("confirm") and method is not None:
        confirm.run(call, intent, method, params)
    return view(intent, is_secret=True)


def _check_confirm_params(params: Json) -> None:
    if params.get("confirm"):
        return
    for name in ("return_url", "error_on_requires_action", "off_session", "mandate_data"):
        if name in params:
            raise InvalidParam(f"{name} is only allowed together with confirm=true.", param=name)


def _new_intent(call: Call, params: Json) -> Json:
    automatic = _automatic(params)
    intent = new_object(call.account, "pi", "payment_intent", **deepcopy(_BLANK))
    intent.update({name: params.get(name) for name in _PLAIN})
    intent.update(
        amount=params["amount"],
        currency=params["currency"],
        capture_method=params.get("capture_method", "automatic_async"),
        confirmation_method=params.get("confirmation_method", "automatic"),
        automatic_payment_methods=automatic,
        client_secret=client_secret_for(intent["id"]),
        metadata=merge_metadata({}, params.get("metadata", {})),
    )
    named = params.get("payment_method_types") or params.get("allowed_payment_method_types")
    intent["payment_method_types"] = named or _types_for(intent)
    return intent


_BLANK: Json = {
    "amount": 0,
    "amount_capturable": 0,
    "amount_details": {"tip": {}},
    "amount_received": 0,
    "application": None,
    "canceled_at": None,
    "cancellation_reason": None,
    "last_payment_error": None,
    "latest_charge": None,
    "next_action": None,
    "payment_method": None,
    "payment_method_configuration_details": None,
    "payment_method_options": {},
    "processing": None,
    "review": None,
    "source": None,
    "status": "requires_payment_method",
}


def _automatic(params: Json) -> Json | None:
    automatic: Json | None = params.get("automatic_payment_methods")
    if not params.get("payment_method_types"):
        return automatic or {"allow_redirects": "always", "enabled": True}
    if automatic:
        raise InvalidParam(
            "Send either automatic_payment_methods or payment_method_types, not both.",
            param="payment_method_types",
        )
    for index, kind in enumerate(params["payment_method_types"]):
        if kind not in payment_methods.TYPES:
            name = f"payment_method_types[{index}]"
            raise InvalidParam(f"The payment method type '{kind}' is invalid.", param=name)
    return None


def _types_for(intent: Json) -> list[str]:
    automatic = intent["automatic_payment_methods"]
    if not automatic["enabled"]:
        return ["card"]
    return payment_methods.offered_types(
        intent["currency"],
        with_redirects=automatic.get("allow_redirects", "always") == "always",
        excluded=intent["excluded_payment_method_types"] or [],
    )


def retrieve(call: Call) -> Json:
    """Answer one intent; with the publishable key only to who has the client secret."""
    clean(call.params, schema.RETRIEVE)
    return view(find(call), is_secret=call.is_secret)


def update(call: Call) -> Json:
    """Change an intent: notes always, money only while nothing is decided."""
    params = clean(call.params, schema.UPDATE)
    intent = find(call)
    _check_writable(intent, params)
    amount: int = params.get("amount") or intent["amount"]
    currency: str = params.get("currency") or intent["currency"]
    if "amount" in params or "currency" in params:
        check_amount(amount, currency)
    notes = merge_metadata(intent["metadata"], params.get("metadata", {}))
    method = confirm.named_method(call, intent, params)
    # Everything is checked: from here on nothing can fail half way.
    intent["metadata"] = notes
    confirm.attach(intent, method)
    intent.update({name: params[name] for name in _PLAIN if name in params})
    _change_money(intent, amount, currency)
    call.store.save("payment_intents", intent)
    return view(intent, is_secret=True)


def _check_writable(intent: Json, params: Json) -> None:
    if intent["status"] in OPEN:
        return
    for name in params:
        if name not in _ALWAYS_WRITABLE:
            raise ApiError(
                f"This PaymentIntent's {name} could not be updated because it has a status of "
                f"{intent['status']}.",
                code="payment_intent_unexpected_state",
                param=name,
                payment_intent=view(intent, is_secret=True),
            )


def _change_money(intent: Json, amount: int, currency: str) -> None:
    if (amount, currency) == (intent["amount"], intent["currency"]):
        return
    intent.update(amount=amount, currency=currency)
    if intent["automatic_payment_methods"]:
        intent["payment_method_types"] = _types_for(intent)
    if intent["status"] == "requires_action":
        # What the customer was asked to authenticate is no longer what would be charged.
        intent.update(status="requires_confirmation", next_action=None)


def cancel(call: Call) -> Json:
    """Cancel an intent that has not succeeded; it can never be paid afterwards."""
    params = clean(call.params, schema.CANCEL)
    intent = find(call)
    at_the_bank = ("processing",) if call.account.is_lenient else ()
    require_status(intent, (*CANCELABLE, *at_the_bank), "cancel", is_secret=True)
    intent.update(
        status="canceled",
        canceled_at=call.account.now(),
        cancellation_reason=params.get("cancellation_reason"),
        next_action=None,
        amount_capturable=0,
    )
    call.store.save("payment_intents", intent)
    emit(call.account, "payment_intent.canceled", intent, origin=call.origin)
    return view(intent, is_secret=True)


def list_intents(call: Call) -> Json:
    """Answer intents, newest first."""
    spec = {"created": time_range, "customer": text, "customer_account": text}
    return page(call, "payment_intents", "/v1/payment_intents", spec, _matches)


def _matches(intent: Json, wanted: Json) -> bool:
    customers: Container[str | None] = (None, intent["customer"])
    return wanted.get("customer") in customers and in_range(intent["created"], wanted.get("created"))
