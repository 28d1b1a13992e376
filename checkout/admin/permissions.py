"""Who may read orders and events, and who may refund or accept an order."""

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


class OrderPermissionPolicy(ReadOnlyPermissionPolicy):
    """Besides: refunding and accepting, each by its own permission, and only by those who may view."""

    ACTIONS = ("refund", "review")

    def user_has_permission(self, user: AbstractUser | AnonymousUser, action: str) -> bool:
        may_see = super().user_has_permission(user, "view")
        return may_see and (action == "view" or (action in self.ACTIONS and self._may(user, action)))

    def _may(self, user: AbstractUser | AnonymousUser, action: str) -> bool:
        return user.has_perm(f"checkout.{action}_order")


def may_view(user: AbstractUser | AnonymousUser, model: type[Model]) -> bool:
    """Whether `user` may read the rows of `model` in the admin."""
    return bool(policy_registry.get_by_type(model).user_has_permission(user, "view"))
