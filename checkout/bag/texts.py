"""What the bag says to shoppers, in one table."""

from django.utils.translation import gettext_lazy as _

ADDED = _("%(name)s is in your bag.")
CHANGED = _("%(name)s: the quantity is now %(quantity)s.")
REMOVED = _("%(name)s is no longer in your bag.")
ALL_WE_HAVE = _("We changed the quantity to %(quantity)s. That is all we have left.")
AT_MOST = _("We changed the quantity to %(quantity)s. That is the most for one piece.")
PRICE_CHANGED = _("The price of %(name)s changed from %(old)s to %(new)s.")
GONE = _("%(name)s is no longer for sale. We took it out of your bag.")
MERGED = _("We added the pieces you had put in your bag earlier.")
MERGED_CAPPED = _(
    "We added the pieces you had put in your bag earlier, as far as they fit: "
    "%(lines)s different pieces, %(quantity)s of each."
)

NOT_A_QUANTITY = _("Enter a whole number from 1 to %(quantity)s. Your bag is unchanged.")
NOT_FOR_SALE = _("This piece is not for sale. Your bag is unchanged.")
SOLD_OUT = _("%(name)s is sold out. Your bag is unchanged.")
NOT_IN_BAG = _("This piece is not in your bag.")
BAG_FULL = _("A bag holds %(lines)s different pieces. Take one out first, or order these first.")
NO_COOKIES = _(
    "Your browser does not keep cookies for this site, so the bag is forgotten at once. "
    "Please allow cookies for it, then try again."
)
TOO_MANY = _("That was very quick. Wait a minute, then try again. Your bag is unchanged.")
