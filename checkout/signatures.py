"""What Stripe signed: events of webhooks, believed only when the signature is one of ours, and of now."""

import json
import time
from typing import Any

import stripe
from django.conf import settings

from checkout.payments.answers import is_event

SIGNATURE_TOLERANCE = 300  # seconds, on both sides of our clock


class BadSignature(Exception):
    """The body does not come from Stripe, or not now."""


def verified_event(body: bytes, header: str | None) -> dict[str, Any]:
    """The event in a webhook's raw body, once its signature fits one of our secrets and its time is now.

    Raises BadSignature for everything else: unsigned, altered, old, from the future, not an event.
    """
    event: Any = None
    try:
        text = body.decode("utf-8")
        if _is_signed(text, header or ""):
            event = json.loads(text)
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, nested too deep
        raise BadSignature from error
    if not is_event(event):
        raise BadSignature
    return event


def _is_signed(text: str, header: str) -> bool:
    return _is_from_now(header) and any(_fits(text, header, secret) for secret in settings.STRIPE_WH_SECRETS)


def _fits(text: str, header: str, secret: str) -> bool:
    try:
        return stripe.WebhookSignature.verify_header(text, header, secret, SIGNATURE_TOLERANCE)
    except (stripe.SignatureVerificationError, ValueError, TypeError):
        return False


def _is_from_now(header: str) -> bool:
    """The SDK looks at the past side only: a header from the future would be replayable for as long."""
    stamps = [part[2:] for part in header.split(",") if part.startswith("t=")]
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit() and len(stamps[0]) < 12):
        return False
    return abs(time.time() - int(stamps[0])) <= SIGNATURE_TOLERANCE
