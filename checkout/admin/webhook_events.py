"""Stripe's events in the admin: what came, and what became of it."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from checkout.admin.columns import (
    MomentColumn,
    OrderLinkColumn,
    StripeIdsColumn,
    TagColumn,
    outcome_tone,
    outcome_word,
)
from checkout.admin.filters import WebhookEventFilterSet
from checkout.admin.permissions import may_view
from checkout.admin.read_only import ReadOnlyIndexView, ReadOnlyViewSet
from checkout.models import Order, WebhookEvent


class WebhookEventIndexView(ReadOnlyIndexView):
    """All events, the newest first, found by event, payment or type."""

    table_classname = "listing shop-list shop-list--events"

    def get_base_queryset(self) -> QuerySet[WebhookEvent]:
        return WebhookEvent.objects.select_related("order")


class WebhookEventPage(generic.InspectView):
    """One event, to read."""

    any_permission_required = ["view"]
    template_name = "checkout/admin/webhook_event.html"
    page_title = gettext_lazy("Webhook event")

    def get_object(self, queryset: QuerySet[WebhookEvent] | None = None) -> WebhookEvent:
        event = WebhookEvent.objects.select_related("order").filter(pk=self.pk).first()
        if event is None:
            raise Http404
        return event

    def get_page_subtitle(self) -> str:
        return str(self.object.words)

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []  # the template shows them by itself

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            event=self.object,
            tone=outcome_tone(self.object),
            word=outcome_word(self.object),
            may_view_orders=may_view(self.request.user, Order),
            **kwargs,
        )


class WebhookEventViewSet(ReadOnlyViewSet):
    """Webhook events among the reports, the newest first."""

    model = WebhookEvent
    name = "webhook-events"
    icon = "history"
    menu_label = gettext_lazy("Webhook events")
    menu_order = 1100
    menu_hook = "register_reports_menu_item"
    inspect_view_class = WebhookEventPage
    index_view_class = WebhookEventIndexView
    filterset_class = WebhookEventFilterSet
    search_fields = ["stripe_id", "stripe_pid", "type"]
    ordering = "-id"
    list_display = [
        TitleColumn(
            "words", label=gettext_lazy("Type"), url_name="webhook-events:inspect", classname="shop-key"
        ),
        TagColumn(
            "outcome",
            label=gettext_lazy("Outcome"),
            accessor=outcome_word,
            classname="shop-state",
            get_tone=outcome_tone,
        ),
        OrderLinkColumn("order", label=gettext_lazy("Order"), classname="shop-order"),
        StripeIdsColumn("stripe_id", label=gettext_lazy("Event and payment"), classname="shop-code"),
        Column(
            "deliveries", label=gettext_lazy("Deliveries"), classname="shop-pieces", sort_key="deliveries"
        ),
        MomentColumn(
            "received_at", label=gettext_lazy("Received"), classname="shop-moment", sort_key="received_at"
        ),
        MomentColumn(
            "processed_at", label=gettext_lazy("Done"), classname="shop-done", sort_key="processed_at"
        ),
    ]
    export_filename = "webhook-events"
    list_export = [
        "stripe_id",
        "words",
        "stripe_pid",
        "outcome",
        "detail",
        "order",
        "deliveries",
        "received_at",
        "processed_at",
    ]
