"""What the shop's mails say: text and HTML, in one look."""

from collections.abc import Callable
from email.mime.image import MIMEImage
from typing import Any, cast

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from checkout.awaited.lines import lines_shown
from checkout.links import awaited_link, order_link
from checkout.models import AwaitedPayment, MailKind, Order, OutgoingMail, Refund
from checkout.orders.drawing import order_drawing_png
from profiles.mailboxes import message_id

DRAWING_ID = "order-drawing"


def message_for(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The mail as it travels, made from what is known now, in the language that the order was placed in."""
    with override(mail.language or settings.LANGUAGE_CODE):
        return LETTERS[MailKind(mail.kind)](mail)


def confirmation(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The confirmation of an order, with the order's drawing inside."""
    order = cast(Order, mail.order)  # a constraint says that it is there
    lines = list(order.lines.select_related("image"))
    subject = _("Your order %(number)s") % {"number": order.order_number}
    message = _letter(mail, subject, order=order, link=order_link(order), lines=lines, drawing_id=DRAWING_ID)
    message.mixed_subtype = "related"  # type: ignore[attr-defined]
    message.attach(_drawing(order.order_number))
    return message


def refund_notice(mail: OutgoingMail) -> EmailMultiAlternatives:
    """What went back to the buyer, and when the bank will show it."""
    refund, order = cast(Refund, mail.refund), cast(Order, mail.order)  # constraints say that they are there
    subject = _("Refund for your order %(number)s") % {"number": order.order_number}
    is_all = refund.amount == order.paid_total
    return _letter(mail, subject, order=order, link=order_link(order), refund=refund, is_all=is_all)


def payment_awaited(mail: OutgoingMail) -> EmailMultiAlternatives:
    """What is awaited from the buyer's bank, how much, and that the pieces are kept."""
    return _about_awaited(mail, _("We are waiting for your bank: %(reference)s"))


def payment_failed(mail: OutgoingMail) -> EmailMultiAlternatives:
    """That the bank said no, and the way to put the pieces back into the bag."""
    return _about_awaited(mail, _("Your bank did not pay: %(reference)s"))


def _about_awaited(mail: OutgoingMail, subject: str) -> EmailMultiAlternatives:
    awaited = cast(AwaitedPayment, mail.awaited)  # a constraint says that it is there
    lines, link = lines_shown(awaited.quote), awaited_link(awaited)
    return _letter(mail, subject % {"reference": awaited.reference}, awaited=awaited, lines=lines, link=link)


def _letter(mail: OutgoingMail, subject: str, **facts: Any) -> EmailMultiAlternatives:
    context = {
        "shop_name": settings.SHOP_NAME,
        "site_url": settings.SITE_URL,
        "language_code": get_language(),
        **facts,
    }
    template = f"checkout/email/{mail.kind}"
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"{template}.txt", context),
        to=[mail.address],
        headers={"Message-ID": message_id(mail.message_name)},
    )
    message.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    return message


def _drawing(number: str) -> MIMEImage:
    picture = MIMEImage(order_drawing_png(number), "png")
    picture.add_header("Content-ID", f"<{DRAWING_ID}>")
    picture.add_header("Content-Disposition", "inline", filename=f"{number}.png")
    return picture


LETTERS: dict[str, Callable[[OutgoingMail], EmailMultiAlternatives]] = {
    MailKind.CONFIRMATION: confirmation,
    MailKind.REFUND: refund_notice,
    MailKind.AWAITED: payment_awaited,
    MailKind.AWAITED_FAILED: payment_failed,
}
