"""What the lists are narrowed by."""

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from checkout.admin.columns import OUTCOME_WORDS
from checkout.models import Order, OrderState, Refund, WebhookEvent
from checkout.models.webhook_events import WORDS
from checkout.webhook_handler import StripeWH_Handler

TYPES = [(name, WORDS[name]) for name in sorted(StripeWH_Handler.METHODS)]


class OrderFilterSet(WagtailFilterSet):
    """By state, several at once, by what is amiss with a refund, and by the days on which they came."""

    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"), choices=OrderState.choices, widget=CheckboxSelectMultiple
    )
    refund = django_filters.ChoiceFilter(
        label=gettext_lazy("Refund"),
        choices=[("attention", gettext_lazy("Failed or without an answer"))],
        method="with_refund",
    )
    date = django_filters.DateFromToRangeFilter(label=gettext_lazy("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = Order
        fields: list[str] = []

    def with_refund(self, orders: QuerySet[Order], name: str, value: str) -> QuerySet[Order]:
        """Orders one of whose refunds somebody has to look at."""
        return orders.filter(pk__in=Refund.objects.needing_attention().values("order"))


class WebhookEventFilterSet(WagtailFilterSet):
    """By outcome, by the types that the shop acts on, and by day; other types are found by searching."""

    outcome = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Outcome"), choices=list(OUTCOME_WORDS.items()), widget=CheckboxSelectMultiple
    )
    type = django_filters.ChoiceFilter(label=gettext_lazy("Type"), choices=TYPES)
    received_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Received"), widget=DateRangePickerWidget
    )

    class Meta:
        model = WebhookEvent
        fields: list[str] = []
