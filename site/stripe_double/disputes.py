"""Disputes: a customer asks the bank for the money back."""

from stripe_double.account import Account, Call, new_object
from stripe_double.errors import Json
from stripe_double.events import emit
from stripe_double.listing import EXPAND, in_range, page, time_range
from stripe_double.params import clean, text
from stripe_double.store import public

EVIDENCE_DAYS = 9
CLOSED = ("won", "lost", "warning_closed")


def open_dispute(
    account: Account, charge: Json, *, reason: str = "fraudulent", amount_minor: int | None = None
) -> Json:
    """Open a dispute on a charge and take its money away for now."""
    due = account.now() + EVIDENCE_DAYS * 86400
    dispute = new_object(
        account,
        "du",
        "dispute",
        amount=amount_minor or charge["amount"],
        balance_transactions=[],
        charge=charge["id"],
        currency=charge["currency"],
        enhanced_eligibility_types=[],
        evidence={},
        evidence_details={"due_by": due, "has_evidence": False, "past_due": False, "submission_count": 0},
        is_charge_refundable=False,
        payment_intent=charge["payment_intent"],
        reason=reason,
        status="needs_response",
    )
    charge["disputed"] = True
    account.store.save("charges", charge)
    account.store.save("disputes", dispute)
    emit(account, "charge.dispute.created", dispute)
    emit(account, "charge.dispute.funds_withdrawn", dispute)
    return public(dispute)


def close_dispute(account: Account, dispute: Json, outcome: str) -> Json:
    """Close a dispute as `won`, `lost` or `warning_closed`."""
    if outcome not in CLOSED:
        raise ValueError(f"A dispute closes as one of {', '.join(CLOSED)}, not {outcome}.")
    before = dispute["status"]
    dispute["status"] = outcome
    account.store.save("disputes", dispute)
    emit(account, "charge.dispute.closed", dispute, previous={"status": before})
    if outcome != "lost":
        emit(account, "charge.dispute.funds_reinstated", dispute)
    return public(dispute)


def retrieve(call: Call) -> Json:
    """Answer one dispute."""
    clean(call.params, EXPAND)
    return public(call.store.get("disputes", call.args[0]))


def list_disputes(call: Call) -> Json:
    """Answer disputes, newest first."""
    spec = {"charge": text, "payment_intent": text, "created": time_range}
    return page(call, "disputes", "/v1/disputes", spec, _matches)


def _matches(dispute: Json, wanted: Json) -> bool:
    of_charge = wanted.get("charge") in (None, dispute["charge"])
    of_intent = wanted.get("payment_intent") in (None, dispute["payment_intent"])
    return of_charge and of_intent and in_range(dispute["created"], wanted.get("created"))
