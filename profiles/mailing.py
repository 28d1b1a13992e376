"""Mails about accounts go out by the worker: how long a request takes tells nobody who is a customer."""

import logging
from datetime import timedelta

from django.core.mail import EmailMessage
from django.utils import timezone

from profiles.mailboxes import message_id
from profiles.models import AccountMail
from profiles.postman import Postman, deliver

logger = logging.getLogger(__name__)

BATCH = 20
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 18  # three days: no link in these mails works longer


def queue(message: EmailMessage) -> None:
    """Keep `message` for the worker, which sends it within seconds."""
    AccountMail.objects.create(to=message.to[0], subject=str(message.subject)[:255], body=str(message.body))


def send_account_mails() -> int:
    """Send at most `BATCH` of what is due, each claimed first, and answer how many went out."""
    now = timezone.now()
    due = AccountMail.objects.filter(next_try_at__lte=now).order_by("next_try_at")[:BATCH]
    return deliver((mail for mail in due if _claim(mail)), _send, BATCH)


def _claim(mail: AccountMail) -> bool:
    """Whether this mail is ours to send; everybody else finds it put off."""
    later = timezone.now() + min(FIRST_WAIT * 2**mail.attempts, LONGEST_WAIT)
    mine = AccountMail.objects.filter(pk=mail.pk, next_try_at=mail.next_try_at)
    return bool(mine.update(next_try_at=later, attempts=mail.attempts + 1))


def _send(mail: AccountMail, post: Postman) -> int:
    headers = {"Message-ID": message_id(f"account.{mail.pk}")}
    try:
        post.send(EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers))
    except Exception as error:
        # Whatever the mail server does, the mail is tried again while its link works.
        logger.warning("a mail about an account was not sent: %s", type(error).__name__)
        if mail.attempts + 1 < MOST_TRIES:
            return 0
        sent = 0
    else:
        sent = 1
    mail.delete()
    return sent
