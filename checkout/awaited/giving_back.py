"""The pieces of a payment that failed, back into a bag: as far as they are for sale, and said where not."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from checkout.bag import services
from checkout.models import AwaitedPayment
from checkout.quotes import lines_of

BACK = _("The pieces are in your bag again.")
NONE_BACK = _("None of these pieces can be had any more.")
NOT_HAD = _("%(name)s cannot be had any more.")
FEWER_HAD = _("%(name)s: we only have %(quantity)s left.")


def give_back(request: HttpRequest, awaited: AwaitedPayment) -> tuple[bool, list[str]]:
    """Put the pieces into the bag of `request`; whether any can be had, and a sentence for each that cannot.

    Asked again it changes nothing: what is in the bag already counts.
    """
    notes, is_any = [], False
    for line in lines_of(awaited.quote):
        granted = services.have_at_least(request, line.sku, line.quantity)
        is_any = is_any or granted > 0
        if granted < line.quantity:
            text = FEWER_HAD if granted else NOT_HAD
            notes.append(text % {"name": line.name, "quantity": granted})
    return is_any, notes
