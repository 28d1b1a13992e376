"""The security log: what it says, what it keeps to itself, and that a flood is a line a minute."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from checkout.worker import clear_sessions, jobs
from conftest import PASSWORD, signed_in
from profiles import security_log
from profiles.security_log import forget_floods, hashed, note
from profiles.tests.factors import App

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def quiet():
    cache.clear()
    forget_floods()


@pytest.fixture
def lines(caplog):
    """The lines so far."""
    caplog.set_level(logging.INFO, logger="shop.security")
    return lambda: [record.getMessage() for record in caplog.records if record.name == "shop.security"]


def sign_in(client: Client, password: str = PASSWORD, email: str = "ada@example.com"):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR="203.0.113.9")


def test_sign_in_and_sign_out_are_logged_by_number(client, ada, lines):
    sign_in(client)
    client.post("/accounts/logout/", REMOTE_ADDR="203.0.113.9")

    assert lines() == [
        f"sign_in user={ada.pk} ip=203.0.113.9 by=password",
        f"sign_out user={ada.pk} ip=203.0.113.9",
    ]


@pytest.mark.parametrize("email", ["ada@example.com", "nobody@example.com"])
def test_failed_sign_in_names_no_address(client, ada, lines, email):
    sign_in(client, "not-the-right-passphrase", email)

    assert lines() == [f"sign_in_failed ip=203.0.113.9 login={hashed(email)}"]
    assert "example" not in lines()[0]


def test_flood_is_a_line_a_minute_with_the_number_left_out(lines, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(security_log.time, "monotonic", lambda: now[0])
    for _try in range(500):
        note("sign_in_failed", "203.0.113.9", ip="203.0.113.9")
    note("sign_in_failed", "198.51.100.1", ip="198.51.100.1")
    now[0] += 60
    note("sign_in_failed", "203.0.113.9", ip="203.0.113.9")

    assert lines() == [
        "sign_in_failed ip=203.0.113.9",
        "sign_in_failed ip=198.51.100.1",
        "sign_in_failed ip=203.0.113.9 left_out=499",
    ]


def test_memory_of_floods_is_bounded(lines):
    for number in range(security_log.MOST_SOURCES + 50):
        note("sign_in_failed", number)

    assert len(security_log._floods._seen) == security_log.MOST_SOURCES


def test_nothing_in_a_line_looks_like_another_line(lines):
    note("refused", 1, path="a\r\nsign_in user=1", agent="x\u2028y z" * 90)

    [line] = lines()
    assert line.startswith("refused path=a??sign_in?user?1 agent=x?y?z")
    assert len(line.splitlines()) == 1
    assert len(line) < 200


def test_refusals_of_somebody_signed_in_are_logged(ada, lines):
    signed_in(ada).get("/admin/orders/")
    clerk = ada
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))
    forget_floods()
    signed_in(clerk).get("/admin/users/")

    assert lines() == [
        f"refused user={ada.pk} ip=127.0.0.1 path=orders:index method=GET",
        f"refused user={ada.pk} ip=127.0.0.1 path=wagtailusers_users:index method=GET",
    ]


def test_guests_who_are_asked_to_sign_in_are_no_refusal(client, lines):
    client.get("/admin/orders/")

    assert lines() == []


def test_limits_that_are_reached_are_logged_once_a_minute(ada, lines, settings):
    settings.SHOP_RATE_LIMITS = True
    for _try in range(40):
        sign_in(Client(), "not-the-right-passphrase")

    reached = [line for line in lines() if line.startswith("limit_reached")]
    assert len(reached) == 2
    assert {line.split()[1] for line in reached} == {"limit=login", "limit=login-ip"}
    assert "ada" not in "".join(lines())


def test_limits_of_the_library_are_logged_too(ada, lines):
    for _try in range(7):
        Client().post("/accounts/password/reset/", {"email": "ada@example.com"}, REMOTE_ADDR="203.0.113.9")

    assert lines() == ["too_many ip=203.0.113.9 path=account_reset_password"]


def test_changes_of_password_and_factor_are_logged(client, ada, lines):
    sign_in(client)
    new = "quite-another-passphrase"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    app = App(ada)
    other = Client()
    other.post(LOGIN, {"login": "ada@example.com", "password": new})
    other.post("/accounts/2fa/authenticate/", {"code": "000000"})
    other.post("/accounts/2fa/authenticate/", {"code": app.code()})

    kinds = [line.split()[0] for line in lines()]
    assert kinds == ["sign_in", "password_changed", "second_factor_failed", "second_factor_used"]
    assert Authenticator.objects.count() == 1


def test_what_staff_do_to_an_account_is_logged_with_both(staff_client, staff, ada, lines):
    fields = {"username": "ada", "email": "new@example.com", "first_name": "Ada", "last_name": "Lovelace"}
    new = {"password1": "quite-another-passphrase", "password2": "quite-another-passphrase"}

    staff_client.post(f"/admin/users/edit/{ada.pk}/", fields | new | {"is_active": "on"})

    assert lines() == [
        f"email_change_asked_by_staff user={ada.pk} by_user={staff.pk}",
        f"password_changed_by_staff user={ada.pk} by_user={staff.pk}",
    ]


def test_sessions_that_are_over_are_deleted_by_the_worker(ada):
    kept, over = signed_in(ada), signed_in(ada)
    Session.objects.filter(pk=over.session.session_key).update(
        expire_date=datetime.now(UTC) - timedelta(seconds=1)
    )

    clear_sessions()

    assert [session.pk for session in Session.objects.all()] == [kept.session.session_key]
    assert [job.seconds for job in jobs() if job.name == "sessions"] == [86_400]
