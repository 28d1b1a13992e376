"""What Stripe says about a payment, as plain values: from an API answer or from a signed event alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from catalogue.money import from_minor

# A confirmation may still be running or come by redirect; money can follow without the shopper.
PENDING = frozenset({"processing", "requires_capture"})
# The amount may still change; nothing is charged.
OPEN = frozenset({"requires_payment_method", "requires_confirmation", "requires_action"})
# Actions that end with the page: 3-D Secure, a bank's window. Every other one is done elsewhere, even later:
# a code is scanned, a voucher paid at a counter. So is any that Stripe may invent.
ON_THE_PAGE = frozenset({"use_stripe_sdk", "redirect_to_url", "alipay_handle_redirect"})
# With these the shopper has done all that the page can ask for, and goes to pay in a day or two.
INSTRUCTIONS = ("display_bank_transfer_instructions", "verify_with_microdeposits", "_display_details")


@dataclass(frozen=True)
class Charge:
    """The charge behind a payment; amounts in minor units."""

    id: str
    refunded_minor: int = 0
    is_disputed: bool = False
    card_brand: str = ""
    card_last4: str = ""
    billing: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Payment:
    """One PaymentIntent; amounts in minor units, `charge` only where Stripe was asked for it."""

    id: str | None
    status: str
    amount_minor: int
    received_minor: int
    currency: str
    livemode: bool
    metadata: Mapping[str, str]
    client_secret: str = ""
    receipt_email: str = ""
    shipping: Mapping[str, Any] = field(default_factory=dict)
    charge: Charge | None = None
    created: int = 0
    action: str = ""  # what Stripe waits for while it requires one

    @property
    def is_paid(self) -> bool:
        return self.status == "succeeded"

    @property
    def is_pending(self) -> bool:
        """Whether the shopper is done: a bank is at it, or has only to be told by them."""
        is_told = self.status == "requires_action" and self.action.endswith(INSTRUCTIONS)
        return self.status in PENDING or is_told

    @property
    def may_come_by_itself(self) -> bool:
        """Whether money may come though the page is closed; such a payment is not canceled by the shop."""
        is_elsewhere = self.status == "requires_action" and self.action not in {"", *ON_THE_PAGE}
        return self.is_pending or is_elsewhere

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_canceled(self) -> bool:
        return self.status == "canceled"

    @property
    def received(self) -> Decimal:
        """The money received, in major units."""
        return from_minor(self.received_minor, self.currency)

    @property
    def shop_id(self) -> str:
        """The shop that the payment names; empty for somebody else's, and for those of a former release."""
        return self.metadata.get("shop", "")

    @property
    def attempt_id(self) -> str:
        """The id of our attempt that the payment names; empty for somebody else's payment."""
        return self.metadata.get("attempt", "")

    @property
    def quote_version(self) -> int | None:
        """Which frozen quote was charged; None when the metadata does not (or no longer) say."""
        version = self.metadata.get("quote", "")
        return int(version) if version.isascii() and version.isdigit() else None


def free_payment(currency: str, metadata: Mapping[str, str], *, livemode: bool) -> Payment:
    """The payment of a checkout that costs nothing: paid, without Stripe."""
    return Payment(None, "succeeded", 0, 0, currency, livemode, dict(metadata))


def payment_from(intent: Mapping[str, Any]) -> Payment:
    """Read a PaymentIntent as Stripe sends it. Raises KeyError or TypeError for what is none."""
    return Payment(
        id=intent["id"],
        status=intent["status"],
        amount_minor=intent["amount"],
        received_minor=intent.get("amount_received") or 0,
        currency=intent["currency"],
        livemode=bool(intent["livemode"]),
        metadata=dict(intent.get("metadata") or {}),
        client_secret=intent.get("client_secret") or "",
        receipt_email=intent.get("receipt_email") or "",
        shipping=dict(intent.get("shipping") or {}),
        charge=_charge_from(intent.get("latest_charge")),
        created=intent.get("created") or 0,
        action=(intent.get("next_action") or {}).get("type") or "",
    )


def _charge_from(charge: Any) -> Charge | None:
    """The expanded charge; None where Stripe sent only its id."""
    if not isinstance(charge, Mapping):
        return None
    card = (charge.get("payment_method_details") or {}).get("card") or {}
    return Charge(
        id=charge["id"],
        refunded_minor=charge.get("amount_refunded") or 0,
        is_disputed=bool(charge.get("disputed")),
        card_brand=card.get("brand") or "",
        card_last4=card.get("last4") or "",
        billing=charge.get("billing_details") or {},
    )
