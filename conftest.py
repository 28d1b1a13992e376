"""What every test can ask for: the people, the Stripe double, and a shop that is fast and offline."""

import os
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from stripe_double import StripeDouble

# Playwright keeps an event loop in the main thread; Django would refuse every query there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PASSWORD = "a-long-test-passphrase"

# The same examples each time: `make test` is never red by chance. `make proof` draws anew.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile("steady")


def pytest_runtest_teardown() -> None:
    """The next test speaks the shop's own language, whatever page this one read last."""
    translation.deactivate()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit run last, on any order of the others, and each gets Wagtail's root page back."""
    committing = [item for item in items if _commits(item)]
    for item in committing:
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    items[:] = [item for item in items if item not in set(committing)] + committing


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(marker and marker.kwargs.get("transaction")) or bool(
        fixtures & {"live_server", "transactional_db"}
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Copy the database that the plugin has migrated already, where it has."""
    from django.db import connections

    if template := os.environ.get("SHOP_TEST_TEMPLATE"):
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = template


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let every thread's connection know the rows that migrations made.

    Beside Playwright's event loop asgiref hands out a second connection object, which would lack them
    (pytest-django issue 1117); the class is shared by all.
    """
    from django.db import connections

    from tests.restoring import restore_in_bulk

    connection = connections["default"]
    contents = getattr(connection, "_test_serialized_contents", None)
    if contents:
        type(connection)._test_serialized_contents = contents
    restore_in_bulk()


@pytest.fixture
def ada(db):
    """A customer with a verified address; tests give her the orders they need."""
    return make_customer("ada", "Ada Lovelace")


@pytest.fixture
def ben(db):
    """Another customer, who must never see what is Ada's."""
    return make_customer("ben", "Ben Okri")


@pytest.fixture
def staff(db):
    """Somebody who may do everything in the admin."""
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_superuser("staff", "staff@example.com", PASSWORD)


@pytest.fixture
def eve() -> Client:
    """A guest's browser."""
    return Client()


@pytest.fixture
def ada_client(ada) -> Client:
    return signed_in(ada)


@pytest.fixture
def ben_client(ben) -> Client:
    return signed_in(ben)


@pytest.fixture
def staff_client(staff) -> Client:
    return signed_in(staff)


def make_customer(username: str, full_name: str):
    """A user who may sign in by e-mail: `<username>@example.com`, verified."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth import get_user_model

    first_name, last_name = full_name.split(" ", 1)
    email = f"{username}@example.com"
    user = get_user_model().objects.create_user(
        username, email, PASSWORD, first_name=first_name, last_name=last_name
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def signed_in(user) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    enter(client, user)
    return client


def enter(client: Client, user, *methods: str) -> None:
    """Sign `user` in without the form, as if a password, or `methods`, had been given just now."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    records = [{"method": method, "at": time.time()} for method in methods or ("password",)]
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.fixture(scope="session")
def running_double() -> "Iterator[StripeDouble]":
    """One offline Stripe for the whole run, on a free port; tests ask for `double` instead."""
    from stripe_double import StripeDouble

    with StripeDouble() as double:
        yield double


@pytest.fixture
def double(running_double: "StripeDouble", settings) -> "StripeDouble":
    """The offline Stripe, freshly emptied, and the shop pointed at it."""
    running_double.control.reset(keep_endpoints=False)
    settings.STRIPE_API_BASE = running_double.base_url
    return running_double
