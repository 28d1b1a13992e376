"""Who may do what with stock and with reviews."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from wagtail.permission_policies import ModelPermissionPolicy


class ViewAndActPolicy(ModelPermissionPolicy):
    """Viewing, and one action that includes it. Nobody adds, edits or deletes a row, superusers included."""

    view_codename: str
    action: str
    action_codename: str

    def user_has_permission(self, user: AbstractUser | AnonymousUser, action: str) -> bool:
        codenames = {"view": (self.view_codename, self.action_codename), self.action: (self.action_codename,)}
        return any(user.has_perm(f"catalogue.{name}") for name in codenames.get(action, ()))

    def users_with_any_permission(self, actions: Collection[str]) -> Any:
        codenames = set()
        if "view" in actions:
            codenames |= {self.view_codename, self.action_codename}
        if self.action in actions:
            codenames.add(self.action_codename)
        return self._get_users_with_any_permission_codenames(codenames)


class StockPermissionPolicy(ViewAndActPolicy):
    """View and adjust."""

    view_codename, action, action_codename = "view_stockrecord", "adjust", "adjust_stock"


class ReviewPermissionPolicy(ViewAndActPolicy):
    """View and moderate: a customer's words are nobody else's to change."""

    view_codename, action, action_codename = "view_review", "moderate", "moderate_review"
