"""What becomes of a confirmed intent: charged, refused, sent to the bank, or waiting for the money."""

from stripe_double import charges, disputes, payment_methods, schema
from stripe_double.account import Call
from stripe_double.cards import MESSAGES
from stripe_double.errors import ApiError, CardError, InvalidParam, Json
from stripe_double.events import emit
from stripe_double.ids import new_id
from stripe_double.intent_views import find, require_status, view
from stripe_double.params import clean, merge_metadata
from stripe_double.store import public


def charge_card(call: Call, intent: Json, method: Json) -> None:
    """Charge the card. Raises CardError: its bank refused."""
    card = payment_methods.card_of(method)
    if card.code:
        raise refuse(call, intent, method, card.code, card.decline_code, card.message)
    succeed(call, intent, method)
    if card.is_disputed:
        disputes.open_dispute(call.account, call.store.get("charges", intent["latest_charge"]))


def succeed(call: Call, intent: Json, method: Json) -> None:
    """Take the money, or only hold it if the intent is captured by hand."""
    is_captured = intent["capture_method"] != "manual"
    charge = charges.create(call, intent, method, status="succeeded", is_captured=is_captured)
    intent.update(latest_charge=charge["id"], next_action=None, last_payment_error=None, processing=None)
    if is_captured:
        intent.update(status="succeeded", amount_received=intent["amount"])
    else:
        intent.update(status="requires_capture", amount_capturable=intent["amount"])
    _announce(call, intent, "succeeded" if is_captured else "amount_capturable_updated")


def refuse(
    call: Call,
    intent: Json,
    method: Json,
    code: str,
    decline_code: str | None = None,
    message: str | None = None,
) -> CardError:
    """Record a refused charge and build the error that reports it."""
    message = message or MESSAGES[decline_code or code]
    failure = {"code": code, "decline_code": decline_code, "message": message}
    charge = charges.create(call, intent, method, status="failed", failure=failure)
    error = CardError(
        message, code=code, decline_code=decline_code, charge=charge["id"], payment_method=public(method)
    )
    _fail(call, intent, error.body()["error"], charge["id"])
    return error


def _fail(call: Call, intent: Json, error: Json, charge_id: str | None) -> None:
    intent.update(
        status="requires_payment_method",
        last_payment_error=error,
        payment_method=None,
        next_action=None,
        processing=None,
        latest_charge=charge_id or intent["latest_charge"],
    )
    _announce(call, intent, "payment_failed")


def require_action(call: Call, intent: Json, *, in_browser: bool) -> None:
    """Send the customer to the bank: inside the page (3-D Secure) or away from it."""
    address = f"{call.account.base_url}/js/redirect/{intent['id']}"
    if in_browser:
        inside = {"type": "three_d_secure_redirect", "source": new_id("src"), "stripe_js": address}
        intent["next_action"] = {"type": "use_stripe_sdk", "use_stripe_sdk": inside}
    else:
        query = f"?client_secret={intent['client_secret']}&key={call.account.public_key}"
        outside = {"return_url": intent["_return_url"], "url": address + query}
        intent["next_action"] = {"type": "redirect_to_url", "redirect_to_url": outside}
    intent["status"] = "requires_action"
    _announce(call, intent, "requires_action")


def start_processing(call: Call, intent: Json, method: Json) -> None:
    """Start a payment whose outcome is known only later."""
    charge = charges.create(call, intent, method, status="pending")
    intent.update(
        status="processing",
        latest_charge=charge["id"],
        last_payment_error=None,
        processing={"type": method["type"]},
    )
    _announce(call, intent, "processing")


def authenticate(call: Call, *, is_authorized: bool) -> Json:
    """Answer for the customer at the bank; the intent then succeeds or asks for another method."""
    intent = find(call)
    require_status(intent, ("requires_action",), "authenticate", is_secret=call.is_secret)
    method = call.store.get("payment_methods", intent["payment_method"])
    if not is_authorized:
        _fail(call, intent, _not_authenticated(method), None)
    elif method["type"] == "card":
        _charge_quietly(call, intent, method)
    else:
        succeed(call, intent, method)
    return view(intent, is_secret=call.is_secret)


def _charge_quietly(call: Call, intent: Json, method: Json) -> None:
    try:
        charge_card(call, intent, method)
    except CardError:
        # The bank's page only goes back to the shop; the intent's last_payment_error tells the rest.
        return


def _not_authenticated(method: Json) -> Json:
    error = ApiError(
        "The bank could not confirm that it is you. Choose another way to pay, or try again.",
        kind="invalid_request_error" if method["type"] != "card" else "card_error",
        code="payment_intent_authentication_failure",
        payment_method=public(method),
    )
    body: Json = error.body()["error"]
    return body


def settle(call: Call, *, has_succeeded: bool) -> Json:
    """Let a payment that was processing come in, or bounce."""
    intent = find(call)
    require_status(intent, ("processing",), "settle", is_secret=True)
    charge = call.store.get("charges", intent["latest_charge"])
    if has_succeeded:
        charges.settle(call, charge, None)
        intent.update(status="succeeded", amount_received=intent["amount"], processing=None)
        _announce(call, intent, "succeeded")
        return view(intent, is_secret=True)
    failure = {
        "code": "payment_intent_payment_attempt_failed",
        "decline_code": None,
        "message": "The debit was returned by the bank.",
    }
    charges.settle(call, charge, failure)
    method = call.store.get("payment_methods", intent["payment_method"])
    error = CardError(
        failure["message"] or "",
        code="payment_intent_payment_attempt_failed",
        charge=charge["id"],
        payment_method=public(method),
    )
    _fail(call, intent, error.body()["error"], charge["id"])
    return view(intent, is_secret=True)


def capture(call: Call) -> Json:
    """Take the money that is held, all of it or the part that is asked for."""
    params = clean(call.params, schema.CAPTURE)
    intent = find(call)
    require_status(intent, ("requires_capture",), "capture", is_secret=True)
    held: int = intent["amount_capturable"]
    amount = params.get("amount_to_capture") or held
    if amount > held:
        raise InvalidParam("The amount to capture is more than is held.", param="amount_to_capture")
    intent["metadata"] = merge_metadata(intent["metadata"], params.get("metadata", {}))
    charges.capture(call, call.store.get("charges", intent["latest_charge"]), amount)
    intent.update(status="succeeded", amount_received=amount, amount_capturable=0)
    _announce(call, intent, "succeeded")
    return view(intent, is_secret=True)


def _announce(call: Call, intent: Json, what: str) -> None:
    call.store.save("payment_intents", intent)
    emit(call.account, f"payment_intent.{what}", intent, origin=call.origin)
