"""A database that takes no writes for now: who reads goes on, who writes is told when to come again."""

import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from catalogue.models import ListingDue
from catalogue.tests.factories import make_product
from checkout.models import WebhookEvent
from stripe_double.signing import sign

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

READING = (
    "/",
    "/shop/posters/",
    "/shop/posters/?sort=price",
    "/shop/posters/tailwind/",
    "/search/?q=tail",
    "/bag/",
    "/feeds/products.xml",
    "/sitemap.xml",
    "/accounts/login/",
)
EVENT = (
    '{"object": "event", "id": "evt_1", "type": "charge.updated", "livemode": false,'
    ' "data": {"object": {"object": "charge", "id": "ch_1"}}}'
)


@pytest.fixture
def product():
    return make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])


@pytest.fixture
def read_only(product) -> Iterator[None]:
    """As on a stand-by before it takes over, or with the file on a disk that is read-only."""
    for address in READING:  # once before: Wagtail makes rows of settings when they are first asked for
        Client().get(address)
    ListingDue.objects.create(sku="TW-A4", due_at=timezone.now())
    is_sqlite = connection.vendor == "sqlite"
    on, off = (
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
        if is_sqlite
        else ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    yield
    with connection.cursor() as cursor:
        cursor.execute(off)


@pytest.fixture
def guest() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", READING)
def test_reading_pages_go_on(guest, read_only, address):
    assert guest.get(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/bag/add/", {"sku": "TW-A4", "quantity": "1"}),
        ("/accounts/login/", {"login": "ada@example.com", "password": "wrong"}),
        ("/accounts/signup/", {"email": "x@example.com", "password1": "long-enough-words", "password2": "x"}),
        ("/i18n/language/", {"language": "de"}),
    ],
)
def test_writing_is_asked_to_come_again(guest, read_only, address, form):
    answer = guest.post(address, form)

    assert answer.status_code in (503, 302, 200)  # what is refused before anything is written stays refused


def test_bag_that_cannot_be_written_says_so(guest, read_only):
    answer = guest.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "nothing is charged twice" in answer.text


def test_signed_in_customer_reads_on(ada, product, request):
    client = Client(raise_request_exception=False)
    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    request.getfixturevalue("read_only")

    assert client.get("/profile/").status_code == 200
    assert client.get(product.url).status_code == 200
    assert client.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"}).status_code == 503


def test_webhook_is_asked_to_come_again(guest, read_only):
    answer = guest.post(
        "/checkout/wh/",
        EVENT,
        content_type="application/json",
        headers={"stripe-signature": sign(EVENT, "whsec_test", int(time.time()))},
    )

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert WebhookEvent.objects.count() == 0


def test_database_that_fails_before_any_view_is_a_503(guest, monkeypatch):
    from django.db import OperationalError

    def fails(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fails)
    guest.cookies["sessionid"] = "a-session-of-before"

    answer = guest.get("/profile/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
