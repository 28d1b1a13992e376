"""What staff read on the start page until they have a second factor."""

from typing import Any

from django.utils.formats import date_format
from wagtail.admin.ui.components import Component

from profiles.second_factor import grace_ends


class SecondFactorReminder(Component):
    """Until when, and the way there."""

    name = "second_factor"
    template_name = "profiles/admin/second_factor.html"
    order = 1

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"day": date_format(grace_ends(user), "DATE_FORMAT")}
