"""What passwords the shop takes, at every place where one is chosen, and what it says about the others."""

import subprocess
import sys
from io import StringIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from profiles.models import User

pytestmark = pytest.mark.django_db

GOOD, WEAK = "correct horse battery staple", "passwordpassword"
TAKE = " Take a few words that do not belong together."


def what_is_wrong(password: str, user: User | None = None) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("passwordpassword", "Repetitions are easy to guess."),
        ("passwortpasswort", "Repetitions are easy to guess."),
        ("hamburghamburg", "Repetitions are easy to guess."),
        ("qwertzuiopü1", "This is close to a password that many people have."),
        ("abcdefghijklmnop", "Rows such as abcd or 6543 are easy to guess."),
        ("Motacilla2026!", "Your name, your address and the name of the shop are tried first."),
    ],
)
def test_what_is_soon_guessed_is_refused_with_the_reason(password, reason):
    assert reason + TAKE in what_is_wrong(password)


@pytest.mark.parametrize("password", [GOOD, "ein-Pferd-frisst-Batterien", "x9$Kq2!vLw8#zT"])
def test_what_is_hard_to_guess_is_taken(password):
    assert what_is_wrong(password) == []


@pytest.mark.parametrize("password", ["quillfeatherquillfeather", "quillfeather-1985", "theodora.quill"])
def test_own_name_and_address_are_guessed_first(password):
    user = User(
        username="t", first_name="Theodora", last_name="Quillfeather", email="theodora.quill@mail.org"
    )

    assert what_is_wrong(password, user) != []


def test_very_long_password_is_judged_by_its_beginning():
    assert what_is_wrong("a" * 5000) != []
    assert what_is_wrong(GOOD + "x" * 4000) == []


def test_reason_is_in_the_language_of_the_visitor(client):
    page = client.post(
        reverse("account_signup"),
        {"email": "neu@example.com", "password1": WEAK, "password2": WEAK},
        headers={"accept-language": "de"},
    ).content.decode()

    assert "Wiederholungen sind leicht zu erraten." in page
    assert "easy to guess" not in page
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["new@example.com", "ada@example.com"])
def test_weak_password_is_refused_for_known_and_new_addresses_alike(client, ada, email):
    answer = client.post(reverse("account_signup"), {"email": email, "password1": WEAK, "password2": WEAK})

    assert list(answer.context["form"].errors) == ["password1"]


def test_staff_cannot_give_a_weak_password(staff_client, ada):
    fields = {"username": "kim", "email": "kim@example.com", "first_name": "Kim", "last_name": "Okoye"}

    new = staff_client.post(
        reverse("wagtailusers_users:add"), fields | {"password1": WEAK, "password2": WEAK}
    )

    assert "password2" in new.context["form"].errors
    assert not User.objects.filter(username="kim").exists()


def test_owner_made_without_a_terminal_needs_a_good_password(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", WEAK)
    named = {"username": "olive", "email": "olive@example.com", "interactive": False, "stdout": StringIO()}

    with pytest.raises(CommandError, match="Repetitions"):
        call_command("createsuperuser", **named)
    assert not User.objects.exists()

    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", GOOD)
    call_command("createsuperuser", **named)
    assert User.objects.get().check_password(GOOD)


def test_words_for_guessing_are_loaded_with_the_first_choice_alone():
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings.test';"
        "sys.path.insert(0, 'site'); django.setup(); import config.urls, checkout.worker;"
        "sys.exit('zxcvbn' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
