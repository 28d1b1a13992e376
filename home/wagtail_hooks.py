"""What the home app adds to the admin."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from home.models import ShopImage
from home.pictures_panel import PicturesPanel


@hooks.register("construct_homepage_panels")
def add_unreadable_pictures(request: HttpRequest, panels: list[Component]) -> None:
    """For those who may upload a picture anew."""
    if policy_registry.get_by_type(ShopImage).user_has_permission(request.user, "change"):
        panels.append(PicturesPanel())
