"""The demo's accounts, one for each role, and what a role may do in the admin."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page


class Named:
    """Somebody whose name and address come from the first name."""

    first_name: str

    @property
    def username(self) -> str:
        return self.first_name.lower()

    @property
    def email(self) -> str:
        return f"{self.username}@example.com"


@dataclass(frozen=True)
class Person(Named):
    """An account of the demo. `group` is a role's name, "Owner" means everything, "" a customer."""

    role: str
    first_name: str
    last_name: str
    password: str
    group: str = ""


OWNER, EDITOR, HANDLER = "Owner", "Catalogue editor", "Order handler"
REFUNDER, VIEWER = "Refunder", "Shop viewer"

PEOPLE = (
    Person("Owner", "Olive", "Marsh", "olive-owns-the-shop", OWNER),
    Person("Catalogue editor", "Edith", "Brook", "edith-edits-pages", EDITOR),
    Person("Order handler", "Hugo", "Lind", "hugo-packs-parcels", HANDLER),
    Person("Refunder", "Rosa", "Hart", "rosa-returns-money", REFUNDER),
    Person("Shop viewer", "Vera", "Stone", "vera-reads-figures", VIEWER),
    Person("Customer with orders", "Ada", "Lovelace", "ada-likes-curves"),
    Person("Customer, new here", "Ben", "Okri", "ben-just-arrived"),
)

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")
IMAGE_PERMISSIONS = ("add_image", "change_image", "choose_image")
SHOP_PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITOR: (),
    HANDLER: (
        "checkout.view_order",
        "checkout.review_order",
        "checkout.view_webhookevent",
        "catalogue.view_stockrecord",
        "catalogue.adjust_stock",
        "catalogue.moderate_review",
    ),
    REFUNDER: ("checkout.view_order", "checkout.refund_order"),
    VIEWER: (
        "checkout.view_order",
        "checkout.view_webhookevent",
        "catalogue.view_stockrecord",
        "catalogue.view_review",
    ),
}


def add_people() -> None:
    """Make the roles and one verified account for each; those that exist stay as they are."""
    for name, labels in SHOP_PERMISSIONS.items():
        _add_role(name, labels)
    for person in PEOPLE:
        if not get_user_model().objects.filter(username=person.username).exists():
            _add_person(person)


def _add_role(name: str, labels: tuple[str, ...]) -> None:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(_permission("wagtailadmin.access_admin"), *map(_permission, labels))
    if name != EDITOR:
        return
    for codename in PAGE_PERMISSIONS:
        permission = _permission(f"wagtailcore.{codename}")
        GroupPagePermission.objects.get_or_create(
            group=group, page=Page.get_first_root_node(), permission=permission
        )
    for codename in IMAGE_PERMISSIONS:
        permission = _permission(f"wagtailimages.{codename}")
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )


def _permission(label: str) -> Permission:
    """The permission `app.codename`."""
    app, codename = label.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _add_person(person: Person) -> AbstractUser:
    manager = get_user_model().objects
    create = manager.create_superuser if person.group == OWNER else manager.create_user
    user = create(
        person.username,
        person.email,
        person.password,
        first_name=person.first_name,
        last_name=person.last_name,
    )
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    if person.group and person.group != OWNER:
        user.groups.add(Group.objects.get(name=person.group))
    return user
