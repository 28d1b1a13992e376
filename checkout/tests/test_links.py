"""The signed link of the mail: it opens one order, unaltered, for half a year."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from checkout.links import key_fits, order_key, order_link
from checkout.models import Order

NUMBER, OTHER = "MO-0000-0000-0000-0001", "MO-0000-0000-0000-0002"


def test_link_is_absolute_and_opens_its_order(settings):
    settings.SITE_URL = "https://shop.example"

    link = order_link(Order(order_number=NUMBER))

    path, _question, key = link.partition("?key=")
    assert path == f"https://shop.example/checkout/orders/{NUMBER}/"
    assert key_fits(NUMBER, key.replace("%3A", ":"))


def test_key_opens_no_other_order():
    assert key_fits(OTHER, order_key(NUMBER)) is False
    assert key_fits(NUMBER.lower(), order_key(NUMBER)) is False


def test_no_altered_character_of_a_key_is_accepted():
    key = order_key(NUMBER)

    altered = [key[:at] + ("A" if key[at] != "A" else "B") + key[at + 1 :] for at in range(len(key))]

    assert [changed for changed in altered if key_fits(NUMBER, changed)] == []


@pytest.mark.parametrize("key", ["", ":", "::", "x", "é:é", "1" * 5000, "\x00", "a:b:c"])
def test_invented_key_is_refused_quietly(key):
    assert key_fits(NUMBER, key) is False


def test_key_signed_with_another_secret_is_refused(settings):
    key = order_key(NUMBER)

    settings.SECRET_KEY = "another-secret-" + "y" * 40

    assert key_fits(NUMBER, key) is False


@pytest.mark.parametrize(("days", "is_open"), [(179, True), (181, False)])
def test_key_ends_after_half_a_year(days, is_open):
    key = order_key(NUMBER)

    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert key_fits(NUMBER, key) is is_open
