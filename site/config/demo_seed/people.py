"""The demo's accounts: one for each role, and customers."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from config.roles import lists as roles
from config.roles.keeping import group_of
from config.roles.lists import RoleList


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
    """An account of the demo, with what it works as; customers work as nothing."""

    role: str
    first_name: str
    last_name: str
    password: str
    works_as: RoleList | None = None


PEOPLE = (
    Person("Owner", "Olive", "Marsh", "olive-owns-the-shop", roles.OWNER),
    Person("Manager", "Milo", "Finch", "milo-minds-the-shop", roles.MANAGER),
    Person("Catalogue editor", "Edith", "Brook", "edith-edits-pages", roles.EDITOR),
    Person("Order handler", "Hugo", "Lind", "hugo-packs-parcels", roles.HANDLER),
    Person("Refunder", "Rosa", "Hart", "rosa-returns-money", roles.REFUNDER),
    Person("Shop viewer", "Vera", "Stone", "vera-reads-figures", roles.VIEWER),
    Person("Customer with orders", "Ada", "Lovelace", "ada-likes-curves"),
    Person("Customer, new here", "Ben", "Okri", "ben-just-arrived"),
)


def add_people() -> None:
    """One verified account for each role, and customers; those that exist stay as they are."""
    for person in PEOPLE:
        if not get_user_model().objects.filter(username=person.username).exists():
            _add_person(person)


def _add_person(person: Person) -> None:
    manager = get_user_model().objects
    create = manager.create_superuser if person.works_as is roles.OWNER else manager.create_user
    user = create(
        person.username,
        person.email,
        person.password,
        first_name=person.first_name,
        last_name=person.last_name,
    )
    EmailAddress.objects.update_or_create(
        user=user, email=person.email, defaults={"verified": True, "primary": True}
    )
    if person.works_as and (group := group_of(person.works_as)):
        user.groups.add(group)
