"""Refunds of charges, whole or in parts, and refunds that fail later."""

from stripe_double import charges
from stripe_double.account import Account, Call, new_object
from stripe_double.cards import BY_NUMBER
from stripe_double.currency import currency, shown
from stripe_double.errors import ApiError, InvalidParam, Json, missing
from stripe_double.events import emit
from stripe_double.listing import EXPAND, in_range, page, time_range
from stripe_double.params import (
    Spec,
    choice,
    clean,
    email,
    flag,
    merge_metadata,
    metadata,
    positive,
    text,
)
from stripe_double.store import public

_CREATE: Spec = {
    **EXPAND,
    "amount": positive,
    "charge": text,
    "currency": currency,
    "customer": text,
    "instructions_email": email,
    "metadata": metadata,
    "origin": text,
    "payment_intent": text,
    "reason": choice("duplicate", "fraudulent", "requested_by_customer"),
    "refund_application_fee": flag,
    "reverse_transfer": flag,
}


def create(call: Call) -> Json:
    """Refund a charge, by default all that is left of it."""
    params = clean(call.params, _CREATE)
    charge = _charge_for(call, params)
    amount = _checked_amount(charge, params.get("amount"))
    refund = new_object(
        call.account,
        "re",
        "refund",
        amount=amount,
        balance_transaction=None,
        charge=charge["id"],
        currency=charge["currency"],
        destination_details={"card": {"type": "refund"}, "type": "card"},
        payment_intent=charge["payment_intent"],
        reason=params.get("reason"),
        receipt_number=None,
        source_transfer_reversal=None,
        status=_status_for(call, charge),
        transfer_reversal=None,
    )
    del refund["livemode"]
    refund["metadata"] = merge_metadata({}, params.get("metadata", {}))
    call.store.save("refunds", refund)
    emit(call.account, "refund.created", refund, origin=call.origin)
    charges.set_refunded(call.account, charge, charge["amount_refunded"] + amount, call=call)
    return public(refund)


def _charge_for(call: Call, params: Json) -> Json:
    if params.get("charge"):
        return call.store.get("charges", params["charge"], param="charge")
    if not params.get("payment_intent"):
        raise missing("payment_intent")
    intent = call.store.get("payment_intents", params["payment_intent"], param="payment_intent")
    if not intent["latest_charge"] or intent["status"] not in ("succeeded", "requires_capture"):
        raise ApiError(
            f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
            param="payment_intent",
        )
    return call.store.get("charges", intent["latest_charge"])


def _checked_amount(charge: Json, wanted: int | None) -> int:
    remaining = charge["amount"] - charge["amount_refunded"]
    if charge["disputed"]:
        raise ApiError(f"Charge {charge['id']} has been charged back.", code="charge_disputed")
    if charge["status"] != "succeeded":
        raise ApiError(f"Charge {charge['id']} did not succeed and cannot be refunded.", param="charge")
    if remaining == 0:
        raise ApiError(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if wanted is not None and wanted > remaining:
        raise InvalidParam(
            f"Refund amount ({shown(wanted, charge['currency'])}) is greater than unrefunded amount "
            f"on charge ({shown(remaining, charge['currency'])})",
            param="amount",
        )
    return remaining if wanted is None else wanted


def _status_for(call: Call, charge: Json) -> str:
    method = call.store.find("payment_methods", charge["payment_method"]) or {}
    card = BY_NUMBER.get(method.get("_number", ""))
    return card.refund if card else "succeeded"


def retrieve(call: Call) -> Json:
    """Answer one refund."""
    clean(call.params, EXPAND)
    return public(call.store.get("refunds", call.args[0]))


def update(call: Call) -> Json:
    """Change the metadata of a refund."""
    params = clean(call.params, {**EXPAND, "metadata": metadata})
    refund = call.store.get("refunds", call.args[0])
    before = dict(refund["metadata"])
    refund["metadata"] = merge_metadata(before, params.get("metadata", {}))
    call.store.save("refunds", refund)
    if before != refund["metadata"]:
        _announce(call.account, refund, {"metadata": before})
    return public(refund)


def list_refunds(call: Call) -> Json:
    """Answer refunds, newest first, of one charge or intent if asked."""
    spec: Spec = {"charge": text, "payment_intent": text, "created": time_range}
    return page(call, "refunds", "/v1/refunds", spec, _matches)


def _matches(refund: Json, wanted: Json) -> bool:
    of_charge = wanted.get("charge") in (None, refund["charge"])
    of_intent = wanted.get("payment_intent") in (None, refund["payment_intent"])
    return of_charge and of_intent and in_range(refund["created"], wanted.get("created"))


def settle(account: Account, refund: Json, *, reason: str | None) -> Json:
    """Let a refund arrive, or fail for a reason; failed money is the shop's again."""
    before = refund["status"]
    refund["status"] = "failed" if reason else "succeeded"
    if reason:
        refund["failure_reason"] = reason
        charge = account.store.get("charges", refund["charge"])
        charges.set_refunded(account, charge, charge["amount_refunded"] - refund["amount"])
        emit(account, "refund.failed", refund)
    account.store.save("refunds", refund)
    _announce(account, refund, {"status": before})
    return public(refund)


def _announce(account: Account, refund: Json, previous: Json) -> None:
    emit(account, "refund.updated", refund, previous=previous)
    emit(account, "charge.refund.updated", refund, previous=previous)
