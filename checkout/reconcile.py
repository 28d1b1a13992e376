"""Finding what no browser and no webhook brought: paid checkouts without an order, events never delivered."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from checkout import gateway
from checkout.attempts import close, end
from checkout.awaited.looking import due_awaited
from checkout.awaited.recording import await_payment
from checkout.failpoints import fp
from checkout.identity import is_foreign
from checkout.models import AttemptState, CheckoutAttempt, Order, WebhookEvent
from checkout.orders.placing import place_order
from checkout.orders.rebuilding import attempt_of
from checkout.payments.facts import Payment
from checkout.refunds.services import resolve_refunds
from checkout.transactions import Busy
from checkout.webhooks import process_event
from profiles.slices import is_stopping

logger = logging.getLogger(__name__)

SETTLING_TIME = timedelta(seconds=20)  # what is younger is left to the browser and the webhook


@dataclass
class Findings:
    """What one run did; `placed` are numbers of orders that would have been missing."""

    asked: int = 0
    placed: list[str] = field(default_factory=list)
    events: int = 0
    refunds: int = 0
    foreign: int = 0  # payments of other shops on the same account
    problems: list[str] = field(default_factory=list)


def reconcile(*, hours: int = 3) -> Findings:
    """Ask Stripe about every open checkout, everything of the last `hours` and refunds without an answer.

    Safe beside everything else: it ends in `place_order` like browser and webhook. A failure on one payment
    is reported in the findings and does not stop the others.
    """
    findings = Findings()
    since = int((timezone.now() - timedelta(hours=hours)).timestamp())
    _collect(findings, _open_payments(findings), "open checkouts")
    _collect(findings, gateway.recent_intents(since), "recent payments")
    _collect(findings, _awaited_payments(findings), "awaited payments")
    _deliver(findings, since)
    findings.refunds = resolve_refunds()
    return findings


def _open_payments(findings: Findings) -> Iterator[Payment]:
    """The intents of all checkouts that wait for one, oldest first; one that Stripe refuses is a problem."""
    waiting = CheckoutAttempt.objects.filter(
        state=AttemptState.OPEN,
        stripe_pid__isnull=False,
        quotes__isnull=False,
        updated_at__lt=timezone.now() - SETTLING_TIME,
    )
    for payment_id in waiting.order_by("created_at").values_list("stripe_pid", flat=True).distinct():
        try:
            payment = gateway.retrieve(payment_id or "")
        except gateway.StripeRefused as refusal:
            findings.problems.append(f"{payment_id}: {refusal.code}")
            continue
        yield payment


def _awaited_payments(findings: Findings) -> Iterator[Payment]:
    """The intents of awaited checkouts whose time has come; one that failed is ended before it is named."""
    for attempt in due_awaited():
        try:
            payment = gateway.retrieve(attempt.stripe_pid or "")
            if payment.is_open:
                end(attempt)
        except gateway.StripeRefused as refusal:
            findings.problems.append(f"{attempt.stripe_pid}: {refusal.code}")
        except Busy:
            findings.problems.append(f"{attempt.stripe_pid}: busy")
        else:
            yield payment


def _collect(findings: Findings, payments: Iterable[Payment], what: str) -> None:
    try:
        for payment in payments:
            findings.asked += 1
            _settle(findings, payment)
            fp("reconcile_page")
            if is_stopping():
                return
    except (gateway.StripeUnavailable, gateway.StripeRefused) as error:
        findings.problems.append(f"{what}: {type(error).__name__}")


def _settle(findings: Findings, payment: Payment) -> None:
    if is_foreign(payment):
        findings.foreign += 1
        return
    if payment.is_open:
        return
    if payment.is_paid and Order.objects.filter(stripe_pid=payment.id).exists():
        return
    try:
        _write_down(findings, payment)
    except Busy:
        findings.problems.append(f"{payment.id}: busy")
    except Exception:
        # One odd payment must not keep the others from their orders; the log has what happened.
        logger.exception("payment %s could not be reconciled", payment.id)
        findings.problems.append(f"{payment.id}: unexpected error, see the log")


def _write_down(findings: Findings, payment: Payment) -> None:
    if payment.is_paid:
        _place(findings, payment)
        return
    attempt = CheckoutAttempt.objects.filter(stripe_pid=payment.id).first()
    if attempt and payment.is_pending and attempt.state == AttemptState.OPEN:
        await_payment(attempt.pk, payment)
    elif attempt and payment.is_canceled:
        close(attempt.pk)


def _place(findings: Findings, payment: Payment) -> None:
    attempt = attempt_of(payment)
    if attempt:
        order = place_order(attempt.pk, payment)
        findings.placed.append(order.order_number)
        logger.warning("order %s was missing and has been placed", order.order_number)


def _deliver(findings: Findings, since: int) -> None:
    """Handle the events that Stripe could not deliver, oldest first."""
    try:
        events = list(gateway.undelivered_events(since))
    except (gateway.StripeUnavailable, gateway.StripeRefused) as error:
        findings.problems.append(f"undelivered events: {type(error).__name__}")
        return
    known = WebhookEvent.objects.filter(stripe_id__in=[event["id"] for event in events])
    done = {record.stripe_id for record in known if record.is_processed}
    for event in reversed(events):
        if is_stopping():
            return
        if event["id"] in done:  # Stripe lists it for days all the same
            continue
        findings.events += 1
        if process_event(event).status_code >= 400:
            findings.problems.append(f"{event['id']}: busy")
