"""The delivery details that an account keeps."""

import pytest

from profiles.models import UserProfile
from profiles.services import delivery_defaults, profile_of, save_delivery_defaults

pytestmark = pytest.mark.django_db

DETAILS = {"full_name": "Ada Lovelace", "street_address1": "Hauptstraße 1", "country": "DE", "amount": "1"}


def test_reading_the_defaults_makes_no_profile(ada):
    defaults = delivery_defaults(ada)

    assert defaults["email"] == "ada@example.com"
    assert defaults["full_name"] == ""
    assert not UserProfile.objects.exists()


def test_saved_defaults_come_back_by_the_checkouts_names(ada):
    save_delivery_defaults(profile_of(ada), DETAILS)

    defaults = delivery_defaults(ada)

    assert (defaults["full_name"], defaults["country"]) == ("Ada Lovelace", "DE")
    assert defaults["postcode"] == ""
    assert UserProfile.objects.count() == 1


def test_profile_of_an_account_is_made_once(ada):
    assert profile_of(ada) == profile_of(ada)

    assert UserProfile.objects.count() == 1
