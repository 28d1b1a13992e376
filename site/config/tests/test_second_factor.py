"""The second factor of staff: who needs one, until when, and what opens without it."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.views import LoginView
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from checkout.models import Refund
from checkout.tests.orders import make_order
from conftest import PASSWORD, enter, make_customer, signed_in
from profiles.mailing import send_account_mails
from profiles.models import SecondFactorDuty, User
from profiles.second_factor import needs_second_factor, note_duties
from profiles.tests.factors import App

pytestmark = pytest.mark.django_db

LOGIN, INDEX, AUTHENTICATE = "/accounts/login/", "/accounts/2fa/", "/accounts/2fa/authenticate/"
REAUTHENTICATE = "/accounts/2fa/reauthenticate/"
ADMIN = (
    "/admin/",
    "/admin/orders/",
    "/admin/users/",
    "/admin/pages/",
    "/admin/account/",
    "/admin/reports/locked/",
)


@pytest.fixture(autouse=True)
def duty(settings):
    settings.SHOP_STAFF_SECOND_FACTOR = True
    settings.SHOP_SECOND_FACTOR_GRACE_DAYS = 14
    cache.clear()


@pytest.fixture
def olive(db) -> User:
    """The owner."""
    user = make_customer("olive", "Olive Marsh")
    user.is_superuser = True
    user.save()
    return user


def worker(*codenames: str, name: str = "hugo") -> User:
    user = make_customer(name, "Hugo Lind")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


def sign_in(client: Client, user: User, to: str = "/admin/"):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD, "next": to})


def end_grace(user: User) -> None:
    since = datetime.now(UTC) - timedelta(days=15)
    SecondFactorDuty.objects.update_or_create(user=user, defaults={"since": since})


@pytest.mark.parametrize(
    ("codenames", "is_needed"),
    [
        (["refund_order"], True),
        (["view_order", "review_order"], True),
        (["change_user"], True),
        (["change_group"], True),
        (["view_order", "view_webhookevent"], False),
        (["change_page", "add_image"], False),
        ([], False),
    ],
)
def test_who_touches_money_or_people_needs_one(codenames, is_needed):
    assert needs_second_factor(worker(*codenames)) is is_needed


def test_owner_needs_one_and_a_customer_does_not(olive, ada):
    assert needs_second_factor(olive)
    assert not needs_second_factor(ada)


@pytest.mark.parametrize(
    ("role", "is_needed"),
    [
        ("Owner", True),
        ("Manager", True),
        ("Refunder", True),
        ("Order handler", True),
        ("Catalogue editor", False),
        ("Shop viewer", False),
    ],
)
def test_shops_own_roles_need_one_by_what_they_touch(ada, role, is_needed):
    ada.groups.add(Group.objects.get(name=role))

    assert needs_second_factor(User.objects.get(pk=ada.pk)) is is_needed
    assert note_duties() == int(is_needed)


def test_days_of_grace_open_the_admin_with_a_reminder(olive):
    client = Client()
    sign_in(client, olive)

    page = client.get("/admin/")

    assert page.status_code == 200
    assert "Set up a second factor" in page.text
    assert f'href="{INDEX}"' in page.text


@pytest.mark.parametrize("address", ADMIN)
@pytest.mark.parametrize("method", ["get", "post"])
def test_after_the_grace_only_the_set_up_answers(olive, address, method):
    end_grace(olive)
    client = signed_in(olive)

    answer = getattr(client, method)(address)

    assert (answer.status_code, answer["Location"]) == (302, INDEX)
    for page in (INDEX, "/accounts/password/change/", "/accounts/logout/"):
        assert client.get(page).status_code == 200


def test_grace_is_not_renewed_by_signing_out(olive):
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client = signed_in(olive)
        assert client.get("/admin/").status_code == 200
        clock.shift(timedelta(days=14, seconds=1))
        client.post("/accounts/logout/")
        again = Client()
        sign_in(again, olive)

        assert again.get("/admin/")["Location"] == INDEX


def test_grace_begins_with_the_role_and_not_with_the_first_look(olive, ada):
    hugo = worker("refund_order")
    group = Group.objects.create(name="Handler")
    group.permissions.add(Permission.objects.get(codename="review_order"))
    ada.groups.add(group)

    assert (note_duties(), note_duties()) == (3, 0)

    assert set(SecondFactorDuty.objects.values_list("user", flat=True)) == {olive.pk, hugo.pk, ada.pk}


def test_zero_days_of_grace_are_none(olive, settings):
    settings.SHOP_SECOND_FACTOR_GRACE_DAYS = 0

    assert signed_in(olive).get("/admin/")["Location"] == INDEX


def test_viewer_and_editor_work_without_one(settings):
    settings.SHOP_SECOND_FACTOR_GRACE_DAYS = 0

    assert signed_in(worker("view_order")).get("/admin/orders/").status_code == 200


def test_demo_goes_without(olive, settings):
    settings.SHOP_STAFF_SECOND_FACTOR = False
    end_grace(olive)

    assert signed_in(olive).get("/admin/").status_code == 200


def test_app_is_asked_for_after_the_password(olive):
    app = App(olive)
    client = Client()

    assert sign_in(client, olive)["Location"].startswith(AUTHENTICATE)
    assert client.get("/admin/").status_code == 302
    wrong = client.post(AUTHENTICATE, {"code": "000000"})
    right = client.post(AUTHENTICATE, {"code": app.code()})

    assert wrong.status_code == 200
    assert right["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(-30, 302), (30, 302), (-120, 200), (120, 200)])
def test_clock_may_be_half_a_minute_off(olive, seconds, status):
    app = App(olive)
    client = Client()
    sign_in(client, olive)

    assert client.post(AUTHENTICATE, {"code": app.code(seconds)}).status_code == status


@pytest.mark.parametrize("address", ADMIN)
def test_session_by_password_alone_opens_nothing(olive, address):
    App(olive)

    answer = signed_in(olive).get(address)

    assert answer["Location"].startswith(f"{REAUTHENTICATE}?next=%2Fadmin%2F")


def test_factor_that_was_set_up_just_now_is_proven_once(olive):
    client = signed_in(olive)
    app = App(olive)

    asked = client.get("/admin/orders/")["Location"]
    back = client.post(asked, {"code": app.code(), "next": "/admin/orders/"})

    assert back["Location"] == "/admin/orders/"
    assert client.get("/admin/orders/").status_code == 200


def test_another_ones_factor_does_not_count(olive, ada):
    App(olive)
    client = Client()
    enter(client, olive, "password", "mfa")
    session = client.session
    session["account_authentication_methods_user"] = str(ada.pk)
    session.save()

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/", "/de/_util/login/"])
def test_no_other_door_takes_a_password(olive, door, method):
    App(olive)
    client = Client()

    answer = getattr(client, method)(door, {"username": "olive", "password": PASSWORD})

    assert answer["Location"].startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def patterns(resolver, before: str = ""):
    for entry in resolver.url_patterns:
        path = before + re.sub(r"[\^$]", "", str(entry.pattern))
        if hasattr(entry, "url_patterns"):
            yield from patterns(entry, path)
        else:
            yield path, entry.callback


def test_djangos_own_login_is_reached_by_no_address():
    doors = [path for path, view in patterns(get_resolver()) if issubclass(_class_of(view), LoginView)]

    assert doors != []  # Wagtail's are there, behind ours
    assert [path for path in doors if issubclass(_class_of(resolve(f"/{path}").func), LoginView)] == []


def _class_of(view) -> type:
    return getattr(view, "view_class", object)


def test_codes_are_guessed_five_times(olive, settings):
    settings.SHOP_RATE_LIMITS = True
    app = App(olive)
    client = Client()
    sign_in(client, olive)
    for number in range(5):
        client.post(AUTHENTICATE, {"code": f"00000{number}"})
    cache.clear()  # another process knows nothing of the library's own count

    answer = client.post(AUTHENTICATE, {"code": app.code()})

    assert "Too many tries." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_recovery_code_opens_once(olive):
    App(olive)
    code = RecoveryCodes.activate(olive).get_unused_codes()[0]
    client, thief = Client(), Client()
    sign_in(client, olive)
    sign_in(thief, olive)

    assert client.post(AUTHENTICATE, {"code": code})["Location"] == "/admin/"
    assert thief.post(AUTHENTICATE, {"code": code}).status_code == 200


def test_new_password_by_mail_keeps_the_factor(olive):
    App(olive)
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": olive.email})
    send_account_mails()
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = browser.get(link.removeprefix("http://testserver"), follow=True)
    new = "quite-another-passphrase"
    browser.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    signed = browser.post(LOGIN, {"login": olive.email, "password": new, "next": "/admin/"})

    assert signed["Location"].startswith(AUTHENTICATE)
    assert browser.get("/admin/").status_code == 302


def test_stolen_session_sets_up_no_factor(olive):
    client = Client()
    client.force_login(olive, backend="django.contrib.auth.backends.ModelBackend")

    for page in ("totp/activate/", "webauthn/add/", "recovery-codes/generate/"):
        for call in (client.get, client.post):
            assert call(f"{INDEX}{page}", {"code": "123456"})["Location"] != INDEX

    assert not Authenticator.objects.exists()


def test_address_changes_with_a_factor_too(olive):
    app = App(olive)
    client = Client()
    enter(client, olive, "password", "mfa")

    asked = client.post("/accounts/email/", {"email": "new@example.com", "action_add": ""})["Location"]
    client.post(asked, {"code": app.code(), "next": "/accounts/email/"})

    assert olive.emailaddress_set.filter(email="new@example.com", verified=False).exists()


# --- Asked once more ------------------------------------------------------------------------------


@pytest.fixture
def order():
    return make_order(None)


def stale(client: Client) -> None:
    """Five minutes pass for this session."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()


@pytest.fixture
def rosa(db) -> tuple[Client, App]:
    user = worker("view_order", "refund_order", name="rosa")
    app = App(user)
    client = Client()
    enter(client, user, "password", "mfa")
    return client, app


def test_refund_asks_for_the_factor_after_five_minutes(rosa, order):
    client, app = rosa
    page = f"/admin/orders/refund/{order.pk}/"
    assert client.get(page).status_code == 200
    stale(client)

    asked = client.get(page)["Location"]
    back = client.post(asked, {"code": app.code(), "next": page})

    assert asked == f"{REAUTHENTICATE}?next=%2Fadmin%2Forders%2Frefund%2F{order.pk}%2F"
    assert client.get(back["Location"]).status_code == 200


def test_refund_that_was_confirmed_too_late_is_confirmed_anew(rosa, order):
    client, app = rosa
    page = f"/admin/orders/refund/{order.pk}/"
    token = client.get(page).context["form"]["token"].value()
    fields = {"token": str(token), "what": "amount", "amount": "5,00", "reason": "requested_by_customer"}
    fields["reason"] = client.get(page).context["form"].fields["reason"].choices[0][0]
    stale(client)

    asked = client.post(page, fields | {"confirmed": "true", "expected": "5.00"})["Location"]
    client.post(asked, {"code": app.code(), "next": page})
    shown = client.get(page)

    assert not Refund.objects.exists()
    assert shown.context["is_confirming"]
    assert shown.context["form"]["amount"].value() == "5,00"
    assert str(shown.context["hidden"]["token"].value()) == str(token)


def test_password_does_not_stand_in_for_the_factor(rosa, order):
    client, _app = rosa
    stale(client)

    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/admin/"})

    assert answer["Location"].startswith(REAUTHENTICATE)
    assert client.get(f"/admin/orders/refund/{order.pk}/").status_code == 302


def test_who_may_not_refund_is_refused_and_not_asked(order):
    client = signed_in(worker("view_order"))
    stale(client)

    assert client.get(f"/admin/orders/refund/{order.pk}/")["Location"] == "/admin/"


def test_who_has_neither_password_nor_factor_is_refused_and_not_sent_in_circles(olive):
    olive.set_unusable_password()
    olive.save()
    client = signed_in(olive)
    stale(client)

    assert client.get("/admin/users/new/").status_code == 403


# --- All lost -------------------------------------------------------------------------------------


def test_owner_of_last_resort_takes_the_factor_off(olive, ada):
    App(olive)
    RecoveryCodes.activate(olive)
    App(ada)
    told = StringIO()

    call_command("reset_second_factor", "OLIVE@example.com", stdout=told)

    assert list(Authenticator.objects.values_list("user", flat=True)) == [ada.pk]
    assert send_account_mails() == 1
    assert (mail.outbox[0].to, mail.outbox[0].subject) == (
        ["olive@example.com"],
        "Your second factor was taken off",
    )
    assert "2 removed." in told.getvalue()


def test_unknown_address_resets_nothing(olive):
    App(olive)

    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody@example.com")

    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("page", ["", "totp/activate/", "webauthn/add/"])
def test_pages_speak_german(olive, page):
    html = Client.get(signed_in_lately(olive), f"{INDEX}{page}", headers={"accept-language": "de"}).text

    assert "Zweiter Faktor" in html
    assert "Second factor" not in html


def signed_in_lately(user: User) -> Client:
    """Also by the library's own measure, which counts what was asked for again alone."""
    client = signed_in(user)
    session = client.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()
    return client


def test_passkeys_belong_to_the_shops_own_host(olive, settings):
    settings.SITE_URL = "https://shop.example.com"

    answer = signed_in_lately(olive).get(f"{INDEX}webauthn/add/")

    assert answer.context["js_data"]["creation_options"]["publicKey"]["rp"]["id"] == "shop.example.com"


@pytest.mark.parametrize(("value", "expected"), [("", "True"), ("0", "False")])
def test_production_asks_for_it_unless_told_otherwise(value, expected):
    from tests.production_env import COMPLETE_ENV

    environment = COMPLETE_ENV | ({"SHOP_STAFF_SECOND_FACTOR": value} if value else {})
    code = "from config.settings import production as p; print(p.SHOP_STAFF_SECOND_FACTOR)"
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"PYTHONPATH": "site", "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
    )

    assert told.stdout.strip() == expected, told.stderr


def test_link_to_it_stands_in_both_accounts(olive):
    client = signed_in(olive)

    assert f'href="{INDEX}"' in client.get("/profile/").text
    assert f'href="{INDEX}"' in client.get(reverse("wagtailadmin_account")).text
