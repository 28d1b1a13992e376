"""Wagtail's own pages about users work with our user model."""

import pytest
from django.urls import reverse

from profiles.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-test-passphrase"
FIELDS = {"username": "kim", "email": "kim@example.com", "first_name": "Kim", "last_name": "Okoye"}


def test_staff_can_add_a_user(staff_client):
    address = reverse("wagtailusers_users:add")

    response = staff_client.post(
        address, FIELDS | {"password1": PASSWORD, "password2": PASSWORD, "is_active": "on"}
    )

    assert response.status_code == 302
    assert User.objects.get(username="kim").check_password(PASSWORD)


def test_staff_can_change_a_user(staff_client, ada):
    address = reverse("wagtailusers_users:edit", args=[ada.pk])
    assert staff_client.get(address).status_code == 200

    staff_client.post(address, FIELDS | {"password1": "", "password2": "", "is_active": "on"})

    ada.refresh_from_db()
    assert (ada.username, ada.last_name) == ("kim", "Okoye")


def test_customers_do_not_see_the_users(ada_client):
    response = ada_client.get(reverse("wagtailusers_users:index"))

    assert response.status_code == 302
