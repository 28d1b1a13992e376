"""What accounts add to the Wagtail admin: rules about people, and the way to one's own account."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from profiles.admin.bulk import AssignRole, SetActiveState
from profiles.admin.reminder import SecondFactorReminder
from profiles.second_factor import is_reminded

# After Wagtail's own, whose place they take.
for action in (AssignRole, SetActiveState):
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("register_account_menu_item")
def own_address(request: HttpRequest) -> dict[str, str]:
    """The page that changes the address, by proof."""
    return {
        "url": reverse("account_email"),
        "label": _("E-mail address"),
        "help_text": _("Change the address that you sign in with."),
    }


@hooks.register("register_account_menu_item")
def own_second_factor(request: HttpRequest) -> dict[str, str]:
    """The pages of the second factor."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("Passkeys, an app with codes, recovery codes."),
    }


@hooks.register("construct_homepage_panels")
def add_reminder(request: HttpRequest, panels: list[Component]) -> None:
    """Until when a second factor has to be set up, above everything else."""
    if is_reminded(request.user):
        panels.insert(0, SecondFactorReminder())


@hooks.register("register_account_menu_item")
def own_password(request: HttpRequest) -> dict[str, str]:
    """The page that changes the password."""
    return {
        "url": reverse("account_change_password"),
        "label": _("Password"),
        "help_text": _("Choose another password."),
    }
