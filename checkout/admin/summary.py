"""The lines on the admin's start page that say whether an order or a refund waits for somebody."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.site_summary import SummaryItem

from checkout.admin.permissions import may_view
from checkout.models import Order, OrderState, Refund


class AttentionItem(SummaryItem):
    """How many orders need attention, linked to them; only for those who may see orders."""

    order = 10
    template_name = "checkout/admin/summary_attention.html"

    def is_shown(self) -> bool:
        return may_view(self.request.user, Order)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        waiting = Order.objects.filter(state=OrderState.REVIEW).count()
        narrowed = {"state": OrderState.REVIEW.value} if waiting else {}
        return {"waiting": waiting, "url": reverse("orders:index", query=narrowed)}


class RefundsItem(SummaryItem):
    """How many orders have a refund that failed or has no answer; only where there are any."""

    order = 11
    template_name = "checkout/admin/summary_refunds.html"

    @cached_property
    def waiting(self) -> int:
        return Refund.objects.needing_attention().order_by().values("order").distinct().count()

    def is_shown(self) -> bool:
        return may_view(self.request.user, Order) and bool(self.waiting)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": self.waiting, "url": reverse("orders:index", query={"refund": "attention"})}
