"""Charges: one for each attempt to take money."""

from copy import deepcopy

from stripe_double.account import Account, Call, new_object
from stripe_double.errors import Json
from stripe_double.events import emit
from stripe_double.listing import EXPAND, in_range, page, time_range
from stripe_double.params import clean, text
from stripe_double.store import public

_APPROVED: Json = {
    "network_status": "approved_by_network",
    "reason": None,
    "risk_level": "normal",
    "seller_message": "Payment complete.",
    "type": "authorized",
}
_BLANK: Json = {
    "amount_refunded": 0,
    "balance_transaction": None,
    "disputed": False,
    "fraud_details": {},
    "receipt_number": None,
    "receipt_url": None,
    "refunded": False,
    "review": None,
}
_COPIED = """amount currency customer description receipt_email shipping statement_descriptor
    transfer_group""".split()
_EVENT = {"succeeded": "charge.succeeded", "failed": "charge.failed", "pending": "charge.pending"}


def create(
    call: Call,
    intent: Json,
    method: Json,
    *,
    status: str,
    is_captured: bool = True,
    failure: Json | None = None,
) -> Json:
    """Make a charge for an intent and tell of it; amounts in minor units."""
    has_money = status == "succeeded" and is_captured
    charge = new_object(
        call.account,
        "ch",
        "charge",
        **deepcopy(_BLANK),
        **{name: intent[name] for name in _COPIED},
        amount_captured=intent["amount"] if has_money else 0,
        billing_details=method["billing_details"],
        captured=has_money,
        **_failure(failure),
        paid=status == "succeeded",
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details=_details(intent, method),
        status=status,
    )
    charge["metadata"] = dict(intent["metadata"])
    return _announce(call.account, charge, _EVENT[status], call)


def _failure(failure: Json | None) -> Json:
    return {
        "failure_code": failure["code"] if failure else None,
        "failure_message": failure["message"] if failure else None,
        "outcome": _outcome(failure),
    }


def _announce(
    account: Account, charge: Json, kind: str, call: Call | None = None, previous: Json | None = None
) -> Json:
    account.store.save("charges", charge)
    emit(account, kind, charge, origin=call.origin if call else None, previous=previous)
    return charge


def _outcome(failure: Json | None) -> Json:
    if failure is None:
        return dict(_APPROVED)
    return {
        "network_status": "declined_by_network",
        "reason": failure["decline_code"] or failure["code"],
        "risk_level": "normal",
        "seller_message": "The bank did not accept this payment.",
        "type": "issuer_declined",
    }


def _details(intent: Json, method: Json) -> Json:
    part = dict(method.get(method["type"]) or {})
    if method["type"] == "card":
        was_asked = intent["status"] == "requires_action"
        part["three_d_secure"] = {"result": "authenticated", "version": "2.2.0"} if was_asked else None
        part["network"] = part["brand"]
        part.pop("display_brand", None)
        part.pop("networks", None)
        part.pop("three_d_secure_usage", None)
    return {"type": method["type"], method["type"]: part}


def settle(call: Call, charge: Json, failure: Json | None) -> None:
    """Finish a pending charge; `failure` says why the money did not come."""
    if failure is None:
        charge.update(status="succeeded", paid=True, captured=True, amount_captured=charge["amount"])
    else:
        charge.update(
            status="failed",
            failure_code=failure["code"],
            failure_message=failure["message"],
            outcome=_outcome(failure),
        )
    _announce(call.account, charge, _EVENT[charge["status"]], call)


def capture(call: Call, charge: Json, amount_minor: int) -> None:
    """Take a held amount; what is not taken is released as a refund."""
    released = charge["amount"] - amount_minor
    charge.update(captured=True, amount_captured=amount_minor, amount_refunded=released)
    _announce(call.account, charge, "charge.captured", call)


def retrieve(call: Call) -> Json:
    """Answer one charge."""
    clean(call.params, EXPAND)
    return public(call.store.get("charges", call.args[0]))


def list_charges(call: Call) -> Json:
    """Answer charges, newest first, of one intent if asked."""
    spec = {"created": time_range, "customer": text, "payment_intent": text, "transfer_group": text}
    return page(call, "charges", "/v1/charges", spec, _matches)


def _matches(charge: Json, wanted: Json) -> bool:
    of_intent = wanted.get("payment_intent") in (None, charge["payment_intent"])
    return of_intent and in_range(charge["created"], wanted.get("created"))


def set_refunded(account: Account, charge: Json, amount_minor: int, *, call: Call | None = None) -> None:
    """Set how much of a charge has gone back, and tell when it grew."""
    before = {"amount_refunded": charge["amount_refunded"], "refunded": charge["refunded"]}
    charge.update(amount_refunded=amount_minor, refunded=amount_minor == charge["amount"])
    account.store.save("charges", charge)
    if amount_minor > before["amount_refunded"]:
        changed = {name: value for name, value in before.items() if charge[name] != value}
        emit(account, "charge.refunded", charge, origin=call.origin if call else None, previous=changed)
