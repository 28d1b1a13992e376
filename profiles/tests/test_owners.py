"""Whoever is made an owner can sign in: the way in asks for an address, and no mail has to arrive first."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client

from conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_owner_made_by_command_signs_in_at_once(eve: Client, monkeypatch, mailoutbox):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser", username="olive", email="Olive@Example.com", interactive=False, stdout=StringIO()
    )

    answer = eve.post(
        "/accounts/login/?next=/admin/", {"login": "olive@example.com", "password": PASSWORD}, follow=True
    )

    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/admin/")
    assert mailoutbox == []


@pytest.mark.parametrize("email", ["", "olive", "olive@"])
def test_no_owner_is_made_without_a_good_address(email, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)

    with pytest.raises(CommandError):
        call_command("createsuperuser", username="olive", email=email, interactive=False)

    assert not get_user_model().objects.exists()


def test_no_owner_is_made_in_code_without_an_address():
    with pytest.raises(ValueError, match="e-mail"):
        get_user_model().objects.create_superuser("olive", password=PASSWORD)

    assert not get_user_model().objects.exists()
    assert not EmailAddress.objects.exists()
