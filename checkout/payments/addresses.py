"""The payer as Stripe wants it: what our own form has asked for, so that Stripe's need not."""

from collections.abc import Mapping
from typing import Any


def billing_details(details: Mapping[str, str]) -> dict[str, Any]:
    """All parts of it, the empty ones as well: Stripe refuses to confirm without one of them."""
    return {
        "name": details["full_name"],
        "email": details["email"],
        "phone": details["phone_number"],
        "address": {
            "line1": details["street_address1"],
            "line2": details["street_address2"],
            "city": details["town_or_city"],
            "state": details["county"],
            "postal_code": details["postcode"],
            "country": details["country"],
        },
    }
