"""The mail that a piece is back."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.models import BackInStockRequest
from catalogue.offers import Offer, offers_for
from checkout.bag.names import full_name
from checkout.letters import message_id

TEMPLATE = "checkout/email/back_in_stock"


def letter_for(asked: BackInStockRequest) -> EmailMultiAlternatives | None:
    """The mail in the language of the page that asked; None when the piece cannot be bought any more."""
    with override(asked.language):
        offer = offers_for([asked.sku]).get(asked.sku)
        return _letter(asked, offer) if offer and offer.free > 0 else None


def _letter(asked: BackInStockRequest, offer: Offer) -> EmailMultiAlternatives:
    name = " ".join(full_name(offer).split())  # a title with a line break makes no header
    context = {
        "name": name,
        "link": urljoin(settings.SITE_URL, offer.url),
        "withdrawal_link": settings.SITE_URL + reverse("back_in_stock:withdraw", args=[asked.withdrawal_key]),
        "shop_name": settings.SHOP_NAME,
        "site_url": settings.SITE_URL,
        "language_code": asked.language,
    }
    message = EmailMultiAlternatives(
        subject=_("%(name)s is back") % {"name": name},
        body=render_to_string(f"{TEMPLATE}.txt", context),
        to=[asked.email],
        headers={"Message-ID": message_id(f"back-in-stock.{asked.pk}")},
    )
    message.attach_alternative(render_to_string(f"{TEMPLATE}.html", context), "text/html")
    return message
