"""Tells staff of an alarm: one mail for each, however long it lasts and whatever the mail server does."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from checkout.letters import message_id
from checkout.mails import BATCH, MOST_TRIES, wait_after
from checkout.models import CardTestingAlarm
from profiles.models import User
from profiles.postman import Postman, deliver

logger = logging.getLogger(__name__)


def tell_staff() -> int:
    """Write to staff of every alarm they do not know of yet, and answer of how many.

    As with the outbox, each is claimed for a while first: two workers never write of the same, and no lock
    is held while a mail server takes its time. A crash sends the same mail, with its Message-ID, again.
    """
    now = timezone.now()
    due = CardTestingAlarm.objects.filter(told_at=None, next_try_at__lte=now, attempts__lt=MOST_TRIES)
    return deliver((alarm for alarm in due.order_by("id") if _claim(alarm)), _tell, BATCH)


def _claim(alarm: CardTestingAlarm) -> bool:
    mine = CardTestingAlarm.objects.filter(pk=alarm.pk, told_at=None, next_try_at=alarm.next_try_at)
    next_try_at = timezone.now() + wait_after(alarm.attempts)
    return bool(mine.update(next_try_at=next_try_at, attempts=alarm.attempts + 1))


def _tell(alarm: CardTestingAlarm, post: Postman) -> int:
    try:
        with override(settings.LANGUAGE_CODE):
            post.send(letter_for(alarm))
    except Exception as error:
        # Whatever the mail server does, the alarm stands in the admin, and the mail is tried again.
        logger.warning("mail of alarm %s not sent: %s", alarm.pk, type(error).__name__)
        return 0
    CardTestingAlarm.objects.filter(pk=alarm.pk).update(told_at=timezone.now())
    return 1


def letter_for(alarm: CardTestingAlarm) -> EmailMessage:
    """The mail, in plain words and plain text."""
    context = {
        "alarm": alarm,
        "admin_url": settings.SITE_URL + reverse("wagtailadmin_home"),
        "shop_name": settings.SHOP_NAME,
    }
    return EmailMessage(
        subject=_("%(shop)s: somebody seems to try out stolen cards") % {"shop": settings.SHOP_NAME},
        body=render_to_string("checkout/email/card_testing.txt", context),
        to=_staff_addresses(),
        headers={"Message-ID": message_id(f"card-testing.{alarm.pk}")},
    )


def _staff_addresses() -> list[str]:
    """Whom the settings name; without that, every superuser."""
    owners = User.objects.filter(is_superuser=True, is_active=True).exclude(email="")
    return settings.SHOP_STAFF_EMAILS or list(owners.values_list("email", flat=True))
