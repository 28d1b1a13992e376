"""What is said to shoppers who want to be told, in one table."""

from django.utils.translation import gettext_lazy as _

# The same whether the address was there before: nobody learns who waits for what.
THANKS = _("Thank you. We write to you once, as soon as %(name)s is back.")
NOT_FOR_SALE = _("This piece is not for sale.")
IS_HERE = _("%(name)s is in stock. Load the page again to order it.")
TOO_MANY = _("That was very often. Nothing was kept. Please try again in an hour.")
ONCE = _(
    "We write once, when it is back, then we delete the address; after a year at the latest. "
    "It puts nothing aside for you."
)
NO_ADDRESS = _("Enter the e-mail address that we may write to.")
NOT_AN_ADDRESS = _("Enter an e-mail address like ida@example.org.")
