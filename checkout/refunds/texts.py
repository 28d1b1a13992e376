"""Why a refund failed, in words for staff."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ERRORS = {
    "unavailable": gettext_lazy("the shop asks Stripe again every minute"),
    "charge_disputed": gettext_lazy("the payment is disputed, the bank decides about its money"),
    "charge_already_refunded": gettext_lazy("everything had been refunded at Stripe already"),
    "insufficient_funds": gettext_lazy("the balance at Stripe is too low"),
    "expired_or_canceled_card": gettext_lazy("the card has expired or is canceled"),
    "lost_or_stolen_card": gettext_lazy("the card is reported lost or stolen"),
}


def error_text(code: str) -> str:
    """Stripe's code for why a refund failed, as a part of a sentence; any other text as it is."""
    return str(ERRORS.get(code) or code or _("Stripe did not say why"))
