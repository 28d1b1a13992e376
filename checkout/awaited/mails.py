"""The two notices about an awaited payment in the outbox: that it is awaited, and that the bank said no.

Both are written under the lock of the checkout, in the transaction that changes its state.
"""

from checkout.mails import MOST_TRIES
from checkout.models import AwaitedPayment, CheckoutAttempt, MailKind, OutgoingMail


def say_awaited(awaited: AwaitedPayment) -> None:
    """Tell the shopper what is awaited."""
    OutgoingMail.objects.create(awaited=awaited, kind=MailKind.AWAITED)


def unsay_awaited(attempt: CheckoutAttempt) -> None:
    """Nobody is told any more that a payment is awaited that has come, or has failed.

    The row stays: what a mail server may have taken just before we died must not lack its row.
    """
    waiting = OutgoingMail.objects.filter(awaited__attempt=attempt, kind=MailKind.AWAITED, sent_at=None)
    waiting.update(attempts=MOST_TRIES, last_error="not awaited any more")


def say_failed(attempt: CheckoutAttempt) -> None:
    """Tell the shopper that the bank said no."""
    unsay_awaited(attempt)
    awaited = AwaitedPayment.objects.filter(attempt=attempt).first()
    if awaited:
        OutgoingMail.objects.create(awaited=awaited, kind=MailKind.AWAITED_FAILED)
