"""A hundred tries on every way in: few reach a password, and none keeps the account's owner out."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from checkout.models import RateCount
from conftest import PASSWORD
from profiles.mailing import send_account_mails

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, 0, tzinfo=UTC)
ADA, STAFF = "ada@example.com", "staff@example.com"
THIEF, HOME = "203.0.113.9", "198.51.100.1"
WRONG = "not-the-right-passphrase"


@pytest.fixture(autouse=True)
def clock(settings):
    settings.SHOP_RATE_LIMITS = True
    cache.clear()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def guesses(monkeypatch) -> list[str]:
    """The passwords that were compared at all."""
    tried: list[str] = []
    check = "django.contrib.auth.backends.ModelBackend.authenticate"
    library = "allauth.account.auth_backends.AuthenticationBackend.authenticate"
    monkeypatch.setattr(check, lambda self, request, **words: tried.append(words["password"]))
    monkeypatch.setattr(library, lambda self, request, **words: None)
    return tried


def door(path: str = "/accounts/login/") -> str:
    """Where a login that begins at `path` is posted to."""
    answer = Client().get(path)
    return answer["Location"] if answer.status_code == 302 else path


def sign_in(email: str, password: str, address: str, path: str = "/accounts/login/") -> int:
    fields = {"login": email, "password": password}
    return Client().post(path, fields, REMOTE_ADDR=address).status_code


@pytest.mark.parametrize("path", ["/accounts/login/", "/admin/login/"])
def test_of_a_hundred_passwords_five_are_tried(ada, staff, guesses, path):
    entrance = door(path)

    for number in range(100):
        sign_in(STAFF, f"guess-{number}", THIEF, entrance)

    assert guesses == [f"guess-{number}" for number in range(5)]


def test_of_a_hundred_accounts_ten_are_tried(guesses):
    for number in range(100):
        sign_in(f"{number}@example.com", WRONG, THIEF)

    assert len(guesses) == 10


def test_even_the_right_password_waits_five_minutes_and_no_longer(ada, clock):
    for _guess in range(100):
        sign_in(ADA, WRONG, THIEF)

    assert sign_in(ADA, PASSWORD, THIEF) == 429
    clock.shift(61)
    assert sign_in(ADA, PASSWORD, THIEF) == 200
    clock.shift(239)
    assert sign_in(ADA, PASSWORD, THIEF) == 302


def test_owner_elsewhere_gets_in_while_others_guess(ada):
    for number in range(100):
        sign_in(ADA, WRONG, f"203.0.113.{number}")

    assert sign_in(ADA, PASSWORD, HOME) == 302


def test_addresses_of_one_network_are_one_address(ada, guesses):
    for number in range(100):
        sign_in(ADA, WRONG, f"2001:db8::{number:x}")

    assert len(guesses) == 5


def test_right_passwords_never_count(ada):
    assert [sign_in(ADA, PASSWORD, HOME) for _time in range(12)] == [302] * 12


def test_counters_name_no_account(ada):
    sign_in(ADA, WRONG, THIEF)

    assert RateCount.objects.count() == 2
    assert not RateCount.objects.filter(key__contains="ada").exists()


def test_hundred_forgotten_passwords_send_five_mails(ada):
    statuses = [
        Client().post(reverse("account_reset_password"), {"email": ADA}, REMOTE_ADDR=THIEF).status_code
        for _try in range(100)
    ]

    assert statuses == [302] * 5 + [429] * 95
    assert send_account_mails() == len(mail.outbox) == 5


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("login/", "/accounts/login/?next=%2Fadmin%2F"),
        ("password_reset/", "/accounts/password/reset/"),
        ("password_reset/confirm/MQ/set-password/", "/accounts/password/reset/"),
    ],
)
def test_admin_has_no_doors_of_its_own(staff, method, path, target):
    answer = getattr(Client(), method)(
        f"/admin/{path}", {"email": STAFF, "username": STAFF, "password": WRONG}
    )

    assert (answer.status_code, answer["Location"], mail.outbox) == (302, target, [])


def test_new_password_may_be_used_at_once(ada):
    for _guess in range(6):
        sign_in(ADA, WRONG, HOME)
    browser = Client(REMOTE_ADDR=HOME)
    browser.post(reverse("account_reset_password"), {"email": ADA})
    send_account_mails()
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http://testserver"))
    form = browser.get(link.removeprefix("http://testserver"), follow=True)
    new = "quite-another-passphrase"
    browser.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert sign_in(ADA, new, HOME) == 302
