"""What an outsider could measure: the same work for addresses that are known and for those that are not."""

import statistics
import time
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import PASSWORD
from profiles.mailing import send_account_mails
from profiles.models import AccountMail, User

pytestmark = pytest.mark.django_db

KNOWN = "ada@example.com"
SIGNUP, LOGIN, RESET = (reverse(f"account_{name}") for name in ("signup", "login", "reset_password"))


def sign_up(email: str):
    return Client().post(SIGNUP, {"email": email, "password1": PASSWORD, "password2": PASSWORD})


def sign_in(email: str):
    return Client().post(LOGIN, {"login": email, "password": "not-the-right-passphrase"})


def ask_for_reset(email: str):
    return Client().post(RESET, {"email": email})


ASKING: list[Callable[[str], object]] = [sign_up, sign_in, ask_for_reset]


class CountedHasher(PBKDF2PasswordHasher):
    """Slow enough to measure; counts how often it was asked."""

    iterations = 100_000
    asked = 0

    def encode(self, *args, **kwargs):
        type(self).asked += 1
        return super().encode(*args, **kwargs)


@pytest.fixture(autouse=True)
def hashing(settings, ada):
    cache.clear()
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    ada.set_password(PASSWORD)
    ada.save()
    sign_up("first@example.org")  # what the first request alone loads


def hashes(ask: Callable[[str], object], email: str) -> int:
    before = CountedHasher.asked
    ask(email)
    return CountedHasher.asked - before


def queries(ask: Callable[[str], object], email: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        ask(email)
    return len(caught)


@pytest.mark.parametrize("ask", ASKING)
def test_known_and_unknown_addresses_are_hashed_equally_often(ask):
    assert hashes(ask, KNOWN) == hashes(ask, "nobody@example.com") == (0 if ask is ask_for_reset else 1)


@pytest.mark.parametrize("ask", ASKING)
def test_known_and_unknown_addresses_cost_about_the_same_queries(ask):
    assert abs(queries(ask, KNOWN) - queries(ask, "nobody@example.com")) <= 5


@pytest.mark.parametrize("ask", [sign_up, ask_for_reset])
def test_each_gets_one_mail_and_nobody_waits_for_it(ask):
    AccountMail.objects.all().delete()
    ask(KNOWN)
    ask("nobody@example.com")

    assert mail.outbox == []
    assert send_account_mails() == 2
    assert [message.to for message in mail.outbox] == [[KNOWN], ["nobody@example.com"]]
    assert not AccountMail.objects.exists()


@pytest.mark.parametrize("ask", ASKING)
def test_known_and_unknown_addresses_take_about_the_same_work(ask):
    def seconds(email: str) -> float:
        begun = time.thread_time()  # of this thread alone: what else runs on the machine does not count
        ask(email)
        return time.thread_time() - begun

    pairs = [(seconds(KNOWN), seconds(f"{number}@example.com")) for number in range(9)]

    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert 1 / 2 < known / unknown < 2


def test_sign_up_with_a_known_address_leaves_nothing_behind():
    people = User.objects.count()

    sign_up(KNOWN)

    assert User.objects.count() == people


def test_mail_server_that_is_down_delays_the_mail_and_no_request(settings):
    AccountMail.objects.all().delete()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert ask_for_reset(KNOWN).status_code == 302
    assert (send_account_mails(), send_account_mails()) == (0, 0)

    assert AccountMail.objects.get().attempts == 1
