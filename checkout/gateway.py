"""The one module that talks to Stripe: each call with time limits, its failures under two names."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from uuid import UUID

import requests
import stripe
from django.conf import settings

from checkout.breaker import Refused
from checkout.payments.answers import (
    Unreadable,
    event_of,
    every,
    payment_inside,
    payment_of,
    reading,
    refund_of,
)
from checkout.payments.facts import Payment
from checkout.payments.refunds import RefundFacts
from checkout.stripe_breaker import stripe_breaker

logger = logging.getLogger(__name__)

stripe.enable_telemetry = False

API_VERSION = str(stripe.api_version)  # of calls, and of the events that we ask for
PAGE_LENGTH = 100
WITH_CHARGE = "latest_charge"
# Said when a key comes again with something else in the call.
OTHER_PARAMETERS = frozenset({"idempotency_error", "IdempotencyError"})
# A dispute with one of these is no claim on the money any more.
DISPUTE_OVER = frozenset({"won", "warning_closed", "prevented"})

EVENT_TYPES = (
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "payment_intent.processing",
    "payment_intent.canceled",
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.closed",
)


class StripeUnavailable(Exception):
    """Stripe could not be asked just now; whether the call had an effect is unknown. Try again."""


class StripeRefused(Exception):
    """Stripe said no. `payment` is the intent as it stands, `param` what it minds; where Stripe sent that."""

    def __init__(self, code: str, payment: Payment | None = None, param: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.payment = payment
        self.param = param


class StripeBusy(StripeUnavailable):
    """Stripe was not asked: too many wait for it already, or it has not answered for a while."""


class KeySpent(StripeUnavailable):
    """Stripe repeats an old failure for this idempotency key, whatever became of the first call."""


class KeyRefused(StripeUnavailable):
    """Stripe does not accept our key."""


def is_live() -> bool:
    """Whether our keys are Stripe's live ones."""
    return "_live_" in settings.STRIPE_SECRET_KEY


def create_intent(attempt_id: UUID, amount_minor: int, currency: str, shop_id: str = "") -> Payment:
    """Make the one intent of an attempt; called again after a lost answer it gives the same one.

    Raises StripeUnavailable (KeySpent: for this attempt from now on), StripeRefused.
    """
    params: dict[str, Any] = {
        "amount": amount_minor,
        "currency": currency,
        "automatic_payment_methods": {"enabled": True},
        "metadata": {"shop": shop_id, "attempt": str(attempt_id)},
    }
    if settings.STRIPE_ELEMENT == "card":
        del params["automatic_payment_methods"]
        params["payment_method_types"] = ["card"]
    try:
        with calling("create intent"):
            return payment_of(_intents().create(params, {"idempotency_key": f"checkout-{attempt_id}"}))
    except StripeRefused as refusal:
        if refusal.code in OTHER_PARAMETERS:  # begun by a former release, or under another name of the shop
            raise KeySpent("create intent") from refusal
        raise


def update_intent(
    payment_id: str,
    amount_minor: int,
    *,
    key: str,
    metadata: Mapping[str, str] | None = None,
    receipt_email: str = "",
    shipping: Mapping[str, Any] | None = None,
) -> Payment:
    """Set amount, metadata and delivery of an unpaid intent in one call, all or nothing.

    `key` names this very change, so that a repeated call changes nothing more. Raises StripeUnavailable;
    StripeRefused (with the intent) when it is paid, processing or canceled.
    """
    params: dict[str, Any] = {"amount": amount_minor}
    if metadata is not None:
        params["metadata"] = dict(metadata)
    if receipt_email:
        params["receipt_email"] = receipt_email
    if shipping:
        params["shipping"] = shipping
    with calling("update intent"):
        return payment_of(_intents().update(payment_id, params, {"idempotency_key": key}))


def name_order(payment_id: str, order_number: str, description: str) -> None:
    """Write the order's number into its payment, for whoever looks at Stripe's dashboard.

    Raises StripeUnavailable, StripeRefused.
    """
    params: Any = {"description": description, "metadata": {"order": order_number}}
    with calling("name an order"):
        _intents().update(payment_id, params, {"idempotency_key": f"order-{order_number}"})


def retrieve(payment_id: str) -> Payment:
    """The intent with its charge. Raises StripeUnavailable, StripeRefused."""
    with calling("retrieve intent"):
        return payment_of(_intents().retrieve(payment_id, {"expand": [WITH_CHARGE]}))


def cancel(payment_id: str) -> Payment:
    """Cancel an intent, so that it can never be paid. Raises StripeUnavailable; StripeRefused: too late."""
    with calling("cancel intent"):
        return payment_of(_intents().cancel(payment_id, {"cancellation_reason": "abandoned"}))


def recent_intents(since: int) -> Iterator[Payment]:
    """All intents made since `since` (Unix seconds), newest first, page by page. Raises StripeUnavailable."""
    with calling("list intents"):
        pages = _intents().list(
            {"created": {"gte": since}, "limit": PAGE_LENGTH, "expand": [f"data.{WITH_CHARGE}"]}
        )
        for intent in every(pages):
            yield payment_of(intent)


def dispute_status(charge_id: str) -> str:
    """The status of the newest dispute of a charge, such as "needs_response", "won" or "lost"; empty: none.

    Raises StripeUnavailable.
    """
    with calling("list disputes"):
        found = client().v1.disputes.list({"charge": charge_id, "limit": 1})
        with reading():
            return str(found.data[0].status) if found.data else ""


def create_refund(
    payment_id: str, amount_minor: int, *, refund_id: UUID, order_number: str, shop_id: str = ""
) -> RefundFacts:
    """Refund a part of a payment; asked again within a day with the same `refund_id` it is the same refund.

    Raises StripeUnavailable; StripeRefused, with codes such as "charge_disputed".
    """
    params: Any = {
        "payment_intent": payment_id,
        "amount": amount_minor,
        "metadata": {"shop": shop_id, "refund": str(refund_id), "order": order_number},
    }
    with calling("create refund"):
        refund = client().v1.refunds.create(params, {"idempotency_key": f"refund-{refund_id}"})
        return refund_of(refund)


def list_refunds(payment_id: str) -> list[RefundFacts]:
    """All refunds of a payment, whoever made them, oldest first. Raises StripeUnavailable, StripeRefused."""
    with calling("list refunds"):
        pages = client().v1.refunds.list({"payment_intent": payment_id, "limit": PAGE_LENGTH})
        return [refund_of(refund) for refund in every(pages)][::-1]


def undelivered_events(since: int) -> Iterator[dict[str, Any]]:
    """Events of ours since `since` (Unix seconds) that Stripe could not deliver. Raises StripeUnavailable."""
    with calling("list events"):
        pages = client().v1.events.list(
            {
                "created": {"gte": since},
                "delivery_success": False,
                "types": list(EVENT_TYPES),
                "limit": PAGE_LENGTH,
            }
        )
        for event in every(pages):
            yield event_of(event)


@contextmanager
def calling(what: str) -> Iterator[None]:
    """Stripe's failures under our names; the log gets what happened, without personal data."""
    try:
        with stripe_breaker(_is_down).asking():
            yield
    except Refused as refused:
        raise StripeBusy(what) from refused
    except (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError) as error:
        param = str(getattr(error, "param", None) or "")
        logger.warning(
            "stripe refused to %s: %s %s (request %s)", what, error.code, param or "-", error.request_id
        )
        code = error.code or type(error).__name__
        raise StripeRefused(code, payment_inside(error.json_body), param) from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        logger.critical("stripe does not accept our key to %s (request %s)", what, error.request_id)
        raise KeyRefused(what) from error
    except Unreadable as error:
        logger.warning("stripe gave no readable answer to %s: %s", what, error)
        raise StripeUnavailable(what) from error
    except stripe.StripeError as error:
        logger.warning("stripe could not %s: %s", what, type(error).__name__)
        raise (KeySpent if _is_replayed(error) else StripeUnavailable)(what) from error


def _is_down(error: BaseException) -> bool:
    """Whether a call failed because of Stripe or the way there; a refusal is an answer."""
    if isinstance(error, (stripe.APIConnectionError, stripe.RateLimitError)):
        return True
    is_theirs = isinstance(error, stripe.StripeError) and (error.http_status or 0) >= 500
    return is_theirs and not _is_replayed(error)


def _is_replayed(error: Any) -> bool:
    return (error.headers or {}).get("Idempotent-Replayed") == "true"


def _intents() -> Any:
    return client().v1.payment_intents


def client() -> stripe.StripeClient:
    """The client for today's settings; calls of it belong inside `calling`."""
    return _client_for(
        settings.STRIPE_SECRET_KEY,
        settings.STRIPE_API_BASE,
        (settings.STRIPE_CONNECT_TIMEOUT, settings.STRIPE_READ_TIMEOUT),
        settings.STRIPE_MAX_RETRIES,
    )


@lru_cache(maxsize=8)
def _client_for(
    secret_key: str, api_base: str, timeout: tuple[float, float], retries: int
) -> stripe.StripeClient:
    """A client of its own per setting: the SDK's defaults are no retry at all and 80 seconds."""
    return stripe.StripeClient(
        secret_key or "sk_test_missing",
        base_addresses={"api": api_base} if api_base else None,
        max_network_retries=retries,
        http_client=_Impatient(timeout=timeout),
    )


class _Impatient(stripe.RequestsClient):
    """Asks again after a failure, but not after a time-out: nobody waits longer than one time limit."""

    def request(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().request(*args, **kwargs)
        except stripe.APIConnectionError as error:
            error.should_retry = error.should_retry and not isinstance(error.__cause__, requests.Timeout)
            raise
