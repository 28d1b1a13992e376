"""What each of Stripe's events means for the shop."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils import timezone

from checkout import gateway
from checkout.attempts import close, end
from checkout.awaited.looking import look_at
from checkout.awaited.recording import await_payment
from checkout.card_testing.alarm import must_wait, note_decline
from checkout.identity import is_foreign, note_foreign
from checkout.models import AttemptState, CheckoutAttempt, Order, WebhookEvent, WebhookOutcome
from checkout.orders.money import refresh_money
from checkout.orders.placing import place_order
from checkout.orders.rebuilding import attempt_of
from checkout.payments.facts import Payment, payment_from
from checkout.transactions import money_transaction

# So many declined cards on one checkout look like somebody trying out stolen ones.
MAX_FAILURES = 8
MAX_FAILURES_DURING_ALARM = 3

NOT_OURS = "not ours"

Effect = Callable[[], tuple[WebhookOutcome, Order | None]]


class StripeWH_Handler:
    """Handles one verified event; each method answers what is sent back to Stripe.

    Facts are fetched first, outside any transaction. Then the effects and the mark that the event is done
    are committed together, under the event's lock: a second delivery finds it done, a crash leaves it undone.
    """

    METHODS: ClassVar[dict[str, str]] = {
        "payment_intent.succeeded": "handle_payment_intent_succeeded",
        "payment_intent.payment_failed": "handle_payment_intent_payment_failed",
        "payment_intent.processing": "handle_payment_intent_processing",
        "payment_intent.canceled": "handle_payment_intent_canceled",
        "charge.refunded": "handle_money_changed",
        "refund.created": "handle_money_changed",
        "refund.updated": "handle_money_changed",
        "refund.failed": "handle_money_changed",
        "charge.dispute.created": "handle_money_changed",
        "charge.dispute.closed": "handle_money_changed",
    }

    def __init__(self, record: WebhookEvent, event: Mapping[str, Any]) -> None:
        self.record = record
        self.event = event
        self.subject: Mapping[str, Any] = event["data"]["object"]

    def handle(self) -> HttpResponse:
        """Call the method for the event's type; `handle_event` for any other."""
        method = self.METHODS.get(self.record.type, "handle_event")
        response: HttpResponse = getattr(self, method)()
        return response

    def handle_event(self) -> HttpResponse:
        """An event that means nothing to the shop."""
        return self._finish(lambda: (WebhookOutcome.IGNORED, None))

    def handle_payment_intent_succeeded(self) -> HttpResponse:
        """The money is here: the order is made, unless checkout has made it already."""
        payment = self._payment()
        if payment and is_foreign(payment):
            return self._forget(payment.shop_id)
        if payment is None or not payment.is_paid:
            return self.handle_event()
        return self._finish(lambda: self._placed(payment))

    def handle_payment_intent_payment_failed(self) -> HttpResponse:
        """A card was declined: the shopper may try another, but not without end."""
        attempt = self._attempt()
        if attempt is None:
            return self.handle_event()
        if attempt.state == AttemptState.AWAITING:
            return self._answered_by_bank(attempt)
        response = self._finish(lambda: self._counted(attempt))
        attempt.refresh_from_db()
        if attempt.failures >= (MAX_FAILURES_DURING_ALARM if must_wait(attempt.user) else MAX_FAILURES):
            end(attempt)
        return response

    def handle_payment_intent_processing(self) -> HttpResponse:
        """The bank needs time: that is written down, unless the event is old and the bank has answered."""
        attempt = self._attempt()
        payment = gateway.retrieve(self.record.stripe_pid) if attempt else None
        if payment and is_foreign(payment):
            return self._forget(payment.shop_id)
        if attempt is None or payment is None or not payment.is_pending:
            return self._finish(lambda: (WebhookOutcome.DONE, None))
        return self._finish(lambda: self._awaited(attempt, payment))

    def handle_payment_intent_canceled(self) -> HttpResponse:
        """Stripe says that this payment can never succeed: now, and only now, its holds end."""
        attempt = self._attempt()
        if attempt is None:
            return self.handle_event()
        return self._finish(lambda: self._closed(attempt))

    def handle_money_changed(self) -> HttpResponse:
        """A refund or a dispute moved: look at the payment again. An order that is missing is made first."""
        payment = self._payment()
        if payment and is_foreign(payment):  # neither refunds made at Stripe nor disputes name a shop
            return self._forget(payment.shop_id)
        if payment is None or not payment.is_paid:
            return self.handle_event()
        with money_transaction():
            _outcome, order = self._placed(payment)
        if order is None:
            return self.handle_event()
        refresh_money(order.pk, after=lambda locked: self._mark(WebhookOutcome.DONE, locked))
        return HttpResponse("done")

    def _answered_by_bank(self, attempt: CheckoutAttempt) -> HttpResponse:
        """Done before the event is marked, because Stripe is asked: a crash between lets it come again."""
        look_at(attempt)
        return self._finish(lambda: (WebhookOutcome.DONE, None))

    def _payment(self) -> Payment | None:
        """The payment that the event is about, as Stripe has it now; else an intent as the event has it."""
        try:
            return gateway.retrieve(self.record.stripe_pid) if self.record.stripe_pid else None
        except gateway.StripeUnavailable:
            if self.subject.get("object") == "payment_intent":
                return payment_from(self.subject)
            raise
        except gateway.StripeRefused:
            return None  # not a payment of this account

    def _forget(self, shop: str) -> HttpResponse:
        """Another shop's event is counted and leaves no row."""
        note_foreign(shop)
        self.record.delete()
        return HttpResponse(NOT_OURS)

    def _attempt(self) -> CheckoutAttempt | None:
        return CheckoutAttempt.objects.filter(stripe_pid=self.record.stripe_pid).first()

    def _placed(self, payment: Payment) -> tuple[WebhookOutcome, Order | None]:
        attempt = attempt_of(payment)
        if attempt is None:
            return WebhookOutcome.IGNORED, None
        return WebhookOutcome.DONE, place_order(attempt.pk, payment)

    def _counted(self, attempt: CheckoutAttempt) -> tuple[WebhookOutcome, Order | None]:
        locked = CheckoutAttempt.objects.select_for_update().get(pk=attempt.pk)
        locked.failures += 1
        locked.save(update_fields=["failures", "updated_at"])
        note_decline(self.event.get("created"))
        return WebhookOutcome.DONE, None

    def _awaited(self, attempt: CheckoutAttempt, payment: Payment) -> tuple[WebhookOutcome, Order | None]:
        await_payment(attempt.pk, payment)
        return WebhookOutcome.DONE, None

    def _closed(self, attempt: CheckoutAttempt) -> tuple[WebhookOutcome, Order | None]:
        close(attempt.pk)
        return WebhookOutcome.DONE, None

    def _finish(self, effect: Effect) -> HttpResponse:
        """Run `effect` and mark the event done, in one transaction, once for all deliveries of the event."""
        with money_transaction():
            locked = WebhookEvent.objects.select_for_update().get(pk=self.record.pk)
            if locked.is_processed:
                return HttpResponse("done before")
            outcome, order = effect()
            self._mark(outcome, order)
        return HttpResponse("done" if outcome == WebhookOutcome.DONE else "nothing to do")

    def _mark(self, outcome: WebhookOutcome, order: Order | None) -> None:
        WebhookEvent.objects.filter(pk=self.record.pk).update(
            outcome=outcome, order=order, processed_at=timezone.now(), detail=""
        )
