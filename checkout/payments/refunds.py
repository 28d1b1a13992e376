"""What Stripe says about a refund, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalogue.money import from_minor


@dataclass(frozen=True)
class RefundFacts:
    """One refund at Stripe; `own_id` is the id of our row that it was asked with, empty for any other."""

    id: str
    status: str
    amount_minor: int
    currency: str
    own_id: str = ""
    failure: str = ""
    created: int = 0

    @property
    def amount(self) -> Decimal:
        """The amount in major units."""
        return from_minor(self.amount_minor, self.currency)


def refund_from(refund: Mapping[str, Any]) -> RefundFacts:
    """Read a Refund as Stripe sends it. Raises KeyError or TypeError for what is none."""
    return RefundFacts(
        id=refund["id"],
        status=refund.get("status") or "",
        amount_minor=refund["amount"],
        currency=refund["currency"],
        own_id=(refund.get("metadata") or {}).get("refund", ""),
        failure=refund.get("failure_reason") or "",
        created=refund.get("created") or 0,
    )
