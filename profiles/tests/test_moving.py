"""Every way to another e-mail address: proof of the new one, notice to the old, never by a session alone."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from conftest import PASSWORD, enter, make_customer, signed_in
from profiles.mailing import send_account_mails
from profiles.models import User

pytestmark = pytest.mark.django_db

THIEF = "thief@example.org"
NO_ACCOUNT, CHOOSE = "There is no account for this address", "Choose a new password"
OTHER = "quite-another-passphrase"
CLERKS = ("access_admin", "change_user", "add_user")
RESET, EMAIL = reverse("account_reset_password"), reverse("account_email")
ACCOUNT = reverse("wagtailadmin_account")


@pytest.fixture(autouse=True)
def forget_earlier_tries():
    cache.clear()


@pytest.fixture
def rosa(db):
    """Somebody of the staff with a proven address."""
    user = make_customer("rosa", "Rosa Hart")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


@pytest.fixture
def stolen(rosa) -> Client:
    """Rosa's session in somebody else's hands: signed in long ago, no password known."""
    client = Client()
    client.force_login(rosa, backend="django.contrib.auth.backends.ModelBackend")
    return client


def posted() -> list[tuple[str, str]]:
    """Receivers and subjects of the mails that go out now."""
    mail.outbox.clear()
    send_account_mails()
    return [(message.to[0], message.subject) for message in mail.outbox]


def person(user: User, **changes: str) -> dict[str, str]:
    """What the form about `user` sends."""
    names = ("username", "email", "first_name", "last_name")
    return {name: getattr(user, name) for name in names} | {"is_active": "on"} | changes


def edit(client: Client, user: User, **changes: str):
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), person(user, **changes))


def addresses(user: User) -> list[tuple[str, bool]]:
    return list(EmailAddress.objects.filter(user=user).order_by("pk").values_list("email", "verified"))


def save_own_page(client: Client, **changes: str):
    """Send Wagtail's account page as it is, but for `changes` and whatever else one may think of."""
    panels = [panel for tab in client.get(ACCOUNT).context["panels_by_tab"].values() for panel in tab]
    fields = [field for panel in panels for field in panel.get_form() if field.name != "avatar"]
    return client.post(ACCOUNT, {field.html_name: field.value() or "" for field in fields} | changes)


def test_own_page_in_the_admin_changes_no_address(stolen, rosa):
    page = stolen.get(ACCOUNT).text
    assert "name_email-email" not in page
    assert f'href="{EMAIL}"' in page

    save_own_page(stolen, **{"name_email-last_name": "Heart", "name_email-email": THIEF})

    rosa.refresh_from_db()
    assert (rosa.last_name, rosa.email) == ("Heart", "rosa@example.com")


def test_own_page_in_the_admin_changes_no_password(stolen, rosa):
    chosen = {f"password-new_password{number}": OTHER for number in (1, 2)}

    save_own_page(stolen, **{"name_email-last_name": "Heart", "password-old_password": PASSWORD}, **chosen)

    rosa.refresh_from_db()
    assert rosa.last_name == "Heart"
    assert rosa.check_password(PASSWORD)


def test_stolen_session_does_not_take_the_account_over(stolen, rosa):
    rosa.is_superuser = True
    rosa.save()
    before = (rosa.password, rosa.email, addresses(rosa))

    save_own_page(stolen, **{"name_email-email": THIEF})
    stolen.post(EMAIL, {"email": THIEF, "action_add": ""})
    stolen.post(reverse("account_change_password"), {"oldpassword": "", "password1": "x", "password2": "x"})
    stolen.post(reverse("account_set_password"), {"password1": OTHER, "password2": OTHER})
    asked = edit(stolen, rosa, email=THIEF, password1=OTHER, password2=OTHER)
    stolen.get(reverse("mfa_activate_totp"))
    stolen.post(reverse("mfa_activate_totp"), {"code": "123456"})
    Client().post(RESET, {"email": THIEF})

    rosa.refresh_from_db()
    assert (rosa.password, rosa.email, addresses(rosa)) == before
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert posted() == [(THIEF, NO_ACCOUNT)]


def test_address_that_staff_change_waits_for_its_proof(staff_client, rosa):
    answer = edit(staff_client, rosa, email="Rosa.Hart@example.org")

    rosa.refresh_from_db()
    assert answer.status_code == 302
    assert rosa.email == "rosa@example.com"
    assert addresses(rosa) == [("rosa@example.com", True), ("rosa.hart@example.org", False)]
    assert posted() == [
        ("rosa.hart@example.org", "Confirm your e-mail address"),
        ("rosa@example.com", "Your address is to be changed"),
    ]


def test_proven_address_takes_the_place_of_the_old_one(staff_client, rosa):
    edit(staff_client, rosa, email="hart@example.org")
    posted()
    words = mail.outbox[0].body.split()
    link = next(word for word in words if word.startswith("http://testserver/accounts/confirm"))

    Client().post(link.removeprefix("http://testserver"))

    rosa.refresh_from_db()
    assert rosa.email == "hart@example.org"
    assert addresses(rosa) == [("hart@example.org", True)]
    assert posted() == [("rosa@example.com", "Your e-mail address was changed")]


def test_unproven_address_gets_no_link_to_a_new_password(staff_client, rosa):
    edit(staff_client, rosa, email=THIEF)
    posted()

    Client().post(RESET, {"email": THIEF})

    assert posted() == [(THIEF, NO_ACCOUNT)]


def test_address_that_was_written_past_the_library_gets_no_link_either(rosa):
    User.objects.filter(pk=rosa.pk).update(email=THIEF)

    Client().post(RESET, {"email": THIEF})
    Client().post(RESET, {"email": "rosa@example.com"})

    assert posted() == [
        (THIEF, NO_ACCOUNT),
        ("rosa@example.com", CHOOSE),
    ]


def test_new_colleague_proves_the_address_before_the_first_look(staff_client):
    colleague = User(username="kim", email="kim@example.com", first_name="Kim", last_name="Okoye")
    roles = Group.objects.filter(name="Editors").values_list("pk", flat=True)
    staff_client.post(
        reverse("wagtailusers_users:add"),
        person(colleague, password1=PASSWORD, password2=PASSWORD) | {"groups": list(roles)},
    )
    kim = User.objects.get(username="kim")
    assert addresses(kim) == [("kim@example.com", False)]

    Client().post(RESET, {"email": "kim@example.com"})
    assert posted() == [("kim@example.com", NO_ACCOUNT)]

    answer = Client().post(reverse("account_login"), {"login": "kim@example.com", "password": PASSWORD})
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert posted() == [("kim@example.com", "Confirm your e-mail address")]


def test_wrong_address_of_a_new_colleague_is_put_right(staff_client):
    kim = User.objects.create_user("kim", "kim@exmaple.com", PASSWORD, first_name="Kim", last_name="Okoye")
    EmailAddress.objects.create(user=kim, email=kim.email, primary=True)

    edit(staff_client, kim, email="kim@example.com")

    kim.refresh_from_db()
    assert kim.email == "kim@example.com"
    assert addresses(kim) == [("kim@example.com", False)]


def test_address_of_somebody_else_is_refused(staff_client, rosa, ada):
    answer = edit(staff_client, rosa, email="ada@example.com")

    assert answer.context["form"].errors == {"email": ["Another account has this address."]}
    assert addresses(rosa) == [("rosa@example.com", True)]
    assert posted() == []


def test_password_that_staff_give_is_told_to_its_owner(staff_client, rosa):
    edit(staff_client, rosa, password1=OTHER, password2=OTHER)

    assert posted() == [("rosa@example.com", "Your password was changed")]


def test_name_changes_without_any_ado(staff_client, rosa):
    edit(staff_client, rosa, last_name="Heart")

    rosa.refresh_from_db()
    assert (rosa.last_name, rosa.email) == ("Heart", "rosa@example.com")
    assert posted() == []


@pytest.fixture
def clerk(db) -> Client:
    """Somebody who may change people, and is no owner."""
    user = make_customer("hugo", "Hugo Lind")
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_user", "add_user"])
    )
    return signed_in(user)


def test_nobody_changes_an_owner_but_an_owner(clerk, staff):
    answer = edit(clerk, staff, email=THIEF, password1=PASSWORD, password2=PASSWORD)

    staff.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert staff.email == "staff@example.com"
    assert posted() == []


def test_nobody_makes_an_owner_or_gives_a_role_beyond_their_own(clerk, rosa):
    role = Group.objects.create(name="Everything")

    edit(clerk, rosa, is_superuser="on", groups=str(role.pk))
    bulk = reverse("wagtail_bulk_action", args=["profiles", "user", "assign_role"])
    clerk.post(f"{bulk}?id={rosa.pk}", {"role": role.pk})

    rosa.refresh_from_db()
    assert not rosa.is_superuser
    assert not rosa.groups.exists()


def test_nobody_closes_an_owner_but_an_owner(clerk, staff):
    bulk = reverse("wagtail_bulk_action", args=["profiles", "user", "set_active_state"])

    clerk.post(f"{bulk}?id={staff.pk}", {"mark_as_active": "False"})

    staff.refresh_from_db()
    assert staff.is_active


@pytest.mark.parametrize("name", ["users:add", "users:edit", "users:delete", "groups:add", "groups:edit"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_people_and_roles_are_changed_after_the_password_alone(staff, rosa, name, method):
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    subject = {"users": rosa, "groups": Group.objects.first()}[name.split(":")[0]]
    page = reverse(f"wagtailusers_{name}", args=[] if name.endswith("add") else [subject.pk])

    answer = getattr(client, method)(page)

    assert answer["Location"].startswith(f"{reverse('account_reauthenticate')}?next=%2Fadmin%2F")


def test_what_was_filled_in_is_there_after_the_password(staff, rosa):
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    asked = edit(client, rosa, last_name="Heart", password1=OTHER, password2=OTHER)
    assert OTHER not in str(dict(client.session))

    back = client.post(asked["Location"], {"password": PASSWORD, "next": asked["Location"].split("next=")[1]})
    page = client.get(reverse("wagtailusers_users:edit", args=[rosa.pk]))

    assert back.status_code == 302
    assert page.context["form"]["last_name"].value() == "Heart"
    assert not page.context["form"]["password1"].value()


def test_role_that_was_being_changed_is_changed_after_the_password(staff):
    role = Group.objects.create(name="Packers")
    page = reverse("wagtailusers_groups:delete", args=[role.pk])
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    client.post(page)
    assert Group.objects.filter(pk=role.pk).exists()

    enter_again = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": page})
    client.get(enter_again["Location"])

    assert not Group.objects.filter(pk=role.pk).exists()


def test_shopper_who_never_confirmed_still_gets_the_link(client):
    client.post(
        reverse("account_signup"), {"email": "new@example.com", "password1": PASSWORD, "password2": PASSWORD}
    )
    posted()

    client.post(RESET, {"email": "new@example.com"})

    assert posted() == [("new@example.com", CHOOSE)]


def test_five_minutes_later_the_password_is_asked_for_again(staff, rosa, monkeypatch):
    client = Client()
    enter(client, staff)
    assert edit(client, rosa, last_name="Heart")["Location"] == reverse("wagtailusers_users:index")
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 301
    session.save()

    assert edit(client, rosa, last_name="Hurt")["Location"].startswith(reverse("account_reauthenticate"))

    rosa.refresh_from_db()
    assert rosa.last_name == "Heart"


def test_forgotten_password_of_staff_reaches_the_proven_address(rosa):
    EmailAddress.objects.create(user=rosa, email=THIEF)

    Client().post(RESET, {"email": THIEF})
    Client().post(RESET, {"email": "ROSA@example.com"})

    assert posted() == [(THIEF, NO_ACCOUNT), ("rosa@example.com", CHOOSE)]
