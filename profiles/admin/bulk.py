"""Changes of many people at once follow the rules for one."""

from wagtail.users.views.bulk_actions import AssignRoleBulkAction, SetActiveStateBulkAction

from profiles.admin.users import may_give_roles
from profiles.models import User


class AssignRole(AssignRoleBulkAction):
    """Roles are given by those who may change them."""

    def check_perm(self, obj: User) -> bool:
        return bool(super().check_perm(obj) and may_give_roles(self.request.user))


class SetActiveState(SetActiveStateBulkAction):
    """Nobody but an owner closes an owner's account."""

    def check_perm(self, obj: User) -> bool:
        is_allowed = self.request.user.is_superuser or not obj.is_superuser
        return bool(super().check_perm(obj) and is_allowed)
