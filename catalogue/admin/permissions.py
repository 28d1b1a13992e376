"""Who may do what with stock."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from wagtail.permission_policies import ModelPermissionPolicy

NAMES = {"view": "catalogue.view_stockrecord", "adjust": "catalogue.adjust_stock"}
ADJUST_CODENAME = "adjust_stock"


class StockPermissionPolicy(ModelPermissionPolicy):
    """View and adjust, each by its permission. Nobody adds, edits or deletes a row, not even a superuser."""

    def user_has_permission(self, user: AbstractUser | AnonymousUser, action: str) -> bool:
        if action == "view":
            return any(user.has_perm(name) for name in NAMES.values())
        return action == "adjust" and user.has_perm(NAMES["adjust"])

    def users_with_any_permission(self, actions: Collection[str]) -> Any:
        codenames = {NAMES[action].split(".")[1] for action in actions if action in NAMES}
        if "view" in actions:
            codenames.add(ADJUST_CODENAME)
        return self._get_users_with_any_permission_codenames(codenames)
