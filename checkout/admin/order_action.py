"""What the pages that do something to an order share."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from checkout.models import Order

BUSY_SECONDS = "3"


class OrderAction(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """One order, for those who have `permission_required`; the way back leads to its page."""

    model = Order
    header_icon = "clipboard-list"
    _show_breadcrumbs = True

    @cached_property
    def order(self) -> Order:
        order = Order.objects.filter(pk=self.kwargs["pk"]).first()
        if order is None:
            raise Http404
        return order

    @property
    def order_url(self) -> str:
        """The order's page in the admin."""
        return reverse("orders:inspect", args=[self.order.pk])

    def get_page_subtitle(self) -> str:
        return self.order.order_number

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        parents = [
            {"url": reverse("orders:index"), "label": _("Orders")},
            {"url": self.order_url, "label": self.order.order_number},
        ]
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *parents, here]
