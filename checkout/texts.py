"""What the checkout says to shoppers."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "empty": _("Your bag is empty. There is nothing to pay."),
    "stock": _(
        "Some pieces in your bag cannot be had in that number any more. Please look through it first."
    ),
    "minimum": _("This total is too small to be paid by card. Please add another piece."),
    "changed": _(
        "The total has changed to %(total)s. Nothing was charged. Please look again before you pay."
    ),
    "gone": _("Some pieces are gone meanwhile. Nothing was charged. Please look through your bag again."),
    "not_paid": _("Your payment did not go through. Nothing was charged. You can try again."),
    "not_charged": _("We cannot reach the payment service just now. Nothing was charged. Please try again."),
    "busy": _(
        "The payment service does not answer just now. Your bag is kept. Please try again in a minute; if "
        "you have paid already, do not pay again: the confirmation comes by e-mail."
    ),
    "too_many": _("Too many tries in a short time. Nothing was charged. Please wait a little."),
    "reload": _("This page is out of date. Nothing was charged. Please load it again."),
    "pending": _("Your payment is on its way. Please do not pay again; the confirmation comes by e-mail."),
    "too_large": _("Your bag is too large for one order. Please split it into two."),
    "not_yours_short": _(
        "This checkout belongs to another visit. Nothing was charged. Please load the page again."
    ),
}
