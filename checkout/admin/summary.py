"""The line on the admin's start page that says whether an order waits for somebody."""

from typing import Any

from django.urls import reverse
from wagtail.admin.site_summary import SummaryItem

from checkout.admin.permissions import may_view
from checkout.models import Order, OrderState


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
