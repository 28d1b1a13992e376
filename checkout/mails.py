"""The mails about orders: written in the order's transaction, sent by the worker, once each."""

import logging
from collections.abc import Callable
from datetime import timedelta
from email.mime.image import MIMEImage
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from checkout.failpoints import fp
from checkout.links import order_link
from checkout.models import MailKind, Order, OrderEvent, OutgoingMail
from checkout.orders.drawing import order_drawing_png

logger = logging.getLogger(__name__)

BATCH = 50
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 60  # two weeks; what no server took by then, none will
DRAWING_ID = "order-drawing"


def send_due_mails() -> int:
    """Send what is due and answer how many went out.

    Each mail is claimed for a while first, so that two workers never send the same and no lock is held while
    a mail server takes its time. One that fails waits twice as long each time; nothing else is touched.
    One without an address is given up at once, any other after two weeks: it stays, unsent, with its error.
    """
    return sum(_send(mail) for mail in iter(_claim_next, None))


def _claim_next() -> OutgoingMail | None:
    """The next mail that is due, put off for everybody else; a crash while sending only delays it."""
    now = timezone.now()
    due = OutgoingMail.objects.filter(sent_at=None, next_try_at__lte=now, attempts__lt=MOST_TRIES)
    for mail in due.order_by("next_try_at", "id")[:BATCH]:
        mine = OutgoingMail.objects.filter(pk=mail.pk, sent_at=None, next_try_at=mail.next_try_at)
        if mine.update(next_try_at=now + _wait(mail.attempts), attempts=mail.attempts + 1):
            return mail
    return None


def _wait(attempts: int) -> timedelta:
    """How long after a try the next one may come."""
    return min(FIRST_WAIT * 2 ** min(attempts, 12), LONGEST_WAIT)


def _send(mail: OutgoingMail) -> int:
    if not mail.order.email:  # an order rebuilt from a payment that knew none
        return _give_up(mail)
    try:
        MESSAGES[MailKind(mail.kind)](mail.order).send()
        fp("mail_sent")
    except Exception as error:
        # Whatever the mail server or a template does, the order stands and the mail is tried again.
        logger.warning("mail %s of order %s not sent: %s", mail.kind, mail.order, type(error).__name__)
        OutgoingMail.objects.filter(pk=mail.pk).update(last_error=type(error).__name__)
        return 0
    with transaction.atomic():
        OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), last_error="")
        text = _("%(mail)s sent") % {"mail": MailKind(mail.kind).label}
        OrderEvent.objects.create(order=mail.order, kind="mail", text=text)
    fp("mail_marked")
    return 1


def _give_up(mail: OutgoingMail) -> int:
    """Staff read in the order's timeline that nobody got this mail."""
    row = OutgoingMail.objects.filter(pk=mail.pk)
    with transaction.atomic():
        row.update(attempts=MOST_TRIES, last_error="no e-mail address")
        text = _("%(mail)s not sent: no e-mail address") % {"mail": MailKind(mail.kind).label}
        OrderEvent.objects.create(order=mail.order, kind="mail", text=text)
    return 0


def confirmation(order: Order) -> EmailMultiAlternatives:
    """The confirmation of an order, text and HTML, with the order's drawing inside."""
    context = {
        "order": order,
        "lines": list(order.lines.select_related("image")),
        "link": order_link(order),
        "shop_name": settings.SHOP_NAME,
        "site_url": settings.SITE_URL,
        "drawing_id": DRAWING_ID,
        "language_code": settings.LANGUAGE_CODE,
    }
    message = EmailMultiAlternatives(
        subject=_("Your order %(number)s") % {"number": order.order_number},
        body=render_to_string("checkout/email/confirmation.txt", context),
        to=[order.email],
        headers={"Message-ID": _message_id(order, MailKind.CONFIRMATION)},
    )
    message.attach_alternative(render_to_string("checkout/email/confirmation.html", context), "text/html")
    message.mixed_subtype = "related"  # type: ignore[attr-defined]
    message.attach(_drawing(order))
    return message


def _drawing(order: Order) -> MIMEImage:
    picture = MIMEImage(order_drawing_png(order.order_number), "png")
    picture.add_header("Content-ID", f"<{DRAWING_ID}>")
    picture.add_header("Content-Disposition", "inline", filename=f"{order.order_number}.png")
    return picture


def _message_id(order: Order, kind: str) -> str:
    """The same for every try: a mail server that took it once recognises it."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{kind}.{order.order_number}@{domain}>"


MESSAGES: dict[str, Callable[[Order], EmailMultiAlternatives]] = {MailKind.CONFIRMATION: confirmation}
