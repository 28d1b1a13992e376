"""The door for Stripe: verify, write down, hand over, answer with constant texts."""

import logging
from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from checkout import gateway
from checkout.failpoints import fp
from checkout.forgeries import forgeries
from checkout.identity import is_foreign_name, note_foreign
from checkout.models import PROCESSED, WebhookEvent, WebhookOutcome
from checkout.payments.answers import is_name
from checkout.signatures import BadSignature, verified_event
from checkout.transactions import Busy, busy_for_now, money_transaction
from checkout.webhook_handler import NOT_OURS, StripeWH_Handler

logger = logging.getLogger(__name__)

MAX_BODY = 256 * 1024  # Stripe's largest events stay far below
RETRY_AFTER = "30"
COME_AGAIN = (Busy, gateway.StripeUnavailable, gateway.StripeRefused)


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Answer 400 to what Stripe did not sign, 503 when it should come again, 200 otherwise."""
    try:
        event = verified_event(_body(request), request.headers.get("Stripe-Signature"))
    except BadSignature:
        forgeries.note()
        return _refused()
    fp("webhook_verified")
    response = process_event(event)
    response["Content-Type"] = "text/plain"
    fp("before_200")
    return response


def _refused() -> HttpResponse:
    """400, once in the log: Django's own line for each would be what a flood is after."""
    response = HttpResponse("unverifiable", status=400, content_type="text/plain")
    response._has_been_logged = True  # type: ignore[attr-defined]  # as django.utils.log does itself
    return response


def _body(request: HttpRequest) -> bytes:
    """The raw body. Raises BadSignature for one too large to be Stripe's, before reading it."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = -1
    if not 0 < length <= MAX_BODY:
        raise BadSignature
    try:
        return request.body
    except (RawPostDataException, UnreadablePostError) as error:  # read as a form before, or broken off
        raise BadSignature from error


def process_event(event: Mapping[str, Any]) -> HttpResponse:
    """Record a verified event and have it handled; the webhook and the reconciler share this."""
    if event.get("account") or bool(event.get("livemode")) != gateway.is_live():
        logger.warning("event %s ignored: of another account or mode", event["id"])
        return HttpResponse(NOT_OURS)
    try:
        if is_foreign_name(name := shop_named_in(event)):
            note_foreign(name)
            return HttpResponse(NOT_OURS)
        if _is_done_before(event["id"]):
            return HttpResponse("done before")
        record = _record(event)
        fp("event_saved")
        if record.is_processed:  # since we looked
            return HttpResponse("done before")
        return StripeWH_Handler(record, event).handle()
    except COME_AGAIN as error:
        return _come_again(event["id"], type(error).__name__)
    except Exception:
        # Nothing else is expected; the record says that it failed, the log says why, Stripe comes again.
        logger.exception("event %s failed", event["id"])
        return _come_again(event["id"], "unexpected error, see the log")


def _is_done_before(event_id: str) -> bool:
    """Count one more delivery of an event that is done; False when it is not, and then nothing is written.

    One statement and no transaction: most of what comes twice comes when all is done, and is to cost little.
    """
    with busy_for_now():
        done = WebhookEvent.objects.filter(stripe_id=event_id, outcome__in=PROCESSED)
        return done.update(deliveries=F("deliveries") + 1) > 0


def _record(event: Mapping[str, Any]) -> WebhookEvent:
    """The row of this event, committed before anything is done with it."""
    with money_transaction():
        record, created = WebhookEvent.objects.get_or_create(
            stripe_id=event["id"],
            defaults={
                "type": event["type"][:100],
                "stripe_pid": payment_id_in(event),
                "livemode": bool(event.get("livemode")),
                "api_version": _name(event.get("api_version"))[:40],
            },
        )
        if not created:
            WebhookEvent.objects.filter(pk=record.pk).update(deliveries=F("deliveries") + 1)
        return record


def shop_named_in(event: Mapping[str, Any]) -> str:
    """The shop that the event's object names; empty when it names none, as a dispute does."""
    metadata = event["data"]["object"].get("metadata")
    return _name(metadata.get("shop")) if isinstance(metadata, dict) else ""


def payment_id_in(event: Mapping[str, Any]) -> str:
    """The id of the intent that the event is about; empty when it is about none."""
    subject = event["data"]["object"]
    found = subject.get("id") if subject.get("object") == "payment_intent" else subject.get("payment_intent")
    return _name(found)


def _name(value: Any) -> str:
    return value if is_name(value) else ""


def _come_again(event_id: str, detail: str) -> HttpResponse:
    try:
        waiting = WebhookEvent.objects.filter(stripe_id=event_id).exclude(outcome__in=PROCESSED)
        waiting.update(outcome=WebhookOutcome.FAILED, detail=detail[:255])
    except Exception:  # the database may be what is down
        logger.warning("could not note that event %s failed", event_id)
    return HttpResponse("busy", status=503, headers={"Retry-After": RETRY_AFTER})
