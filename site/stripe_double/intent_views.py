"""Finding an intent for a caller, and how much of it each kind of key gets to see."""

from collections.abc import Iterable

from stripe_double.account import Call
from stripe_double.errors import ApiError, InvalidParam, Json
from stripe_double.ids import same_text
from stripe_double.store import public

# What a browser gets to see: neither the shop's metadata nor the charge.
_FOR_BROWSERS = """id object amount amount_details automatic_payment_methods canceled_at cancellation_reason
    capture_method client_secret confirmation_method created currency description last_payment_error
    livemode next_action payment_method payment_method_configuration_details payment_method_types
    processing receipt_email setup_future_usage shipping source status""".split()


def find(call: Call) -> Json:
    """Answer the live intent of a call. Raises ApiError: unknown, or the client secret is not its own."""
    intent = call.store.find("payment_intents", call.args[0])
    if intent is None:
        raise ApiError(
            f"No such payment_intent: '{call.args[0]}'",
            status=404,
            code="resource_missing",
            param="intent",
        )
    offered = call.params.get("client_secret")
    if offered is None and call.is_secret:
        return intent
    if not isinstance(offered, str) or not same_text(offered, intent["client_secret"]):
        raise InvalidParam("The client_secret does not match this PaymentIntent.", param="client_secret")
    return intent


def view(intent: Json, *, is_secret: bool) -> Json:
    """Answer what the holder of a secret or of a publishable key may see of an intent."""
    if is_secret:
        return public(intent)
    return {name: intent[name] for name in _FOR_BROWSERS}


def require_status(intent: Json, allowed: Iterable[str], verb: str, *, is_secret: bool) -> None:
    """Raise ApiError (`payment_intent_unexpected_state`, carrying the intent) outside `allowed`."""
    if intent["status"] in allowed:
        return
    raise unexpected_state(
        intent,
        f"You cannot {verb} this PaymentIntent because it has a status of {intent['status']}.",
        is_secret=is_secret,
    )


def unexpected_state(intent: Json, message: str, *, is_secret: bool) -> ApiError:
    """Build the error that says an intent's state does not allow a call."""
    return ApiError(
        message,
        code="payment_intent_unexpected_state",
        payment_intent=view(intent, is_secret=is_secret),
    )
