"""One order in the admin, with all that staff ask about it."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import BaseButton, HeaderButton
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from checkout.admin.columns import REFUND_TONES, state_tone
from checkout.admin.outlook import outlook
from checkout.admin.permissions import may_view
from checkout.admin.timeline import timeline
from checkout.models import Order, OrderLineItem, Refund, WebhookEvent
from checkout.orders.reasons import reasons_of
from checkout.refunds.amounts import is_given_back, refundable
from checkout.refunds.texts import error_text
from profiles.models import User

# The size that the template asks for.
THUMBNAIL = "fill-112x112"


@dataclass(frozen=True)
class Line:
    """A line as sold; the addresses are empty where the page is gone or the reader may not edit it."""

    item: OrderLineItem
    page_url: str = ""
    revision_url: str = ""


@dataclass(frozen=True)
class RefundRow:
    """A refund in the list of an order's refunds."""

    refund: Refund
    tone: str
    error: str


class OrderPage(generic.InspectView):
    """Everything about one order, and the ways to refund or accept it for those who may."""

    any_permission_required = ["view"]
    template_name = "checkout/admin/order.html"
    page_title = gettext_lazy("Order")

    def get_object(self, queryset: QuerySet[Order] | None = None) -> Order:
        order = _with_everything().filter(pk=self.pk).first()
        if order is None:
            raise Http404
        return order

    def get_page_subtitle(self) -> str:
        return str(self.object.order_number)

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []  # the template shows them by itself

    @cached_property
    def left(self) -> Decimal:
        """What this reader may refund; nothing without the permission."""
        return refundable(self.object) if self.user_has_permission("refund") else Decimal("0.00")

    @property
    def may_accept(self) -> bool:
        """Whether this reader may let the order go on as it is."""
        is_open = self.object.needs_attention and not is_given_back(self.object)
        return is_open and bool(self.user_has_permission("review"))

    @cached_property
    def header_buttons(self) -> list[BaseButton]:
        if not self.left:
            return []
        url = reverse("orders:refund", args=[self.object.pk])
        return [HeaderButton(_("Refund"), url=url, icon_name="rotate")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order, user = self.object, self.request.user
        events = list(order.webhook_events.all()) if may_view(user, WebhookEvent) else []
        mails = list(order.mails.all())
        return super().get_context_data(
            order=order,
            tone=state_tone(order),
            reasons=reasons_of(order),
            outlook=outlook(order),
            lines=[_line(item, user) for item in order.lines.all()],
            payment_url=payment_url(order),
            refunds=[_refund_row(refund) for refund in order.refunds.all()],
            left=self.left,
            may_accept=self.may_accept,
            is_short=any(reason.get("code") == "stock" for reason in order.review_reasons),
            token=uuid.uuid4(),
            mails=mails,
            webhook_events=events,
            timeline=timeline(order, order.events.all(), mails, events),
            **kwargs,
        )


def _with_everything() -> QuerySet[Order]:
    """Orders with all that the page shows, in a fixed number of queries whatever their size."""
    pictures = get_image_model().objects.prefetch_renditions(THUMBNAIL)
    return Order.objects.select_related("attempt", "user_profile__user").prefetch_related(
        "lines__product",
        Prefetch("lines__image", queryset=pictures),
        "events__user",
        "mails__refund",
        "webhook_events",
        "refunds__user",
        "refunds__lines__line",
    )


def _line(item: OrderLineItem, user: User) -> Line:
    page = item.product
    policy = policy_registry.get_by_type(Page)
    if page is None or not policy.user_has_permission_for_instance(user, "change", page):
        return Line(item)
    as_sold = [page.pk, item.page_revision_id]
    return Line(
        item,
        page_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        revision_url=reverse("wagtailadmin_pages:revisions_view", args=as_sold) if all(as_sold) else "",
    )


def _refund_row(refund: Refund) -> RefundRow:
    error = error_text(refund.last_error) if refund.last_error else ""
    return RefundRow(refund, REFUND_TONES[refund.state], error)


def payment_url(order: Order) -> str:
    """The payment in Stripe's dashboard; empty without a payment, and for one of the offline double."""
    if not order.stripe_pid or settings.STRIPE_API_BASE:
        return ""
    mode = "" if order.livemode else "test/"
    return f"https://dashboard.stripe.com/{mode}payments/{quote(order.stripe_pid, safe='')}"
