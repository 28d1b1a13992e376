"""Wagtail's app about users, with our pages."""

from wagtail.users.apps import WagtailUsersAppConfig


class ShopUsersConfig(WagtailUsersAppConfig):
    """Looked up by Wagtail when it registers its pages."""

    user_viewset = "profiles.admin.users.PeopleViewSet"
