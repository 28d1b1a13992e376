"""Who may read orders and events."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry


class ReadOnlyPermissionPolicy(ModelPermissionPolicy):
    """Viewing by its permission. Nobody adds, edits or deletes a row, not even a superuser."""

    def user_has_permission(self, user: AbstractUser | AnonymousUser, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions: Collection[str]) -> Any:
        viewers = super().users_with_any_permission(["view"])
        return viewers if "view" in actions else viewers.none()


def may_view(user: AbstractUser | AnonymousUser, model: type[Model]) -> bool:
    """Whether `user` may read the rows of `model` in the admin."""
    return bool(policy_registry.get_by_type(model).user_has_permission(user, "view"))
