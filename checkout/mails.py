"""The outbox's sender: what orders and refunds wrote into it goes out by the worker, once each."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from checkout.failpoints import fp
from checkout.letters import message_for
from checkout.models import OrderEvent, OutgoingMail
from profiles.postman import Postman, deliver

logger = logging.getLogger(__name__)

BATCH = 50
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 60  # two weeks; what no server took by then, none will


def send_due_mails() -> int:
    """Send what is due and answer how many went out: at most a batch, and as many as the worker has time for.

    Each mail is claimed for a while first, so that two workers never send the same and no lock is held while
    a mail server takes its time. One that fails waits twice as long each time; nothing else is touched.
    One without an address is given up at once, any other after two weeks: it stays, unsent, with its error.
    A server that is gone ends the batch: the other mails are not tried, and nobody waits for each of them.
    """
    return deliver(iter(_claim_next, None), _send, BATCH)


def _claim_next() -> OutgoingMail | None:
    """The next mail that is due, put off for everybody else; a crash while sending only delays it."""
    now = timezone.now()
    waiting = OutgoingMail.objects.filter(sent_at=None, next_try_at__lte=now, attempts__lt=MOST_TRIES)
    due = waiting.true_now().select_related("order", "refund", "awaited__attempt", "awaited__quote")
    for mail in due.order_by("next_try_at", "id")[:BATCH]:
        mine = OutgoingMail.objects.filter(pk=mail.pk, sent_at=None, next_try_at=mail.next_try_at)
        if mine.update(next_try_at=now + wait_after(mail.attempts), attempts=mail.attempts + 1):
            return mail
    return None


def wait_after(attempts: int) -> timedelta:
    """How long after a try the next one may come."""
    return min(FIRST_WAIT * 2 ** min(attempts, 12), LONGEST_WAIT)


def _send(mail: OutgoingMail, post: Postman) -> int:
    if not mail.address:  # an order rebuilt from a payment that knew none
        return _give_up(mail)
    try:
        post.send(message_for(mail))
        fp("mail_sent")
    except Exception as error:
        # Whatever the mail server or a template does, the order stands and the mail is tried again.
        logger.warning("mail %s not sent: %s", mail, type(error).__name__)
        OutgoingMail.objects.filter(pk=mail.pk).update(last_error=type(error).__name__)
        return 0
    with transaction.atomic():
        OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), last_error="")
        _note(mail, "mail_sent")
    fp("mail_marked")
    return 1


def _give_up(mail: OutgoingMail) -> int:
    """Staff read in the order's timeline that nobody got this mail."""
    row = OutgoingMail.objects.filter(pk=mail.pk)
    with transaction.atomic():
        row.update(attempts=MOST_TRIES, last_error="no e-mail address")
        _note(mail, "mail_without_address")
    return 0


def _note(mail: OutgoingMail, code: str) -> None:
    """Write it into the timeline of the mail's order, if it is about one."""
    if mail.order_id:
        OrderEvent.tell(mail.order_id, code, mail=mail.kind)
