"""Checkouts on their way: one open attempt a bag, one intent an attempt, ended only when Stripe agrees."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from catalogue import stock
from checkout import gateway
from checkout.awaited.mails import say_failed
from checkout.awaited.recording import await_payment
from checkout.failpoints import fp, sending
from checkout.identity import is_foreign, shop_id
from checkout.models import AttemptState, AwaitedPayment, Bag, CheckoutAttempt, Order
from checkout.orders.placing import place_order
from checkout.payments.facts import Payment, free_payment
from checkout.pricing import Quote
from checkout.transactions import money_transaction
from profiles.models import User

FREE_PREFIX = "free_"


class AlreadyPaid(Exception):
    """This checkout is paid; `order` is what was bought."""

    def __init__(self, order: Order) -> None:
        super().__init__(order.order_number)
        self.order = order


class PaymentPending(Exception):
    """This checkout's payment is on its way; nothing may be changed or paid again.

    `awaited` is what is written down about it; None for one that never passed the gate.
    """

    def __init__(self, awaited: AwaitedPayment | None = None) -> None:
        super().__init__(awaited and awaited.reference)
        self.awaited = awaited


def next_expiry() -> datetime:
    """When a checkout that is touched now counts as abandoned."""
    return timezone.now() + timedelta(minutes=settings.SHOP_HOLD_MINUTES)


def open_attempt(bag: Bag, user: User | None, quote: Quote) -> CheckoutAttempt:
    """The bag's open attempt, made if there is none. One that cannot pay `quote` is ended first.

    Raises AlreadyPaid, PaymentPending when it is too late for that; StripeUnavailable, StripeRefused.
    """
    attempt = _open_or_new(bag, user, quote)
    if fits(attempt, quote):
        return attempt
    order = end(attempt)
    if order:
        raise AlreadyPaid(order)
    attempt = _open_or_new(bag, user, quote)
    if not fits(attempt, quote):  # another page was faster, with another bag
        raise PaymentPending
    return attempt


def fits(attempt: CheckoutAttempt, quote: Quote) -> bool:
    """Whether `attempt` can pay `quote`: of its currency, and with a payment exactly if it costs anything."""
    is_free = not attempt.intent_amount_minor
    return attempt.currency == quote.currency and is_free == (not quote.amount_minor)


def _open_or_new(bag: Bag, user: User | None, quote: Quote) -> CheckoutAttempt:
    attempt = _open(bag)
    if attempt is not None and _is_of(attempt, user):
        return attempt
    with money_transaction():
        Bag.objects.select_for_update().get(pk=bag.pk)
        attempt = _open(bag)
        if attempt is None:
            return CheckoutAttempt.objects.create(
                bag=bag,
                user=user,
                currency=quote.currency,
                intent_amount_minor=quote.amount_minor,
                expires_at=next_expiry(),
            )
        if not _is_of(attempt, user):  # logged in since: the order will be theirs
            attempt.user = user
            attempt.save(update_fields=["user", "updated_at"])
        return attempt


def _open(bag: Bag) -> CheckoutAttempt | None:
    return CheckoutAttempt.objects.filter(bag=bag, state=AttemptState.OPEN).first()


def _is_of(attempt: CheckoutAttempt, user: User | None) -> bool:
    return user is None or attempt.user_id == user.pk


def payment_for(attempt: CheckoutAttempt, before_new: Callable[[], None] = lambda: None) -> Payment:
    """The attempt's intent, made on first use; asked again it is the same one, even after a lost answer.

    Raises StripeUnavailable, StripeRefused.
    """
    if attempt.stripe_pid:
        return gateway.retrieve(attempt.stripe_pid)
    before_new()
    fp("attempt_saved")
    with sending("pi_create_sent"):
        payment = gateway.create_intent(attempt.pk, attempt.intent_amount_minor, attempt.currency, shop_id())
    fp("pi_create_returned")
    CheckoutAttempt.objects.filter(pk=attempt.pk, stripe_pid=None).update(stripe_pid=payment.id)
    fp("pi_saved")
    attempt.stripe_pid = payment.id
    return payment


def payable(
    bag: Bag, user: User | None, quote: Quote, before_new: Callable[[], None] = lambda: None
) -> tuple[CheckoutAttempt, Payment | None]:
    """An attempt that can be paid, with its intent; None for a bag that costs nothing.

    `before_new` is called before Stripe is asked for one more payment, and may raise to prevent that.
    Raises AlreadyPaid, PaymentPending, StripeUnavailable, StripeRefused.
    """
    attempt = open_attempt(bag, user, quote)
    if not quote.amount_minor:
        return attempt, None
    payment = _payment_if_any(attempt, before_new)
    if payment is None or payment.is_canceled:  # swept or canceled at Stripe: begin anew
        close(attempt.pk)
        attempt = open_attempt(bag, user, quote)
        payment = payment_for(attempt, before_new)
    settle(attempt, payment)
    return attempt, payment


def _payment_if_any(attempt: CheckoutAttempt, before_new: Callable[[], None]) -> Payment | None:
    """As `payment_for`; None when Stripe will never answer with one, which then nobody can pay either."""
    try:
        return payment_for(attempt, before_new)
    except gateway.KeySpent:
        return None


def settle(attempt: CheckoutAttempt, payment: Payment) -> None:
    """Stop a shopper who has paid already. Raises AlreadyPaid (the order is placed now), PaymentPending."""
    if payment.is_paid:
        raise AlreadyPaid(place_order(attempt.pk, payment))
    if payment.is_pending:
        raise PaymentPending(await_payment(attempt.pk, payment))


def secret_for(attempt: CheckoutAttempt, payment: Payment | None) -> str:
    """What the page's hidden `client_secret` holds: Stripe's, or our own name for what costs nothing."""
    return payment.client_secret if payment else f"{FREE_PREFIX}{attempt.pk}"


def find_own(client_secret: str, own_ids: Collection[str], user: User | None) -> CheckoutAttempt | None:
    """The attempt behind a posted client secret, if this session (`own_ids`) or account (`user`) began it."""
    attempt = _by_secret(client_secret)
    if attempt is None:
        return None
    is_own = str(attempt.pk) in own_ids or (user is not None and attempt.user_id == user.pk)
    return attempt if is_own else None


def _by_secret(client_secret: str) -> CheckoutAttempt | None:
    if client_secret.startswith(FREE_PREFIX):
        return _by_id(client_secret.removeprefix(FREE_PREFIX))
    payment_id, separator, secret = client_secret.partition("_secret_")
    if not (separator and secret and payment_id.startswith("pi_")):
        return None
    return CheckoutAttempt.objects.filter(stripe_pid=payment_id).first()


def _by_id(text: str) -> CheckoutAttempt | None:
    try:
        return CheckoutAttempt.objects.filter(pk=UUID(text), stripe_pid=None).first()
    except ValueError:
        return None


def payment_of_free(attempt: CheckoutAttempt) -> Payment | None:
    """The payment of an attempt whose frozen total is zero; None for any other."""
    quote = attempt.latest_quote()
    if attempt.stripe_pid or quote is None or quote.grand_total:
        return None
    metadata = {"attempt": str(attempt.pk), "quote": str(quote.version)}
    return free_payment(attempt.currency, metadata, livemode=gateway.is_live())


def end(attempt: CheckoutAttempt) -> Order | None:
    """Give up an attempt: cancel its payment first, release its holds only once Stripe has agreed.

    Answers the order when the money came first; None otherwise, also when the payment is on its way, which
    is then written down, and the holds stay. Raises StripeUnavailable, and then nothing is released.
    """
    if attempt.stripe_pid:
        payment = _cancel(attempt.stripe_pid)
        if is_foreign(payment):  # this database is a copy of another shop's
            return None
        if payment.is_paid:
            return place_order(attempt.pk, payment)
        if payment.is_pending:
            await_payment(attempt.pk, payment)
        if not payment.is_canceled:
            return None
    close(attempt.pk)
    return None


def _cancel(payment_id: str) -> Payment:
    """The payment as it stands now: canceled, unless its money is here or may come without the shopper.

    Stripe is asked first, because it lets a few payments be canceled that a bank is already at.
    """
    payment = gateway.retrieve(payment_id)
    if not payment.is_open or payment.may_come_by_itself or is_foreign(payment):
        return payment
    try:
        with sending("expire_cancel_sent"):
            return gateway.cancel(payment_id)
    except gateway.StripeRefused:
        return gateway.retrieve(payment_id)


def close(attempt_id: UUID) -> None:
    """Mark an attempt expired and release its holds. Only when its payment can no longer succeed.

    Who was told that their payment is awaited is told that it did not come.
    """
    with money_transaction():
        attempt = CheckoutAttempt.objects.select_for_update().get(pk=attempt_id)
        was = attempt.state
        if was in (AttemptState.OPEN, AttemptState.AWAITING):
            attempt.state = AttemptState.EXPIRED
            attempt.released_at = timezone.now() if was == AttemptState.OPEN else None  # others waited
            attempt.save(update_fields=["state", "released_at", "updated_at"])
            stock.release(attempt.pk)
        if was == AttemptState.AWAITING:
            say_failed(attempt)
