"""What the checkout says to shoppers.

"Nothing was charged" may be said only where Stripe has just been asked and said so: `changed`, `gone`,
`reload` and `not_paid`. Wherever that is unknown, the text says what happens if a payment did go through.
"""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "empty": _("Your bag is empty. There is nothing to pay."),
    "no_bag": _(
        "We know of no bag of this visit. If there was one, the visit has ended meanwhile: please sign in to "
        "find the bag of your account, or put the pieces in again. If you have paid already, the "
        "confirmation comes by e-mail."
    ),
    "stock": _(
        "Some pieces in your bag cannot be had in that number any more. Please look through it first."
    ),
    "off_sale": _("%(name)s is no longer for sale. Please take it out of your bag to go on."),
    "minimum": _("This total is too small to be paid by card. Please add another piece."),
    "changed": _(
        "The total has changed to %(total)s. Nothing was charged. Please look again before you pay."
    ),
    "gone": _("Some pieces are gone meanwhile. Nothing was charged. Please look through your bag again."),
    "not_paid": _("Your payment did not go through. Nothing was charged. You can try again."),
    "busy": _(
        "The payment service does not answer just now. Your bag is kept. Please try again in a minute; if "
        "you have paid already, do not pay again: the confirmation comes by e-mail."
    ),
    "unknown": _(
        "We cannot reach the payment service just now, so we cannot see whether an earlier payment went "
        "through. If it did, your order is placed by itself and the confirmation comes by e-mail. Otherwise "
        "please try again in a minute."
    ),
    "shop_busy": _(
        "The shop is very busy just now. If an earlier payment went through, your order is placed by itself "
        "and the confirmation comes by e-mail. Otherwise please try again in a moment."
    ),
    "our_fault": _(
        "We could not start this payment. That is our fault, and it is noted. Please try again later. If you "
        "have paid already, the confirmation comes by e-mail."
    ),
    "too_many": _(
        "Too many tries in a short time. Please wait a little before you try again. If you have paid "
        "already, the confirmation comes by e-mail."
    ),
    "reload": _("This page is out of date. Nothing was charged. Please load it again."),
    "reload_unasked": _("This page is out of date. Please load it again."),
    "pending": _("Your payment is on its way. Please do not pay again; the confirmation comes by e-mail."),
    "too_large": _("Your bag is too large for one order. Please split it into two."),
    "held_too_long": _(
        "We held your pieces as long as we can, and they are free for others now. If they are still there in "
        "%(minutes)s minutes, load this page again and pay."
    ),
    "not_yours_short": _(
        "This checkout belongs to another visit. Please load the page again. If you have paid already, the "
        "confirmation comes by e-mail."
    ),
}
