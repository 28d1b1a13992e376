"""What may go wrong with one call to Stripe, and on which side of its effect."""

from dataclasses import dataclass, field
from typing import Any

# The shop stops waiting before a late answer comes.
TIMEOUT_S, LATE_S = 0.6, 0.75
BEFORE, AFTER = "before", "after"
# Calls that change something at Stripe; to all others it is one whether they fail before or after.
EFFECTS = frozenset(
    {
        "payment_intents.create",
        "payment_intents.update",
        "payment_intents.cancel",
        "refunds.create",
        "webhook_endpoints.create",
        "webhook_endpoints.update",
    }
)


@dataclass(frozen=True)
class Kind:
    """One kind of fault; `needs_effect`: only calls that change something can meet it."""

    name: str
    kind: str
    fields: dict[str, Any] = field(default_factory=dict)
    sides: tuple[str, ...] = (BEFORE, AFTER)
    needs_effect: bool = False

    def order(self, side: str) -> dict[str, Any]:
        """What to order from the double."""
        if self.kind == "drop":
            return {"kind": f"drop_{side}"}
        return {"kind": self.kind, "when": side, **self.fields}


KINDS = (
    Kind("late", "delay", {"seconds": LATE_S}),
    Kind("lost connection", "drop"),
    Kind("cut answer", "cut"),
    Kind("500", "error", {"status": 500}),
    Kind("503", "error", {"status": 503}),
    Kind("broken JSON", "bad_json"),
    Kind("empty object", "bad_shape", {"body": "{}"}),
    Kind("list of nothing", "bad_shape", {"body": "[]"}),
    Kind("500 for good", "error", {"status": 500, "is_kept": True}, needs_effect=True),
    Kind("429", "rate_limit", sides=(BEFORE,)),
    Kind("401", "error", {"status": 401}, sides=(BEFORE,)),
    Kind("403", "error", {"status": 403}, sides=(BEFORE,)),
    Kind("404", "error", {"status": 404, "code": "resource_missing"}, sides=(BEFORE,)),
    Kind(
        "409",
        "error",
        {"status": 409, "code": "idempotency_key_in_use"},
        sides=(BEFORE,),
        needs_effect=True,
    ),
)


def faults_of(call: str) -> list[tuple[Kind, str]]:
    """All faults that `call` (a route of the double) can meet, each with its side."""
    if call in EFFECTS:
        return [(kind, side) for kind in KINDS for side in kind.sides]
    return [(kind, kind.sides[-1]) for kind in KINDS if not kind.needs_effect]
