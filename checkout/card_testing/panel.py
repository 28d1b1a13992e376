"""The alarm on the admin's start page, while it lasts and for a day after."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from checkout.models import CardTestingAlarm

SHOWN_FOR = timedelta(days=1)


class AlarmPanel(Component):
    """Says what happens and what is done about it; nothing when all is quiet."""

    name = "card_testing"
    order = 40
    template_name = "checkout/admin/alarm_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        now = timezone.now()
        alarm = CardTestingAlarm.objects.filter(closes_at__gt=now - SHOWN_FOR).first()
        return {"alarm": alarm, "is_over": alarm is not None and alarm.closes_at <= now}
