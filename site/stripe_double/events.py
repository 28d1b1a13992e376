"""Events: snapshots of what happened, kept and handed to the outbox."""

from copy import deepcopy

from stripe_double.account import API_VERSION, Account, Call, Origin, new_object
from stripe_double.errors import Json
from stripe_double.listing import EXPAND, in_range, page, time_range
from stripe_double.params import choice, clean, list_of, text
from stripe_double.store import public

TYPES = (
    "charge.captured",
    "charge.dispute.closed",
    "charge.dispute.created",
    "charge.dispute.funds_reinstated",
    "charge.dispute.funds_withdrawn",
    "charge.failed",
    "charge.pending",
    "charge.refund.updated",
    "charge.refunded",
    "charge.succeeded",
    "payment_intent.amount_capturable_updated",
    "payment_intent.canceled",
    "payment_intent.created",
    "payment_intent.payment_failed",
    "payment_intent.processing",
    "payment_intent.requires_action",
    "payment_intent.succeeded",
    "refund.created",
    "refund.failed",
    "refund.updated",
)
_LIST = {
    "types": list_of(text),
    "type": text,
    "delivery_success": choice("true", "false"),
    "created": time_range,
}


def emit(
    account: Account,
    kind: str,
    about: Json,
    *,
    origin: Origin | None = None,
    previous: Json | None = None,
) -> Json:
    """Record that something happened to an object and hand the event to the outbox."""
    happened: Json = {"object": deepcopy(public(about))}
    if previous:
        happened["previous_attributes"] = previous
    origin = origin or Origin()
    event = new_object(
        account,
        "evt",
        "event",
        type=kind,
        api_version=API_VERSION,
        data=happened,
        pending_webhooks=0,
        request={"id": origin.request_id, "idempotency_key": origin.idempotency_key},
    )
    del event["metadata"]
    account.store.save("events", event)
    account.outbox.send(event)
    return event


def retrieve(call: Call) -> Json:
    """Answer one event."""
    clean(call.params, EXPAND)
    return public(call.store.get("events", call.args[0]))


def list_events(call: Call) -> Json:
    """Answer events, newest first, filtered by type, time and outcome of their deliveries."""
    return page(call, "events", "/v1/events", _LIST, _matches)


def _matches(event: Json, wanted: Json) -> bool:
    kinds = wanted.get("types") or ([wanted["type"]] if wanted.get("type") else [])
    if kinds and not any(is_type(event["type"], kind) for kind in kinds):
        return False
    if "delivery_success" in wanted and (event["pending_webhooks"] == 0) != (
        wanted["delivery_success"] == "true"
    ):
        return False
    return in_range(event["created"], wanted.get("created"))


def is_type(kind: str, pattern: str) -> bool:
    """Say whether an event type is the named one, or of a family such as `charge.*` or `*`."""
    return pattern in ("*", kind) or (pattern.endswith(".*") and kind.startswith(pattern[:-1]))
