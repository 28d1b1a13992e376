"""Tells everybody who waits for a piece that is back, once each, whichever way it came back."""

import logging

from django.utils import timezone

from catalogue.models import BackInStockRequest
from checkout.back_in_stock.letter import letter_for
from checkout.mails import BATCH, MOST_TRIES, wait_after
from profiles.postman import Postman, deliver

logger = logging.getLogger(__name__)


def tell_of_restocks() -> int:
    """Write to those whose piece can be bought now and answer to how many; at most `BATCH` in one turn.

    Stock is read, not listened to, so that no way of coming back can be forgotten. As with the outbox, each
    is claimed for a while first: two workers never write to the same, and no lock is held while a mail
    server takes its time. A crash before the row is gone sends the same mail, with its Message-ID, again.
    """
    return deliver(iter(_claim_next, None), _tell, BATCH)


def _claim_next() -> BackInStockRequest | None:
    """The next who can be told, put off for everybody else."""
    now = timezone.now()
    for asked in BackInStockRequest.objects.due(now).order_by("next_try_at", "created_at")[:BATCH]:
        mine = BackInStockRequest.objects.filter(pk=asked.pk, next_try_at=asked.next_try_at)
        if mine.update(next_try_at=now + wait_after(asked.attempts), attempts=asked.attempts + 1):
            return asked
    return None


def _tell(asked: BackInStockRequest, post: Postman) -> int:
    row = BackInStockRequest.objects.filter(pk=asked.pk)
    try:
        letter = letter_for(asked)
        if letter is None:  # sold again, or taken from the site, since it was claimed: that was no try
            row.update(attempts=asked.attempts)
            return 0
        post.send(letter)
    except Exception as error:
        # Whatever the mail server or a template does, the others are told, and this one is tried again.
        logger.warning("back-in-stock mail %s not sent: %s", asked.pk, type(error).__name__)
        row.filter(attempts__gte=MOST_TRIES).delete()
        return 0
    row.delete()
    return 1
