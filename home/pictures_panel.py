"""Pictures whose originals cannot be read any more, on the admin's start page of those who can mend it."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from home.models import ShopImage

MOST_NAMED = 10


class PicturesPanel(Component):
    """Names them with a link to a new upload; nothing when all is well."""

    name = "unreadable_pictures"
    order = 45
    template_name = "home/admin/pictures_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"pictures": ShopImage.objects.filter(is_unreadable=True).order_by("pk")[:MOST_NAMED]}
