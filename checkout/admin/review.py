"""The one step in which staff accept an order that needs attention."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import View

from checkout.admin.order_action import OrderAction
from checkout.orders.reviewing import NothingToAccept, accept_order
from checkout.transactions import Busy
from profiles.models import User

LONGEST_NOTE = 200


class AcceptView(OrderAction, View):
    """POST alone: the order goes on as it is."""

    permission_required = "review"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        level, text = self._accept(request.POST.get("note", "").strip()[:LONGEST_NOTE])
        messages.add_message(request, level, text)
        return HttpResponseRedirect(self.order_url)

    def _accept(self, note: str) -> tuple[int, str]:
        try:
            accept_order(self.order.pk, cast(User, self.request.user), note)
        except NothingToAccept:
            return messages.WARNING, _("This order does not need attention any more.")
        except Busy:
            return messages.ERROR, _("The shop is busy. Nothing was changed; try again.")
        return messages.SUCCESS, _("The order is accepted.")
